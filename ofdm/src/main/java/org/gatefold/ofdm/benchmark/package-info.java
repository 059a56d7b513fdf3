/**
 * The benchmark of sparse channels seen at random pilots in which all estimators, classical and learned, are judged.
 */
@NullMarked
package org.gatefold.ofdm.benchmark;

import org.jspecify.annotations.NullMarked;

/**
 * Training of the scalars of the learned channel estimators, without gradients: they choose sets and levels, of which
 * there are no useful ones. Simulated channels only; no capture is ever seen.
 */
@NullMarked
package org.gatefold.ofdm.training;

import org.jspecify.annotations.NullMarked;

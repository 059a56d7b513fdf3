/** The commands of the tool <code>ofdm</code>. */
@NullMarked
package org.gatefold.ofdm.cli;

import org.jspecify.annotations.NullMarked;

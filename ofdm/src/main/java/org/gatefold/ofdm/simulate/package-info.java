/** A cell's downlink with known truth: its resource elements, fading channels, and what a receiver's front end adds. */
@NullMarked
package org.gatefold.ofdm.simulate;

import org.jspecify.annotations.NullMarked;

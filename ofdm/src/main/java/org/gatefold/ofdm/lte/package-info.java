/** The LTE downlink as 36.211, 36.212 and 36.331 define it: numerology, sequences, resource grid, broadcast channel. */
@NullMarked
package org.gatefold.ofdm.lte;

import org.jspecify.annotations.NullMarked;

/** LTE downlink captures: from samples to cell, channel estimate and broadcast information. */
@NullMarked
package org.gatefold.ofdm;

import org.jspecify.annotations.NullMarked;

package org.gatefold.ofdm.receive;

/**
 * A cell whose synchronisation signals were heard.
 *
 * @param cell physical cell identity
 * @param tdd whether uplink and downlink share the carrier in turn
 * @param frameStart sample at 1.92 Msps at which a frame begins, may be negative
 * @param carrierHz offset of the carrier from zero frequency
 * @param coherence mean squared correlation with the secondary signal, 0 … 1
 * @param power mean squared correlation with the primary signal, relative to the power of the samples
 */
record FoundCell(int cell, boolean tdd, double frameStart, double carrierHz, double coherence, double power) {}

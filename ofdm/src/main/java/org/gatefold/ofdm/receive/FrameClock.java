package org.gatefold.ofdm.receive;

/**
 * Timing and carrier of one frame.
 *
 * @param start sample at which it begins, not a whole one in general
 * @param stretch samples it lasts over those it should
 * @param carrierHz offset of the carrier
 */
record FrameClock(double start, double stretch, double carrierHz) {}

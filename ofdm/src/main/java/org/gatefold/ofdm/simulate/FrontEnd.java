package org.gatefold.ofdm.simulate;

/**
 * What a receiver's front end does to a signal.
 *
 * @param carrierOffsetHz where the carrier of the cell lies in the capture
 * @param clockPpm how much too fast the receiver samples, in millionths: a frame then takes so many more samples
 * @param startSeconds when the capture starts, ≥ 0, after the beginning of the first frame; with an exact clock it is
 *     rounded to a sample
 * @param snrDb mean energy of an element over the noise on a subcarrier, both as received: the sum of all ports over
 *     E|n|²; infinite for no noise
 */
public record FrontEnd(double carrierOffsetHz, double clockPpm, double startSeconds, double snrDb) {
    /** Nothing but noise. */
    public static FrontEnd ideal(double snrDb) {
        return new FrontEnd(0, 0, 0, snrDb);
    }

    /** E|n|² on a subcarrier. */
    public double noiseEnergy() {
        return Math.pow(10, -snrDb / 10);
    }
}

package org.gatefold.doa.recording;

import org.gatefold.sparse.io.InputException;

/**
 * A band of frequencies, of a complex recording relative to the frequency that was mixed to zero.
 *
 * @param lowHz lower end, included
 * @param highHz upper end, included, above the lower
 */
public record FrequencyBand(double lowHz, double highHz) {
    /** @throws InputException unless {@code text} is LO:HI in hertz with LO below HI */
    public static FrequencyBand parse(String text) {
        double[] ends = Segment.pair("band", text, "LO:HI in hertz with LO below HI, as in 500:3500");
        if (!(ends[0] < ends[1])) {
            throw new InputException("band: expected LO:HI in hertz with LO below HI, found '" + text + "'");
        }
        return new FrequencyBand(ends[0], ends[1]);
    }

    double centreHz() {
        return (lowHz + highHz) / 2;
    }

    boolean contains(double frequencyHz) {
        return frequencyHz >= lowHz && frequencyHz <= highHz;
    }
}

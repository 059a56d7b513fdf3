package org.gatefold.datasets.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import org.gatefold.sparse.RealData;
import org.junit.jupiter.api.Test;

/** Real files against what NumPy and SciPy read from them. */
class RealRecordingsTest {
    private static Frames whole(Recording recording) {
        return recording.read(0, (int) recording.frames());
    }

    private static double sum(float[] row) {
        double sum = 0;
        for (float v : row) {
            sum += v;
        }
        return sum;
    }

    @Test
    void fiveMicrophonesOfSixteenBits() {
        try (Recording r = Recordings.open(RealData.file("doa/robat/040.wav"))) {
            assertEquals(new Description("040.wav", 5, 14400, false, 48000, Double.NaN), r.description());
            assertEquals(0.3, r.seconds(), 1e-12);
            Frames one = r.read(1234, 1);
            int[] codes = {-1695, -1768, -1707, -1926, -2089};
            for (int c = 0; c < 5; c++) {
                assertEquals(codes[c] / 32768f, one.re()[c][0]);
            }
            assertEquals(-739.6722106933594, sum(whole(r).re()[0]), 1e-9);
            assertEquals(-754.0811462402344, sum(whole(r).re()[1]), 1e-9);
            assertFalse(r.complex());
        }
    }

    @Test
    void tenSeismometersInFloatingPointWithOddChunks() {
        Path file = RealData.file("doa/yellowknife/yka_NS_10ch_20Hz.wav");
        try (Recording r = Recordings.open(file)) {
            assertEquals(new Description("yka_NS_10ch_20Hz.wav", 10, 12000, false, 20, Double.NaN), r.description());
            assertEquals(-0.00013065338f, r.read(1234, 1).re()[0][0]);
            assertEquals(0.00023841858f, r.read(1234, 1).re()[4][0]);
            assertEquals(1.368880271911621, sum(whole(r).re()[0]), 1e-12);
        }
    }

    @Test
    void roomImpulseResponsesAtNinetySixKilohertz() {
        try (Recording r = Recordings.open(RealData.file("doa/kitamura/musicRoom_2A_arr1_target_4ch_96k.wav"))) {
            assertEquals(4, r.channels());
            assertEquals(96000, r.sampleRateHz());
            assertEquals(48000, r.frames());
            assertEquals(-0.730438232421875, sum(whole(r).re()[0]), 1e-12);
        }
    }
}

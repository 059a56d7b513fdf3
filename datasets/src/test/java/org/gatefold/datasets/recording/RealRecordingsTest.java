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

    @Test
    void fourAntennasOfSigMf() {
        String name = "wifi_30pkt_1000samp_4ant_interleaved_cf32.sigmf-data";
        try (Recording r = Recordings.open(RealData.file("doa/wifi/" + name))) {
            assertEquals(new Description(name, 4, 30000, true, Double.NaN, 2.512e9), r.description());
            Frames one = r.read(12345, 1);
            assertEquals(0.445435, one.re()[1][0], 1e-6);
            assertEquals(-0.394897, one.im()[3][0], 1e-6);
            assertEquals(-2.42395777, sum(whole(r).re()[2]), 1e-8);
            assertEquals(36.42366234, sum(whole(r).im()[1]), 1e-8);
        }
    }

    @Test
    void oneSnapshotOfTheRadarFromNumPyAndMatlab() {
        try (Recording npy = Recordings.open(RealData.file("doa/radar/bv86_c128.npy"));
                Recording mat = Recordings.open(RealData.file("doa/radar/realData_demo.mat"))) {
            assertEquals(new Description("bv86_c128.npy", 86, 1, true, Double.NaN, Double.NaN), npy.description());
            // the MAT file holds the snapshot as a row, the vector of a format without vectors
            assertEquals(new Description("realData_demo.mat", 86, 1, true, Double.NaN, Double.NaN), mat.description());
            Frames column = whole(npy);
            Frames row = whole(mat);
            for (int n = 0; n < 86; n++) {
                assertEquals(column.re()[n][0], row.re()[n][0]);
                assertEquals(column.im()[n][0], row.im()[n][0]);
            }
        }
    }

    @Test
    void headerlessCaptures() {
        Path hackrf = RealData.file("ofdm/f796_s19.2_bw20_0.08s_hackrf.bin");
        try (Recording r =
                Recordings.open(hackrf, FormatHints.NONE.withFormat("cs8").withSampleRateHz(19.2e6))) {
            assertEquals(1_536_000, r.frames());
            assertEquals(0.08, r.seconds(), 1e-12);
            assertEquals(-1137331.0 / 128, sum(whole(r).re()[0]), 1e-6);
            assertEquals(-3696864.0 / 128, sum(whole(r).im()[0]), 1e-6);
        }
        Path rtl = RealData.file("ofdm/f2645_s1.92_g20_SamplingPPM26.2_1s.bin");
        try (Recording r =
                Recordings.open(rtl, FormatHints.NONE.withFormat("cu8").withSkipBytes(128))) {
            assertEquals(1_920_000, r.frames());
            assertEquals((244607458.0 - 1_920_000 * 127.5) / 127.5, sum(whole(r).re()[0]), 0.05);
            assertEquals((244511444.0 - 1_920_000 * 127.5) / 127.5, sum(whole(r).im()[0]), 0.05);
        }
    }
}

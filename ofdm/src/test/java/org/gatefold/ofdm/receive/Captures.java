package org.gatefold.ofdm.receive;

import org.gatefold.datasets.recording.FormatHints;
import org.gatefold.datasets.recording.Recording;
import org.gatefold.datasets.recording.Recordings;
import org.gatefold.sparse.RealData;

/** Real captures, whose names say nothing reliable. */
public enum Captures {
    F796("f796_s19.2_bw20_0.08s_hackrf.bin", "ci8", 19.2e6, 0),
    F806("f806_s19.2_bw20_0.08s_hackrf.bin", "ci8", 19.2e6, 0),
    F1815("f1815.3_s19.2_bw20_0.08s_hackrf.bin", "ci8", 19.2e6, 0),
    F1867("f1867.5_s19.2_bw20_0.08s_hackrf_home.bin", "ci8", 19.2e6, 0),
    F796_RTL("f796_s1.92_bw1.2_0.08s_rtlsdr.bin", "cu8", 1.92e6, 0),
    F2645("f2645_s1.92_g20_SamplingPPM26.2_1s.bin", "cu8", 1.92e6, 128),
    F1860("f1860_s1.92_g0_1s_strong.bin", "cu8", 1.92e6, 128),
    SIGNAL("signal.1.92M.dat", "cf32", 1.92e6, 0),
    AMAR("signal.1.92M.amar.dat", "cf32", 1.92e6, 0),
    SLOT("signal.10M.dat", "cf32", 15.36e6, 0);

    private final String file;
    private final String format;
    private final double rateHz;
    private final long skipBytes;

    Captures(String file, String format, double rateHz, long skipBytes) {
        this.file = file;
        this.format = format;
        this.rateHz = rateHz;
        this.skipBytes = skipBytes;
    }

    /** Skips the test that asks where the data is not. */
    public Capture read() {
        FormatHints hints =
                FormatHints.NONE.withFormat(format).withSampleRateHz(rateHz).withSkipBytes(skipBytes);
        try (Recording recording = Recordings.open(RealData.file("ofdm/" + file), hints)) {
            return Capture.read(recording);
        }
    }
}

package org.gatefold.ofdm.cli;

import java.nio.file.Path;
import org.gatefold.datasets.recording.FormatHints;
import org.gatefold.datasets.recording.Recording;
import org.gatefold.datasets.recording.Recordings;
import org.gatefold.ofdm.receive.Capture;
import org.gatefold.ofdm.receive.FormatSearch;
import org.gatefold.sparse.io.InputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what a capture is. */
final class CaptureOptions {
    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "Of headerless samples: ci8 (= cs8), cu8, ci16, cf32, ... SigMF, WAV and NPY need none.")
    private @Nullable String format;

    @Option(names = "--rate", paramLabel = "HZ", description = "Sample rate where the file does not say it: 19.2e6.")
    private double rate = Double.NaN;

    @Option(
            names = "--frequency",
            paramLabel = "HZ",
            description = "Frequency that was mixed to zero: tells the carrier's offset in ppm.")
    private double frequency = Double.NaN;

    @Option(names = "--skip-bytes", paramLabel = "N", description = "Bytes before the first headerless sample.")
    private long skipBytes;

    /** The frequency given, else that of the recording. */
    private double recordedFrequency = Double.NaN;

    /** @throws InputException if an option is impossible or the file does not fit it */
    Capture read(Path file) {
        if (frequency <= 0 || Double.isInfinite(frequency)) {
            throw new InputException("--frequency: expected a number above 0, found " + frequency);
        }
        try (Recording recording = Recordings.open(file, hints())) {
            recordedFrequency = recording.centreFrequencyHz();
            return Capture.read(recording);
        }
    }

    /** What else the file may be. */
    FormatSearch alternatives(Path file) {
        return new FormatSearch(file, hints());
    }

    double frequencyHz() {
        return recordedFrequency > 0 ? recordedFrequency : Double.NaN;
    }

    private FormatHints hints() {
        return FormatHints.NONE
                .withFormat(format)
                .withSampleRateHz(rate)
                .withSkipBytes(skipBytes)
                .withCentreFrequencyHz(frequency);
    }
}

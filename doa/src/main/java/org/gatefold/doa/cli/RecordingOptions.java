package org.gatefold.doa.cli;

import java.nio.file.Path;
import org.gatefold.datasets.recording.FormatHints;
import org.gatefold.datasets.recording.Recording;
import org.gatefold.datasets.recording.Recordings;
import org.gatefold.doa.array.ArrayGeometry;
import org.gatefold.doa.array.ArrayText;
import org.gatefold.doa.recording.FrequencyBand;
import org.gatefold.doa.recording.Segment;
import org.gatefold.doa.recording.Setup;
import org.gatefold.sparse.io.InputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what a recording is and which part of it is wanted. */
final class RecordingOptions {
    @Option(
            names = "--array",
            required = true,
            paramLabel = "ARRAY",
            description = "ula:N:Dwl (N elements, D wavelengths apart), ula:N:Dm (D metres) or a CSV file of positions"
                    + " in metres (columns x_east_m, y_north_m), in the order of the channels.")
    private String array = "";

    @Option(
            names = "--speed",
            paramLabel = "M/S",
            description = "Speed of the waves; by default 343 (sound in air) for real samples, light for complex ones."
                    + " Of seismic waves the apparent velocity along the ground.")
    private double speed = Double.NaN;

    @Option(
            names = "--frequency",
            paramLabel = "HZ",
            description = "Carrier of complex samples (else as the file says), or of real ones the frequency at which"
                    + " an array in wavelengths is meant.")
    private double frequency = Double.NaN;

    @Option(
            names = "--band",
            paramLabel = "LO:HI",
            description = "Frequencies to use, Hz; of complex samples relative to the carrier. By default real samples"
                    + " are searched for a coherent band and complex ones used as they are.")
    private @Nullable String band;

    @Option(names = "--segment", paramLabel = "START:LENGTH", description = "Part of the file to use, seconds.")
    private @Nullable String segment;

    @Option(
            names = "--every",
            paramLabel = "SECONDS",
            description = "Track: one estimate for each block of this length.")
    private double every = Double.NaN;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "Of headerless samples: cf32, ci16, ci8, cu8, rf32, ri16, ... Files with a header need none.")
    private @Nullable String format;

    @Option(names = "--rate", paramLabel = "HZ", description = "Sample rate where the file does not say it.")
    private double rate = Double.NaN;

    @Option(names = "--channels", paramLabel = "N", description = "Interleaved channels of headerless samples.")
    private int channels;

    @Option(names = "--skip-bytes", paramLabel = "N", description = "Bytes before the first headerless sample.")
    private long skipBytes;

    @Option(names = "--variable", paramLabel = "NAME", description = "Which array of an NPZ or MAT file.")
    private @Nullable String variable;

    /** @throws InputException if an option is impossible */
    Setup setup() {
        require("--speed", speed);
        require("--frequency", frequency);
        require("--every", every);
        require("--rate", rate);
        ArrayGeometry geometry = ArrayText.parse(array);
        return new Setup(
                geometry,
                speed,
                frequency,
                band == null ? null : FrequencyBand.parse(band),
                segment == null ? null : Segment.parse(segment),
                every);
    }

    Recording open(Path input) {
        FormatHints hints = FormatHints.NONE
                .withFormat(format)
                .withSampleRateHz(rate)
                .withSkipBytes(skipBytes)
                .withVariable(variable)
                .withChannels(channels);
        return Recordings.open(input, hints);
    }

    /** Of headerless samples, the channels default to the elements of the array. */
    Recording open(Path input, ArrayGeometry geometry) {
        if (format != null && channels == 0) {
            channels = geometry.elements();
        }
        return open(input);
    }

    private static void require(String option, double value) {
        if (value <= 0 || Double.isInfinite(value)) {
            throw new InputException(option + ": expected a number above 0, found " + value);
        }
    }
}

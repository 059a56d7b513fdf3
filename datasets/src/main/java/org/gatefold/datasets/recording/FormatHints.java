package org.gatefold.datasets.recording;

import org.jspecify.annotations.Nullable;

/**
 * What the user says of a recording: needed for headerless IQ, checked against the header of the other formats.
 *
 * @param format {@code wav}, {@code flac}, {@code sigmf}, {@code npy}, {@code npz}, {@code mat} or a sample format such
 *     as {@code cf32}, {@code ci16_be} or {@code cs8} (see {@link SampleFormat#parse}); null to go by content and name
 * @param sampleRateHz frames per second, NaN if not given
 * @param channels channels of the recording, 0 if not given (headerless IQ then has 1)
 * @param skipBytes bytes before the first sample of headerless IQ
 * @param centreFrequencyHz frequency that was mixed to zero, NaN if not given
 * @param variable which array of an NPZ or MAT file, null for the only one
 */
public record FormatHints(
        @Nullable String format,
        double sampleRateHz,
        int channels,
        long skipBytes,
        double centreFrequencyHz,
        @Nullable String variable) {
    /** Nothing said: the file speaks for itself. */
    public static final FormatHints NONE = new FormatHints(null, Double.NaN, 0, 0, Double.NaN, null);

    public FormatHints withFormat(@Nullable String name) {
        return new FormatHints(name, sampleRateHz, channels, skipBytes, centreFrequencyHz, variable);
    }

    public FormatHints withSampleRateHz(double rate) {
        return new FormatHints(format, rate, channels, skipBytes, centreFrequencyHz, variable);
    }

    public FormatHints withChannels(int count) {
        return new FormatHints(format, sampleRateHz, count, skipBytes, centreFrequencyHz, variable);
    }

    public FormatHints withSkipBytes(long bytes) {
        return new FormatHints(format, sampleRateHz, channels, bytes, centreFrequencyHz, variable);
    }

    public FormatHints withCentreFrequencyHz(double frequency) {
        return new FormatHints(format, sampleRateHz, channels, skipBytes, frequency, variable);
    }

    public FormatHints withVariable(@Nullable String name) {
        return new FormatHints(format, sampleRateHz, channels, skipBytes, centreFrequencyHz, name);
    }
}

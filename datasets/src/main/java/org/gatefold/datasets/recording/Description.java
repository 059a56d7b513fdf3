package org.gatefold.datasets.recording;

/**
 * What is known of a recording beside its samples.
 *
 * @param name file name for messages and titles
 * @param channels number of channels (array elements), at least 1
 * @param frames samples per channel
 * @param complex whether samples are complex
 * @param sampleRateHz frames per second, NaN if unknown
 * @param centreFrequencyHz frequency that was mixed to zero, NaN if unknown
 */
public record Description(
        String name, int channels, long frames, boolean complex, double sampleRateHz, double centreFrequencyHz) {
    Description withSampleRateHz(double rate) {
        return new Description(name, channels, frames, complex, rate, centreFrequencyHz);
    }

    Description withCentreFrequencyHz(double frequency) {
        return new Description(name, channels, frames, complex, sampleRateHz, frequency);
    }
}

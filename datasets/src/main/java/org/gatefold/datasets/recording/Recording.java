package org.gatefold.datasets.recording;

import java.io.Closeable;
import java.util.List;

/**
 * Samples of one or more channels taken at the same instants, read block by block: a frame is one sample of each
 * channel. Nothing but the block asked for is held in memory (matrices from NumPy and MAT files, which are small,
 * apart).
 *
 * <p>Reading from several threads is allowed. A file that turns out to be damaged while it is read gives an
 * {@link org.gatefold.sparse.io.InputException} as it does on opening.
 */
public interface Recording extends Closeable {
    /** What is known of the recording beside its samples. */
    Description description();

    /** Findings that do not forbid the use of the recording: clipping, silent channels, a header that was mended. */
    List<String> warnings();

    /**
     * Reads the frames {@code start} to {@code start + count − 1}.
     *
     * @param start first frame, from 0
     * @param count number of frames, at least 0
     * @return fresh arrays that belong to the caller
     * @throws IndexOutOfBoundsException if the recording has not all of these frames
     * @throws org.gatefold.sparse.io.InputException if the file is damaged or holds NaN or infinity there
     */
    Frames read(long start, int count);

    @Override
    void close();

    /** File name for messages and titles. */
    default String name() {
        return description().name();
    }

    default int channels() {
        return description().channels();
    }

    default long frames() {
        return description().frames();
    }

    default boolean complex() {
        return description().complex();
    }

    /** Frames per second, NaN if unknown. */
    default double sampleRateHz() {
        return description().sampleRateHz();
    }

    /** Frequency that was mixed to zero, NaN if unknown. */
    default double centreFrequencyHz() {
        return description().centreFrequencyHz();
    }

    /** Length in seconds, NaN if the sample rate is unknown. */
    default double seconds() {
        return frames() / sampleRateHz();
    }
}

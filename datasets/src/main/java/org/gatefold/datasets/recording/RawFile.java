package org.gatefold.datasets.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.gatefold.sparse.io.InputException;

/** A headerless file of samples, whose format the user knows. */
final class RawFile {
    private RawFile() {}

    /** @throws InputException if the file holds not at least one frame, or not a whole number of them */
    static Recording open(Path file, SampleFormat format, FormatHints hints, List<String> notes) {
        int channels = Math.max(1, hints.channels());
        long frameBytes = (long) format.bytes() * channels;
        long size = size(file) - hints.skipBytes();
        if (size < frameBytes) {
            throw new InputException(file + ": expected at least one frame of " + frameBytes + " bytes (" + channels
                    + " × " + format + ") after " + hints.skipBytes() + " skipped bytes, found "
                    + Math.max(0, size) + " bytes");
        }
        if (size % frameBytes != 0) {
            throw new InputException(file + ": expected whole frames of " + frameBytes + " bytes (" + channels + " × "
                    + format + "), found " + size + " bytes (truncated, or another format or number of channels?)");
        }
        TreeMap<Long, Long> places = new TreeMap<>();
        places.put(0L, hints.skipBytes());
        Description description = new Description(
                String.valueOf(file.getFileName()),
                channels,
                size / frameBytes,
                format.complex(),
                hints.sampleRateHz(),
                hints.centreFrequencyHz());
        return InterleavedRecording.open(file, format, description, places, notes);
    }

    static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new InputException(file + ": cannot be read (" + e + ")", e);
        }
    }
}

package org.gatefold.datasets.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.gatefold.sparse.io.InputException;

/**
 * The bytes of a file by position. The file is opened for each read, so that a stack of a thousand images needs no
 * thousand open files.
 */
record FileBytes(Path file, long size) {
    /** Largest piece that is read at once. */
    static final int MOST = Integer.MAX_VALUE - 16;

    static FileBytes of(Path file) {
        try {
            return new FileBytes(file, Files.size(file));
        } catch (IOException e) {
            throw new InputException(file + ": cannot be read (" + e + ")", e);
        }
    }

    /** @throws InputException if the file ends before */
    byte[] read(long position, long count) {
        if (position < 0 || count < 0 || count > MOST || position > size - count) {
            throw new InputException(file + ": expected " + count + " bytes at byte " + position + ", found "
                    + Math.max(0, size - Math.max(0, position)) + " (truncated or damaged)");
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) count);
        try (FileChannel source = FileChannel.open(file, StandardOpenOption.READ)) {
            while (bytes.hasRemaining()) {
                if (source.read(bytes, position + bytes.position()) < 0) {
                    throw new InputException(file + ": expected " + bytes.remaining() + " more bytes, found its end");
                }
            }
        } catch (IOException e) {
            throw new InputException(file + ": cannot be read (" + e + ")", e);
        }
        return bytes.array();
    }

    /** The start of the file, as many bytes as there are up to {@code most}. */
    byte[] head(int most) {
        return read(0, Math.min(most, size));
    }

    /** @throws InputException that names the file, with {@code expected} and {@code found} */
    InputException complaint(String expected, Object found) {
        return new InputException(file + ": expected " + expected + ", found " + found);
    }

    /**
     * Refuses dimensions that the bytes of the file cannot hold, before anything of that size is allocated.
     *
     * @param ratio the most bytes that one byte of the file can stand for
     * @param bits of one sample, as stored
     */
    void requirePlausible(long width, long height, long channels, int bits, long ratio) {
        boolean small = width > 0 && height > 0 && width <= 1 << 24 && height <= 1 << 24 && channels <= 1024;
        double needed = (double) width * height * channels * bits / 8;
        if (!small || width * channels > MOST / 4 || needed > (double) ratio * size) {
            throw complaint(
                    "dimensions that " + size + " bytes can hold",
                    width + "×" + height + " pixels of " + channels + " channels with " + bits + " bits");
        }
    }
}

package org.gatefold.datasets.image;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.gatefold.sparse.io.InputException;
import org.jspecify.annotations.Nullable;

/**
 * Samples set aside: in memory up to 2²⁰ of them, else in a temporary file that is gone when it is closed. Written once
 * from the start to the end, then read anywhere.
 */
final class Spool implements Closeable {
    private static final int IN_MEMORY = 1 << 20;
    private static final int PIECE = 1 << 16;

    private final float[] memory;
    private final @Nullable FileChannel disk;
    private long filled;

    /** @param name of what is set aside, for a complaint about the temporary file */
    Spool(String name, long size) {
        memory = new float[size <= IN_MEMORY ? (int) size : 0];
        try {
            disk = size <= IN_MEMORY ? null : temporary();
        } catch (IOException e) {
            throw new InputException(name + ": no temporary file of " + 4 * size + " bytes (" + e + ")", e);
        }
    }

    private static FileChannel temporary() throws IOException {
        Path file = Files.createTempFile("gatefold", ".samples");
        return FileChannel.open(
                file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
    }

    /** Adds the first {@code count} samples of an array. */
    void add(float[] samples, int count) throws IOException {
        if (disk == null) {
            System.arraycopy(samples, 0, memory, (int) filled, count);
        } else {
            ByteBuffer piece = ByteBuffer.allocate(4 * Math.min(PIECE, count));
            for (int done = 0; done < count; done += PIECE) {
                int n = Math.min(PIECE, count - done);
                piece.clear().limit(4 * n);
                piece.asFloatBuffer().put(samples, done, n);
                long position = 4 * (filled + done);
                while (piece.hasRemaining()) {
                    position += disk.write(piece, position);
                }
            }
        }
        filled += count;
    }

    /** Samples {@code from} to {@code from + count − 1}. */
    float[] read(long from, int count) throws IOException {
        float[] samples = new float[count];
        if (disk == null) {
            System.arraycopy(memory, (int) from, samples, 0, count);
            return samples;
        }
        ByteBuffer piece = ByteBuffer.allocate(4 * Math.min(PIECE, count));
        for (int done = 0; done < count; done += PIECE) {
            int n = Math.min(PIECE, count - done);
            piece.clear().limit(4 * n);
            while (piece.hasRemaining()) {
                if (disk.read(piece, 4 * (from + done) + piece.position()) < 0) {
                    throw new IOException("the temporary file ends early");
                }
            }
            piece.flip().asFloatBuffer().get(samples, done, n);
        }
        return samples;
    }

    @Override
    public void close() throws IOException {
        if (disk != null) {
            disk.close();
        }
    }
}

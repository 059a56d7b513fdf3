package org.gatefold.sparse.io;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * A real array in a NumPy file whose values are read in turn in row-major order, for arrays that do not fit into memory
 * (column-major ones must). Values that are not finite are handed on; float64 and integers beyond 2²⁴ are rounded to
 * float32.
 */
public final class NpyStream implements Closeable {
    private static final int PIECE = 1 << 13;

    private final String label;
    private final NpyHeader header;
    private final InputStream in;
    private final Closeable file;
    private double @Nullable [] reordered;
    private int taken;

    private NpyStream(String label, NpyHeader header, InputStream in, Closeable file) {
        this.label = label;
        this.header = header;
        this.in = in;
        this.file = file;
    }

    /** @throws InputException if the file is missing, damaged, or no real array */
    public static NpyStream open(Path file) {
        InputStream in = null;
        try {
            in = new BufferedInputStream(Files.newInputStream(file));
            NpyStream stream = of(file.toString(), in, Files.size(file), in);
            in = null;
            return stream;
        } catch (IOException e) {
            throw new InputException(file + ": cannot be read (" + e + ")", e);
        } finally {
            close(in);
        }
    }

    /** The array {@code name} of a {@code .npz} file. */
    public static NpyStream open(Path file, String name) {
        ZipFile zip = null;
        try {
            zip = new ZipFile(file.toFile());
            ZipEntry entry = Npz.entry(file, zip, name);
            InputStream in = new BufferedInputStream(zip.getInputStream(entry));
            NpyStream stream = of(file + ":" + name, in, entry.getSize(), zip);
            zip = null;
            return stream;
        } catch (IOException | IllegalArgumentException e) {
            throw new InputException(file + ": cannot be read as .npz (" + e + ")", e);
        } finally {
            close(zip);
        }
    }

    private static NpyStream of(String label, InputStream in, long size, Closeable file) throws IOException {
        NpyHeader header = NpyHeader.read(in, size, label);
        if (header.complex()) {
            throw new InputException(label + ": expected a real array, found a complex one");
        }
        NpyStream stream = new NpyStream(label, header, in, file);
        if (header.fortran() && header.shape().length > 1) {
            stream.reorder();
        }
        return stream;
    }

    /** Takes all values of a column-major array into memory: in row-major order they lie all over the file. */
    private void reorder() {
        double[] values = new double[Elements.count(header.shape(), 2, label)];
        for (int done = 0; done < values.length; ) {
            float[] piece = new float[Math.min(PIECE, values.length - done)];
            read(piece, piece.length);
            for (float v : piece) {
                values[done++] = v;
            }
        }
        reordered = Elements.rowMajor(values, header.shape());
    }

    /** A copy of the dimensions. */
    public int[] shape() {
        return header.shape().clone();
    }

    /** Bits of an unsigned integer or truth value; 0 for floating point and signed integers. */
    public int unsignedBits() {
        return switch (header.elements().kind()) {
            case 'b' -> 1;
            case 'u' -> 8 * header.elements().bytes();
            default -> 0;
        };
    }

    /** Reads the next {@code count} values. */
    public void read(float[] into, int count) {
        double[] values = reordered;
        if (values != null) {
            for (int i = 0; i < count; i++) {
                into[i] = (float) values[taken++];
            }
            return;
        }
        int width = header.elements().bytes();
        byte[] piece = new byte[width * Math.min(PIECE, count)];
        try {
            for (int done = 0; done < count; ) {
                int n = Math.min(PIECE, count - done);
                if (in.readNBytes(piece, 0, n * width) < n * width) {
                    throw new InputException(label + ": expected " + (count - done) + " more values, found its end");
                }
                ByteBuffer numbers =
                        ByteBuffer.wrap(piece).order(header.elements().order());
                for (int i = 0; i < n; i++) {
                    into[done++] = (float) header.elements().next(numbers);
                }
            }
        } catch (IOException e) {
            throw new InputException(label + ": cannot be read (" + e + ")", e);
        }
    }

    @Override
    public void close() {
        close(file);
    }

    private static void close(@Nullable Closeable file) {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

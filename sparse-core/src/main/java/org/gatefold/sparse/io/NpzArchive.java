package org.gatefold.sparse.io;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Float32 matrices and texts by name in one {@code .npz} file, which {@code numpy.load} opens without pickle: matrices
 * as rows×columns, texts as one byte string ({@code f['card'].item().decode()}).
 *
 * <p>Values go through unchanged and uncompressed, for trained weights hardly shrink. Reading checks the sums of the
 * zip file, so that a damaged file is refused.
 */
public final class NpzArchive {
    private static final int BLOCK = 1 << 14;

    private final Map<String, Matrix> matrices = new LinkedHashMap<>();
    private final Map<String, String> texts = new LinkedHashMap<>();

    /** A row-major matrix; the values are shared. */
    public static final class Matrix {
        private final int rows;
        private final int columns;
        private final float[] values;

        /** @throws IllegalArgumentException if there are not rows·columns values */
        public Matrix(int rows, int columns, float[] values) {
            if (values.length != Math.multiplyExact(rows, columns)) {
                throw new IllegalArgumentException(
                        "expected " + rows + "×" + columns + " values, found " + values.length);
            }
            this.rows = rows;
            this.columns = columns;
            this.values = values;
        }

        public int rows() {
            return rows;
        }

        public int columns() {
            return columns;
        }

        /** The array itself, not a copy. */
        public float[] values() {
            return values;
        }
    }

    /** Adds a matrix. */
    public NpzArchive put(String name, Matrix matrix) {
        requireNew(name);
        matrices.put(name, matrix);
        return this;
    }

    /** Adds a text of at least one and less than 10⁹ bytes of UTF-8. */
    public NpzArchive put(String name, String text) {
        requireNew(name);
        texts.put(name, text);
        return this;
    }

    private void requireNew(String name) {
        if (matrices.containsKey(name) || texts.containsKey(name)) {
            throw new IllegalArgumentException("two arrays named '" + name + "'");
        }
    }

    /** All matrices, in the order of addition. */
    public Map<String, Matrix> matrices() {
        return Collections.unmodifiableMap(matrices);
    }

    /** All texts, in the order of addition. */
    public Map<String, String> texts() {
        return Collections.unmodifiableMap(texts);
    }

    /** Writes the file, whole or not at all; equal contents make equal files. */
    public void write(Path file) {
        ResultFile.write(file, out -> {
            ZipOutputStream zip = new ZipOutputStream(out);
            zip.setLevel(Deflater.NO_COMPRESSION);
            for (Map.Entry<String, String> text : texts.entrySet()) {
                byte[] bytes = text.getValue().getBytes(StandardCharsets.UTF_8);
                Npz.begin(zip, text.getKey());
                NpyHeader.write(zip, "|S" + bytes.length, new int[0]);
                zip.write(bytes);
                zip.closeEntry();
            }
            for (Map.Entry<String, Matrix> matrix : matrices.entrySet()) {
                Npz.begin(zip, matrix.getKey());
                write(zip, matrix.getValue());
                zip.closeEntry();
            }
            zip.finish();
        });
    }

    private static void write(OutputStream out, Matrix matrix) throws IOException {
        NpyHeader.write(out, "<f4", new int[] {matrix.rows, matrix.columns});
        ByteBuffer buffer = ByteBuffer.allocate(BLOCK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int done = 0; done < matrix.values.length; done += BLOCK) {
            int block = Math.min(BLOCK, matrix.values.length - done);
            buffer.asFloatBuffer().put(matrix.values, done, block);
            out.write(buffer.array(), 0, block * Float.BYTES);
        }
    }

    /**
     * Reads a whole file.
     *
     * @throws InputException if the file is missing, damaged, or holds anything but finite float32 matrices and texts
     */
    public static NpzArchive read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new InputException(file + ": expected a file .npz, found "
                    + (Files.isDirectory(file) ? "a directory" : "none of this name"));
        }
        return Npz.open(file, zip -> {
            NpzArchive archive = new NpzArchive();
            List<String> names = zip.stream().map(ZipEntry::getName).toList();
            for (String name : names) {
                if (!name.endsWith(".npy") || Collections.frequency(names, name) > 1) {
                    throw new InputException(file + ": expected arrays of different names, found '" + name + "'");
                }
                archive.read(file, zip, name.substring(0, name.length() - 4));
            }
            return archive;
        });
    }

    private void read(Path file, ZipFile zip, String name) throws IOException {
        ZipEntry entry = Npz.entry(file, zip, name);
        String label = file + ":" + entry.getName();
        try (CheckedInputStream in =
                new CheckedInputStream(new BufferedInputStream(zip.getInputStream(entry)), new CRC32())) {
            NpyHeader header = NpyHeader.read(in, entry.getSize(), label, true);
            int[] shape = header.shape();
            Elements elements = header.elements();
            if (elements.kind() == 'S' && shape.length == 0) {
                Elements.requireMemory(3L * elements.bytes(), label);
                put(name, new String(in.readNBytes(elements.bytes()), StandardCharsets.UTF_8));
            } else if (elements.kind() == 'f'
                    && elements.bytes() == 4
                    && !header.complex()
                    && !header.fortran()
                    && shape.length == 2) {
                int count = Elements.count(shape, 1, label);
                put(name, new Matrix(shape[0], shape[1], floats(in, elements.order(), count, label)));
            } else {
                throw new InputException(label + ": expected a float32 matrix or one byte string, found an array of"
                        + " another kind, shape " + NdArray.text(shape));
            }
            if (in.read() >= 0 || in.getChecksum().getValue() != entry.getCrc()) {
                throw new InputException(label + ": expected values with the checksum of the file, found them damaged");
            }
        }
    }

    private static float[] floats(InputStream in, ByteOrder order, int count, String label) throws IOException {
        float[] values = new float[count];
        byte[] bytes = new byte[BLOCK * Float.BYTES];
        for (int done = 0; done < count; done += BLOCK) {
            int block = Math.min(BLOCK, count - done);
            if (in.readNBytes(bytes, 0, block * Float.BYTES) < block * Float.BYTES) {
                throw new InputException(label + ": expected " + count + " values, found fewer");
            }
            ByteBuffer.wrap(bytes).order(order).asFloatBuffer().get(values, done, block);
        }
        for (int i = 0; i < count; i++) {
            if (!Float.isFinite(values[i])) {
                throw new InputException(label + ": expected finite numbers, found " + values[i] + " at entry " + i);
            }
        }
        return values;
    }
}

package org.gatefold.sparse.io;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Numeric arrays, real or complex, from MATLAB's level 5 MAT-files (versions 5 to 7, compressed or not).
 *
 * <p>Other variables (cells, structures, text, sparse matrices) are passed over. The file is mapped, not loaded. An own
 * reader, since a library that allocates what a header announces cannot be trusted with a damaged file: here every size
 * is checked against the bytes that are there. Format: "MAT-File Format", The MathWorks, section 1.
 */
public final class MatFile {
    private static final int HEADER = 128;
    private static final int MATRIX = 14;
    private static final int COMPRESSED = 15;
    private static final int COMPLEX_FLAG = 0x0800;
    /** Deflate cannot compress better than 1032:1, so an element that claims more is a lie. */
    private static final long MAX_RATIO = 1100;

    private final String label;
    private final Map<String, NdArray> arrays = new LinkedHashMap<>();

    private MatFile(String label) {
        this.label = label;
    }

    /** One data element: its type and its bytes. */
    private record Element(int type, ByteBuffer body) {}

    /**
     * All numeric arrays by name, in the order of the file.
     *
     * @throws InputException if the file is missing, damaged, of another kind, or holds NaN or infinity
     */
    public static Map<String, NdArray> read(Path file) {
        try (FileChannel channel = FileChannel.open(file)) {
            if (channel.size() > Integer.MAX_VALUE) {
                throw new InputException(file + ": expected a MAT-file below 2 GiB, found " + channel.size()
                        + " bytes; save its arrays as .npy");
            }
            return read(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()), file.toString());
        } catch (IOException e) {
            throw new InputException(file + ": cannot be read (" + e + ")", e);
        }
    }

    static Map<String, NdArray> read(ByteBuffer bytes, String label) {
        try {
            MatFile mat = new MatFile(label);
            mat.header(bytes);
            while (bytes.hasRemaining()) {
                mat.variable(element(bytes, false));
            }
            return mat.arrays;
        } catch (DataFormatException | BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new InputException(label + ": expected a whole MAT-file, found one cut short or damaged", e);
        }
    }

    /**
     * One array.
     *
     * @param name of the variable; null for the only numeric one
     */
    public static NdArray read(Path file, @Nullable String name) {
        Map<String, NdArray> arrays = read(file);
        NdArray array = name != null
                ? arrays.get(name)
                : arrays.size() == 1 ? arrays.values().iterator().next() : null;
        if (array == null) {
            throw new InputException(
                    file + ": expected " + (name == null ? "one numeric array" : "a numeric array '" + name + "'")
                            + ", found " + (arrays.isEmpty() ? "none" : String.join(", ", arrays.keySet())));
        }
        return array;
    }

    private void header(ByteBuffer bytes) {
        byte[] header = new byte[Math.min(HEADER, bytes.remaining())];
        bytes.get(header);
        String text = new String(header, StandardCharsets.ISO_8859_1);
        if (text.startsWith("MATLAB 7.3") || text.startsWith("\u0089HDF")) {
            throw new InputException(
                    label + ": expected a MAT-file of version 5 to 7, found version 7.3 (HDF5); save" + " it with -v7");
        }
        boolean little = text.endsWith("\0\1IM");
        if (header.length < HEADER || !(little || text.endsWith("\1\0MI"))) {
            throw new InputException(label + ": expected a MAT-file of version 5 to 7, found "
                    + (header.length == 0 ? "an empty file" : "something else"));
        }
        bytes.order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    }

    /** Takes the next element, with its padding to 8 bytes if {@code padded}, from {@code in}. */
    private static Element element(ByteBuffer in, boolean padded) {
        int type = in.getInt();
        if (type >>> 16 != 0) {
            ByteBuffer small = slice(in, in.position(), type >>> 16);
            in.getInt();
            return new Element(type & 0xffff, small);
        }
        int size = in.getInt();
        Element element = new Element(type, slice(in, in.position(), size));
        long end = in.position() + (padded ? (size + 7L) / 8 * 8 : size);
        in.position((int) Math.min(end, in.limit()));
        return element;
    }

    private static ByteBuffer slice(ByteBuffer in, int from, int size) {
        return in.slice(from, size).order(in.order());
    }

    private void variable(Element element) throws DataFormatException {
        Element plain = element.type == COMPRESSED ? inflated(element.body) : element;
        if (plain.type == MATRIX) {
            matrix(plain.body);
        }
    }

    private void matrix(ByteBuffer in) {
        int flags = element(in, true).body.getInt();
        int mxClass = flags & 0xff;
        if (mxClass < 6 || mxClass > 15) {
            return;
        }
        ByteBuffer dimensions = element(in, true).body;
        int[] shape = new int[dimensions.remaining() / 4];
        dimensions.asIntBuffer().get(shape);
        String name = StandardCharsets.ISO_8859_1.decode(element(in, true).body).toString();
        boolean complex = (flags & COMPLEX_FLAG) != 0;
        int count = Elements.count(shape, complex ? 2 : 1, label + ":" + name);
        double[] re = numbers(element(in, true), count, shape, name);
        double[] im = complex ? numbers(element(in, true), count, shape, name) : new double[0];
        NdArray.Precision precision = mxClass == 7 ? NdArray.Precision.FLOAT32 : NdArray.Precision.FLOAT64;
        arrays.put(name, new NdArray(precision, shape, re, im));
    }

    private double[] numbers(Element element, int count, int[] shape, String name) {
        Elements elements = elements(element.type, element.body.order());
        if (elements == null || element.body.remaining() != (long) count * elements.bytes()) {
            throw new InputException(label + ":" + name + ": expected the values of an array of shape "
                    + NdArray.text(shape) + ", found " + element.body.remaining() + " bytes of type " + element.type);
        }
        double[] values = new double[count];
        elements.decode(element.body, label + ":" + name, 0, count, values);
        return Elements.rowMajor(values, shape);
    }

    private static @Nullable Elements elements(int type, ByteOrder order) {
        return switch (type) {
            case 1 -> new Elements('i', 1, order);
            case 2 -> new Elements('u', 1, order);
            case 3 -> new Elements('i', 2, order);
            case 4 -> new Elements('u', 2, order);
            case 5 -> new Elements('i', 4, order);
            case 6 -> new Elements('u', 4, order);
            case 7 -> new Elements('f', 4, order);
            case 9 -> new Elements('f', 8, order);
            case 12 -> new Elements('i', 8, order);
            case 13 -> new Elements('u', 8, order);
            default -> null;
        };
    }

    /** The variable inside a compressed element. */
    private Element inflated(ByteBuffer compressed) throws DataFormatException {
        long limit = MAX_RATIO * (compressed.remaining() + 1L);
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(compressed);
            byte[] tag = new byte[8];
            fill(inflater, tag);
            ByteBuffer numbers = ByteBuffer.wrap(tag).order(compressed.order());
            long size = numbers.getInt(4) & 0xffffffffL;
            if (size > Math.min(limit, Integer.MAX_VALUE - 8)) {
                throw new InputException(label + ": expected at most " + limit
                        + " bytes in a compressed variable, found " + size + " announced");
            }
            Elements.requireMemory(size, label);
            byte[] body = new byte[(int) size];
            fill(inflater, body);
            return new Element(numbers.getInt(0), ByteBuffer.wrap(body).order(compressed.order()));
        } finally {
            inflater.end();
        }
    }

    private static void fill(Inflater inflater, byte[] into) throws DataFormatException {
        int done = 0;
        while (done < into.length) {
            int got = inflater.inflate(into, done, into.length - done);
            if (got == 0) {
                throw new DataFormatException("compressed data end early");
            }
            done += got;
        }
    }
}

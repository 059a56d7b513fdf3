package org.gatefold.sparse.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the header of a {@code .npy} file says, once the size of the file agrees with it. */
final class NpyHeader {
    private static final int MAX_HEADER = 1 << 16;
    private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*'([<>|=]?)([a-zA-Z])(\\d{0,9})'");
    private static final Pattern FORTRAN = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9,\\sL]*)\\)");

    private final Elements elements;
    private final boolean complex;
    private final boolean fortran;
    private final int[] shape;

    private NpyHeader(Elements elements, boolean complex, boolean fortran, int[] shape) {
        this.elements = elements;
        this.complex = complex;
        this.fortran = fortran;
        this.shape = shape;
    }

    /** The numbers, real ones: those of a complex array are pairs. */
    Elements elements() {
        return elements;
    }

    boolean complex() {
        return complex;
    }

    /** Whether the first index runs fastest. */
    boolean fortran() {
        return fortran;
    }

    int[] shape() {
        return shape;
    }

    /** Reads the header of a file of {@code size} bytes of numbers; the stream then stands at the first value. */
    static NpyHeader read(InputStream in, long size, String label) throws IOException {
        return read(in, size, label, false);
    }

    /** @param texts whether the file may also hold byte strings, elements of kind {@code S} */
    static NpyHeader read(InputStream in, long size, String label, boolean texts) throws IOException {
        byte[] start = in.readNBytes(8);
        if (start.length < 8 || !Arrays.equals(start, 0, 6, Npy.MAGIC, 0, 6)) {
            throw new InputException(label + ": expected a NumPy .npy file, found "
                    + (size == 0 ? "an empty file" : "something else (no magic number)"));
        }
        int version = start[6];
        if (version < 1 || version > 3) {
            throw new InputException(label + ": expected .npy version 1 to 3, found version " + version);
        }
        int prefix = version == 1 ? 10 : 12;
        byte[] digits = Arrays.copyOf(in.readNBytes(prefix - 8), 4);
        long length = ByteBuffer.wrap(digits).order(ByteOrder.LITTLE_ENDIAN).getInt() & 0xffffffffL;
        if (length > MAX_HEADER || prefix + length > size) {
            throw new InputException(label + ": expected a header within the file's " + size + " bytes, found "
                    + (prefix + length) + " announced");
        }
        byte[] header = in.readNBytes((int) length);
        if (header.length < length) {
            throw new InputException(label + ": expected a header of " + length + " bytes, found " + header.length);
        }
        String text = new String(header, version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
        return parse(text, size - prefix - length, label, texts);
    }

    /** Writes the header of an array in C order. */
    static void write(OutputStream out, String descr, int[] shape) throws IOException {
        String header = "{'descr': '" + descr + "', 'fortran_order': False, 'shape': " + NdArray.text(shape) + ", }";
        int total = (Npy.MAGIC.length + 4 + header.length() + 1 + 63) / 64 * 64;
        String padded = header + " ".repeat(total - Npy.MAGIC.length - 4 - header.length() - 1) + "\n";
        ByteBuffer start = ByteBuffer.allocate(total).order(ByteOrder.LITTLE_ENDIAN);
        start.put(Npy.MAGIC).put((byte) 1).put((byte) 0).putShort((short) padded.length());
        start.put(padded.getBytes(StandardCharsets.ISO_8859_1));
        out.write(start.array());
    }

    private static NpyHeader parse(String header, long size, String label, boolean texts) {
        Matcher descr = DESCR.matcher(header);
        Matcher fortran = FORTRAN.matcher(header);
        Matcher dimensions = SHAPE.matcher(header);
        if (!descr.find() || !fortran.find() || !dimensions.find()) {
            throw new InputException(label + ": expected a header with one numeric descr, fortran_order and shape,"
                    + " found " + header.substring(0, Math.min(header.length(), 120)));
        }
        char kind = descr.group(2).charAt(0);
        int bytes = descr.group(3).isEmpty() ? 0 : Integer.parseInt(descr.group(3));
        boolean complex = kind == 'c';
        boolean text = texts && kind == 'S' && bytes > 0;
        if (!text && (complex ? bytes != 8 && bytes != 16 : !Elements.known(kind, bytes))) {
            throw new InputException(label + ": expected float, complex or integer values, found dtype '"
                    + descr.group(1) + descr.group(2) + descr.group(3) + "'");
        }
        int[] shape = shape(dimensions.group(1), label);
        long count = Elements.count(shape, label);
        if (size != count * bytes) {
            throw new InputException(label + ": expected " + count * bytes + " bytes of values for shape "
                    + NdArray.text(shape) + ", found " + size);
        }
        Elements elements = new Elements(
                complex ? 'f' : kind,
                complex ? bytes / 2 : bytes,
                descr.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        return new NpyHeader(elements, complex, fortran.group(1).equals("True"), shape);
    }

    private static int[] shape(String text, String label) {
        try {
            return Arrays.stream(text.replace("L", "").split(","))
                    .map(String::strip)
                    .filter(d -> !d.isEmpty())
                    .mapToInt(Integer::parseInt)
                    .toArray();
        } catch (NumberFormatException e) {
            throw new InputException(label + ": expected dimensions below 2^31, found shape (" + text + ")", e);
        }
    }
}

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
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * NumPy's {@code .npy} files: versions 1 to 3, either byte order, C and Fortran order.
 *
 * <p>Reads float32/64, complex64/128, integers of 8 to 64 bits and truth values (the last two as float64); writes
 * float32/64 and complex64/128, version 1, little-endian, C order. Values are streamed; memory is only allocated once
 * the size of the file agrees with its header. Format: numpy.lib.format.
 */
public final class Npy {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int MAX_HEADER = 1 << 16;
    private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*'([<>|=]?)([a-zA-Z])(\\d{0,6})'");
    private static final Pattern FORTRAN = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9,\\sL]*)\\)");

    private Npy() {}

    /** @throws InputException if the file is missing, damaged, of another kind, or holds NaN or infinity */
    public static NdArray read(Path file) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return read(in, Files.size(file), file.toString());
        } catch (IOException e) {
            throw new InputException(file + ": cannot be read (" + e + ")", e);
        }
    }

    /** Reads a file of {@code size} bytes from a stream. */
    static NdArray read(InputStream in, long size, String label) throws IOException {
        byte[] start = in.readNBytes(12);
        if (start.length < 10 || !Arrays.equals(start, 0, 6, MAGIC, 0, 6)) {
            throw new InputException(label + ": expected a NumPy .npy file, found "
                    + (size == 0 ? "an empty file" : "something else (no magic number)"));
        }
        int version = start[6];
        ByteBuffer numbers = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN);
        if (version < 1 || version > 3 || (version > 1 && start.length < 12)) {
            throw new InputException(label + ": expected .npy version 1 to 3, found version " + version);
        }
        int prefix = version == 1 ? 10 : 12;
        long length = version == 1 ? Short.toUnsignedInt(numbers.getShort(8)) : numbers.getInt(8) & 0xffffffffL;
        if (length > MAX_HEADER || prefix + length > size) {
            throw new InputException(label + ": expected a header within the file's " + size + " bytes, found "
                    + (prefix + length) + " announced");
        }
        byte[] header = new byte[(int) length];
        int already = start.length - prefix;
        System.arraycopy(start, prefix, header, 0, Math.min(already, header.length));
        if (already < header.length
                && in.readNBytes(header, already, header.length - already) < header.length - already) {
            throw new InputException(label + ": the header ends early");
        }
        String text = new String(header, version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
        return values(in, size - prefix - length, text, label);
    }

    private static NdArray values(InputStream in, long size, String header, String label) throws IOException {
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
        if (complex ? bytes != 8 && bytes != 16 : !Elements.known(kind, bytes)) {
            throw new InputException(label + ": expected float, complex or integer values, found dtype '"
                    + descr.group(1) + descr.group(2) + descr.group(3) + "'");
        }
        int[] shape = shape(dimensions.group(1), label);
        int count = Elements.count(shape, complex ? 2 : 1, label);
        if (size != (long) count * bytes) {
            throw new InputException(label + ": expected " + (long) count * bytes + " bytes of values for shape "
                    + NdArray.text(shape) + ", found " + size);
        }
        Elements elements = new Elements(
                complex ? 'f' : kind,
                complex ? bytes / 2 : bytes,
                descr.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        double[] re = new double[count];
        double[] im = new double[complex ? count : 0];
        if (complex) {
            elements.read(in, label, re, im);
        } else {
            elements.read(in, label, re);
        }
        if (fortran.group(1).equals("True") && shape.length > 1) {
            re = Elements.rowMajor(re, shape);
            im = complex ? Elements.rowMajor(im, shape) : im;
        }
        boolean narrow = elements.kind() == 'f' && elements.bytes() == 4;
        return new NdArray(narrow ? NdArray.Precision.FLOAT32 : NdArray.Precision.FLOAT64, shape, re, im);
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

    /** @throws InputException if {@code file} cannot be written */
    public static void write(Path file, NdArray array) {
        ResultFile.write(file, out -> write(out, array));
    }

    static void write(OutputStream out, NdArray array) throws IOException {
        boolean narrow = array.precision() == NdArray.Precision.FLOAT32;
        int width = (narrow ? 4 : 8) * (array.complex() ? 2 : 1);
        String header = "{'descr': '<" + (array.complex() ? "c" : "f") + width + "', 'fortran_order': False, 'shape': "
                + NdArray.text(array.shape()) + ", }";
        int total = (MAGIC.length + 4 + header.length() + 1 + 63) / 64 * 64;
        String padded = header + " ".repeat(total - MAGIC.length - 4 - header.length() - 1) + "\n";
        ByteBuffer start = ByteBuffer.allocate(total).order(ByteOrder.LITTLE_ENDIAN);
        start.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) padded.length());
        start.put(padded.getBytes(StandardCharsets.ISO_8859_1));
        out.write(start.array());
        ByteBuffer buffer = ByteBuffer.allocate(1024 * width).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < array.size(); i++) {
            put(buffer, array.re()[i], narrow);
            if (array.complex()) {
                put(buffer, array.im()[i], narrow);
            }
            if (!buffer.hasRemaining()) {
                out.write(buffer.array());
                buffer.clear();
            }
        }
        out.write(buffer.array(), 0, buffer.position());
    }

    private static void put(ByteBuffer buffer, double value, boolean narrow) {
        if (narrow) {
            buffer.putFloat((float) value);
        } else {
            buffer.putDouble(value);
        }
    }
}

package org.gatefold.sparse.io;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * NumPy's {@code .npy} files: versions 1 to 3, either byte order, C and Fortran order.
 *
 * <p>Reads float32/64, complex64/128, integers of 8 to 64 bits and truth values (the last two as float64); writes
 * float32/64 and complex64/128, version 1, little-endian, C order. Values are streamed; memory is only allocated once
 * the size of the file agrees with its header. Format: numpy.lib.format.
 */
public final class Npy {
    static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

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
        NpyHeader header = NpyHeader.read(in, size, label);
        int count = Elements.count(header.shape(), header.complex() ? 2 : 1, label);
        double[] re = new double[count];
        double[] im = new double[header.complex() ? count : 0];
        if (header.complex()) {
            header.elements().read(in, label, re, im);
        } else {
            header.elements().read(in, label, re);
        }
        if (header.fortran() && header.shape().length > 1) {
            re = Elements.rowMajor(re, header.shape());
            im = header.complex() ? Elements.rowMajor(im, header.shape()) : im;
        }
        boolean narrow = header.elements().kind() == 'f' && header.elements().bytes() == 4;
        return new NdArray(narrow ? NdArray.Precision.FLOAT32 : NdArray.Precision.FLOAT64, header.shape(), re, im);
    }

    /** @throws InputException if {@code file} cannot be written */
    public static void write(Path file, NdArray array) {
        ResultFile.write(file, out -> write(out, array));
    }

    static void write(OutputStream out, NdArray array) throws IOException {
        boolean narrow = array.precision() == NdArray.Precision.FLOAT32;
        int width = (narrow ? 4 : 8) * (array.complex() ? 2 : 1);
        NpyHeader.write(out, (array.complex() ? "<c" : "<f") + width, array.shape());
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

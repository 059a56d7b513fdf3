package org.gatefold.sparse.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // JUnit sets the folder
class NpyStreamTest {
    @TempDir
    private Path folder;

    private static NdArray array(int size) {
        double[] values = new double[size];
        Arrays.setAll(values, i -> (float) Math.sin(i));
        return new NdArray(NdArray.Precision.FLOAT32, new int[] {size / 10, 10}, values, new double[0]);
    }

    private static void same(NdArray array, NpyStream stream) {
        assertArrayEquals(array.shape(), stream.shape());
        float[] piece = new float[array.size()];
        for (int done = 0; done < array.size(); ) {
            int count = Math.min(7001, array.size() - done);
            stream.read(piece, count);
            for (int i = 0; i < count; i++) {
                assertEquals((float) array.re()[done++], piece[i]);
            }
        }
        assertThrows(RuntimeException.class, () -> stream.read(piece, 1));
        stream.close();
    }

    @Test
    void pieceByPieceIsTheWhole() {
        NdArray array = array(30_000);
        Path npy = folder.resolve("a.npy");
        Npy.write(npy, array);
        same(Npy.read(npy), NpyStream.open(npy));
        Path npz = folder.resolve("a.npz");
        Npz.write(npz, Map.of("x", array));
        same(Npz.read(npz, "x"), NpyStream.open(npz, "x"));
        assertThrows(InputException.class, () -> NpyStream.open(npz, "y"));
    }

    private Path file(String descr, boolean fortran, byte[] values) throws IOException {
        String header = "{'descr': '" + descr + "', 'fortran_order': " + (fortran ? "True" : "False")
                + ", 'shape': (2, 3), }\n";
        ByteBuffer bytes =
                ByteBuffer.allocate(10 + header.length() + values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}).putShort((short) header.length());
        bytes.put(header.getBytes(StandardCharsets.US_ASCII)).put(values);
        return Files.write(folder.resolve("b.npy"), bytes.array());
    }

    @Test
    void columnsFirstAndIntegers() throws IOException {
        Path file = file("|u1", true, new byte[] {1, 2, 3, 4, 5, (byte) 255});
        same(Npy.read(file), NpyStream.open(file));
        float[] values = new float[6];
        try (NpyStream stream = NpyStream.open(file)) {
            stream.read(values, 6);
            assertEquals(8, stream.unsignedBits());
        }
        assertArrayEquals(new float[] {1, 3, 5, 2, 4, 255}, values);
        try (NpyStream stream = NpyStream.open(file(">i2", false, new byte[12]))) {
            assertEquals(0, stream.unsignedBits());
        }
    }

    @Test
    void whatIsNotFiniteIsHandedOn() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        for (float v : new float[] {1, Float.NaN, 2, Float.NEGATIVE_INFINITY, 3, 4}) {
            bytes.putFloat(v);
        }
        try (NpyStream stream = NpyStream.open(file("<f4", false, bytes.array()))) {
            float[] values = new float[6];
            stream.read(values, 6);
            assertArrayEquals(new float[] {1, Float.NaN, 2, Float.NEGATIVE_INFINITY, 3, 4}, values);
        }
    }

    @Test
    void complexAndTruncatedFiles() throws IOException {
        Path complex = file("<c8", false, new byte[48]);
        InputException e = assertThrows(InputException.class, () -> NpyStream.open(complex));
        assertTrue(String.valueOf(e.getMessage()).endsWith("expected a real array, found a complex one"), e::toString);
        Path cut = file("<f4", false, new byte[23]);
        assertThrows(InputException.class, () -> NpyStream.open(cut));
        Path none = folder.resolve("none.npy");
        assertThrows(InputException.class, () -> NpyStream.open(none));
    }
}

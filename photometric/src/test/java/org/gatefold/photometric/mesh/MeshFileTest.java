package org.gatefold.photometric.mesh;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.gatefold.photometric.Refusal;
import org.gatefold.sparse.RealData;
import org.gatefold.sparse.io.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MeshFileTest {
    private static final String TEXT_PLY =
            """
            ply
            format ascii 1.0
            comment a square and a triangle over it
            element vertex 5
            property float x
            property uchar red
            property double y
            property float z
            element edge 1
            property int a
            property int b
            element face 2
            property uchar group
            property list uchar uint vertex_index
            property list uchar float texture
            end_header
            0 255 0 0
            1 0 0 0.5
            1 0 1 0
            0 0 1 0
            .5 0 -1e1 2
            0 1
            7 4 0 1 2 3 2 .5 .25
            7 3 0 1 4 0
            """;

    private static Mesh random(long seed) {
        SplittableRandom rng = new SplittableRandom(seed);
        float[] positions = new float[3 * 50];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = (float) (rng.nextGaussian() * Math.pow(10, rng.nextInt(-30, 30)));
        }
        int[] corners = rng.ints(3 * 90, 0, 50).toArray();
        return new Mesh(positions, corners);
    }

    private static void assertSame(Mesh expected, Mesh found) {
        assertArrayEquals(expected.positions(), found.positions());
        assertArrayEquals(expected.corners(), found.corners());
    }

    @ParameterizedTest
    @ValueSource(strings = {"mesh.ply", "mesh.obj", "mesh.PLY"})
    void whatIsWrittenIsRead(String name, @TempDir Path folder) {
        Path file = folder.resolve(name);
        MeshFile.write(file, random(1));
        assertSame(random(1), MeshFile.read(file));
    }

    @Test
    void whatIsWrittenAsTextIsRead(@TempDir Path folder) {
        Path file = folder.resolve("text.ply");
        MeshFile.writePlyText(file, random(2));
        assertSame(random(2), MeshFile.read(file));
    }

    @Test
    void aBinaryFileByteByByte(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("mesh.ply");
        MeshFile.write(file, new Mesh(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, new int[] {0, 1, 258 - 256}));
        byte[] bytes = Files.readAllBytes(file);
        String header =
                """
                ply
                format binary_little_endian 1.0
                element vertex 3
                property float x
                property float y
                property float z
                element face 1
                property list uchar int vertex_indices
                end_header
                """;
        assertEquals(header, new String(bytes, 0, header.length(), StandardCharsets.US_ASCII));
        assertEquals(header.length() + 3 * 12 + 13, bytes.length);
        byte[] end = Arrays.copyOfRange(bytes, bytes.length - 13, bytes.length);
        assertArrayEquals(new byte[] {3, 0, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0}, end);
        assertArrayEquals(
                new byte[] {0, 0, (byte) 0x80, 0x3f}, Arrays.copyOfRange(bytes, header.length(), header.length() + 4));
    }

    @Test
    void polygonsAndOtherElementsOfTextPly(@TempDir Path folder) throws IOException {
        Mesh mesh = MeshFile.read(Files.writeString(folder.resolve("a.ply"), TEXT_PLY));
        assertArrayEquals(new float[] {0, 0, 0, 1, 0, 0.5f, 1, 1, 0, 0, 1, 0, 0.5f, -10, 2}, mesh.positions());
        assertArrayEquals(new int[] {0, 1, 2, 0, 2, 3, 0, 1, 4}, mesh.corners());
        // Lines of Windows
        assertSame(mesh, MeshFile.read(Files.writeString(folder.resolve("b.ply"), TEXT_PLY.replace("\n", "\r\n"))));
    }

    @Test
    void bigEndianPly(@TempDir Path folder) throws IOException {
        String header =
                """
                ply
                format binary_big_endian 1.0
                element vertex 3
                property short x
                property double y
                property ushort z
                element face 1
                property list int char vertex_indices
                end_header
                """;
        ByteBuffer body = ByteBuffer.allocate(3 * 12 + 7);
        for (int i = 0; i < 3; i++) {
            body.putShort((short) -i).putDouble(0.5 * i).putShort((short) (65535 - i));
        }
        body.putInt(3).put((byte) 0).put((byte) 1).put((byte) 2);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(header.getBytes(StandardCharsets.US_ASCII));
        all.write(body.array());
        Mesh mesh = MeshFile.read(Files.write(folder.resolve("big.ply"), all.toByteArray()));
        assertArrayEquals(new float[] {0, 0, 65535, -1, 0.5f, 65534, -2, 1, 65533}, mesh.positions());
        assertArrayEquals(new int[] {0, 1, 2}, mesh.corners());
    }

    @Test
    void objWithEverythingAroundIt(@TempDir Path folder) throws IOException {
        String text =
                """
                # made by hand\r
                mtllib none.mtl
                v 0 0 0
                v  1 0 0 1.0 # with a weight
                vt 0 0
                vn 0 0 1
                \tv 1 1 0
                v 0 1 -2.5e-1
                o square
                s off
                f 1/1/1 2/1/1 3/1/1 4//1
                f -4 -3/1 -1
                """;
        Mesh mesh = MeshFile.read(Files.writeString(folder.resolve("a.obj"), text));
        assertArrayEquals(new float[] {0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 1, -0.25f}, mesh.positions());
        assertArrayEquals(new int[] {0, 1, 2, 0, 2, 3, 0, 1, 3}, mesh.corners());
        try (GZIPOutputStream packed = new GZIPOutputStream(Files.newOutputStream(folder.resolve("a.obj.gz")))) {
            packed.write(text.getBytes(StandardCharsets.US_ASCII));
        }
        assertSame(mesh, MeshFile.read(folder.resolve("a.obj.gz")));
    }

    @ParameterizedTest
    @CsvSource({"spot, 2930, 5856", "stanford-bunny, 35947, 69451", "nefertiti, 49971, 99938"})
    void knownMeshes(String name, int vertices, int triangles) {
        Mesh mesh = MeshFile.read(RealData.file("photometric/mesh/" + name + ".obj.gz"));
        assertEquals(vertices, mesh.vertices());
        assertEquals(triangles, mesh.triangles());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v 1 2|a vertex 'v x y z' in line 1, found 'v 1 2'",
                "v 1 2 z|a vertex 'v x y z' in line 1",
                "v 1 2 NaN|finite coordinates in line 1",
                "v 1 2 1e99|finite coordinates in line 1",
                "v 0 0 0;f 1 1|a face of three corners or more in line 2",
                "v 0 0 0;f 1 1 0|vertices counted from 1 in line 2",
                "v 0 0 0;f 1 1 -2|vertices counted from 1 in line 2",
                "v 0 0 0;f 1 1 a/b|a face 'f v v v' in line 2",
                "v 0 0 0;f 1 1 9|corners among 1 vertices counted from 0, found 8",
                "hello|vertices (lines 'v x y z'), found none in 1 lines"
            })
    void brokenObj(String text, String complaint, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("broken.obj"), text.replace(';', '\n'));
        String line = Refusal.of(file, () -> MeshFile.read(file));
        assertTrue(line.startsWith(": expected " + complaint), line);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "end_header|end_heade|a line of a PLY header",
                "end_header|comment|a line of a PLY header",
                "format ascii 1.0|format ascii 2.0|format ascii, binary",
                "format ascii 1.0|comment|a line 'format'",
                "element vertex 5|element vertex 999999999|999999999 elements 'vertex'",
                "element vertex 5|element vertex -5|element NAME COUNT",
                "property float x|property float16 x|a type of PLY",
                "property float x|property float w|numbers x, y, z of each vertex",
                "element vertex 5|property float x|property TYPE NAME",
                "vertex_index|corners|list 'vertex_indices'",
                "7 4 0|7 999999 0|length of a list",
                "7 4 0|7 -4 0|length of a list",
                "7 3 0 1 4 0|7 2 0 1 0|three corners or more",
                "7 3 0 1 4 0|7 3 0 1 5 0|corners among 5 vertices",
                "7 3 0 1 4 0|7 3 0 1 0.5 0|corners among 5 vertices",
                "7 3 0 1 4 0|7 3 0 1|more elements",
                "1 0 1 0|1 0 one 0|a number",
                "1 0 1 0|1 0 nan 0|a number",
                "1 0 1 0|1 0 NaN 0|finite positions"
            })
    void brokenPly(String part, String broken, String complaint, @TempDir Path folder) throws IOException {
        assertTrue(TEXT_PLY.contains(part));
        Path file = Files.writeString(folder.resolve("broken.ply"), TEXT_PLY.replaceFirst(part, broken));
        String line = Refusal.of(file, () -> MeshFile.read(file));
        assertTrue(line.startsWith(": expected ") && line.contains(complaint), line);
    }

    @Test
    void filesOfOtherKinds(@TempDir Path folder) throws IOException {
        Path stl = Files.writeString(folder.resolve("a.stl"), "solid");
        assertTrue(Refusal.of(stl, () -> MeshFile.read(stl)).startsWith(": expected a PLY file"));
        assertTrue(Refusal.of(stl, () -> MeshFile.write(stl, random(3))).startsWith(": expected a name"));
        Path none = folder.resolve("none.ply");
        assertTrue(Refusal.of(none, () -> MeshFile.read(none)).startsWith(": cannot be read"));
        Path damaged = Files.write(folder.resolve("a.obj.gz"), new byte[] {0x1f, (byte) 0x8b, 8, 1, 2});
        assertTrue(Refusal.of(damaged, () -> MeshFile.read(damaged)).startsWith(": cannot be read"));
        assertFalse(Files.exists(none));
    }

    /** Whatever becomes of a file, it is read or refused. */
    @Test
    void damagedFilesAreReadOrRefused(@TempDir Path folder) throws IOException {
        SplittableRandom rng = new SplittableRandom(4);
        MeshFile.write(folder.resolve("binary.ply"), random(5));
        MeshFile.write(folder.resolve("mesh.obj"), random(6));
        Files.writeString(folder.resolve("text.ply"), TEXT_PLY);
        int refused = 0;
        for (String name : new String[] {"binary.ply", "mesh.obj", "text.ply"}) {
            byte[] whole = Files.readAllBytes(folder.resolve(name));
            for (int k = 0; k < 400; k++) {
                byte[] bytes = k % 2 == 0 ? whole.clone() : Arrays.copyOf(whole, rng.nextInt(whole.length));
                for (int i = 0; i < k % 5 && bytes.length > 0; i++) {
                    bytes[rng.nextInt(Math.min(bytes.length, k % 3 == 0 ? 250 : bytes.length))] = (byte) rng.nextInt();
                }
                Path file = Files.write(folder.resolve("damaged-" + name), bytes);
                try {
                    MeshFile.read(file);
                } catch (InputException e) {
                    assertTrue(String.valueOf(e.getMessage()).startsWith(file + ": "), e.getMessage());
                    refused++;
                }
            }
        }
        assertTrue(refused > 400, refused + " of 1200 refused");
    }
}

package org.gatefold.photometric.mesh;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.gatefold.sparse.io.InputException;
import org.gatefold.sparse.io.ResultFile;
import org.jspecify.annotations.Nullable;

/** Reads and writes meshes by the kind of their file. */
public final class MeshFile {
    private static final int MOST_BYTES = 1 << 30;

    private MeshFile() {}

    /**
     * Reads a PLY file (text or binary of either byte order) or an OBJ file, both also packed by gzip. Polygons are cut
     * into triangles from their first corner; colours, texture coordinates, normals, groups and materials are left out.
     *
     * @throws InputException if the file is missing, damaged, of another kind, or too large
     */
    public static Mesh read(Path file) {
        byte[] bytes = bytes(file);
        try {
            if (bytes.length > 3 && bytes[0] == 'p' && bytes[1] == 'l' && bytes[2] == 'y' && bytes[3] <= ' ') {
                return new PlyReader(file, bytes).mesh();
            }
            String name = name(file).replaceFirst("\\.gz$", "");
            if (!name.endsWith(".obj")) {
                throw new InputException(file + ": expected a PLY file, or a name that ends with .obj");
            }
            return new ObjReader(file, bytes).mesh();
        } catch (IllegalArgumentException e) {
            throw new InputException(file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Writes a mesh, whole or not at all: {@code .ply} in little-endian binary, {@code .obj} as text. Either gives the
     * positions back to the last bit.
     *
     * @throws InputException if the name ends otherwise, or the file cannot be written
     */
    public static void write(Path file, Mesh mesh) {
        if (name(file).endsWith(".ply")) {
            ResultFile.write(file, out -> PlyWriter.binary(out, mesh));
        } else if (name(file).endsWith(".obj")) {
            ResultFile.write(file, out -> ObjWriter.write(out, mesh));
        } else {
            throw new InputException(file + ": expected a name that ends with .ply or .obj");
        }
    }

    /**
     * Finds out before the work whether a mesh can be written under this name; null is none.
     *
     * @throws InputException if the name has another ending
     */
    public static void requireName(String option, @Nullable Path file) {
        if (file != null && !name(file).endsWith(".ply") && !name(file).endsWith(".obj")) {
            throw new InputException(option + " " + file + ": expected a name that ends with .ply or .obj");
        }
    }

    /** Writes a PLY file of text, which gives the positions back to the last bit too. */
    public static void writePlyText(Path file, Mesh mesh) {
        ResultFile.write(file, out -> PlyWriter.text(out, mesh));
    }

    private static String name(Path file) {
        return file.toString().toLowerCase(Locale.ROOT);
    }

    private static byte[] bytes(Path file) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            in.mark(2);
            boolean packed = in.read() == 0x1f && in.read() == 0x8b;
            in.reset();
            byte[] bytes = (packed ? new GZIPInputStream(in) : in).readNBytes(MOST_BYTES);
            if (bytes.length == MOST_BYTES) {
                throw new InputException(file + ": expected a mesh of less than 1 GiB, found more");
            }
            return bytes;
        } catch (IOException e) {
            throw new InputException(file + ": cannot be read (" + e + ")", e);
        }
    }
}

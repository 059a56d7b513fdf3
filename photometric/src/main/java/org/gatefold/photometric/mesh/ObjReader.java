package org.gatefold.photometric.mesh;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.StringTokenizer;
import org.gatefold.sparse.io.InputException;

/** Reads the vertices and faces of Wavefront's OBJ; other statements are passed over. */
final class ObjReader {
    private final Path file;
    private final byte[] bytes;
    private final MeshBuilder builder = new MeshBuilder();
    private int[] polygon = new int[8];
    private int line;

    ObjReader(Path file, byte[] bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    Mesh mesh() {
        int start = 0;
        while (start < bytes.length) {
            int end = start;
            while (end < bytes.length && bytes[end] != '\n') {
                end++;
            }
            line++;
            statement(new String(bytes, start, end - start, StandardCharsets.ISO_8859_1));
            start = end + 1;
        }
        if (builder.vertices() == 0) {
            throw new InputException(file + ": expected vertices (lines 'v x y z'), found none in " + line + " lines");
        }
        return builder.mesh();
    }

    private void statement(String text) {
        int comment = text.indexOf('#');
        StringTokenizer words = new StringTokenizer(comment < 0 ? text : text.substring(0, comment));
        if (!words.hasMoreTokens()) {
            return;
        }
        switch (words.nextToken()) {
            case "v" -> vertex(words, text);
            case "f" -> face(words, text);
            default -> {}
        }
    }

    private void vertex(StringTokenizer words, String text) {
        if (words.countTokens() < 3) {
            throw wrong("a vertex 'v x y z'", text);
        }
        double[] p = new double[3];
        for (int c = 0; c < 3; c++) {
            try {
                p[c] = Float.parseFloat(words.nextToken());
            } catch (NumberFormatException e) {
                throw wrong("a vertex 'v x y z'", text);
            }
            if (!Double.isFinite(p[c])) {
                throw wrong("finite coordinates", text);
            }
        }
        builder.vertex(p[0], p[1], p[2]);
    }

    private void face(StringTokenizer words, String text) {
        int count = 0;
        while (words.hasMoreTokens()) {
            if (count == polygon.length) {
                polygon = Arrays.copyOf(polygon, 2 * count);
            }
            polygon[count++] = corner(words.nextToken(), text);
        }
        if (count < 3) {
            throw wrong("a face of three corners or more", text);
        }
        builder.polygon(polygon, count);
    }

    /**
     * {@code v}, {@code v/vt}, {@code v//vn} or {@code v/vt/vn}: counted from 1, or back from the last vertex so far.
     */
    private int corner(String word, String text) {
        int slash = word.indexOf('/');
        int number;
        try {
            number = Integer.parseInt(slash < 0 ? word : word.substring(0, slash));
        } catch (NumberFormatException e) {
            throw wrong("a face 'f v v v'", text);
        }
        int vertex = number < 0 ? builder.vertices() + number : number - 1;
        // A vertex may follow the face that names it; Mesh checks that it did.
        if (number == 0 || vertex < 0) {
            throw wrong("vertices counted from 1", text);
        }
        return vertex;
    }

    private InputException wrong(String expected, String found) {
        String some = found.length() > 60 ? found.substring(0, 60) + "…" : found;
        return new InputException(
                file + ": expected " + expected + " in line " + line + ", found '" + some.strip() + "'");
    }
}

package org.gatefold.photometric.mesh;

import java.util.Arrays;

/** Collects vertices and polygons. */
final class MeshBuilder {
    private float[] positions = new float[3 * 1024];
    private int[] corners = new int[3 * 1024];
    private int vertices;
    private int triangles;

    /** Adds a vertex and returns its number. */
    int vertex(double x, double y, double z) {
        if (3 * vertices == positions.length) {
            positions = Arrays.copyOf(positions, 2 * positions.length);
        }
        positions[3 * vertices] = (float) x;
        positions[3 * vertices + 1] = (float) y;
        positions[3 * vertices + 2] = (float) z;
        return vertices++;
    }

    int vertices() {
        return vertices;
    }

    void triangle(int a, int b, int c) {
        if (3 * triangles == corners.length) {
            corners = Arrays.copyOf(corners, 2 * corners.length);
        }
        corners[3 * triangles] = a;
        corners[3 * triangles + 1] = b;
        corners[3 * triangles + 2] = c;
        triangles++;
    }

    /** Adds the fan of triangles around the first of these corners. */
    void polygon(int[] of, int count) {
        for (int i = 2; i < count; i++) {
            triangle(of[0], of[i - 1], of[i]);
        }
    }

    /** @throws IllegalArgumentException as {@link Mesh} does */
    Mesh mesh() {
        return new Mesh(Arrays.copyOf(positions, 3 * vertices), Arrays.copyOf(corners, 3 * triangles));
    }
}

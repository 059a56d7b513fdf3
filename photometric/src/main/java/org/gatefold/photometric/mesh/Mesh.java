package org.gatefold.photometric.mesh;

/** Triangles in space, their corners in counter-clockwise order seen from outside. */
public final class Mesh {
    private final float[] positions;
    private final int[] corners;

    /**
     * @param positions x, y, z of each vertex in turn, finite; shared with the caller
     * @param corners three numbers of vertices for each triangle in turn; shared with the caller
     * @throws IllegalArgumentException if the lengths are no multiples of 3, a position is not finite or there is no
     *     such vertex
     */
    public Mesh(float[] positions, int[] corners) {
        if (positions.length % 3 != 0 || corners.length % 3 != 0) {
            throw new IllegalArgumentException("expected three numbers a vertex and a triangle, found "
                    + positions.length + " and " + corners.length);
        }
        for (int i = 0; i < positions.length; i++) {
            if (!Float.isFinite(positions[i])) {
                throw new IllegalArgumentException(
                        "expected finite positions, found " + positions[i] + " in vertex " + (i / 3 + 1));
            }
        }
        for (int i = 0; i < corners.length; i++) {
            if (corners[i] < 0 || corners[i] >= positions.length / 3) {
                throw new IllegalArgumentException("expected corners among " + positions.length / 3
                        + " vertices counted from 0, found " + corners[i] + " in triangle " + (i / 3 + 1));
            }
        }
        this.positions = positions;
        this.corners = corners;
    }

    /** Number of vertices. */
    public int vertices() {
        return positions.length / 3;
    }

    /** Number of triangles. */
    public int triangles() {
        return corners.length / 3;
    }

    /** x, y, z of each vertex in turn; not a copy. */
    public float[] positions() {
        return positions;
    }

    /** The vertices of each triangle in turn, counted from 0; not a copy. */
    public int[] corners() {
        return corners;
    }
}

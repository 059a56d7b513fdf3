package org.gatefold.photometric.mesh;

import java.util.Arrays;
import org.gatefold.photometric.depth.Camera;
import org.gatefold.photometric.depth.DepthMap;

/**
 * The mesh of a depth map: a vertex for each pixel, two triangles between four neighbours and one between three, none
 * across a step. Axes x right, y up, z to the camera; units of the depth, or of a pixel in parallel projection.
 *
 * @param steepest how many times the width of a pixel on the surface depth may change from a pixel to the next, > 0;
 *     where it changes more there is a step
 */
public record DepthMesh(double steepest) {
    /** @throws IllegalArgumentException if {@code steepest} is not positive */
    public DepthMesh {
        if (!(steepest > 0)) {
            throw new IllegalArgumentException("expected the steepest slope to be > 0, found " + steepest);
        }
    }

    /** Slopes up to 84 degrees. */
    public DepthMesh() {
        this(10);
    }

    public Mesh mesh(DepthMap depth, Camera camera) {
        return new Weaver(depth, camera).mesh();
    }

    private final class Weaver {
        private final DepthMap depth;
        private final Camera camera;
        private final int width;
        private final MeshBuilder builder = new MeshBuilder();
        /** Number of the vertex of each pixel, −1 as long as it has none. */
        private final int[] vertex;

        Weaver(DepthMap depth, Camera camera) {
            this.depth = depth;
            this.camera = camera;
            width = depth.width();
            vertex = new int[depth.values().length];
            Arrays.fill(vertex, -1);
        }

        Mesh mesh() {
            for (int v = 0; v + 1 < depth.height(); v++) {
                for (int u = 0; u + 1 < width; u++) {
                    square(v * width + u);
                }
            }
            return builder.mesh();
        }

        /** Along the diagonal that leaves more of the square, and of two as good the one whose depths differ less. */
        private void square(int a) {
            int b = a + 1;
            int c = a + width;
            int d = c + 1;
            int falling = (joined(a, c, d) ? 1 : 0) + (joined(a, d, b) ? 1 : 0);
            int rising = (joined(a, c, b) ? 1 : 0) + (joined(b, c, d) ? 1 : 0);
            float[] z = depth.values();
            boolean flatter = Math.abs(z[a] - z[d]) <= Math.abs(z[b] - z[c]);
            if (falling > rising || (falling == rising && flatter)) {
                triangle(a, c, d);
                triangle(a, d, b);
            } else {
                triangle(a, c, b);
                triangle(b, c, d);
            }
        }

        private boolean joined(int a, int b, int c) {
            return near(a, b) && near(b, c) && near(c, a);
        }

        private boolean near(int a, int b) {
            double za = depth.values()[a];
            double zb = depth.values()[b];
            boolean diagonal = a % width != b % width && a / width != b / width;
            double pixel =
                    camera instanceof Camera.Pinhole ? (za + zb) / (camera.columnScale() + camera.rowScale()) : 1;
            // False for NaN, where there is no surface.
            return Math.abs(za - zb) <= steepest * pixel * (diagonal ? Math.sqrt(2) : 1);
        }

        private void triangle(int a, int b, int c) {
            if (joined(a, b, c)) {
                builder.triangle(vertex(a), vertex(b), vertex(c));
            }
        }

        private int vertex(int pixel) {
            if (vertex[pixel] < 0) {
                double[] point = new double[3];
                int row = pixel / width;
                camera.place(pixel % width, row, depth.values()[pixel], point);
                vertex[pixel] = builder.vertex(point[0], point[1], point[2]);
            }
            return vertex[pixel];
        }
    }
}

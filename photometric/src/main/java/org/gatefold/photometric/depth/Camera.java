package org.gatefold.photometric.depth;

import java.nio.file.Path;

/**
 * How the surface was projected on the image. Columns u run right, rows v down, both from the centre of the first
 * pixel; directions in space are x right, y up, z to the camera, as those of lights and normals.
 *
 * <p>The point seen at (u, v) in depth d is {@code d·r} (perspective) or {@code (u, −v, −d)} (parallel), r the ray of
 * the pixel with r_z = −1. A normal n is orthogonal to the surface, which makes its slopes linear in a potential z,
 * with {@code d = exp z} or {@code d = z}:
 *
 * <pre>{@code
 * fx·(−n·r)·∂z/∂u = n_x        fy·(−n·r)·∂z/∂v = −n_y
 * }</pre>
 */
public sealed interface Camera {
    /** Parallel projection: depth in units of a pixel. */
    Camera ORTHOGRAPHIC = new Orthographic();

    /** The cosine −n·r between the surface and the sight, times the length of the ray; positive if it is visible. */
    double facing(double u, double v, double nx, double ny, double nz);

    /** Focal length in columns, 1 for parallel projection. */
    double columnScale();

    /** Focal length in rows, 1 for parallel projection. */
    double rowScale();

    /** The depth of a potential. */
    double depth(double potential);

    /** Sets {@code point} to x, y, z of what is seen at (u, v) in this depth. */
    void place(double u, double v, double depth, double[] point);

    /** Parallel projection, {@link #ORTHOGRAPHIC}. */
    record Orthographic() implements Camera {
        @Override
        public double facing(double u, double v, double nx, double ny, double nz) {
            return nz;
        }

        @Override
        public double columnScale() {
            return 1;
        }

        @Override
        public double rowScale() {
            return 1;
        }

        @Override
        public double depth(double potential) {
            return potential;
        }

        @Override
        public void place(double u, double v, double depth, double[] point) {
            point[0] = u;
            point[1] = -v;
            point[2] = -depth;
        }
    }

    /**
     * Perspective projection by {@code K = (fx 0 cx; 0 fy cy; 0 0 1)}, without skew.
     *
     * @param fx focal length in columns, positive
     * @param fy focal length in rows, positive
     * @param cx column of the optical axis
     * @param cy row of the optical axis
     */
    record Pinhole(double fx, double fy, double cx, double cy) implements Camera {
        public Pinhole {
            if (!(fx > 0 && fy > 0) || !Double.isFinite(fx + fy + cx + cy)) {
                throw new IllegalArgumentException("expected focal lengths > 0 and a finite centre, found " + fx + ", "
                        + fy + "; " + cx + ", " + cy);
            }
        }

        /**
         * Reads K from a text file of three rows of three numbers.
         *
         * @throws org.gatefold.sparse.io.InputException if it is no such matrix, or one with skew
         */
        public static Pinhole read(Path file) {
            return CameraFile.read(file);
        }

        @Override
        public double facing(double u, double v, double nx, double ny, double nz) {
            return nz - nx * (u - cx) / fx + ny * (v - cy) / fy;
        }

        @Override
        public double columnScale() {
            return fx;
        }

        @Override
        public double rowScale() {
            return fy;
        }

        @Override
        public double depth(double potential) {
            return Math.exp(potential);
        }

        @Override
        public void place(double u, double v, double depth, double[] point) {
            point[0] = depth * (u - cx) / fx;
            point[1] = -depth * (v - cy) / fy;
            point[2] = -depth;
        }
    }
}

package org.gatefold.photometric.depth;

import java.util.Arrays;
import java.util.function.IntPredicate;

/** A surface of known depth and normals on a grid of pixels. */
final class Surface {
    /** Sets {depth, ∂d/∂u, ∂d/∂v} at column u, row v. */
    @FunctionalInterface
    interface Shape {
        void at(double u, double v, double[] result);
    }

    final int width;
    final int height;
    final float[] depth;
    final boolean[] mask;
    private final float[] normals;

    private Surface(int width, int height, float[] depth, boolean[] mask, float[] normals) {
        this.width = width;
        this.height = height;
        this.depth = depth;
        this.mask = mask;
        this.normals = normals;
    }

    /** In parallel projection: n ∝ (∂d/∂u, −∂d/∂v, 1). */
    static Surface parallel(int width, int height, IntPredicate inside, Shape shape) {
        float[] depth = new float[width * height];
        float[] normals = new float[3 * width * height];
        boolean[] mask = new boolean[width * height];
        double[] at = new double[3];
        int k = 0;
        for (int i = 0; i < depth.length; i++) {
            mask[i] = inside.test(i);
            depth[i] = Float.NaN;
            if (mask[i]) {
                int row = i / width;
                shape.at(i % width, row, at);
                double length = Math.sqrt(1 + at[1] * at[1] + at[2] * at[2]);
                depth[i] = (float) at[0];
                normals[k++] = (float) (at[1] / length);
                normals[k++] = (float) (-at[2] / length);
                normals[k++] = (float) (1 / length);
            }
        }
        return new Surface(width, height, depth, mask, Arrays.copyOf(normals, k));
    }

    /** A sphere seen in perspective, as far as its normals are {@code rim} or more in the cosine to the sight. */
    static Surface sphere(int width, int height, Camera.Pinhole camera, double[] centre, double radius, double rim) {
        float[] depth = new float[width * height];
        float[] normals = new float[3 * width * height];
        boolean[] mask = new boolean[width * height];
        double[] ray = new double[3];
        int k = 0;
        for (int i = 0; i < depth.length; i++) {
            depth[i] = Float.NaN;
            int row = i / width;
            camera.place(i % width, row, 1, ray);
            double rr = ray[0] * ray[0] + ray[1] * ray[1] + ray[2] * ray[2];
            double rc = ray[0] * centre[0] + ray[1] * centre[1] + ray[2] * centre[2];
            double cc = centre[0] * centre[0] + centre[1] * centre[1] + centre[2] * centre[2];
            double inner = rc * rc - rr * (cc - radius * radius);
            if (inner <= 0) {
                continue;
            }
            double t = (rc - Math.sqrt(inner)) / rr;
            double nx = (t * ray[0] - centre[0]) / radius;
            double ny = (t * ray[1] - centre[1]) / radius;
            double nz = (t * ray[2] - centre[2]) / radius;
            if (-(nx * ray[0] + ny * ray[1] + nz * ray[2]) / Math.sqrt(rr) < rim) {
                continue;
            }
            mask[i] = true;
            depth[i] = (float) t;
            normals[k++] = (float) nx;
            normals[k++] = (float) ny;
            normals[k++] = (float) nz;
        }
        return new Surface(width, height, depth, mask, Arrays.copyOf(normals, k));
    }

    NormalMap normals() {
        return new NormalMap(width, height, mask, normals);
    }

    /** Largest error of these pixels after the mean difference over them is taken off. */
    double largestError(DepthMap found, IntPredicate where) {
        double mean = 0;
        int count = 0;
        for (int i = 0; i < depth.length; i++) {
            if (mask[i] && where.test(i)) {
                mean += found.values()[i] - depth[i];
                count++;
            }
        }
        double largest = 0;
        for (int i = 0; i < depth.length; i++) {
            if (mask[i] && where.test(i)) {
                largest = Math.max(largest, Math.abs(found.values()[i] - depth[i] - mean / count));
            }
        }
        return count > 0 ? largest : Double.NaN;
    }

    /** Mean error after a common factor is taken off, as a share of the range of depths. */
    double relativeMeanError(DepthMap found, Camera camera) {
        return DepthErrors.of(found, camera, depth).mean();
    }
}

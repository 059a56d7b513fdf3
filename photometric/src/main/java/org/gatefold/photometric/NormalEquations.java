package org.gatefold.photometric;

import java.util.Arrays;

/**
 * The weighted least squares {@code n = (LᵀWL)⁻¹LᵀWo} of pixels side by side, so that the loops over pixels run on
 * vector code: {@link #clear}, {@link #add} for every light, {@link #solve}, then residuals and leverages. Rows of
 * pixels are parts of longer arrays, that begin at a place. Cost: about 10 operations a light and pixel each.
 */
public final class NormalEquations {
    /** Keeps pixels with fewer than three usable lights regular; relative to the trace. */
    private static final double RIDGE = 1e-12;

    /** The scaled normals, one row a coordinate. */
    public final double[][] n;

    /** (LᵀWL + εI)⁻¹ once it is solved: xx, xy, xz, yy, yz, zz. */
    public final double[][] inverse;

    private final int pixels;

    public NormalEquations(int pixels) {
        this.pixels = pixels;
        n = new double[3][pixels];
        inverse = new double[6][pixels];
    }

    /** Forgets all lights. */
    public void clear() {
        for (double[] row : inverse) {
            Arrays.fill(row, 0);
        }
        for (double[] row : n) {
            Arrays.fill(row, 0);
        }
    }

    /** Adds the intensities o of a light (lx, ly, lz) with the weights w. */
    public void add(double lx, double ly, double lz, double[] w, int atW, double[] o, int atO) {
        double[] xx = inverse[0];
        double[] xy = inverse[1];
        double[] xz = inverse[2];
        double[] yy = inverse[3];
        double[] yz = inverse[4];
        double[] zz = inverse[5];
        double[] nx = n[0];
        double[] ny = n[1];
        double[] nz = n[2];
        for (int p = 0; p < pixels; p++) {
            double v = w[atW + p];
            double vx = v * lx;
            double vy = v * ly;
            xx[p] += vx * lx;
            xy[p] += vx * ly;
            xz[p] += vx * lz;
            yy[p] += vy * ly;
            yz[p] += vy * lz;
            zz[p] += v * lz * lz;
            nx[p] += vx * o[atO + p];
            ny[p] += vy * o[atO + p];
            nz[p] += v * lz * o[atO + p];
        }
    }

    /** Sets the normals and the inverse; both are 0 where no intensity has weight. */
    public void solve() {
        double[] xx = inverse[0];
        double[] xy = inverse[1];
        double[] xz = inverse[2];
        double[] yy = inverse[3];
        double[] yz = inverse[4];
        double[] zz = inverse[5];
        double[] nx = n[0];
        double[] ny = n[1];
        double[] nz = n[2];
        for (int p = 0; p < pixels; p++) {
            double ridge = RIDGE * (xx[p] + yy[p] + zz[p]) + Double.MIN_NORMAL;
            double a = xx[p] + ridge;
            double d = yy[p] + ridge;
            double f = zz[p] + ridge;
            double b = xy[p];
            double c = xz[p];
            double g = yz[p];
            double cxx = d * f - g * g;
            double cxy = c * g - b * f;
            double cxz = b * g - c * d;
            double determinant = a * cxx + b * cxy + c * cxz;
            double scaling = determinant > 0 ? 1 / determinant : 0;
            xx[p] = cxx * scaling;
            xy[p] = cxy * scaling;
            xz[p] = cxz * scaling;
            yy[p] = (a * f - c * c) * scaling;
            yz[p] = (b * c - a * g) * scaling;
            zz[p] = (a * d - b * b) * scaling;
            double x = nx[p];
            double y = ny[p];
            double z = nz[p];
            nx[p] = xx[p] * x + xy[p] * y + xz[p] * z;
            ny[p] = xy[p] * x + yy[p] * y + yz[p] * z;
            nz[p] = xz[p] * x + yz[p] * y + zz[p] * z;
        }
    }

    /** to ← (LᵀWL + εI)⁻¹(x, y, z) of one pixel. */
    public void multiply(int p, double[][] to, double x, double y, double z) {
        to[0][p] = inverse[0][p] * x + inverse[1][p] * y + inverse[2][p] * z;
        to[1][p] = inverse[1][p] * x + inverse[3][p] * y + inverse[4][p] * z;
        to[2][p] = inverse[2][p] * x + inverse[4][p] * y + inverse[5][p] * z;
    }

    /** to ← o − lᵀn of a light l. */
    public void residual(double lx, double ly, double lz, double[] o, int atO, double[] to, int at) {
        double[] nx = n[0];
        double[] ny = n[1];
        double[] nz = n[2];
        for (int p = 0; p < pixels; p++) {
            to[at + p] = o[atO + p] - lx * nx[p] - ly * ny[p] - lz * nz[p];
        }
    }

    /** to ← lᵀ(LᵀWL + εI)⁻¹l of a light l. */
    public void leverage(double lx, double ly, double lz, double[] to, int at) {
        quadratic(inverse, lx, ly, lz, to, at, pixels);
    }

    /** to ← lᵀMl for the symmetric M of every pixel, given as {@link #inverse}. */
    public static void quadratic(double[][] m, double lx, double ly, double lz, double[] to, int at, int pixels) {
        double[] xx = m[0];
        double[] xy = m[1];
        double[] xz = m[2];
        double[] yy = m[3];
        double[] yz = m[4];
        double[] zz = m[5];
        for (int p = 0; p < pixels; p++) {
            to[at + p] = lx * (lx * xx[p] + 2 * (ly * xy[p] + lz * xz[p]))
                    + ly * (ly * yy[p] + 2 * lz * yz[p])
                    + lz * lz * zz[p];
        }
    }
}

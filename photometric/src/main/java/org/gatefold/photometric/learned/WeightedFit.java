package org.gatefold.photometric.learned;

import java.util.Arrays;

/**
 * The weighted least squares n = CLᵀWx with C = (LᵀWL + εI)⁻¹ of pixels side by side, in double, and the way back
 * through it in closed form.
 *
 * <p>With e = x − Ln and kᵢ = lᵢᵀClᵢ a change of the weights has dn = C Σ eᵢlᵢ dwᵢ and dkᵢ = −Σⱼ (lᵢᵀClⱼ)² dwⱼ, so that
 * with G = Σ k̄ᵢlᵢlᵢᵀ
 *
 * <pre>{@code
 * w̄ⱼ += eⱼ·lⱼᵀCn̄ − lⱼᵀCGClⱼ,   x̄ⱼ += wⱼ·lⱼᵀCn̄.
 * }</pre>
 *
 * ε, 10⁻¹² of the trace, counts as constant. Cost: about 40 operations an intensity, forward and back.
 */
final class WeightedFit {
    /** Keeps pixels with fewer than three intensities regular. */
    private static final double RIDGE = 1e-12;

    final double[] w;
    final double[] x;
    final double[] e;
    final double[] k;
    /** x, y, z of the scaled normals, one row of pixels each. */
    final double[][] n;
    /** C: xx, xy, xz, yy, yz, zz. */
    final double[][] inverse;

    private final Observations data;
    private final int pixels;

    WeightedFit(Observations data) {
        this.data = data;
        pixels = data.pixels;
        int size = data.x.length;
        w = new double[size];
        x = new double[size];
        e = new double[size];
        k = new double[size];
        n = new double[3][pixels];
        inverse = new double[6][pixels];
    }

    /** Computes n, C, e and k from w and x. */
    void solve() {
        for (double[] row : inverse) {
            Arrays.fill(row, 0);
        }
        for (double[] row : n) {
            Arrays.fill(row, 0);
        }
        for (int i = 0; i < data.lights; i++) {
            accumulate(data.light[3 * i], data.light[3 * i + 1], data.light[3 * i + 2], i * pixels);
        }
        invert();
        for (int i = 0; i < data.lights; i++) {
            residual(data.light[3 * i], data.light[3 * i + 1], data.light[3 * i + 2], i * pixels);
        }
    }

    private void accumulate(double lx, double ly, double lz, int at) {
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
            double v = w[at + p];
            double vx = v * lx;
            double vy = v * ly;
            xx[p] += vx * lx;
            xy[p] += vx * ly;
            xz[p] += vx * lz;
            yy[p] += vy * ly;
            yz[p] += vy * lz;
            zz[p] += v * lz * lz;
            nx[p] += vx * x[at + p];
            ny[p] += vy * x[at + p];
            nz[p] += v * lz * x[at + p];
        }
    }

    private void invert() {
        double[] xx = inverse[0];
        double[] xy = inverse[1];
        double[] xz = inverse[2];
        double[] yy = inverse[3];
        double[] yz = inverse[4];
        double[] zz = inverse[5];
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
            multiply(p, n, n[0][p], n[1][p], n[2][p]);
        }
    }

    /** to ← C·(x, y, z) of one pixel. */
    private void multiply(int p, double[][] to, double vx, double vy, double vz) {
        to[0][p] = inverse[0][p] * vx + inverse[1][p] * vy + inverse[2][p] * vz;
        to[1][p] = inverse[1][p] * vx + inverse[3][p] * vy + inverse[4][p] * vz;
        to[2][p] = inverse[2][p] * vx + inverse[4][p] * vy + inverse[5][p] * vz;
    }

    private void residual(double lx, double ly, double lz, int at) {
        double[] nx = n[0];
        double[] ny = n[1];
        double[] nz = n[2];
        for (int p = 0; p < pixels; p++) {
            e[at + p] = x[at + p] - lx * nx[p] - ly * ny[p] - lz * nz[p];
        }
        quadratic(inverse, lx, ly, lz, k, at, pixels);
    }

    /** to ← lᵀMl for the symmetric M of every pixel. */
    private static void quadratic(double[][] m, double lx, double ly, double lz, double[] to, int at, int pixels) {
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

    /**
     * Sends slopes back to the weights and intensities.
     *
     * @param nSlope n̄ without what passes through e; changed
     * @param eSlope ē
     * @param kSlope k̄
     * @param traceSlope derivative by the trace of C, of each pixel
     * @param wSlope w̄, to which is added
     * @param xSlope x̄, to which is added
     */
    void back(
            double[][] nSlope,
            double[] eSlope,
            double[] kSlope,
            double[] traceSlope,
            double[] wSlope,
            double[] xSlope) {
        double[][] g = new double[6][pixels];
        for (int d = 0; d < 6; d += d == 0 ? 3 : 2) {
            System.arraycopy(traceSlope, 0, g[d], 0, pixels);
        }
        for (int i = 0; i < data.lights; i++) {
            double lx = data.light[3 * i];
            double ly = data.light[3 * i + 1];
            double lz = data.light[3 * i + 2];
            for (int p = 0; p < pixels; p++) {
                double slope = eSlope[i * pixels + p];
                nSlope[0][p] -= slope * lx;
                nSlope[1][p] -= slope * ly;
                nSlope[2][p] -= slope * lz;
                double bend = kSlope[i * pixels + p];
                g[0][p] += bend * lx * lx;
                g[1][p] += bend * lx * ly;
                g[2][p] += bend * lx * lz;
                g[3][p] += bend * ly * ly;
                g[4][p] += bend * ly * lz;
                g[5][p] += bend * lz * lz;
            }
        }
        double[][] cn = new double[3][pixels];
        for (int p = 0; p < pixels; p++) {
            multiply(p, cn, nSlope[0][p], nSlope[1][p], nSlope[2][p]);
            sandwich(p, g);
        }
        double[] bend = new double[pixels];
        for (int i = 0; i < data.lights; i++) {
            double lx = data.light[3 * i];
            double ly = data.light[3 * i + 1];
            double lz = data.light[3 * i + 2];
            quadratic(g, lx, ly, lz, bend, 0, pixels);
            for (int p = 0; p < pixels; p++) {
                int at = i * pixels + p;
                double along = lx * cn[0][p] + ly * cn[1][p] + lz * cn[2][p];
                wSlope[at] += e[at] * along - bend[p];
                xSlope[at] += eSlope[at] + w[at] * along;
            }
        }
    }

    /** g ← CGC of one pixel. */
    private void sandwich(int p, double[][] g) {
        double[][] gc = new double[3][3];
        int[][] index = {{0, 1, 2}, {1, 3, 4}, {2, 4, 5}};
        for (int a = 0; a < 3; a++) {
            for (int b = 0; b < 3; b++) {
                for (int c = 0; c < 3; c++) {
                    gc[a][b] += g[index[a][c]][p] * inverse[index[c][b]][p];
                }
            }
        }
        for (int a = 0; a < 3; a++) {
            for (int b = a; b < 3; b++) {
                double sum = 0;
                for (int c = 0; c < 3; c++) {
                    sum += inverse[index[a][c]][p] * gc[c][b];
                }
                g[index[a][b]][p] = sum;
            }
        }
    }
}

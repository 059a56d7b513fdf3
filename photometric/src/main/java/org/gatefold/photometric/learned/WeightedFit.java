package org.gatefold.photometric.learned;

import org.gatefold.photometric.NormalEquations;

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
    final double[] w;
    final double[] x;
    final double[] e;
    final double[] k;
    /** x, y, z of the scaled normals, one row of pixels each. */
    final double[][] n;
    /** C: xx, xy, xz, yy, yz, zz. */
    final double[][] inverse;

    private final NormalEquations equations;
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
        equations = new NormalEquations(pixels);
        n = equations.n;
        inverse = equations.inverse;
    }

    /** Computes n, C, e and k from w and x. */
    void solve() {
        equations.clear();
        for (int i = 0; i < data.lights; i++) {
            int at = i * pixels;
            equations.add(data.light[3 * i], data.light[3 * i + 1], data.light[3 * i + 2], w, at, x, at);
        }
        equations.solve();
        for (int i = 0; i < data.lights; i++) {
            int at = i * pixels;
            double lx = data.light[3 * i];
            double ly = data.light[3 * i + 1];
            double lz = data.light[3 * i + 2];
            equations.residual(lx, ly, lz, x, at, e, at);
            equations.leverage(lx, ly, lz, k, at);
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
            equations.multiply(p, cn, nSlope[0][p], nSlope[1][p], nSlope[2][p]);
            sandwich(p, g);
        }
        double[] bend = new double[pixels];
        for (int i = 0; i < data.lights; i++) {
            double lx = data.light[3 * i];
            double ly = data.light[3 * i + 1];
            double lz = data.light[3 * i + 2];
            NormalEquations.quadratic(g, lx, ly, lz, bend, 0, pixels);
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

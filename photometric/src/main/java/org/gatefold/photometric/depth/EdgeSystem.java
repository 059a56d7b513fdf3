package org.gatefold.photometric.depth;

import java.util.Arrays;

/**
 * The normal equations of {@code min_z Σₑ cₑ(z_q − z_p)² − 2 fₑ(z_q − z_p)} over the edges e = (p, q) between
 * neighbouring pixels: a graph Laplacian, singular on each connected piece by a constant.
 */
final class EdgeSystem {
    final Grid grid;
    /** Weight c of the edge from each pixel to the right and to the one below, 0 where there is none. */
    final double[] right;

    final double[] below;
    /** What each edge drives, f: c times the wanted step. */
    final double[] rightDrive;

    final double[] belowDrive;

    EdgeSystem(Grid grid) {
        this.grid = grid;
        right = new double[grid.count];
        below = new double[grid.count];
        rightDrive = new double[grid.count];
        belowDrive = new double[grid.count];
    }

    void clear() {
        Arrays.fill(right, 0);
        Arrays.fill(below, 0);
        Arrays.fill(rightDrive, 0);
        Arrays.fill(belowDrive, 0);
    }

    /** Sets y = Az. */
    void apply(double[] z, double[] y) {
        Arrays.fill(y, 0);
        for (int p = 0; p < grid.count; p++) {
            int q = grid.right[p];
            if (q >= 0) {
                double flow = right[p] * (z[p] - z[q]);
                y[p] += flow;
                y[q] -= flow;
            }
            q = grid.below[p];
            if (q >= 0) {
                double flow = below[p] * (z[p] - z[q]);
                y[p] += flow;
                y[q] -= flow;
            }
        }
    }

    /** The right side b of Az = b. */
    void rightSide(double[] b) {
        Arrays.fill(b, 0);
        for (int p = 0; p < grid.count; p++) {
            if (grid.right[p] >= 0) {
                b[p] -= rightDrive[p];
                b[grid.right[p]] += rightDrive[p];
            }
            if (grid.below[p] >= 0) {
                b[p] -= belowDrive[p];
                b[grid.below[p]] += belowDrive[p];
            }
        }
    }

    /** The diagonal of A. */
    void diagonal(double[] d) {
        Arrays.fill(d, 0);
        for (int p = 0; p < grid.count; p++) {
            if (grid.right[p] >= 0) {
                d[p] += right[p];
                d[grid.right[p]] += right[p];
            }
            if (grid.below[p] >= 0) {
                d[p] += below[p];
                d[grid.below[p]] += below[p];
            }
        }
    }
}

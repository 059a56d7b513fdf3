package org.gatefold.photometric.depth;

/** The weights of {@link BilateralIntegration} and the equations under them. */
final class BilateralWeights {
    private final Grid grid;
    private final double k;
    private final Axis columns;
    private final Axis rows;

    BilateralWeights(Grid grid, Slopes slopes, double k) {
        this.grid = grid;
        this.k = k;
        columns = new Axis(grid.right, grid.left, slopes.columnFactor, slopes.across);
        rows = new Axis(grid.below, grid.above, slopes.rowFactor, slopes.down);
    }

    /** Sets the weights that z gives, and the system whose solution is the weighted least squares. */
    void weigh(double[] z, EdgeSystem system) {
        system.clear();
        columns.weigh(z, system.right, system.rightDrive);
        rows.weigh(z, system.below, system.belowDrive);
    }

    /** {@code ½ Σ w(aΔz − b)²} with the weights set last. */
    double objective(double[] z) {
        return (columns.squares(z) + rows.squares(z)) / 2;
    }

    /** The differences along columns or rows. */
    private final class Axis {
        private final int[] next;
        private final int[] previous;
        private final double[] a;
        private final double[] b;
        /** Weight of the difference to the next pixel. */
        private final double[] w;

        Axis(int[] next, int[] previous, double[] a, double[] b) {
            this.next = next;
            this.previous = previous;
            this.a = a;
            this.b = b;
            w = new double[grid.count];
        }

        void weigh(double[] z, double[] edge, double[] drive) {
            for (int p = 0; p < grid.count; p++) {
                double ahead = next[p] >= 0 ? a[p] * (z[next[p]] - z[p]) : 0;
                double behind = previous[p] >= 0 ? a[p] * (z[p] - z[previous[p]]) : 0;
                w[p] = 1 / (1 + Math.exp(k * (ahead * ahead - behind * behind)));
                if (next[p] >= 0) {
                    edge[p] += w[p] * a[p] * a[p];
                    drive[p] += w[p] * a[p] * b[p];
                }
                int q = previous[p];
                if (q >= 0) {
                    edge[q] += (1 - w[p]) * a[p] * a[p];
                    drive[q] += (1 - w[p]) * a[p] * b[p];
                }
            }
        }

        double squares(double[] z) {
            double sum = 0;
            for (int p = 0; p < grid.count; p++) {
                if (next[p] >= 0) {
                    double miss = a[p] * (z[next[p]] - z[p]) - b[p];
                    sum += w[p] * miss * miss;
                }
                if (previous[p] >= 0) {
                    double miss = a[p] * (z[p] - z[previous[p]]) - b[p];
                    sum += (1 - w[p]) * miss * miss;
                }
            }
            return sum;
        }
    }
}

package org.gatefold.photometric.depth;

/**
 * The modified incomplete Cholesky factors {@code (D + S) D⁻¹ (D + Sᵀ)} of an {@link EdgeSystem}, S its part below the
 * diagonal: the fill that has no place is added to the pivots, so that row sums are kept, which for Laplacians takes
 * the number of iterations from O(side) to O(√side).
 *
 * <p>Gustafsson, BIT 18, 1978. Cost of an application: that of two products with A.
 */
final class IncompleteCholesky implements ConjugateGradients.Preconditioner {
    /** Share of the fill that is kept; 1 breaks down on singular systems. */
    private static final double KEPT = 0.98;

    /** A pivot below this share of the diagonal is replaced by the diagonal. */
    private static final double SMALLEST = 0.01;

    private final EdgeSystem a;
    private final double[] pivot;

    IncompleteCholesky(EdgeSystem a) {
        this.a = a;
        pivot = new double[a.grid.count];
    }

    /** Factors the system as it is now. */
    void factor() {
        Grid grid = a.grid;
        a.diagonal(pivot);
        double[] diagonal = pivot.clone();
        for (int p = 0; p < grid.count; p++) {
            if (!(pivot[p] > SMALLEST * diagonal[p])) {
                pivot[p] = diagonal[p];
            }
            if (!(pivot[p] > 0)) {
                continue;
            }
            double fill = KEPT * a.right[p] * a.below[p] / pivot[p];
            if (grid.right[p] >= 0) {
                pivot[grid.right[p]] -= a.right[p] * a.right[p] / pivot[p] + fill;
            }
            if (grid.below[p] >= 0) {
                pivot[grid.below[p]] -= a.below[p] * a.below[p] / pivot[p] + fill;
            }
        }
    }

    @Override
    public void apply(double[] residual, double[] step) {
        Grid grid = a.grid;
        System.arraycopy(residual, 0, step, 0, grid.count);
        for (int p = 0; p < grid.count; p++) {
            step[p] = pivot[p] > 0 ? step[p] / pivot[p] : 0;
            if (grid.right[p] >= 0) {
                step[grid.right[p]] += a.right[p] * step[p];
            }
            if (grid.below[p] >= 0) {
                step[grid.below[p]] += a.below[p] * step[p];
            }
        }
        for (int p = grid.count - 1; p >= 0; p--) {
            double sum = 0;
            if (grid.right[p] >= 0) {
                sum += a.right[p] * step[grid.right[p]];
            }
            if (grid.below[p] >= 0) {
                sum += a.below[p] * step[grid.below[p]];
            }
            step[p] += pivot[p] > 0 ? sum / pivot[p] : 0;
        }
    }
}

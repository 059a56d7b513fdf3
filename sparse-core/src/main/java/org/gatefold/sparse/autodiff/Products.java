package org.gatefold.sparse.autodiff;

import java.util.List;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.LinearOperator;
import org.gatefold.sparse.kernel.Blas;
import org.gatefold.sparse.kernel.RowMatrix;
import org.jspecify.annotations.Nullable;

/**
 * Products with matrices and operators.
 *
 * <p>Where the rows that meet a matrix are sparse, in the pass forward (iterates) or back (slopes behind a threshold),
 * the product costs in proportion to their entries that are not zero.
 */
public final class Products {
    private Products() {}

    /**
     * xW: every row of x, times a matrix with a row for each input.
     *
     * <p>A row is one plane of one sample if W has {@code length} rows, or a pair of planes [Re | Im] if it has
     * {@code 2·length}; then W is the real form of a complex matrix, with an even number of columns.
     *
     * @param w 1×inputs×outputs
     */
    public static Node multiply(Node x, Node w) {
        return product(x, w, null);
    }

    /** xW + b with a row b of 1×1×outputs, for x of one plane, or with b of the shape of xW. */
    public static Node affine(Node x, Node w, Node b) {
        return product(x, w, b);
    }

    /** xW, or xW + b. */
    private static Node product(Node x, Node w, @Nullable Node b) {
        int inputs = w.planes;
        int outputs = w.length;
        int pair = inputs == x.length ? 1 : 2;
        if (inputs != pair * x.length || x.planes % pair != 0 || outputs % pair != 0) {
            throw new IllegalArgumentException("a matrix of " + inputs + "×" + outputs + " cannot act on " + x);
        }
        Node y = x.tape.node(x.count, x.planes, outputs / pair, x, w, b == null ? x : b);
        int rows = x.count * x.planes / pair;
        boolean row = b != null && b.count == 1 && y.count > 1 && y.planes == 1;
        if (b != null) {
            b.requireShape(row ? 1 : y.count, y.planes, y.length);
        }
        RowMatrix byRows = w.parameter != null && RowMatrix.pays(x.value, x.size()) ? w.parameter.byRows() : null;
        if (b == null && byRows != null) {
            byRows.multiply(rows, x.value, y.value);
        } else if (b == null) {
            Blas.multiply(rows, outputs, inputs, x.value, w.value, y.value);
        } else if (byRows != null && !row) {
            byRows.addMultiply(rows, x.value, b.value, y.value);
        } else {
            for (int at = 0; at < y.size(); at += b.size()) {
                System.arraycopy(b.value, 0, y.value, at, b.size());
            }
            if (byRows != null) {
                byRows.addMultiply(rows, x.value, y.value, y.value);
            } else {
                Blas.addMultiply(rows, outputs, inputs, x.value, w.value, y.value);
            }
        }
        x.tape.record(y, () -> {
            float[] slope = y.gradient();
            float[] intoX = x.into();
            float[] intoW = w.into();
            if (b != null && row) {
                Algebra.accumulateSamples(b, slope, y.count);
            } else if (b != null) {
                Algebra.accumulate(b, 1, slope);
            }
            if (intoX != null && w.parameter != null && RowMatrix.pays(slope, y.size())) {
                w.parameter.byColumns().addMultiply(rows, slope, intoX, intoX);
            } else if (intoX != null) {
                Blas.addMultiplyTransposed(rows, inputs, outputs, slope, w.value, intoX);
            }
            if (intoW != null) {
                Blas.addTransposedMultiply(inputs, outputs, rows, x.value, slope, intoW);
            }
        });
        return y;
    }

    /** xWᵀ for a matrix with a column for each input; rows and pairs of planes as in {@link #multiply}. */
    public static Node multiplyTransposed(Node x, Node w) {
        int inputs = w.length;
        int outputs = w.planes;
        int pair = inputs == x.length ? 1 : 2;
        if (inputs != pair * x.length || x.planes % pair != 0 || outputs % pair != 0) {
            throw new IllegalArgumentException(
                    "a transposed matrix of " + outputs + "×" + inputs + " cannot act on " + x);
        }
        Node y = x.tape.node(x.count, x.planes, outputs / pair, x, w);
        int rows = x.count * x.planes / pair;
        Blas.multiplyTransposed(rows, outputs, inputs, x.value, w.value, y.value);
        x.tape.record(y, () -> {
            float[] intoX = x.into();
            float[] intoW = w.into();
            if (intoX != null) {
                Blas.addMultiply(rows, inputs, outputs, y.gradient(), w.value, intoX);
            }
            if (intoW != null) {
                Blas.addTransposedMultiply(outputs, inputs, rows, y.gradient(), x.value, intoW);
            }
        });
        return y;
    }

    /**
     * What {@link #ridge} returns: s q/(s² + ρ), and the mean of s²/(s² + ρ) over {@code length} entries, count×1×1.
     */
    public record Ridge(Node correction, Node divergence) {}

    /**
     * The linear minimum mean square error step in a singular basis, sᵢqᵢ/(sᵢ² + ρ) for every plane, with (1/N) Σᵢ
     * sᵢ²/(sᵢ² + ρ).
     *
     * @param q count×planes×r
     * @param ratio ρ > 0, count×1×1
     * @param singular s, 1×1×r, fixed
     * @param length N
     */
    public static Ridge ridge(Node q, Node ratio, Node singular, int length) {
        int n = q.length;
        ratio.requireShape(q.count, 1, 1);
        singular.requireShape(1, 1, n);
        Node c = q.tape.like(q, q, ratio);
        Node d = q.tape.node(q.count, 1, 1, q, ratio);
        for (int s = 0; s < q.count; s++) {
            double sum = 0;
            for (int i = 0; i < n; i++) {
                float t = singular.value[i];
                float denominator = t * t + ratio.value[s];
                sum += t * t / denominator;
                for (int p = 0; p < q.planes; p++) {
                    int at = (s * q.planes + p) * n + i;
                    c.value[at] = t * q.value[at] / denominator;
                }
            }
            d.value[s] = (float) (sum / length);
        }
        q.tape.record(List.of(c, d), () -> {
            float[] slopes = c.gradient();
            float[] intoQ = q.into();
            float[] intoRatios = ratio.into();
            for (int s = 0; s < q.count; s++) {
                double intoRatio = 0;
                float slope = d.gradient()[s] / length;
                for (int i = 0; i < n; i++) {
                    float t = singular.value[i];
                    float denominator = t * t + ratio.value[s];
                    intoRatio -= slope * t * t / (denominator * denominator);
                    for (int p = 0; p < q.planes; p++) {
                        int at = (s * q.planes + p) * n + i;
                        float back = t * slopes[at] / denominator;
                        intoRatio -= back * q.value[at] / denominator;
                        if (intoQ != null) {
                            intoQ[at] += back;
                        }
                    }
                }
                if (intoRatios != null) {
                    intoRatios[s] += (float) intoRatio;
                }
            }
        });
        return new Ridge(c, d);
    }

    /** Ax. */
    public static Node apply(LinearOperator a, Node x) {
        Node y = x.tape.node(x.count, x.planes, a.range(), x);
        a.apply(batch(x, x.value), batch(y, y.value));
        x.tape.record(y, () -> {
            float[] back = x.tape.take(x.size());
            a.adjoint(batch(y, y.gradient()), batch(x, back));
            Algebra.accumulate(x, 1, back);
            x.tape.giveBack(back);
        });
        return y;
    }

    /** Aᴴy. */
    public static Node adjoint(LinearOperator a, Node y) {
        Node x = y.tape.node(y.count, y.planes, a.domain(), y);
        a.adjoint(batch(y, y.value), batch(x, x.value));
        y.tape.record(x, () -> {
            float[] back = y.tape.take(y.size());
            a.apply(batch(x, x.gradient()), batch(y, back));
            Algebra.accumulate(y, 1, back);
            y.tape.giveBack(back);
        });
        return x;
    }

    private static Batch batch(Node node, float[] data) {
        return Batch.wrap(node.count, node.planes, node.length, data);
    }
}

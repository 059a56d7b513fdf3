package org.gatefold.sparse.learned;

import static org.gatefold.sparse.autodiff.Algebra.add;
import static org.gatefold.sparse.autodiff.Algebra.scale;
import static org.gatefold.sparse.autodiff.Algebra.step;
import static org.gatefold.sparse.autodiff.Algebra.subtract;
import static org.gatefold.sparse.autodiff.Algebra.times;
import static org.gatefold.sparse.autodiff.Norms.l1;
import static org.gatefold.sparse.autodiff.Norms.support;
import static org.gatefold.sparse.autodiff.Products.apply;
import static org.gatefold.sparse.autodiff.Shrinkages.softThreshold;

import java.util.Map;
import java.util.random.RandomGenerator;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.LinearOperator;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.autodiff.Node;
import org.gatefold.sparse.autodiff.Parameter;
import org.gatefold.sparse.autodiff.Parameters;
import org.gatefold.sparse.autodiff.Tape;
import org.gatefold.sparse.io.Options;

/**
 * HyperLISTA: ALISTA with momentum and three numbers for all layers, from which each sample computes its own
 * thresholds, momentum and selected support (Chen, Liu, Wang and Yin, NeurIPS 2021).
 *
 * <pre>
 * θ = c₁‖A⁺(y − Ax)‖₁/m,   β = c₂‖x‖₀/m,   p = N·min(1, max(0, c₃ log(‖A⁺y‖₁/‖A⁺(y − Ax)‖₁)))
 * x ← η_{θ,p}(x + Wᴴ(y − Ax) + β(x − x before))
 * </pre>
 *
 * <p>Departures: the step is 1 and W the analytic weights, not the symmetric ones; the coherence μ of the paper is 1/m
 * here, for m measurements, so that the same numbers serve every size; p is a share of N. No gradient reaches c₃; it is
 * set by search. As A⁺ has the rows of Wᴴ but for factors, its norm costs nothing beyond Wᴴ(y − Ax). Cost of a layer:
 * that of ALISTA.
 */
public record HyperLista(int layers, double c1, double c2, double c3) implements UnrolledModel {
    private static final ByOperator<Parameter> INVERSE_ROWS = new ByOperator<>(HyperLista::inverseRows);

    @Override
    public String architecture() {
        return "hyperlista";
    }

    @Override
    public Parameters initial(LabelledProblem sample, RandomGenerator rng) {
        return new Parameters().add("c1", (float) c1).add("c2", (float) c2).addFixed("c3", 1, 1, new float[] {(float) c3
        });
    }

    /** What row i of Wᴴ is multiplied by in A⁺: 1/‖Aᴴwᵢ‖². */
    private static Parameter inverseRows(LinearOperator a) {
        int n = a.domain();
        int planes = a.complex() ? 2 : 1;
        float[] w = AlistaWeights.ANALYTIC.matrix(a).values();
        Batch columns = new Batch(n, planes, a.range());
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < columns.stride(); k++) {
                columns.data()[i * columns.stride() + k] = w[k * planes * n + i];
            }
        }
        Batch correlations = a.adjoint(columns);
        float[] factors = new float[n];
        for (int i = 0; i < n; i++) {
            factors[i] = (float) (1 / correlations.energy(i));
        }
        return Parameter.fixed("rows", 1, n, factors);
    }

    @Override
    public Node forward(Tape tape, SparseProblem problem, int upTo) {
        LinearOperator a = problem.operator();
        Node rows = tape.matrix(INVERSE_ROWS.of(a));
        Node y = tape.constant(problem.measurements());
        Node x = tape.zeros(y.count(), y.planes(), a.domain());
        Node before = x;
        float[] first = new float[y.count()];
        for (int k = 0; k < upTo; k++) {
            Node r = subtract(y, apply(a, x));
            Node v = AlistaWeights.ANALYTIC.adjoint(tape, a, r);
            Node left = l1(scale(rows, v));
            if (k == 0) {
                System.arraycopy(left.value(), 0, first, 0, first.length);
            }
            Node theta = scale(tape.parameter("c1"), times(1f / a.range(), left));
            tape.tell(RESIDUAL, r);
            tape.tell(DIRECTION, v);
            tape.tell(THETA, theta);
            Node beta = scale(tape.parameter("c2"), times(1f / a.range(), support(x)));
            Node z = step(add(x, v), beta, subtract(x, before));
            before = x;
            x = softThreshold(z, theta, selected(tape, first, left, a.domain()), false);
            tape.layer(x, before);
        }
        return x;
    }

    @Override
    public boolean anyOperator() {
        return true;
    }

    private static int[] selected(Tape tape, float[] first, Node left, int n) {
        float c = tape.parameter("c3").scalar();
        int[] counts = new int[first.length];
        for (int s = 0; s < counts.length; s++) {
            double share = left.value()[s] > 0 ? c * Math.log(first[s] / left.value()[s]) : 0;
            counts[s] = (int) (n * Math.min(1, Math.max(0, share)));
        }
        return counts;
    }

    @Override
    public Map<String, String> settings() {
        return Options.of("layers", layers, "c1", c1, "c2", c2, "c3", c3);
    }
}

package org.gatefold.sparse.learned;

import static org.gatefold.sparse.autodiff.Algebra.add;
import static org.gatefold.sparse.autodiff.Algebra.subtract;
import static org.gatefold.sparse.autodiff.Products.apply;
import static org.gatefold.sparse.autodiff.Products.multiply;
import static org.gatefold.sparse.autodiff.Shrinkages.softThreshold;

import java.util.Map;
import java.util.random.RandomGenerator;
import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.LinearOperator;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.autodiff.Node;
import org.gatefold.sparse.autodiff.Parameters;
import org.gatefold.sparse.autodiff.Tape;
import org.gatefold.sparse.io.Options;
import org.gatefold.sparse.operator.DenseOperator;

/**
 * LISTA-CP, {@code x ← η_{θₖ}(x + Wₖᴴ(y − Ax))} with a trained matrix Wₖ and threshold θₖ in each layer, and with
 * support selection LISTA-CPSS (Chen, Liu, Wang and Yin, NeurIPS 2018, Eqs. 15 and 17).
 *
 * <p>In layer k, counted from 1, the min(1.2 k, 13) % of the entries that are largest bypass the threshold if they
 * exceed it. At the start Wₖ = A/L, θₖ = λ/L with L = 1.001‖A‖²: without selection it equals ISTA with that step. Cost
 * of a layer: one product with A, one with Wₖ.
 *
 * @param selection whether entries bypass the threshold
 * @param lambda λ of the start
 */
public record ListaCp(int layers, boolean selection, double lambda) implements UnrolledModel {
    private static final double SHARE = 0.012;
    private static final double MOST = 0.13;
    private static final double MARGIN = 1.001;

    @Override
    public String architecture() {
        return selection ? "lista-cpss" : "lista-cp";
    }

    @Override
    public Parameters initial(LabelledProblem sample, RandomGenerator rng) {
        LinearOperator a = sample.problem().operator();
        int planes = a.complex() ? 2 : 1;
        double[] phi = DenseOperator.of(a).realForm();
        double step = 1 / (MARGIN * a.norm() * a.norm());
        Parameters parameters = new Parameters();
        for (int k = 0; k < layers; k++) {
            float[] w = new float[phi.length];
            for (int i = 0; i < w.length; i++) {
                w[i] = (float) (step * phi[i]);
            }
            parameters.add("W." + k, planes * a.range(), planes * a.domain(), w);
            parameters.add("theta." + k, (float) (lambda * step));
        }
        return parameters;
    }

    @Override
    public Node forward(Tape tape, SparseProblem problem, int upTo) {
        LinearOperator a = problem.operator();
        Node y = tape.constant(problem.measurements());
        Node x = tape.zeros(y.count(), y.planes(), a.domain());
        for (int k = 0; k < upTo; k++) {
            Node theta = tape.parameter("theta." + k);
            Node r = subtract(y, apply(a, x));
            Node v = multiply(r, tape.parameter("W." + k));
            tape.tell(RESIDUAL, r);
            tape.tell(DIRECTION, v);
            tape.tell(THETA, theta);
            // Entries strictly above the (p + 1)-th largest are the p largest.
            int keep = selection ? (int) (Math.min(SHARE * (k + 1), MOST) * a.domain()) + 1 : 0;
            x = softThreshold(add(x, v), theta, keep, true);
            tape.layer(x);
        }
        return x;
    }

    @Override
    public Map<String, String> settings() {
        return Options.of("layers", layers, "lambda", lambda);
    }
}

package org.gatefold.sparse.learned;

import static org.gatefold.sparse.autodiff.Algebra.plus;
import static org.gatefold.sparse.autodiff.Algebra.scale;
import static org.gatefold.sparse.autodiff.Algebra.subtract;
import static org.gatefold.sparse.autodiff.Algebra.times;
import static org.gatefold.sparse.autodiff.Norms.magnitude;
import static org.gatefold.sparse.autodiff.Products.apply;
import static org.gatefold.sparse.autodiff.Shrinkages.softThresholdOfStep;

import java.util.Map;
import java.util.random.RandomGenerator;
import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.LinearOperator;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.autodiff.Activation;
import org.gatefold.sparse.autodiff.Node;
import org.gatefold.sparse.autodiff.Parameters;
import org.gatefold.sparse.autodiff.Tape;

/**
 * ALISTA, {@code x ← η_{θₖ,pₖ}(x + γₖWᴴ(y − Ax))} with analytic weights W and a trained step γₖ and threshold θₖ in
 * each layer (Liu et al., ICLR 2019); with trained W it is TiLISTA, and with adaptive thresholds θₖ/(1 + |xᵢ|/ε), ε =
 * 0.1, ALISTA-AT (Kim and Park, IEEE Access 2020).
 *
 * <p>With W = A, γ = 1/‖A‖², θ = λ/‖A‖² and no selection it is ISTA. Cost of a layer: one product with A, one with W.
 *
 * @param selection how many entries bypass the threshold
 * @param adaptive whether thresholds adapt to the entries of the iterate
 * @param start steps and thresholds before training
 */
public record Alista(
        int layers, AlistaWeights weights, SupportSelection selection, boolean adaptive, StartingPoint start)
        implements UnrolledModel {
    private static final float ADAPTATION = 0.1f;

    @Override
    public String architecture() {
        return adaptive ? "alista-at" : weights.kind() == AlistaWeights.Kind.TRAINED ? "tilista" : "alista";
    }

    @Override
    public Parameters initial(LabelledProblem sample, RandomGenerator rng) {
        Parameters parameters = new Parameters();
        weights.addTo(parameters, sample.problem().operator());
        start.addTo(parameters, layers);
        start.measure(this, parameters, sample.problem());
        return parameters;
    }

    @Override
    public Node forward(Tape tape, SparseProblem problem, int upTo) {
        LinearOperator a = problem.operator();
        Node y = tape.constant(problem.measurements());
        Node x = tape.zeros(y.count(), y.planes(), a.domain());
        for (int k = 0; k < upTo; k++) {
            Node theta = tape.parameter("theta." + k);
            if (adaptive) {
                Node weight = Activation.RECIPROCAL.of(plus(times(1 / ADAPTATION, magnitude(x)), 1));
                theta = scale(theta, weight);
            }
            Node gamma = tape.parameter("gamma." + k);
            Node r = subtract(y, apply(a, x));
            Node v = weights.adjoint(tape, a, r);
            tape.tell(RESIDUAL, r);
            tape.tell(DIRECTION, v);
            tape.tell(GAMMA, gamma);
            tape.tell(THETA, theta);
            x = softThresholdOfStep(x, gamma, v, theta, selection.count(k, layers));
            tape.layer(x);
        }
        return x;
    }

    @Override
    public boolean anyOperator() {
        return weights.anyOperator();
    }

    @Override
    public Map<String, String> settings() {
        return AlistaFamily.settings(layers, weights, selection, start.settings());
    }
}

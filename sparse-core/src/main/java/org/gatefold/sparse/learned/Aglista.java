package org.gatefold.sparse.learned;

import static org.gatefold.sparse.autodiff.Algebra.plus;
import static org.gatefold.sparse.autodiff.Algebra.scale;
import static org.gatefold.sparse.autodiff.Algebra.step;
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
 * AGLISTA, ALISTA with the gates of gated LISTA (Wu et al., ICLR 2020): an exponential gain κ = 1 + θₖ₋₁νₖe^(−vₖ|x|)
 * lifts the iterate inside A, {@code x̃ = η(x + γWᴴ(y − A(κ ⊙ x)))}, and an overshoot o = 1 + aₖ/(|x̃ − x| + 0.01) goes
 * beyond it, {@code x ← o ⊙ x̃ + (1 − o) ⊙ x}.
 *
 * <p>With ν = a = 0 it is {@link Alista}. Cost of a layer: that of ALISTA and a few passes over x.
 */
public record Aglista(int layers, AlistaWeights weights, SupportSelection selection, StartingPoint start)
        implements UnrolledModel {
    private static final float SLACK = 0.01f;

    @Override
    public String architecture() {
        return "aglista";
    }

    @Override
    public Parameters initial(LabelledProblem sample, RandomGenerator rng) {
        Parameters parameters = new Parameters();
        weights.addTo(parameters, sample.problem().operator());
        start.addTo(parameters, layers);
        for (int k = 0; k < layers; k++) {
            parameters.add("nu." + k, 0.05f).add("v." + k, 1f).add("a." + k, 0.01f);
        }
        start.measure(this, parameters, sample.problem());
        return parameters;
    }

    @Override
    public Node forward(Tape tape, SparseProblem problem, int upTo) {
        LinearOperator a = problem.operator();
        Node y = tape.constant(problem.measurements());
        Node x = tape.zeros(y.count(), y.planes(), a.domain());
        for (int k = 0; k < upTo; k++) {
            Node inside = k == 0 ? x : scale(gain(tape, x, k), x);
            Node gamma = tape.parameter("gamma." + k);
            Node theta = tape.parameter("theta." + k);
            Node r = subtract(y, apply(a, inside));
            Node v = weights.adjoint(tape, a, r);
            tape.tell(RESIDUAL, r);
            tape.tell(DIRECTION, v);
            tape.tell(GAMMA, gamma);
            tape.tell(THETA, theta);
            Node next = softThresholdOfStep(x, gamma, v, theta, selection.count(k, layers));
            Node change = subtract(next, x);
            Node closeness = Activation.RECIPROCAL.of(plus(magnitude(change), SLACK));
            x = step(next, scale(tape.parameter("a." + k), closeness), change);
            tape.layer(x);
        }
        return x;
    }

    private static Node gain(Tape tape, Node x, int k) {
        Node decay = Activation.EXP.of(times(-1, scale(tape.parameter("v." + k), magnitude(x))));
        Node height = scale(tape.parameter("theta." + (k - 1)), tape.parameter("nu." + k));
        return plus(scale(height, decay), 1);
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

package org.gatefold.sparse.learned;

import static org.gatefold.sparse.autodiff.Activation.EXP;
import static org.gatefold.sparse.autodiff.Algebra.plus;
import static org.gatefold.sparse.autodiff.Algebra.scale;
import static org.gatefold.sparse.autodiff.Algebra.step;
import static org.gatefold.sparse.autodiff.Algebra.subtract;
import static org.gatefold.sparse.autodiff.Algebra.times;
import static org.gatefold.sparse.autodiff.Norms.energy;
import static org.gatefold.sparse.autodiff.Products.adjoint;
import static org.gatefold.sparse.autodiff.Products.apply;

import java.util.Arrays;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.LinearOperator;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.autodiff.Denoiser;
import org.gatefold.sparse.autodiff.Node;
import org.gatefold.sparse.autodiff.Parameters;
import org.gatefold.sparse.autodiff.Tape;
import org.gatefold.sparse.io.Options;

/**
 * Learned AMP with the Bernoulli–Gaussian shrinkage (Borgerding, Schniter and Rangan, IEEE TSP 65, 2017, without their
 * learned matrices): {@link org.gatefold.sparse.classical.Amp} unrolled, with a few trained numbers in each layer.
 *
 * <pre>
 * r = x + βₖAᴴz,   τ = τₖ‖z‖²/(MP),   x̂ = E[x|r; τ, ρₖ, vₖ],   x ← x + δₖ(x̂ − x)
 * z ← z + δₖ(y − Ax + ωₖ(N/M)⟨E′⟩z − z)
 * </pre>
 *
 * <p>A sample whose effective noise, the larger of ‖z‖² and ‖y − Ax‖², has risen goes back to its best state with half
 * of δ, as the classical one does ({@link Safeguard}): whatever the weights, ‖y − Ax̂‖² is at most twice ‖y‖².
 *
 * <p>At the start β = τₖ = ω = δ = 1 and ρ, v are the prior told: it equals undamped AMP with unknown noise and columns
 * of norm 1. Cost of a layer: one product with A, one with Aᴴ, N exponentials.
 *
 * @param activity ρ of the start, in (0, 1)
 * @param variance v of the start, of each real number of a non-zero entry
 */
public record LearnedAmp(int layers, double activity, double variance) implements UnrolledModel {
    /** Keeps τ positive where a residual vanishes. */
    private static final float TINY = 1e-20f;

    @Override
    public String architecture() {
        return "learned-amp";
    }

    @Override
    public Parameters initial(LabelledProblem sample, RandomGenerator rng) {
        Parameters parameters = new Parameters();
        for (int k = 0; k < layers; k++) {
            parameters
                    .add("step." + k, 1f)
                    .add("log-tau." + k, 0f)
                    .add("logit." + k, (float) Math.log(activity / (1 - activity)))
                    .add("log-variance." + k, (float) Math.log(variance))
                    .add("memory." + k, 1f)
                    .add("damping." + k, 1f);
        }
        return parameters;
    }

    @Override
    public Node forward(Tape tape, SparseProblem problem, int upTo) {
        LinearOperator a = problem.operator();
        Node y = tape.constant(problem.measurements());
        Node x = tape.zeros(y.count(), y.planes(), a.domain());
        Node z = y;
        Safeguard guard = new Safeguard(Safeguard.power(y), x, y);
        float perNumber = 1f / (y.planes() * y.length());
        float ratio = (float) a.domain() / a.range();
        for (int k = 0; k < upTo; k++) {
            boolean last = k == upTo - 1;
            Node r = step(x, tape.parameter("step." + k), adjoint(a, z));
            Node power = times(perNumber, energy(z));
            Node tau = plus(scale(EXP.of(tape.parameter("log-tau." + k)), power), TINY);
            Denoiser.Result estimate = Denoiser.bernoulliGaussian(
                    r, tau, tape.parameter("logit." + k), EXP.of(tape.parameter("log-variance." + k)));
            Node damping = guard.damped(tape, tape.parameter("damping." + k));
            x = step(x, damping, subtract(estimate.mean(), x));
            // After the last layer only the safeguard reads the residual.
            Node misfit = subtract(y, apply(a, last ? Safeguard.still(x) : x));
            Node memory = scale(tape.parameter("memory." + k), times(ratio, estimate.divergence()));
            z = step(z, damping, subtract(step(misfit, memory, z), z));
            guard.judge(larger(Safeguard.power(z), Safeguard.power(misfit)), x, z);
            x = last ? guard.settled() : guard.state(0);
            z = guard.state(1);
            guard.layer(tape, x);
        }
        return x;
    }

    @Override
    public boolean anyOperator() {
        return true;
    }

    private static double[] larger(double[] a, double[] b) {
        double[] c = a.clone();
        Arrays.setAll(c, s -> Math.max(a[s], b[s]));
        return c;
    }

    @Override
    public Map<String, String> settings() {
        return Options.of("layers", layers, "activity", activity, "variance", variance);
    }
}

package org.gatefold.sparse.learned;

import static org.gatefold.sparse.autodiff.Activation.EXP;
import static org.gatefold.sparse.autodiff.Activation.RECIPROCAL;
import static org.gatefold.sparse.autodiff.Algebra.clamp;
import static org.gatefold.sparse.autodiff.Algebra.maximum;
import static org.gatefold.sparse.autodiff.Algebra.plus;
import static org.gatefold.sparse.autodiff.Algebra.repeat;
import static org.gatefold.sparse.autodiff.Algebra.scale;
import static org.gatefold.sparse.autodiff.Algebra.step;
import static org.gatefold.sparse.autodiff.Algebra.subtract;
import static org.gatefold.sparse.autodiff.Algebra.times;
import static org.gatefold.sparse.autodiff.Norms.energy;
import static org.gatefold.sparse.autodiff.Products.multiply;
import static org.gatefold.sparse.autodiff.Products.multiplyTransposed;

import java.util.Map;
import java.util.random.RandomGenerator;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.LinearOperator;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.autodiff.Denoiser;
import org.gatefold.sparse.autodiff.Node;
import org.gatefold.sparse.autodiff.Parameter;
import org.gatefold.sparse.autodiff.Parameters;
import org.gatefold.sparse.autodiff.Products;
import org.gatefold.sparse.autodiff.Tape;
import org.gatefold.sparse.io.Options;
import org.gatefold.sparse.operator.DenseOperator;
import org.gatefold.sparse.operator.SingularValueDecomposition;

/**
 * Learned vector AMP, also orthogonal AMP, with the Bernoulli–Gaussian shrinkage:
 * {@link org.gatefold.sparse.classical.Vamp} unrolled, with a few trained numbers in each layer (LVAMP, Borgerding,
 * Schniter and Rangan, IEEE TSP 65, 2017; OAMP-Net, He et al., 2020; TISTA, Ito, Takabe and Wadayama, 2019).
 *
 * <p>With A = U diag(s) Vᴴ, ỹ = Uᴴy and the error variance ν of r:
 *
 * <pre>
 * cᵢ = sᵢ(ỹ − sVᴴr)ᵢ/(sᵢ² + νₖσ²/ν),   d = (1/N) Σ sᵢ²/(sᵢ² + νₖσ²/ν),   r₁ = r + βₖ Vc/d,   τ = τₖ ν(1 − d)/d
 * x = E[x|r₁; τ, ρₖ, vₖ] with mean divergence a,   r ← r + δₖ((x − a r₁)/(1 − a) − r),
 * 1/ν ← 1/ν + δₖ((1 − a)/(τa) − 1/ν),   then ν = max of it and (‖ỹ − sVᴴr‖²/P − rank·σ²)/Σs²
 * </pre>
 *
 * <p>σ² is {@code ‖y‖²/(MP)} times a trained share. At the start every factor is 1, ρ, v and the share are what is
 * told: it equals undamped VAMP. A sample whose ‖ỹ − sVᴴr‖² has risen goes back to its best state with half of δ, as
 * the classical one does ({@link Safeguard}). The decomposition is that of the A at hand, computed once. Cost of a
 * layer: one product with V, one with Vᴴ, N exponentials.
 *
 * @param activity ρ of the start, in (0, 1)
 * @param variance v of the start, of each real number of a non-zero entry
 * @param snrDb the ratio of signal to noise by which σ² is known from ‖y‖² at the start
 */
public record LearnedVamp(int layers, double activity, double variance, double snrDb) implements UnrolledModel {
    /** Keeps variances from 0. */
    private static final float TINY = 1e-12f;

    /** Keeps divergences from 0 and 1, where nothing is new. */
    private static final float EDGE = 1e-6f;

    @Override
    public String architecture() {
        return "learned-vamp";
    }

    @Override
    public Parameters initial(LabelledProblem sample, RandomGenerator rng) {
        Parameters parameters = new Parameters();
        parameters.add("log-noise", (float) -Math.log1p(Math.pow(10, snrDb / 10)));
        for (int k = 0; k < layers; k++) {
            parameters
                    .add("log-ratio." + k, 0f)
                    .add("step." + k, 1f)
                    .add("log-tau." + k, 0f)
                    .add("logit." + k, (float) Math.log(activity / (1 - activity)))
                    .add("log-variance." + k, (float) Math.log(variance))
                    .add("damping." + k, 1f);
        }
        return parameters;
    }

    @Override
    public Node forward(Tape tape, SparseProblem problem, int upTo) {
        Node y = tape.constant(problem.measurements());
        int n = problem.operator().domain();
        Basis basis = Basis.KNOWN.of(problem.operator());
        Node s = tape.matrix(basis.values);
        Node vh = tape.matrix(basis.rightAdjoint);
        Node rotated = tape.keep(multiplyTransposed(y, tape.matrix(basis.leftAdjoint)));
        float perNumber = 1f / (y.planes() * y.length());
        Node power = plus(times(perNumber, energy(y)), Float.MIN_NORMAL);
        Node noise = tape.keep(scale(EXP.of(tape.parameter("log-noise")), power));
        double squares = 0;
        for (float t : s.value()) {
            squares += (double) t * t;
        }
        Node x = tape.zeros(y.count(), y.planes(), n);
        Node r = x;
        Node innovation = rotated;
        float start = (float) (activity * variance);
        Node nu = repeat(tape.constant(Batch.wrap(1, 1, 1, new float[] {start})), y.count());
        Safeguard guard = new Safeguard(Safeguard.power(rotated), x, r, innovation, nu);
        for (int k = 0; k < upTo; k++) {
            boolean last = k == upTo - 1;
            Node precision = RECIPROCAL.of(nu);
            Node ratio = scale(EXP.of(tape.parameter("log-ratio." + k)), scale(noise, precision));
            Products.Ridge ridge = Products.ridge(innovation, ratio, s, n);
            Node d = ridge.divergence();
            Node lift = scale(tape.parameter("step." + k), RECIPROCAL.of(d));
            Node r1 = step(r, lift, multiply(ridge.correction(), vh));
            Node spread = scale(nu, plus(RECIPROCAL.of(d), -1));
            Node tau = plus(scale(EXP.of(tape.parameter("log-tau." + k)), spread), TINY);
            Denoiser.Result estimate = Denoiser.bernoulliGaussian(
                    r1, tau, tape.parameter("logit." + k), EXP.of(tape.parameter("log-variance." + k)));
            x = estimate.mean();
            Node a = clamp(estimate.divergence(), EDGE, 1 - EDGE);
            Node rest = RECIPROCAL.of(plus(times(-1, a), 1));
            Node fresh = scale(rest, step(x, times(-1, a), r1));
            Node damping = guard.damped(tape, tape.parameter("damping." + k));
            r = step(r, damping, subtract(fresh, r));
            Node told = scale(RECIPROCAL.of(tau), plus(RECIPROCAL.of(a), -1));
            Node blended = step(precision, damping, subtract(told, precision));
            // Trained damping above 1 could make it negative.
            Node predicted = RECIPROCAL.of(maximum(blended, times(0.1f, minimum(precision, told))));
            // After the last layer only the safeguard reads the innovation.
            innovation = subtract(rotated, scale(s, multiplyTransposed(last ? Safeguard.still(r) : r, vh)));
            Node excess = subtract(times(1f / y.planes(), energy(innovation)), times(s.length(), noise));
            nu = plus(maximum(predicted, times((float) (1 / squares), excess)), TINY);
            guard.judge(Safeguard.power(innovation), x, r, innovation, nu);
            x = last ? guard.settled() : guard.state(0);
            r = guard.state(1);
            innovation = guard.state(2);
            nu = guard.state(3);
            guard.layer(tape, x);
        }
        return x;
    }

    @Override
    public boolean anyOperator() {
        return true;
    }

    /** The singular value decomposition of an operator, in the real form. */
    private record Basis(Parameter leftAdjoint, Parameter values, Parameter rightAdjoint) {
        static final ByOperator<Basis> KNOWN = new ByOperator<>(Basis::of);

        private static Basis of(LinearOperator a) {
            SingularValueDecomposition svd = SingularValueDecomposition.of(a);
            float[] s = new float[svd.values().length];
            for (int i = 0; i < s.length; i++) {
                s[i] = (float) svd.values()[i];
            }
            return new Basis(
                    matrix("Uh", (DenseOperator) svd.leftAdjoint()),
                    Parameter.fixed("s", 1, s.length, s),
                    matrix("Vh", (DenseOperator) svd.rightAdjoint()));
        }

        private static Parameter matrix(String name, DenseOperator matrix) {
            int planes = matrix.complex() ? 2 : 1;
            return Parameter.fixed(name, planes * matrix.range(), planes * matrix.domain(), matrix.realFormInSingle());
        }
    }

    private static Node minimum(Node a, Node b) {
        return times(-1, maximum(times(-1, a), times(-1, b)));
    }

    @Override
    public Map<String, String> settings() {
        return Options.of("layers", layers, "activity", activity, "variance", variance, "snr-db", snrDb);
    }
}

package org.gatefold.sparse.learned;

import static org.gatefold.sparse.autodiff.Activation.EXP;
import static org.gatefold.sparse.autodiff.Activation.LOG;
import static org.gatefold.sparse.autodiff.Activation.RELU;
import static org.gatefold.sparse.autodiff.Activation.TANH;
import static org.gatefold.sparse.autodiff.Algebra.add;
import static org.gatefold.sparse.autodiff.Algebra.plus;
import static org.gatefold.sparse.autodiff.Algebra.scale;
import static org.gatefold.sparse.autodiff.Algebra.subtract;
import static org.gatefold.sparse.autodiff.Algebra.times;
import static org.gatefold.sparse.autodiff.Norms.magnitude;
import static org.gatefold.sparse.autodiff.Products.affine;
import static org.gatefold.sparse.autodiff.Products.multiply;

import java.util.Map;
import java.util.random.RandomGenerator;
import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.autodiff.GaussianEvidence;
import org.gatefold.sparse.autodiff.GaussianEvidence.Evidence;
import org.gatefold.sparse.autodiff.Node;
import org.gatefold.sparse.autodiff.Parameters;
import org.gatefold.sparse.autodiff.Tape;
import org.gatefold.sparse.classical.StartingVariances;
import org.gatefold.sparse.classical.SupportFit;
import org.gatefold.sparse.io.Options;
import org.gatefold.sparse.operator.DenseOperator;
import org.gatefold.sparse.operator.UnitDictionary;

/**
 * LSTM-SBL: the cell of He, Xin, Ikehata and Wipf, NIPS 2017, Eqs. 8–11, in which the iterations of SBL have the
 * structure of an LSTM, with learned gates, to classify the support.
 *
 * <p>The exact posterior gives w = √s and |ν| = (γ + μ)√q as in {@link org.gatefold.sparse.classical.GatedCellUpdate};
 * then
 *
 * <pre>
 * x ← β ⊙ x + α ⊙ [|ν| − μw]₊,   γ ← o ⊙ |x|/w,
 * α = 1 + tanh(ρA + a),   β = tanh(ρB + b),   log o = tanh(ρO + d),   ρ = γ ⊙ s.
 * </pre>
 *
 * <p>A, B and O serve all layers, a, b, d, μ/λ and a shift of log λ are those of each layer. With zeros, as at the
 * start, α = 1, β = 0 and o = 1: the cell without momentum, so that γ is that of SBL with it; a and b alone make any
 * momentum. Scores are {@code κ log(γ + 10⁻⁴) + ρR + c}, in the scale of measurements of mean square 1 and columns of
 * length 1; they are trained by the support loss, amplitudes are least squares by {@link SupportFit}.
 *
 * <p>Departures: x is the size over the planes, so that momentum does not see a change of sign; gates hear γ as ρ,
 * which lies in [0, 1] and has no unit. Cost of a layer: the posterior, 2M²N flops (8M²N if complex), and 4N²
 * multiply-adds.
 *
 * @param step μ·‖ΦᴴΦ‖/λ of the start, in (0, 1]
 * @param floor smallest λ, as a share of the mean square of y
 */
public record LstmSbl(int layers, double step, double floor) implements UnrolledModel {
    /** What γ has to be for an index to be told from one that is out. */
    private static final float FAINT = 1e-4f;

    private static final float LEAST = 1e-17f;

    @Override
    public String architecture() {
        return "lstm-sbl";
    }

    @Override
    public Parameters initial(LabelledProblem sample, RandomGenerator rng) {
        DenseOperator a = DenseOperator.of(sample.problem().operator());
        int n = a.domain();
        UnitDictionary phi = UnitProblem.dictionary(a);
        double[] factors = new double[n];
        for (int j = 0; j < n; j++) {
            factors[j] = phi.norms()[j] > 0 ? 1 / phi.norms()[j] : 0;
        }
        double norm = a.scaled(factors).norm();
        Parameters parameters = new Parameters();
        for (String gate : new String[] {"A", "B", "O", "R"}) {
            parameters.add(gate, n, n, new float[n * n]);
        }
        for (int k = 0; k < layers; k++) {
            parameters.add("a." + k, new float[n]);
            parameters.add("b." + k, new float[n]);
            parameters.add("d." + k, new float[n]);
            parameters.add("log-step." + k, (float) Math.log(step / (norm * norm)));
            parameters.add("log-lambda." + k, 0);
        }
        parameters.add("kappa", 1).add("c", new float[n]);
        return parameters;
    }

    @Override
    public Node forward(Tape tape, SparseProblem problem, int upTo) {
        UnitProblem unit = new UnitProblem(problem);
        int count = problem.count();
        int n = problem.operator().domain();
        GaussianEvidence posterior = new GaussianEvidence(unit.dictionary(), unit.measurements());
        Node noise = tape.keep(tape.constant(unit.logNoise(floor)));
        Node logGamma = tape.constant(unit.logGamma(StartingVariances.EVEN));
        Node x = tape.zeros(count, 1, n);
        Node scores = logGamma;
        for (int k = 0; k < upTo; k++) {
            Node logLambda = plus(noise, tape.parameter("log-lambda." + k));
            Node mu = EXP.of(plus(logLambda, tape.parameter("log-step." + k)));
            Evidence evidence = posterior.at(logGamma, logLambda, null, null);
            Node logS = evidence.logS();
            Node w = EXP.of(times(0.5f, logS));
            Node rootQ = EXP.of(times(0.5f, add(evidence.step(), logS)));
            Node rho = EXP.of(add(logGamma, logS));
            Node size = scale(plus(EXP.of(logGamma), mu), rootQ);
            Node candidate = RELU.of(subtract(size, scale(mu, w)));
            Node kept = scale(gate(tape, rho, "B", "b." + k), x);
            x = add(kept, scale(plus(gate(tape, rho, "A", "a." + k), 1), candidate));
            Node output = EXP.of(subtract(gate(tape, rho, "O", "d." + k), times(0.5f, logS)));
            Node gamma = scale(output, magnitude(x));
            logGamma = LOG.of(plus(gamma, LEAST));
            Node sizes = scale(tape.parameter("kappa"), LOG.of(plus(gamma, FAINT)));
            scores = plus(add(sizes, multiply(rho, tape.parameter("R"))), tape.parameter("c"));
            tape.tell(SCORE, scores);
            tape.tell(GAMMA, logGamma);
            tape.layer(scores, logGamma, x);
        }
        return scores;
    }

    private static Node gate(Tape tape, Node rho, String matrix, String bias) {
        return TANH.of(affine(rho, tape.parameter(matrix), tape.parameter(bias)));
    }

    @Override
    public boolean scoresIndices() {
        return true;
    }

    @Override
    public Map<String, String> settings() {
        return Options.of("layers", layers, "step", step, "floor", floor);
    }
}

package org.gatefold.sparse.learned;

import static org.gatefold.sparse.autodiff.Activation.EXP;
import static org.gatefold.sparse.autodiff.Activation.LOG;
import static org.gatefold.sparse.autodiff.Activation.RELU;
import static org.gatefold.sparse.autodiff.Activation.SIGMOID;
import static org.gatefold.sparse.autodiff.Activation.TANH;
import static org.gatefold.sparse.autodiff.Algebra.add;
import static org.gatefold.sparse.autodiff.Algebra.clamp;
import static org.gatefold.sparse.autodiff.Algebra.concatenate;
import static org.gatefold.sparse.autodiff.Algebra.detach;
import static org.gatefold.sparse.autodiff.Algebra.entries;
import static org.gatefold.sparse.autodiff.Algebra.plus;
import static org.gatefold.sparse.autodiff.Algebra.reshape;
import static org.gatefold.sparse.autodiff.Algebra.scale;
import static org.gatefold.sparse.autodiff.Algebra.sumOfPlanes;
import static org.gatefold.sparse.autodiff.Algebra.times;
import static org.gatefold.sparse.autodiff.Products.affine;
import static org.gatefold.sparse.autodiff.Products.multiply;

import java.util.Arrays;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.LinearOperator;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.autodiff.Cells;
import org.gatefold.sparse.autodiff.GaussianEvidence;
import org.gatefold.sparse.autodiff.GaussianEvidence.Evidence;
import org.gatefold.sparse.autodiff.Node;
import org.gatefold.sparse.autodiff.Parameters;
import org.gatefold.sparse.autodiff.SblFeatures;
import org.gatefold.sparse.autodiff.Tape;
import org.gatefold.sparse.io.Options;
import org.gatefold.sparse.operator.UnitDictionary;
import org.jspecify.annotations.Nullable;

/**
 * Gated SBL: sparse Bayesian learning unrolled, whose update of each variance is gated by a small recurrent network
 * that all indices and iterations share and that sees the exact posterior in scale-free numbers ({@link SblFeatures}).
 * Weights depend on no dictionary, no size and no number of snapshots.
 *
 * <p>For y of unit mean square and columns of unit length an iteration is
 *
 * <pre>
 * Σ = ΦΓΦᴴ + λI,   q, s, q′ as in {@link GaussianEvidence} with shares w = σ(W h),
 * x = [features; log(q′/s); h],   v = V h,
 * e = relu(A x + B globals),   z = Σⱼ cᵢⱼρⱼvⱼ,   u = relu(C [e; z] + D [mean of e; ρ-weighted mean of e]),
 * h ← GRU(u, h),   [g, δ] = G h,
 * log γ ← log γ + 2σ(g)·Δ + 3 tanh δ,   Δ = log(q/s) (MacKay) or log(γq + 1 − ρ) (EM),
 * log λ ← log λ₀ + 5 tanh(H [mean of e; ρ-weighted mean of e]),
 * score = Z [h; features] + 0.6 (log γ − max) + log(γq)/3.
 * </pre>
 *
 * <p>G, H and Z start at zero, and with them it is SBL of this update from γ = m/N and fixed λ. Trained by the support
 * loss, after He, Xin, Ikehata and Wipf, NIPS 2017; unlike their networks it keeps the posterior of SBL itself. Scores
 * of an iteration are of the posterior it begins with. Cost of an iteration: about 2m²N + mN² flops in double and
 * single precision (four times as many if complex) and 8,000 N flops of the network.
 *
 * @param layers T, number of iterations
 * @param width of the layers e and u
 * @param hidden width of the memory h
 * @param messages width of v; 0 for no messages between indices
 * @param deflation whether an index hears how strong it is without the others
 * @param cell GRU, or MLP for a layer without gates
 * @param base the update that is gated
 * @param learnedNoise whether λ is moved
 * @param floor smallest λ₀, as a share of the mean square of y
 * @param truncate number of iterations through which gradients flow back; 0 for all
 */
public record GatedSbl(
        int layers,
        int width,
        int hidden,
        int messages,
        boolean deflation,
        Cell cell,
        Base base,
        boolean learnedNoise,
        double floor,
        int truncate)
        implements UnrolledModel {
    private static final float LEAST_LOG_GAMMA = -40;
    private static final float MOST_LOG_GAMMA = 20;

    /** Indices of a shard in inference, so that its layers stay in the cache. */
    private static final int INDICES = 4096;

    /** The memory of an index. */
    public enum Cell {
        GRU,
        MLP
    }

    /** The classical update. */
    public enum Base {
        MACKAY,
        EM
    }

    public GatedSbl {
        if (layers < 1 || width < 1 || hidden < 1 || messages < 0 || truncate < 0 || !(floor > 0)) {
            throw new IllegalArgumentException("expected positive sizes and a positive floor, found " + layers
                    + " layers, width " + width + ", hidden " + hidden + ", messages " + messages + ", truncate "
                    + truncate + ", floor " + floor);
        }
    }

    @Override
    public String architecture() {
        return "gated-sbl";
    }

    @Override
    public boolean anyOperator() {
        return true;
    }

    @Override
    public GatedSbl withLayers(int count) {
        return new GatedSbl(count, width, hidden, messages, deflation, cell, base, learnedNoise, floor, truncate);
    }

    @Override
    public boolean scoresIndices() {
        return true;
    }

    @Override
    public int shard(LinearOperator operator) {
        return Math.max(1, INDICES / operator.domain());
    }

    @Override
    public Parameters initial(LabelledProblem sample, RandomGenerator rng) {
        Parameters p = new Parameters();
        int inputs = inputs() + hidden;
        addLinear(p, "A", inputs, width, rng);
        p.addUniform("B", SblFeatures.GLOBAL + 1, width, bound(SblFeatures.GLOBAL + 1), rng);
        if (messages > 0) {
            p.addUniform("V", hidden, messages, bound(hidden), rng);
        }
        if (deflation) {
            addLinear(p, "W", hidden, 1, rng);
        }
        addLinear(p, "C", width + messages, width, rng);
        p.addUniform("D", 2 * width, width, bound(2 * width), rng);
        if (cell == Cell.GRU) {
            p.addUniform("cell.input", width, 3 * hidden, bound(hidden), rng);
            p.addUniform("cell.hidden", hidden, 3 * hidden, bound(hidden), rng);
            p.addUniform("cell.bias", 1, 3 * hidden, bound(hidden), rng);
            p.addUniform("cell.bias.hidden", 1, 3 * hidden, bound(hidden), rng);
        } else {
            addLinear(p, "cell", width + hidden, hidden, rng);
        }
        p.add("G", hidden, 2, new float[2 * hidden]).add("G.bias", 0, 0);
        if (learnedNoise) {
            p.add("H", 2 * width, 1, new float[2 * width]).add("H.bias", 0);
        }
        p.add("Z", inputs, 1, new float[inputs]);
        return p;
    }

    private static void addLinear(Parameters p, String name, int inputs, int outputs, RandomGenerator rng) {
        p.addUniform(name, inputs, outputs, bound(inputs), rng);
        p.addUniform(name + ".bias", 1, outputs, bound(inputs), rng);
    }

    private static double bound(int inputs) {
        return 1 / Math.sqrt(inputs);
    }

    @Override
    public Node forward(Tape tape, SparseProblem problem, int upTo) {
        int count = problem.count();
        UnitProblem unit = new UnitProblem(problem);
        UnitDictionary phi = unit.dictionary();
        int n = phi.domain();
        GaussianEvidence model = new GaussianEvidence(phi, unit.measurements());
        Node logLambda0 = tape.keep(tape.constant(unit.logNoise(floor)));
        Node logLambda = logLambda0;
        Node logGamma = tape.constant(unit.evenLogGamma());
        Node h = tape.zeros(count * n, 1, hidden);
        Node score = logGamma;
        for (int t = 0; t < upTo; t++) {
            if (truncate > 0 && t > 0 && t % truncate == 0) {
                logGamma = detach(logGamma);
                logLambda = detach(logLambda);
                h = detach(h);
            }
            Node values =
                    messages == 0 || t == 0 ? null : reshape(multiply(h, tape.parameter("V")), count, n, messages);
            Evidence evidence = model.at(logGamma, logLambda, values, deflation ? shares(tape, h, count) : null);
            SblFeatures features = SblFeatures.of(logGamma, logLambda, evidence, phi.range());
            Node local = reshape(withDeflated(features, evidence), count * n, 1, inputs());
            Node e = features(tape, concatenate(local, h), features.global(), t);
            Node pooled = pooled(e, features.rho());
            h = remember(tape, mixed(tape, e, evidence.message(), pooled), h);
            score = score(tape, h, local, count);
            tape.tell(SCORE, score);
            tape.tell(GAMMA, logGamma);
            Node output = affine(h, tape.parameter("G"), tape.parameter("G.bias"));
            Node gate = times(2, SIGMOID.of(reshape(entries(output, 0, 1), count, 1, n)));
            Node push = times(3, TANH.of(reshape(entries(output, 1, 2), count, 1, n)));
            Node moved = add(logGamma, add(scale(gate, step(logGamma, evidence)), push));
            logGamma = clamp(moved, LEAST_LOG_GAMMA, MOST_LOG_GAMMA);
            if (learnedNoise) {
                Node shift = TANH.of(affine(pooled, tape.parameter("H"), tape.parameter("H.bias")));
                logLambda = add(logLambda0, times(5, shift));
            }
            tape.layer(score, logGamma, logLambda, h);
        }
        return score;
    }

    /** e = relu(A x + B globals), count×N×width. */
    private Node features(Tape tape, Node x, Node global, int t) {
        int count = global.count();
        Batch share = new Batch(count, 1, 1);
        Arrays.fill(share.data(), (float) t / layers);
        Node time = tape.constant(share);
        Node ofSample = multiply(concatenate(global, time), tape.parameter("B"));
        Node ofIndex = affine(x, tape.parameter("A"), tape.parameter("A.bias"));
        return RELU.of(plus(reshape(ofIndex, count, x.count() / count, width), ofSample));
    }

    /** The mean of e over the indices and that weighted by ρ, count×1×2·width. */
    private static Node pooled(Node e, float[] rho) {
        int n = e.planes();
        float[] even = new float[e.count() * n];
        float[] weighted = new float[even.length];
        Arrays.fill(even, 1f / n);
        for (int s = 0; s < e.count(); s++) {
            float sum = Float.MIN_NORMAL;
            for (int j = s * n; j < (s + 1) * n; j++) {
                sum += rho[j];
            }
            for (int j = s * n; j < (s + 1) * n; j++) {
                weighted[j] = rho[j] / sum;
            }
        }
        return concatenate(sumOfPlanes(e, even), sumOfPlanes(e, weighted));
    }

    /** u, (count·N)×1×width. */
    private Node mixed(Tape tape, Node e, @Nullable Node message, Node pooled) {
        int count = e.count();
        int n = e.planes();
        Node heard = message == null && messages > 0 ? tape.zeros(count, n, messages) : message;
        Node both = heard == null ? e : concatenate(e, heard);
        Node rows = reshape(both, count * n, 1, width + messages);
        Node linear = affine(rows, tape.parameter("C"), tape.parameter("C.bias"));
        Node context = multiply(pooled, tape.parameter("D"));
        return reshape(RELU.of(plus(reshape(linear, count, n, width), context)), count * n, 1, width);
    }

    private Node remember(Tape tape, Node u, Node h) {
        if (cell == Cell.MLP) {
            return RELU.of(affine(concatenate(u, h), tape.parameter("cell"), tape.parameter("cell.bias")));
        }
        return Cells.gru(
                u,
                h,
                tape.parameter("cell.input"),
                tape.parameter("cell.hidden"),
                tape.parameter("cell.bias"),
                tape.parameter("cell.bias.hidden"));
    }

    private static Node score(Tape tape, Node h, Node local, int count) {
        Node learned = multiply(concatenate(h, local), tape.parameter("Z"));
        Node base = add(times(3, entries(local, 3, 4)), entries(local, 5, 6));
        return reshape(add(learned, base), count, 1, h.count() / count);
    }

    /** w = σ(W h), count×1×N. */
    private static Node shares(Tape tape, Node h, int count) {
        Node linear = affine(h, tape.parameter("W"), tape.parameter("W.bias"));
        return SIGMOID.of(reshape(linear, count, 1, h.count() / count));
    }

    /** Features of an index. */
    private int inputs() {
        return SblFeatures.LOCAL + (deflation ? 1 : 0);
    }

    /** The features of the indices, count×N×inputs. */
    private static Node withDeflated(SblFeatures features, Evidence evidence) {
        Node local = features.local();
        Node deflated = evidence.deflated();
        return deflated == null
                ? local
                : concatenate(local, times(1f / 3, reshape(deflated, local.count(), local.planes(), 1)));
    }

    /** The classical change of log γ. */
    private Node step(Node logGamma, Evidence evidence) {
        int n = logGamma.length();
        Node marginals = reshape(evidence.marginals(), logGamma.count(), 1, 3 * n);
        Node step = entries(marginals, 0, n);
        if (base == Base.MACKAY) {
            return step;
        }
        Node logRho = add(logGamma, entries(marginals, n, 2 * n));
        Node power = EXP.of(add(logRho, step));
        Node freedom = EXP.of(entries(marginals, 2 * n, 3 * n));
        return LOG.of(add(power, freedom));
    }

    @Override
    public Map<String, String> settings() {
        return Options.of(
                "layers", layers,
                "width", width,
                "hidden", hidden,
                "messages", messages,
                "deflation", deflation,
                "cell", cell,
                "base", base,
                "learned-noise", learnedNoise,
                "floor", floor,
                "truncate", truncate);
    }
}

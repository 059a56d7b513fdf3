package org.gatefold.sparse.learned;

import static org.gatefold.sparse.autodiff.Activation.EXP;
import static org.gatefold.sparse.autodiff.Activation.LOG;
import static org.gatefold.sparse.autodiff.Activation.RELU;
import static org.gatefold.sparse.autodiff.Activation.SIGMOID;
import static org.gatefold.sparse.autodiff.Activation.TANH;
import static org.gatefold.sparse.autodiff.Algebra.add;
import static org.gatefold.sparse.autodiff.Algebra.clamp;
import static org.gatefold.sparse.autodiff.Algebra.detach;
import static org.gatefold.sparse.autodiff.Algebra.reshape;
import static org.gatefold.sparse.autodiff.Algebra.scale;
import static org.gatefold.sparse.autodiff.Algebra.times;
import static org.gatefold.sparse.autodiff.Channels.gru;
import static org.gatefold.sparse.autodiff.Channels.join;
import static org.gatefold.sparse.autodiff.Channels.layer;
import static org.gatefold.sparse.autodiff.Channels.multiply;
import static org.gatefold.sparse.autodiff.Channels.part;
import static org.gatefold.sparse.autodiff.Channels.pool;
import static org.gatefold.sparse.autodiff.Channels.stack;

import java.util.Arrays;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.LinearOperator;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.autodiff.Channels.Groups;
import org.gatefold.sparse.autodiff.GaussianEvidence;
import org.gatefold.sparse.autodiff.GaussianEvidence.Evidence;
import org.gatefold.sparse.autodiff.Node;
import org.gatefold.sparse.autodiff.Parameters;
import org.gatefold.sparse.autodiff.SblFeatures;
import org.gatefold.sparse.autodiff.Tape;
import org.gatefold.sparse.classical.StartingVariances;
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
 * @param start how uneven γ is at the start, no setting of a file
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
        int truncate,
        StartingVariances start)
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
        return new GatedSbl(
                count, width, hidden, messages, deflation, cell, base, learnedNoise, floor, truncate, start);
    }

    @Override
    public GatedSbl from(StartingVariances other) {
        return new GatedSbl(
                layers, width, hidden, messages, deflation, cell, base, learnedNoise, floor, truncate, other);
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
        p.addLayer("A", width, inputs, rng);
        p.addUniform("B", width, SblFeatures.GLOBAL + 1, bound(SblFeatures.GLOBAL + 1), rng);
        if (messages > 0) {
            p.addUniform("V", messages, hidden, bound(hidden), rng);
        }
        if (deflation) {
            p.addLayer("W", 1, hidden, rng);
        }
        p.addLayer("C", width, width + messages, rng);
        p.addUniform("D", width, 2 * width, bound(2 * width), rng);
        if (cell == Cell.GRU) {
            p.addLayer("cell.input", 3 * hidden, width, rng);
            p.addLayer("cell.hidden", 3 * hidden, hidden, rng);
        } else {
            p.addLayer("cell", hidden, width + hidden, rng);
        }
        p.add("G", 2, hidden, new float[2 * hidden]).add("G.bias", 2, 1, new float[2]);
        if (learnedNoise) {
            p.add("H", 1, 2 * width, new float[2 * width]).add("H.bias", 1, 1, new float[1]);
        }
        p.add("Z", 1, inputs, new float[inputs]);
        return p;
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
        Groups samples = new Groups(count, false);
        GaussianEvidence model = new GaussianEvidence(phi, unit.measurements());
        Node logLambda0 = tape.keep(tape.constant(unit.logNoise(floor)));
        Node logLambda = logLambda0;
        Node logGamma = tape.constant(unit.logGamma(start));
        Node h = tape.zeros(1, hidden, count * n);
        Node score = logGamma;
        for (int t = 0; t < upTo; t++) {
            if (truncate > 0 && t > 0 && t % truncate == 0) {
                logGamma = detach(logGamma);
                logLambda = detach(logLambda);
                h = detach(h);
            }
            Node values = messages == 0 || t == 0 ? null : multiply(tape.parameter("V"), h);
            Node shares = deflation ? SIGMOID.of(layer(tape, "W", h)) : null;
            Evidence evidence =
                    model.at(logGamma, logLambda, values, shares == null ? null : reshape(shares, count, 1, n));
            SblFeatures features = SblFeatures.of(logGamma, logLambda, evidence, phi.range());
            Node local = features.local();
            Node e = join(layer(tape, "A", stack(local, h)), ofSample(tape, features.global(), t), samples);
            Node pooled = pool(e, weights(tape, features.rho(), count * n, n), samples);
            Node linear = layer(tape, "C", messages == 0 ? e : stack(e, heard(tape, evidence.message(), e)));
            h = remember(tape, join(linear, multiply(tape.parameter("D"), pooled), samples), h);
            score = reshape(score(tape, h, local), count, 1, n);
            tape.tell(SCORE, score);
            tape.tell(GAMMA, logGamma);
            logGamma = moved(logGamma, step(logGamma, evidence), layer(tape, "G", h));
            if (learnedNoise) {
                Node shift = reshape(TANH.of(layer(tape, "H", pooled)), count, 1, 1);
                logLambda = add(logLambda0, times(5, shift));
            }
            tape.layer(score, logGamma, logLambda, h);
        }
        return score;
    }

    /** B globals of every sample, 1×width×count, of which one is the share of the iterations done. */
    private Node ofSample(Tape tape, Node global, int t) {
        Node time = tape.zeros(1, 1, global.length());
        Arrays.fill(time.value(), 0, global.length(), (float) t / layers);
        return multiply(tape.parameter("B"), stack(global, time));
    }

    /** Those of the mean over the indices of a sample, and of that weighted by ρ, 1×2×(count·N). */
    private static Node weights(Tape tape, float[] rho, int places, int n) {
        Node weights = tape.zeros(1, 2, places);
        Arrays.fill(weights.value(), 0, places, 1f / n);
        for (int from = 0; from < places; from += n) {
            float sum = Float.MIN_NORMAL;
            for (int j = from; j < from + n; j++) {
                sum += rho[j];
            }
            for (int j = from; j < from + n; j++) {
                weights.value()[places + j] = rho[j] / sum;
            }
        }
        return weights;
    }

    /** z, or zeros before any memory could send one. */
    private Node heard(Tape tape, @Nullable Node message, Node e) {
        return message == null ? tape.zeros(1, messages, e.length()) : message;
    }

    private Node remember(Tape tape, Node u, Node h) {
        return cell == Cell.GRU
                ? gru(layer(tape, "cell.input", u), layer(tape, "cell.hidden", h), h)
                : RELU.of(layer(tape, "cell", stack(u, h)));
    }

    private static Node score(Tape tape, Node h, Node local) {
        Node learned = multiply(tape.parameter("Z"), stack(h, local));
        Node size = part(local, SblFeatures.SIZE, SblFeatures.SIZE + 1);
        Node power = part(local, SblFeatures.POWER, SblFeatures.POWER + 1);
        return add(learned, add(times(3, size), power));
    }

    /** Features of an index. */
    private int inputs() {
        return SblFeatures.LOCAL + (deflation ? 1 : 0);
    }

    /** log γ + 2σ(g)·Δ + 3 tanh δ, within bounds. */
    private static Node moved(Node logGamma, Node step, Node heads) {
        int count = logGamma.count();
        int n = logGamma.length();
        Node gate = times(2, SIGMOID.of(reshape(part(heads, 0, 1), count, 1, n)));
        Node push = times(3, TANH.of(reshape(part(heads, 1, 2), count, 1, n)));
        return clamp(add(logGamma, add(scale(gate, step), push)), LEAST_LOG_GAMMA, MOST_LOG_GAMMA);
    }

    /** The classical change of log γ. */
    private Node step(Node logGamma, Evidence evidence) {
        if (base == Base.MACKAY) {
            return evidence.step();
        }
        Node power = EXP.of(add(logGamma, add(evidence.logS(), evidence.step())));
        return LOG.of(add(power, EXP.of(evidence.freedom())));
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

package org.gatefold.photometric.learned;

import static org.gatefold.sparse.autodiff.Activation.RELU;
import static org.gatefold.sparse.autodiff.Activation.SIGMOID;
import static org.gatefold.sparse.autodiff.Activation.TANH;
import static org.gatefold.sparse.autodiff.Algebra.add;
import static org.gatefold.sparse.autodiff.Algebra.clamp;
import static org.gatefold.sparse.autodiff.Algebra.combine;
import static org.gatefold.sparse.autodiff.Algebra.scale;
import static org.gatefold.sparse.autodiff.Algebra.step;
import static org.gatefold.sparse.autodiff.Algebra.times;
import static org.gatefold.sparse.autodiff.Channels.gru;
import static org.gatefold.sparse.autodiff.Channels.join;
import static org.gatefold.sparse.autodiff.Channels.layer;
import static org.gatefold.sparse.autodiff.Channels.limitSlope;
import static org.gatefold.sparse.autodiff.Channels.part;
import static org.gatefold.sparse.autodiff.Channels.pool;
import static org.gatefold.sparse.autodiff.Channels.samples;

import java.util.Map;
import java.util.random.RandomGenerator;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.LinearOperator;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.autodiff.Channels.Groups;
import org.gatefold.sparse.autodiff.Node;
import org.gatefold.sparse.autodiff.Operation;
import org.gatefold.sparse.autodiff.Operation.Outputs;
import org.gatefold.sparse.autodiff.Operation.Shape;
import org.gatefold.sparse.autodiff.Parameters;
import org.gatefold.sparse.autodiff.Tape;
import org.gatefold.sparse.io.Options;
import org.gatefold.sparse.learned.UnrolledModel;
import org.jspecify.annotations.Nullable;

/**
 * Gated SBL for normals: o = Ln + e with eᵢ ~ N(0, γᵢ), whose variances a small network updates that all intensities of
 * all pixels and all layers share.
 *
 * <pre>{@code
 * n = (LᵀWL)⁻¹LᵀWo,  W = diag(1/γ),  e = o − Ln,  ρᵢ = wᵢ·lᵢᵀ(LᵀWL)⁻¹lᵢ,
 * log γᵢ ← log γᵢ + 2σ(gᵢ)·log(eᵢ²/((1 − ρᵢ)γᵢ)) + 4·tanh δᵢ, held in [−18, 6].
 * }</pre>
 *
 * <p>g and δ come from a gated recurrent unit of every intensity, which sees {@link NormalPosterior}'s features of the
 * intensity and, pooled over the intensities, of its pixel. They are 0 at the start of training, where this is MacKay's
 * update of SBL without noise from γ = 1 in units of the pixel's mean intensity. With {@code correction} the network
 * also gives factors exp(tanh κᵢ) of the intensities, by which surfaces that are no Lambertian ones come closer to it;
 * 1 at the start.
 *
 * <p>The problem: operator L, lights × 3; measurements pixels × 1 × lights, NaN where an intensity is to be left out;
 * the answer is the normal times the albedo, pixels × 1 × 3, and 0 for a dark pixel. Weights serve any lights. Told
 * beside: {@link #OUTLIER} and {@link #ERROR}. Cost of a layer: about 2·10³ multiplications an intensity.
 *
 * @param layers T
 * @param width of the two layers before the recurrent unit
 * @param memory width of the recurrent unit
 * @param cell what remembers from layer to layer, or nothing
 * @param context whether an intensity knows of the others of its pixel
 * @param view whether the network knows the direction to the viewer, by which highlights can be told
 * @param correction whether intensities are corrected
 * @param limit of the derivative of the loss by log γ, in units of a sample's loss
 */
public record GatedNormals(
        int layers, int width, int memory, Cell cell, boolean context, boolean view, boolean correction, double limit)
        implements UnrolledModel {
    /** Logits, told after the last layer, of being an outlier: 1×1×(lights·pixels), one row of pixels a light. */
    public static final String OUTLIER = "outlier";

    /** Logarithms of the expected distance of the last unit normal from the true one, told before: 1×1×pixels. */
    public static final String ERROR = "error";

    public static final String NAME = "gated-normals";
    private static final int ERROR_WIDTH = 16;
    private static final int CONTEXTS = 2;

    /** Intensities side by side in inference, about, so that layers stay in the cache. */
    private static final int INTENSITIES = 4096;

    private static final float LEAST = -18;
    private static final float MOST = 6;

    /** What follows the features. */
    public enum Cell {
        GRU,
        /** A layer without memory. */
        MLP
    }

    @Override
    public String architecture() {
        return NAME;
    }

    @Override
    public Map<String, String> settings() {
        return Options.of(
                "layers",
                layers,
                "width",
                width,
                "memory",
                memory,
                "cell",
                cell,
                "context",
                context,
                "view",
                view,
                "correction",
                correction,
                "limit",
                limit);
    }

    @Override
    public boolean anyOperator() {
        return true;
    }

    @Override
    public int shard(LinearOperator operator) {
        return Math.max(8, INTENSITIES / operator.range() / 8 * 8);
    }

    @Override
    public Parameters initial(LabelledProblem sample, RandomGenerator rng) {
        Parameters w = new Parameters();
        w.addLayer("features", width, NormalPosterior.FEATURES, rng);
        w.addLayer("pixel", width, NormalPosterior.GLOBALS, rng);
        w.addLayer("own", width, width, rng);
        if (context) {
            w.addLayer("context", width, CONTEXTS * width, rng);
        }
        if (cell == Cell.GRU) {
            w.addLayer("cell.input", 3 * memory, width, rng);
            w.addLayer("cell.state", 3 * memory, memory, rng);
        } else {
            w.addLayer("cell.input", memory, width, rng);
        }
        w.add("head", heads(), memory, new float[heads() * memory]);
        w.add("head.bias", heads(), 1, new float[heads()]);
        w.addLayer("error", ERROR_WIDTH, CONTEXTS * memory, rng);
        w.addLayer("error.pixel", ERROR_WIDTH, NormalPosterior.GLOBALS, rng);
        w.addLayer("error.out", 1, ERROR_WIDTH, rng);
        return w;
    }

    /** Outlier, gate, push and correction. */
    private int heads() {
        return correction ? 4 : 3;
    }

    @Override
    public Node forward(Tape tape, SparseProblem problem, int count) {
        return new Pass(tape, new Observations(problem)).run(count);
    }

    /** One forward pass over some pixels. */
    private final class Pass {
        private final Tape tape;
        private final Observations data;
        private final Node scale;
        /** The intensities of a pixel. */
        private final Groups groups;

        private Node logVariance;
        private Node state;
        private @Nullable Node factor;

        Pass(Tape tape, Observations data) {
            this.tape = tape;
            this.data = data;
            int size = data.x.length;
            logVariance = tape.zeros(1, 1, size);
            state = tape.zeros(1, memory, size);
            float[] scales = new float[data.pixels];
            for (int p = 0; p < scales.length; p++) {
                scales[p] = (float) data.scale[p];
            }
            scale = tape.constant(Batch.wrap(data.pixels, 1, 1, scales));
            groups = new Groups(data.pixels, true);
        }

        Node run(int count) {
            Outputs posterior = posterior(0);
            for (int t = 0; t < count; t++) {
                Node features = part(posterior.first(), 0, NormalPosterior.FEATURES);
                Node weights = part(posterior.first(), NormalPosterior.MEAN, NormalPosterior.PLANES);
                Node pixel = part(posterior.second(), 3, NormalPosterior.PIXEL_PLANES);
                state = next(features, weights, pixel);
                Node heads = layer(tape, "head", state);
                update(heads, part(posterior.first(), NormalPosterior.STEP, NormalPosterior.STEP + 1));
                posterior = posterior(t + 1);
                Node estimate = scale(scale, samples(part(posterior.second(), 0, 3)));
                if (t == count - 1) {
                    tape.tell(OUTLIER, part(heads, 0, 1));
                    tape.tell(ERROR, error(posterior));
                }
                if (factor == null) {
                    tape.layer(estimate, logVariance, state, posterior.first(), posterior.second());
                } else {
                    tape.layer(estimate, logVariance, state, posterior.first(), posterior.second(), factor);
                }
                if (t == count - 1) {
                    return estimate;
                }
            }
            throw new IllegalArgumentException("expected at least 1 layer, found " + count);
        }

        private Outputs posterior(int t) {
            Operation operation = new NormalPosterior(data, (double) t / layers, view);
            Shape first = new Shape(1, NormalPosterior.PLANES, data.x.length);
            Shape second = new Shape(1, NormalPosterior.PIXEL_PLANES, data.pixels);
            return factor == null
                    ? Operation.apply(operation, first, second, logVariance)
                    : Operation.apply(operation, first, second, logVariance, factor);
        }

        /** The state of every intensity after it has seen where it stands. */
        private Node next(Node features, Node weights, Node pixel) {
            Node seen = join(layer(tape, "features", features), layer(tape, "pixel", pixel), groups);
            Node own = layer(tape, "own", seen);
            Node hidden =
                    context ? join(own, layer(tape, "context", pool(seen, weights, groups)), groups) : RELU.of(own);
            Node input = layer(tape, "cell.input", hidden);
            return cell == Cell.GRU ? gru(input, layer(tape, "cell.state", state), state) : TANH.of(input);
        }

        private void update(Node heads, Node macKay) {
            Node gate = times(2, SIGMOID.of(part(heads, 1, 2)));
            Node push = TANH.of(part(heads, 2, 3));
            Node moved = combine(1, step(logVariance, gate, macKay), 4, push);
            logVariance = limitSlope(clamp(moved, LEAST, MOST), (float) limit);
            if (correction) {
                factor = limitSlope(TANH.of(part(heads, 3, 4)), (float) limit);
            }
        }

        private Node error(Outputs posterior) {
            Node weights = part(posterior.first(), NormalPosterior.MEAN, NormalPosterior.PLANES);
            Node pixel = part(posterior.second(), 3, NormalPosterior.PIXEL_PLANES);
            Node seen = layer(tape, "error", pool(state, weights, groups));
            return layer(tape, "error.out", RELU.of(add(seen, layer(tape, "error.pixel", pixel))));
        }
    }
}

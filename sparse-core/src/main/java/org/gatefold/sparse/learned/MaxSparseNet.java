package org.gatefold.sparse.learned;

import static org.gatefold.sparse.autodiff.Algebra.add;
import static org.gatefold.sparse.autodiff.Algebra.plus;
import static org.gatefold.sparse.autodiff.Algebra.scale;
import static org.gatefold.sparse.autodiff.Products.affine;
import static org.gatefold.sparse.autodiff.Products.multiply;

import java.util.Arrays;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.autodiff.Activation;
import org.gatefold.sparse.autodiff.Node;
import org.gatefold.sparse.autodiff.Norms;
import org.gatefold.sparse.autodiff.Parameters;
import org.gatefold.sparse.autodiff.Tape;
import org.gatefold.sparse.classical.SupportFit;
import org.gatefold.sparse.io.Options;

/**
 * MaxSparseNet, a residual network that classifies the support (Xin, Wang, Gao, Wipf and Wang, "Maximal sparsity with
 * deep networks?", NIPS 2016): {@code relu(norm(yW))}, then blocks {@code relu(x + norm(relu(norm(xW₁))W₂))}, first
 * narrow ones of the width of the measurements, then one that widens to the width of the domain, where the skip is a
 * product too, then wide ones, then linear scores.
 *
 * <p>Layers are the wide blocks, of which the first widens; the scores after each are the same linear function. Trained
 * by the support loss; amplitudes are least squares by {@link SupportFit}.
 *
 * <p>Departures: every norm is layer normalisation with a gain and a bias for each unit in place of batch
 * normalisation, whose running statistics would make a pass depend on those before it; measurements are put before the
 * network by {@link NetworkInput}. Cost: 2(w²·narrow + W²·layers) multiply-adds a sample, w and W the widths.
 *
 * @param layers wide blocks, the one that widens included
 * @param narrow narrow blocks
 * @param width factor of the widths planes·M and N
 * @param whiten whether the measurements are whitened
 */
public record MaxSparseNet(int layers, int narrow, int width, boolean whiten) implements UnrolledModel {
    private static final double EPSILON = 1e-5;

    @Override
    public String architecture() {
        return "maxsparse-net";
    }

    private NetworkInput input() {
        return new NetworkInput(whiten);
    }

    @Override
    public Parameters initial(LabelledProblem sample, RandomGenerator rng) {
        Parameters parameters = new Parameters();
        input().addTo(parameters, sample);
        int inputs = input().length(sample);
        int thin = width * inputs;
        int thick = width * sample.truth().length();
        addLinear(parameters, "first", inputs, thin, rng);
        for (int k = 0; k < narrow; k++) {
            addBlock(parameters, "narrow-" + k, thin, thin, rng);
        }
        for (int k = 0; k < layers; k++) {
            addBlock(parameters, "wide." + k, k == 0 ? thin : thick, thick, rng);
        }
        addLinear(parameters, "skip", thin, thick, rng);
        parameters.addUniform("readout", thick, sample.truth().length(), 1 / Math.sqrt(thick), rng);
        parameters.add("readout.bias", new float[sample.truth().length()]);
        return parameters;
    }

    private static void addBlock(Parameters parameters, String name, int from, int to, RandomGenerator rng) {
        addLinear(parameters, "inner-" + name, from, to, rng);
        addLinear(parameters, "outer-" + name, to, to, rng);
    }

    /** A matrix without bias, and the gain and bias of the norm after it. */
    private static void addLinear(Parameters parameters, String name, int from, int to, RandomGenerator rng) {
        float[] ones = new float[to];
        Arrays.fill(ones, 1);
        parameters.addUniform(name("weights", name), from, to, Math.sqrt(3.0 / from), rng);
        parameters.add(name("gain", name), ones);
        parameters.add(name("bias", name), new float[to]);
    }

    /** A name that ends in the layer it belongs to, if {@code of} does. */
    private static String name(String kind, String of) {
        return kind + "-" + of;
    }

    @Override
    public Node forward(Tape tape, SparseProblem problem, int upTo) {
        Node x = Activation.RELU.of(normed(tape, "first", input().stacked(tape, problem)));
        for (int k = 0; k < narrow; k++) {
            x = block(tape, "narrow-" + k, x, x);
        }
        Node scores = x;
        for (int k = 0; k < upTo; k++) {
            x = block(tape, "wide." + k, x, k == 0 ? normed(tape, "skip", x) : x);
            scores = affine(x, tape.parameter("readout"), tape.parameter("readout.bias"));
            tape.tell(SCORE, scores);
            tape.layer(scores, x);
        }
        return scores;
    }

    private static Node block(Tape tape, String name, Node x, Node skip) {
        Node inner = Activation.RELU.of(normed(tape, "inner-" + name, x));
        return Activation.RELU.of(add(skip, normed(tape, "outer-" + name, inner)));
    }

    private static Node normed(Tape tape, String name, Node x) {
        Node z = Norms.standardise(multiply(x, tape.parameter(name("weights", name))), EPSILON);
        return plus(scale(tape.parameter(name("gain", name)), z), tape.parameter(name("bias", name)));
    }

    @Override
    public boolean scoresIndices() {
        return true;
    }

    @Override
    public Map<String, String> settings() {
        return Options.of("layers", layers, "narrow", narrow, "width", width, "whiten", whiten);
    }
}

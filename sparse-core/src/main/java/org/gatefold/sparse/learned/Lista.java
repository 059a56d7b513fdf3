package org.gatefold.sparse.learned;

import static org.gatefold.sparse.autodiff.Algebra.average;
import static org.gatefold.sparse.autodiff.Algebra.entries;
import static org.gatefold.sparse.autodiff.Algebra.plus;
import static org.gatefold.sparse.autodiff.Algebra.scale;
import static org.gatefold.sparse.autodiff.Algebra.times;
import static org.gatefold.sparse.autodiff.Products.affine;
import static org.gatefold.sparse.autodiff.Products.multiply;
import static org.gatefold.sparse.autodiff.Shrinkages.softThreshold;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.autodiff.Activation;
import org.gatefold.sparse.autodiff.Node;
import org.gatefold.sparse.autodiff.Parameters;
import org.gatefold.sparse.autodiff.Tape;
import org.gatefold.sparse.io.Options;
import org.gatefold.sparse.kernel.Blas;
import org.gatefold.sparse.operator.DenseOperator;

/**
 * LISTA, {@code x ← η_{θₖ}(W_b y + W_x x̄ₖ)}, where x̄ₖ gathers the outputs of earlier layers that the
 * {@link Connectivity} links to layer k (Gregor and LeCun, ICML 2010; Meng et al., ICLR 2021, Eqs. 4 and 6).
 *
 * <p>At the start W_b = γWᴴ, W_x = I − γWᴴA with γ and W by its {@link ListaStart}: over a chain it equals ISTA, or
 * ALISTA. W_b and W_x serve all layers unless {@code tied} is false. Cost of a layer: one product with W_x, N²
 * multiply-adds, for N complex entries four times that.
 *
 * @param connectivity links between layers: chain (LISTA), fista (LFISTA), dense (Dense-LISTA), searched …
 * @param injection how linked outputs are joined
 * @param neuron what stands for η
 * @param start what it is before training
 * @param tied whether all layers share W_b and W_x
 */
public record Lista(
        int layers, Connectivity connectivity, Injection injection, Neuron neuron, ListaStart start, boolean tied)
        implements UnrolledModel {
    /** How a layer joins the outputs that are linked to it. */
    public enum Injection {
        /** (1/n) Σ cᵢxᵢ with trained cᵢ, 1 at the start. */
        WEIGHTED,
        /** (1/n) Σ xᵢ. */
        MEAN,
        /** Each link has its own matrix by its distance, Σ cᵢWᵢx_{k+1−i}; all but W₁ are zero at the start. */
        MOMENTUM
    }

    /** The nonlinearity. */
    public enum Neuron {
        /** Soft thresholding by magnitude. */
        SOFT,
        /** max(0, z − θ). */
        RELU,
        /** z − θ if positive, else a tenth of it. */
        LEAKY_RELU
    }

    @Override
    public String architecture() {
        return "lista";
    }

    @Override
    public Parameters initial(LabelledProblem sample, RandomGenerator rng) {
        DenseOperator a = DenseOperator.of(sample.problem().operator());
        int planes = a.complex() ? 2 : 1;
        int m = planes * a.range();
        int n = planes * a.domain();
        double step = start.step(a);
        double[] w = start.weights(a).realForm();
        double[] product = new double[n * n];
        Blas.transposedMultiply(n, n, m, a.realForm(), w, product);
        Parameters parameters = new Parameters();
        int copies = tied ? 1 : layers;
        for (int c = 0; c < copies; c++) {
            float[] wb = new float[m * n];
            for (int i = 0; i < wb.length; i++) {
                wb[i] = (float) (step * w[i]);
            }
            parameters.add(name("Wb", c), m, n, wb);
            float[] wx = new float[n * n];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    wx[i * n + j] = (float) ((i == j ? 1 : 0) - step * product[i * n + j]);
                }
            }
            parameters.add(name("Wx", c), n, n, wx);
        }
        float[] thresholds = start.thresholds(sample, layers);
        for (int k = 0; k < layers; k++) {
            parameters.add("theta." + k, thresholds[k]);
            if (k > 0 && injection != Injection.MEAN) {
                int links = connectivity.sources(k + 1).size();
                parameters.add("c." + k, injection == Injection.WEIGHTED ? start.coefficients(links) : ones(links));
            }
        }
        if (injection == Injection.MOMENTUM) {
            for (int lag = 2; lag < layers; lag++) {
                if (hasLag(lag)) {
                    parameters.add("Wx-" + lag, n, n, new float[n * n]);
                }
            }
        }
        return parameters;
    }

    private boolean hasLag(int lag) {
        for (int k = 2; k <= layers; k++) {
            if (connectivity.sources(k).contains(k - lag)) {
                return true;
            }
        }
        return false;
    }

    /** A matrix of layer {@code k}: its own, or the one all share. */
    private String name(String matrix, int k) {
        return tied ? matrix : matrix + "." + k;
    }

    @Override
    public Node forward(Tape tape, SparseProblem problem, int upTo) {
        Node y = tape.constant(problem.measurements());
        List<Node> outputs = new ArrayList<>();
        Node shared = tied ? tape.keep(multiply(y, tape.parameter("Wb"))) : y;
        for (int k = 0; k < upTo; k++) {
            Node z = tied ? shared : multiply(y, tape.parameter("Wb." + k));
            if (k > 0) {
                z = plusEarlier(z, tape, outputs, k);
            }
            Node x = shrink(z, tape.parameter("theta." + k));
            outputs.add(x);
            tape.layer(x, stillNeeded(outputs, k));
        }
        return outputs.get(upTo - 1);
    }

    private Node plusEarlier(Node z, Tape tape, List<Node> outputs, int k) {
        List<Node> linked = connectivity.sources(k + 1).stream()
                .map(i -> outputs.get(i - 1))
                .toList();
        if (injection == Injection.MOMENTUM) {
            Node c = tape.parameter("c." + k);
            Node sum = z;
            for (int i = 0; i < linked.size(); i++) {
                int lag = k + 1 - connectivity.sources(k + 1).get(i);
                Node w = tape.parameter(lag == 1 ? name("Wx", k) : "Wx-" + lag);
                sum = affine(scale(entries(c, i, i + 1), linked.get(i)), w, sum);
            }
            return sum;
        }
        return affine(mean(tape, linked, k), tape.parameter(name("Wx", k)), z);
    }

    private Node mean(Tape tape, List<Node> linked, int k) {
        if (injection == Injection.WEIGHTED) {
            return average(linked, tape.parameter("c." + k));
        }
        int n = linked.size();
        return n == 1 ? linked.get(0) : average(linked, tape.constant(Batch.wrap(1, 1, n, ones(n))));
    }

    static float[] ones(int n) {
        float[] ones = new float[n];
        Arrays.fill(ones, 1);
        return ones;
    }

    private Node shrink(Node z, Node theta) {
        return switch (neuron) {
            case SOFT -> softThreshold(z, theta);
            case RELU -> Activation.RELU.of(plus(z, times(-1, theta)));
            case LEAKY_RELU -> Activation.LEAKY_RELU.of(plus(z, times(-1, theta)));
        };
    }

    /** The outputs that layers after {@code k} read. */
    private Node[] stillNeeded(List<Node> outputs, int k) {
        List<Node> needed = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            for (int later = k + 2; later <= layers; later++) {
                if (connectivity.sources(later).contains(i + 1)) {
                    needed.add(outputs.get(i));
                    break;
                }
            }
        }
        return needed.toArray(new Node[0]);
    }

    @Override
    public Map<String, String> settings() {
        Map<String, String> settings = Options.of(
                "layers", layers,
                "connectivity", connectivity.name(),
                "injection", injection,
                "neuron", neuron,
                "tied", tied);
        settings.putAll(start.settings());
        return settings;
    }
}

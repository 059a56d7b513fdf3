package org.gatefold.sparse.evaluation;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.Metric;
import org.gatefold.sparse.autodiff.Node;
import org.gatefold.sparse.autodiff.Tape;
import org.gatefold.sparse.learned.LearnedSolver;
import org.gatefold.sparse.learned.UnrolledModel;

/**
 * What happens in each layer of a learned solver, sample by sample: the error of its iterates and, as far as the model
 * tells of them, step γ and threshold θ with their ratio, and the norms r = ‖y − Ax‖₁ and u = ‖Wᴴ(y − Ax)‖₁ by which
 * NA-ALISTA estimates the error ‖x − x*‖₁ (Behrens, Sauder and Jung, ICLR 2021, section 3 and Figures 1, 2, 6 and 8).
 *
 * <p>Layers count from 1. Layer k starts from xₖ₋₁ and ends with xₖ, x₀ = 0; its quantities belong to its start, as in
 * θₖ ≥ γₖ μ ‖xₖ₋₁ − x*‖₁, Eq. 7. ℓ₁ norms have the ℓ₂ norm over planes inside. A threshold for each entry counts with
 * its mean over the entries.
 */
public final class LayerTrace {
    /** γ of a sample. */
    public static final String GAMMA = UnrolledModel.GAMMA;

    /** θ of a sample. */
    public static final String THETA = UnrolledModel.THETA;

    /** θ/γ of a sample. */
    public static final String RATIO = "ratio";

    /** ‖y − Ax‖₁ at the start of the layer. */
    public static final String R = "r";

    /** ‖Wᴴ(y − Ax)‖₁ at the start of the layer. */
    public static final String U = "u";

    private final LearnedSolver solver;
    private final int samples;
    private final double[][] errorsL1;
    private final List<Scored> scored;
    private final Map<String, double[][]> quantities = new ConcurrentHashMap<>();

    /** What a metric says of the iterate after each layer: a row a layer. */
    private final class Scored {
        private final Metric metric;
        private final double[][] scores = table(layers());
        private final double[][] weights = table(layers());

        Scored(Metric metric) {
            this.metric = metric;
        }
    }

    /**
     * @param samples number of problems to come
     * @param metrics of the iterates
     */
    public LayerTrace(LearnedSolver solver, int samples, List<Metric> metrics) {
        this.solver = solver;
        this.samples = samples;
        this.errorsL1 = table(layers() + 1);
        this.scored = metrics.stream().map(Scored::new).toList();
    }

    /** Solves problems {@code done …} of all, and remembers what happened. */
    public void add(int done, LabelledProblem problems) {
        Batch nothing = problems.problem().zeroEstimate();
        for (int s = 0; s < nothing.count(); s++) {
            errorsL1[0][done + s] = distance(problems.truth(), nothing, s);
        }
        solver.trace(problems.problem(), from -> new Shard(done, from, problems));
    }

    /** Number of layers K. */
    public int layers() {
        return solver.model().layers();
    }

    /** The score of the iterates after a layer. */
    public Interval score(Metric metric, int layer) {
        for (Scored one : scored) {
            if (one.metric.equals(metric)) {
                return Scores.summary(metric.summary(), one.scores[layer - 1], one.weights[layer - 1]);
            }
        }
        throw new IllegalArgumentException("not scored by " + metric.key());
    }

    /** ‖xₖ − x*‖₁ of each sample after layer k, from 0. */
    public double[] errorL1(int layer) {
        return errorsL1[layer].clone();
    }

    /** Whether the model tells of a quantity. */
    public boolean has(String quantity) {
        return quantity.equals(RATIO) ? has(GAMMA) && has(THETA) : quantities.containsKey(quantity);
    }

    /** A quantity of each sample in a layer; NaN if the model does not tell of it. */
    public double[] quantity(String quantity, int layer) {
        if (quantity.equals(RATIO)) {
            double[] ratio = quantity(THETA, layer);
            double[] gamma = quantity(GAMMA, layer);
            for (int s = 0; s < samples; s++) {
                ratio[s] /= gamma[s];
            }
            return ratio;
        }
        double[][] rows = quantities.get(quantity);
        return rows == null ? table(1)[0] : rows[layer - 1].clone();
    }

    /**
     * Spearman's rank correlation over the samples, equal values with their mean rank: of a quantity in one layer with
     * ‖x − x*‖₁ after another, from 0. NaN if one of them is the same for all samples, or not told.
     */
    public double spearman(String quantity, int layer, int after) {
        double[] values = quantity(quantity, layer);
        boolean known = Arrays.stream(values).noneMatch(Double::isNaN);
        return known && samples > 1 ? new SpearmansCorrelation().correlation(values, errorsL1[after]) : Double.NaN;
    }

    /**
     * Mean and spread of values over samples: the interval holds nine tenths of them.
     *
     * @return all NaN if one value is
     */
    public static Interval spread(double[] values) {
        double mean = Arrays.stream(values).average().orElse(Double.NaN);
        if (Double.isNaN(mean)) {
            return new Interval(mean, mean, mean);
        }
        Percentile percentile = new Percentile();
        percentile.setData(values);
        return new Interval(mean, percentile.evaluate(5), percentile.evaluate(95));
    }

    private double[][] table(int rows) {
        double[][] table = new double[rows][samples];
        for (double[] row : table) {
            Arrays.fill(row, Double.NaN);
        }
        return table;
    }

    /** Σᵢ ‖aᵢ − bᵢ‖₂ of one sample. */
    private static double distance(Batch a, Batch b, int sample) {
        double sum = 0;
        for (int i = 0; i < a.length(); i++) {
            double squares = 0;
            for (int p = 0; p < a.planes(); p++) {
                double d = (double) a.at(sample, p, i) - b.at(sample, p, i);
                squares += d * d;
            }
            sum += Math.sqrt(squares);
        }
        return sum;
    }

    private static double mean(Batch value, int sample) {
        double sum = 0;
        for (int i = sample * value.stride(); i < (sample + 1) * value.stride(); i++) {
            sum += value.data()[i];
        }
        return sum / value.stride();
    }

    /** Follows one shard; writes only to the places of its samples. */
    private final class Shard implements Tape.LayerListener {
        private final int first;
        private final int from;
        private final LabelledProblem problems;
        private final Map<String, Batch> told = new HashMap<>();
        private int layer;

        Shard(int done, int from, LabelledProblem problems) {
            this.first = done + from;
            this.from = from;
            this.problems = problems;
        }

        @Override
        public void quantity(String name, Node value) {
            told.put(name, value.toBatch());
        }

        @Override
        public void layer(Node x) {
            Batch iterates = x.toBatch();
            LabelledProblem shard = problems.slice(from, from + iterates.count());
            told.forEach((name, value) -> keep(name, value, iterates.count()));
            for (int s = 0; s < iterates.count(); s++) {
                errorsL1[layer + 1][first + s] = distance(shard.truth(), iterates, s);
                for (Scored one : scored) {
                    one.scores[layer][first + s] = one.metric.score(shard, iterates, s);
                    one.weights[layer][first + s] = one.metric.weight(shard, iterates, s);
                }
            }
            told.clear();
            layer++;
        }

        private void keep(String name, Batch value, int count) {
            boolean residual = name.equals(UnrolledModel.RESIDUAL);
            boolean norm = residual || name.equals(UnrolledModel.DIRECTION);
            double[] row = quantities.computeIfAbsent(norm ? (residual ? R : U) : name, q -> table(layers()))[layer];
            Batch nothing = value.like(value.length());
            for (int s = 0; s < count; s++) {
                // One value may serve all samples.
                int at = value.count() == 1 ? 0 : s;
                row[first + s] = norm ? distance(value, nothing, at) : mean(value, at);
            }
        }
    }
}

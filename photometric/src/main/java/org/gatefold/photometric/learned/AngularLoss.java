package org.gatefold.photometric.learned;

import static org.gatefold.sparse.autodiff.Algebra.combine;

import java.util.List;
import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.Metric;
import org.gatefold.sparse.autodiff.Node;
import org.gatefold.sparse.autodiff.Operation;
import org.gatefold.sparse.autodiff.Operation.Shape;
import org.gatefold.sparse.autodiff.Tape;
import org.gatefold.sparse.training.Objective;
import org.jspecify.annotations.Nullable;

/**
 * How far unit normals are from the true ones, over all layers k from the second of K:
 *
 * <pre>{@code
 * Σ_pixels Σₖ aₖ(√(dₖ² + 10⁻⁶) + 0.02·log(dₖ² + 2.5·10⁻⁵)),   aₖ = k/(4K) for k < K, 1 for the last,
 * }</pre>
 *
 * d the distance of the unit vectors; pixels whose intensities do not determine the normal count a fifth. The logarithm
 * keeps good pixels improving. Of a {@link GatedNormals} also the mean cross entropy of the outliers of a pixel, and
 * log s + d/s for the error s it expects, through whose d no slope passes; these of all pixels with a true normal.
 *
 * @param outliers weight of the cross entropy
 * @param errors weight of what the model says of its error
 */
public record AngularLoss(double outliers, double errors) implements Objective {
    private static final double EARLIER = 0.25;
    private static final double UNDETERMINED = 0.2;
    private static final double ROUND = 1e-6;
    /** Normals shorter than that, in units of the intensities, pass no slope, which might be infinite. */
    private static final double FAINT = 1e-30;

    private static final double LOG_WEIGHT = 0.02;
    private static final double LOG_FLOOR = 2.5e-5;
    private static final Shape NUMBER = new Shape(1, 1, 1);

    /** With the usual weights, 0.02 and 0.01. */
    public AngularLoss() {
        this(0.02, 0.01);
    }

    @Override
    public Metric score() {
        return new AngularScore();
    }

    @Override
    public Node loss(Tape tape, Node estimate, LabelledProblem shard) {
        PixelTruth truth = new PixelTruth(shard);
        List<Node> iterates = tape.iterates();
        int count = iterates.size();
        Distance last = new Distance(shard, truth, 1);
        Node loss = apply(last, estimate);
        for (int k = 2; k < count; k++) {
            double weight = EARLIER * k / count;
            loss = combine(1, loss, 1, apply(new Distance(shard, truth, weight), iterates.get(k - 1)));
        }
        List<Node> logits = tape.told(GatedNormals.OUTLIER);
        List<Node> expected = tape.told(GatedNormals.ERROR);
        if (!logits.isEmpty() && !expected.isEmpty()) {
            Operation belief = new Belief(shard, truth, last.distances);
            loss = combine(
                    1,
                    loss,
                    1,
                    Operation.apply(belief, NUMBER, NUMBER, logits.get(0), expected.get(0))
                            .first());
        }
        return loss;
    }

    private static Node apply(Operation operation, Node input) {
        return Operation.apply(operation, NUMBER, NUMBER, input).first();
    }

    /** The distances of one layer. */
    private static final class Distance implements Operation {
        private final float[] target;
        private final double[] counts;
        final double[] distances;

        Distance(LabelledProblem shard, PixelTruth truth, double weight) {
            this.target = shard.truth().data();
            counts = new double[shard.truth().count()];
            distances = new double[counts.length];
            for (int p = 0; p < counts.length; p++) {
                counts[p] = truth.determined(p) ? weight : truth.albedo(p) > 0 ? UNDETERMINED * weight : 0;
            }
        }

        private static double length(float[] v, int p) {
            double x = v[3 * p];
            double y = v[3 * p + 1];
            double z = v[3 * p + 2];
            return Math.sqrt(x * x + y * y + z * z);
        }

        @Override
        public void forward(float[][] inputs, float[] first, float[] second) {
            float[] n = inputs[0];
            double sum = 0;
            for (int p = 0; p < counts.length; p++) {
                double square = 0;
                double found = Math.max(length(n, p), Double.MIN_NORMAL);
                double known = Math.max(length(target, p), Double.MIN_NORMAL);
                for (int d = 0; d < 3; d++) {
                    double difference = n[3 * p + d] / found - target[3 * p + d] / known;
                    square += difference * difference;
                }
                distances[p] = Math.sqrt(square);
                sum += counts[p] * (Math.sqrt(square + ROUND) + LOG_WEIGHT * Math.log(square + LOG_FLOOR));
            }
            first[0] = (float) sum;
            second[0] = 0;
        }

        @Override
        public void backward(float[][] inputs, float[] firstSlope, float[] secondSlope, float[] @Nullable [] into) {
            float[] n = inputs[0];
            float[] slope = into[0];
            for (int p = 0; p < counts.length; p++) {
                double found = length(n, p);
                if (slope == null || counts[p] == 0 || !(found > FAINT)) {
                    continue;
                }
                double known = length(target, p);
                double square = distances[p] * distances[p];
                double bySquare = 0.5 / Math.sqrt(square + ROUND) + LOG_WEIGHT / (square + LOG_FLOOR);
                double cosine = 1 - square / 2;
                for (int d = 0; d < 3; d++) {
                    double u = n[3 * p + d] / found;
                    double across = cosine * u - target[3 * p + d] / known;
                    slope[3 * p + d] += (float) (firstSlope[0] * counts[p] * bySquare * 2 * across / found);
                }
            }
        }
    }

    /** What the model says of its own answer. */
    private final class Belief implements Operation {
        private final PixelTruth truth;
        private final double[] distances;
        private final int lights;
        private final int pixels;

        Belief(LabelledProblem shard, PixelTruth truth, double[] distances) {
            this.truth = truth;
            this.distances = distances;
            lights = shard.problem().operator().range();
            pixels = distances.length;
        }

        @Override
        public void forward(float[][] inputs, float[] first, float[] second) {
            double sum = 0;
            for (int p = 0; p < pixels; p++) {
                if (!(truth.albedo(p) > 0)) {
                    continue;
                }
                double weight = outliers / lights;
                for (int i = 0; i < lights; i++) {
                    if (truth.counts(p, i)) {
                        double z = inputs[0][i * pixels + p];
                        sum += weight * (softplus(z) - (truth.outlier(p, i) ? z : 0));
                    }
                }
                double s = inputs[1][p];
                sum += errors * (s + distance(p) * Math.exp(-s));
            }
            first[0] = (float) sum;
            second[0] = 0;
        }

        private double distance(int p) {
            return distances[p] + 1e-4;
        }

        private static double softplus(double z) {
            return Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
        }

        @Override
        public void backward(float[][] inputs, float[] firstSlope, float[] secondSlope, float[] @Nullable [] into) {
            float[] intoOutlier = into[0];
            float[] intoError = into[1];
            double slope = firstSlope[0];
            for (int p = 0; p < pixels; p++) {
                if (!(truth.albedo(p) > 0)) {
                    continue;
                }
                for (int i = 0; i < lights && intoOutlier != null; i++) {
                    if (truth.counts(p, i)) {
                        double z = inputs[0][i * pixels + p];
                        double probability = 1 / (1 + Math.exp(-z));
                        intoOutlier[i * pixels + p] +=
                                (float) (slope * outliers / lights * (probability - (truth.outlier(p, i) ? 1 : 0)));
                    }
                }
                if (intoError != null) {
                    double s = inputs[1][p];
                    intoError[p] += (float) (slope * errors * (1 - distance(p) * Math.exp(-s)));
                }
            }
        }
    }
}

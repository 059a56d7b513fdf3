package org.gatefold.sparse.training;

import java.util.List;
import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.Metric;
import org.gatefold.sparse.autodiff.Algebra;
import org.gatefold.sparse.autodiff.Losses;
import org.gatefold.sparse.autodiff.Node;
import org.gatefold.sparse.autodiff.Tape;
import org.gatefold.sparse.evaluation.Nmse;
import org.gatefold.sparse.evaluation.SupportSurprise;
import org.gatefold.sparse.io.InputException;
import org.gatefold.sparse.io.Options;

/** What training minimises: a sum over the samples, which the trainer divides by the size of the batch. */
public interface Objective {
    /**
     * The loss of a shard, a 1×1×1 node.
     *
     * @param tape on which the forward pass ran, with the iterates of all layers
     * @param estimate of the last layer
     */
    Node loss(Tape tape, Node estimate, LabelledProblem shard);

    /** The score of the validation problems that goes with it, the smaller the better. */
    default Metric score() {
        return Nmse.RATIO_OF_SUMS;
    }

    /** {@code Σ ‖x̂ − x‖²/(planes·length)}: the mean squared error of an entry. */
    record MeanSquaredError() implements Objective {
        @Override
        public Node loss(Tape tape, Node estimate, LabelledProblem shard) {
            return Algebra.times(1f / shard.truth().stride(), Losses.squaredError(estimate, shard.truth()));
        }
    }

    /** {@code Σ ‖x̂ − x‖²/‖x‖²}: every sample weighs alike, however large. */
    record NormalisedError() implements Objective {
        @Override
        public Node loss(Tape tape, Node estimate, LabelledProblem shard) {
            return Losses.normalisedError(estimate, shard.truth());
        }
    }

    /**
     * {@code Σ log(‖x̂ − x‖²/‖x‖² + floor)}: the mean of each sample's own error in decibels, but for a factor, so that
     * the few that are solved badly do not rule.
     *
     * @param floor normalised error below which a sample is good enough, > 0
     */
    record LogNormalisedError(double floor) implements Objective {
        @Override
        public Node loss(Tape tape, Node estimate, LabelledProblem shard) {
            return Losses.logNormalisedError(estimate, shard.truth(), floor);
        }

        @Override
        public Metric score() {
            return Nmse.MEAN_OF_DB;
        }
    }

    /** The multi-label support loss {@code −Σ_{j ∈ supp x} log softmax(x̂)ⱼ} of Xin et al., NeurIPS 2016. */
    record SupportLoss() implements Objective {
        @Override
        public Node loss(Tape tape, Node estimate, LabelledProblem shard) {
            return Losses.support(estimate, shard.truth());
        }

        @Override
        public Metric score() {
            return new SupportSurprise();
        }
    }

    /** The objective of that name with its options. @throws InputException if there is none */
    static Objective of(String name, Options options) {
        Objective last =
                switch (name) {
                    case "mse" -> new MeanSquaredError();
                    case "nmse" -> new NormalisedError();
                    case "log-nmse" -> new LogNormalisedError(options.number("floor", 1e-7, 1e-30, 1));
                    case "support" -> new SupportLoss();
                    default ->
                        throw new InputException(options.label()
                                + ": expected one of mse, nmse, log-nmse, support, found '" + name + "'");
                };
        double decay = options.number("layers", 0, 0, 1);
        return decay == 0 ? last : new AllLayers(last, decay);
    }

    /**
     * Deep supervision: {@code Σₖ wₖ Lₖ / Σₖ wₖ} over the iterates of all layers k = 1 … K, {@code wₖ = decay^(K−k)}.
     *
     * @param each the loss L of an iterate
     * @param decay in (0, 1]; 1 weighs all layers alike
     */
    record AllLayers(Objective each, double decay) implements Objective {
        @Override
        public Metric score() {
            return each.score();
        }

        @Override
        public Node loss(Tape tape, Node estimate, LabelledProblem shard) {
            List<Node> iterates = tape.iterates();
            Node sum = each.loss(tape, estimate, shard);
            double weight = 1;
            double weights = 1;
            for (int k = iterates.size() - 2; k >= 0; k--) {
                weight *= decay;
                weights += weight;
                sum = Algebra.combine(1, sum, (float) weight, each.loss(tape, iterates.get(k), shard));
            }
            return Algebra.times((float) (1 / weights), sum);
        }
    }
}

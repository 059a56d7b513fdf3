package org.gatefold.sparse.learned;

import java.util.Map;
import java.util.random.RandomGenerator;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.LinearOperator;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.autodiff.Node;
import org.gatefold.sparse.autodiff.Parameters;
import org.gatefold.sparse.autodiff.Tape;
import org.gatefold.sparse.classical.StartingVariances;
import org.gatefold.sparse.classical.SupportFit;

/**
 * A classical iteration unrolled into layers with trained parameters.
 *
 * <p>The forward pass is written once: on a recording tape it trains, on one for inference it is the solver. A
 * parameter whose name ends in {@code .k} belongs to layer k, counted from 0; others serve all layers.
 */
public interface UnrolledModel {
    /** The step size of a layer, as a model may {@link Tape#tell} it: a number for all samples or one each. */
    String GAMMA = "gamma";

    /** The threshold of a layer: a number for all samples, one each, or one for each entry. */
    String THETA = "theta";

    /** The residual y − Ax a layer starts from. */
    String RESIDUAL = "residual";

    /** The direction a layer steps in, Wᴴ(y − Ax). */
    String DIRECTION = "direction";

    /** The scores of the indices after a layer, count × 1 × domain. */
    String SCORE = "score";

    /** The name of the architecture, as in {@code --model}. */
    String architecture();

    /** What distinguishes this model from others of its architecture, by option name; enough to build it again. */
    Map<String, String> settings();

    /** Number of layers K, at least 1. */
    int layers();

    /**
     * Parameters from which training starts; for an unrolled classical solver they make the model equal to it.
     *
     * @param sample problems as those of the training, by whose operator and statistics the start is set
     */
    Parameters initial(LabelledProblem sample, RandomGenerator rng);

    /**
     * The estimate after the first {@code layers} layers, count × planes × domain, or scores of the indices, count × 1
     * × domain, of which {@link #answer} makes it. Ends each with {@link Tape#layer}, and tells what it has of
     * {@link #GAMMA}, {@link #THETA}, {@link #RESIDUAL} and {@link #DIRECTION} before.
     *
     * @param layers 1 … {@link #layers()}
     */
    Node forward(Tape tape, SparseProblem problem, int layers);

    /**
     * The same model with another number of layers, for the same weights.
     *
     * @throws IllegalArgumentException if layers have weights of their own
     */
    default UnrolledModel withLayers(int count) {
        throw new IllegalArgumentException("expected a model whose layers share all weights, found a " + architecture()
                + " of " + layers() + " layers");
    }

    /**
     * The same model from other variances, for the same weights.
     *
     * @throws IllegalArgumentException if it does not start from variances that may be chosen
     */
    default UnrolledModel from(StartingVariances start) {
        throw new IllegalArgumentException("expected a model that starts from variances, found a " + architecture());
    }

    /** How many problems are solved side by side, so that the iterates of a layer stay in the cache. */
    default int shard(LinearOperator operator) {
        return 256;
    }

    /** Whether the forward pass gives scores of the indices, to be trained by the support loss, and no estimate. */
    default boolean scoresIndices() {
        return false;
    }

    /**
     * What a user gets of the output of the last layer: itself, or, of a model that scores indices, the amplitudes of
     * the highest scores, {@link SupportFit}.
     *
     * @param output of {@link #forward}, of the problems
     * @return count × planes × domain
     */
    default Batch answer(SparseProblem problem, Batch output) {
        return scoresIndices() ? SupportFit.estimate(problem, output) : output;
    }

    /** Whether trained weights serve operators they have not seen. */
    default boolean anyOperator() {
        return false;
    }
}

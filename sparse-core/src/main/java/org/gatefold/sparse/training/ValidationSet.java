package org.gatefold.sparse.training;

import java.util.ArrayList;
import java.util.List;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.Metric;
import org.gatefold.sparse.ProblemSource;
import org.gatefold.sparse.autodiff.Node;
import org.gatefold.sparse.autodiff.Parameters;
import org.gatefold.sparse.autodiff.Tape;
import org.gatefold.sparse.evaluation.Scores;
import org.gatefold.sparse.kernel.Workers;
import org.gatefold.sparse.learned.UnrolledModel;

/** Problems that training does not see, and the score of the weights on them. */
final class ValidationSet {
    private static final int SHARD = 128;

    private final UnrolledModel model;
    private final Metric metric;
    private final List<LabelledProblem> shards = new ArrayList<>();
    private final List<Tape> tapes = new ArrayList<>();

    ValidationSet(
            UnrolledModel model,
            Parameters parameters,
            ProblemSource source,
            Draws draws,
            Metric metric,
            int samples,
            long seed) {
        this.model = model;
        this.metric = metric;
        int shard = source.oneOperator() ? SHARD : source.problemsPerOperator();
        for (int from = 0; from < samples; from += shard) {
            int count = Math.min(shard, samples - from);
            shards.add(source.draw(draws.generator(seed, from, 0), count));
            tapes.add(Tape.inference(parameters));
        }
    }

    /** The score after {@code layers} layers; NaN if an estimate is not finite. */
    double score(int layers) {
        Batch[] estimates = new Batch[shards.size()];
        Workers.forShards(shards.size(), 1, (from, to) -> {
            for (int s = from; s < to; s++) {
                Node x = model.forward(tapes.get(s), shards.get(s).problem(), layers);
                estimates[s] = x.toBatch();
                tapes.get(s).reset();
            }
        });
        Scores scores = new Scores(metric);
        for (int s = 0; s < estimates.length; s++) {
            if (!estimates[s].isFinite()) {
                return Double.NaN;
            }
            scores.add(shards.get(s), estimates[s]);
        }
        return scores.summary().value();
    }
}

package org.gatefold.sparse.training;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.ProblemSource;
import org.gatefold.sparse.SparseProblem;

/**
 * A training set drawn once, used epoch after epoch in an order that depends on the seed and the epoch alone. A batch
 * may end one epoch and begin the next.
 */
final class TrainingSet implements TrainingData {
    private static final int EPOCHS_KEPT = 2;

    private final LabelledProblem set;
    private final int batch;
    private final long seed;
    private final Map<Long, int[]> orders = new LinkedHashMap<>();

    /** @param size number of problems, all of one operator */
    TrainingSet(ProblemSource source, int size, int batch, long seed) {
        this.set = source.draw(Draws.TRAINING_SET.generator(seed, 0, 0), size);
        this.batch = batch;
        this.seed = seed;
    }

    @Override
    public LabelledProblem shard(long step, int from, int to) {
        SparseProblem problem = set.problem();
        Batch y = new Batch(
                to - from,
                problem.measurements().planes(),
                problem.measurements().length());
        Batch x = new Batch(to - from, set.truth().planes(), set.truth().length());
        double[] noise = new double[to - from];
        for (int s = from; s < to; s++) {
            long position = step * batch + s;
            int sample = order(position / problem.count())[(int) (position % problem.count())];
            copy(problem.measurements(), sample, y, s - from);
            copy(set.truth(), sample, x, s - from);
            noise[s - from] = problem.noiseVariance(sample);
        }
        return new LabelledProblem(new SparseProblem(problem.operator(), y, noise), x);
    }

    private static void copy(Batch source, int sample, Batch target, int to) {
        System.arraycopy(source.data(), sample * source.stride(), target.data(), to * target.stride(), target.stride());
    }

    private synchronized int[] order(long epoch) {
        int[] known = orders.get(epoch);
        if (known != null) {
            return known;
        }
        int[] order = new int[set.problem().count()];
        SplittableRandom rng = Draws.ORDER.generator(seed, epoch, 0);
        for (int i = 0; i < order.length; i++) {
            int j = rng.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        if (orders.size() >= EPOCHS_KEPT) {
            orders.remove(orders.keySet().iterator().next());
        }
        orders.put(epoch, order);
        return order;
    }
}

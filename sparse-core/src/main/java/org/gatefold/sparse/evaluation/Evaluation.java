package org.gatefold.sparse.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.Metric;
import org.gatefold.sparse.ProblemSource;

/**
 * Runs contestants on the same problems.
 *
 * <p>Problems are drawn in chunks from one generator, so that memory is bounded and the first trials of a long run are
 * those of a short one with the same chunk. The time of a contestant is the wall time of its answers, all threads
 * together, divided by the number of problems, after a warm-up on problems of the first chunk that is not counted.
 *
 * @param source of the problems
 * @param trials number of problems, at least 1
 * @param chunk problems solved at once, at least 1
 * @param seed of the generator
 * @param metrics to score by
 */
public record Evaluation(ProblemSource source, int trials, int chunk, long seed, List<Metric> metrics) {
    private static final int WARM_UP_PROBLEMS = 64;
    private static final long WARM_UP_NANOS = 300_000_000;

    public Evaluation {
        if (trials < 1 || chunk < 1) {
            throw new IllegalArgumentException("an evaluation cannot have " + trials + " trials in chunks of " + chunk);
        }
        metrics = List.copyOf(metrics);
    }

    /**
     * How one contestant did.
     *
     * @param scores by the keys of the metrics, in their order
     * @param millisecondsPerProblem wall time
     */
    public record Result(String name, Map<String, Interval> scores, double millisecondsPerProblem) {
        /** The score of a metric that was asked for. */
        public Interval score(Metric metric) {
            Interval interval = scores.get(metric.key());
            if (interval == null) {
                throw new IllegalArgumentException("not scored by " + metric.key());
            }
            return interval;
        }
    }

    private static final class Tally {
        private final Contestant contestant;
        private final List<Scores> scores;
        private long nanos;

        Tally(Contestant contestant, List<Metric> metrics) {
            this.contestant = contestant;
            this.scores = metrics.stream().map(Scores::new).toList();
        }

        /** Ends after its time, or when it has solved as many problems as will count. */
        void warmUp(LabelledProblem first, int trials) {
            long start = System.nanoTime();
            int count = Math.min(WARM_UP_PROBLEMS, first.problem().count());
            LabelledProblem few = first.slice(0, count);
            int solved = 0;
            do {
                solved += count;
                contestant
                        .estimate()
                        .apply(few)
                        .requireShape(count, few.truth().planes(), few.truth().length());
            } while (solved < trials && System.nanoTime() - start < WARM_UP_NANOS);
        }

        void run(LabelledProblem problems) {
            long start = System.nanoTime();
            Batch estimate = contestant.estimate().apply(problems);
            nanos += System.nanoTime() - start;
            for (Scores s : scores) {
                s.add(problems, estimate);
            }
        }

        Result result(List<Metric> metrics, int trials) {
            Map<String, Interval> summaries = new LinkedHashMap<>();
            for (int i = 0; i < metrics.size(); i++) {
                summaries.put(metrics.get(i).key(), scores.get(i).summary());
            }
            return new Result(contestant.name(), summaries, nanos / 1e6 / trials);
        }
    }

    /**
     * Runs all contestants.
     *
     * @param progress told how many problems all contestants have answered, after each chunk
     * @return results in the order of the contestants
     */
    public List<Result> run(List<Contestant> contestants, IntConsumer progress) {
        List<Tally> tallies = new ArrayList<>();
        for (Contestant c : contestants) {
            tallies.add(new Tally(c, metrics));
        }
        draw((done, problems) -> {
            for (Tally tally : tallies) {
                if (done == 0) {
                    tally.warmUp(problems, trials);
                }
                tally.run(problems);
            }
            progress.accept(done + problems.problem().count());
        });
        return tallies.stream().map(t -> t.result(metrics, trials)).toList();
    }

    /** Takes the problems of an evaluation, chunk by chunk. */
    @FunctionalInterface
    public interface Chunks {
        /** @param done number of problems before these */
        void accept(int done, LabelledProblem problems);
    }

    /** The problems on which {@link #run} scores, in their order. */
    public void draw(Chunks chunks) {
        SplittableRandom rng = new SplittableRandom(seed);
        for (int done = 0; done < trials; ) {
            LabelledProblem problems = source.draw(rng, Math.min(chunk, trials - done));
            chunks.accept(done, problems);
            done += problems.problem().count();
        }
    }
}

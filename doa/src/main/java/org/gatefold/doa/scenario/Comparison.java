package org.gatefold.doa.scenario;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.math3.stat.StatUtils;
import org.gatefold.doa.array.Snapshots;
import org.gatefold.doa.method.DoaEstimate;
import org.gatefold.doa.method.DoaMethod;
import org.gatefold.doa.method.SourceCount;
import org.gatefold.sparse.evaluation.Interval;
import org.gatefold.sparse.evaluation.ScoreTable;
import org.gatefold.sparse.evaluation.ScoreTable.Column;
import org.gatefold.sparse.kernel.Workers;

/**
 * Methods on the same simulated trials.
 *
 * <p>The root mean square error is over resolved trials only, as {@link AngleScore} defines them; {@code rmse_all_deg}
 * over all trials with the right number of estimates. √CRB is the root mean square of the bounds of all trials, or
 * their median where sources may be side by side or at end-fire, where no bound holds.
 *
 * <p>Each method gets the trials of a shard of {@value #SHARD} at once, so that it may solve them together; the time is
 * that of the thread that does.
 *
 * @param source what is drawn
 * @param methods the contestants
 * @param sources the number of sources they are told; estimated if not fixed
 * @param snapshots L
 * @param trials number of trials of each row
 * @param seed of the trials: trial t of a ratio and distance is the same for every method and every number of threads
 * @param noiseKnown whether methods are told the noise variance
 * @param against index of the method from whose Chamfer distance, trial by trial, the differences of the others are
 *     taken
 */
public record Comparison(
        TrialSource source,
        List<DoaMethod> methods,
        SourceCount sources,
        int snapshots,
        int trials,
        long seed,
        boolean noiseKnown,
        int against) {
    private static final int SHARD = 128;

    private static final List<Column> COLUMNS = List.of(
            new Column("method", "method", "", 0),
            new Column("snr_db", "SNR", "dB", 0),
            new Column("separation_deg", "separation", "°", 1),
            new Column("chamfer_deg", "Chamfer", "°", 2),
            Column.forFiles("chamfer_low_deg"),
            Column.forFiles("chamfer_high_deg"),
            new Column("chamfer_half_width_deg", "±", "°", 2),
            new Column("difference_deg", "Δ", "°", 2),
            Column.forFiles("difference_low_deg"),
            Column.forFiles("difference_high_deg"),
            new Column("difference_half_width_deg", "±", "°", 2),
            new Column("rmse_deg", "RMSE", "°", 3),
            new Column("resolved", "resolved", "", 3),
            Column.forFiles("resolved_low"),
            Column.forFiles("resolved_high"),
            new Column("rmse_all_deg", "RMSE all", "°", 3),
            new Column("sqrt_crb_deg", "√CRB", "°", 3),
            new Column("count_correct", "P(K right)", "", 3),
            new Column("ms", "ms", "", 2));

    /** Told after each trial of each method. */
    @FunctionalInterface
    public interface Progress {
        void done();
    }

    /** Of methods that are not told the noise variance, with differences from the first. */
    public Comparison(
            TrialSource source, List<DoaMethod> methods, SourceCount sources, int snapshots, int trials, long seed) {
        this(source, methods, sources, snapshots, trials, seed, false, 0);
    }

    /** An empty table with the columns of {@link #addRows}. */
    public static ScoreTable table() {
        return new ScoreTable(COLUMNS);
    }

    /** Adds one row a method for trials at one ratio and one distance of the sources. */
    public void addRows(ScoreTable table, double snrDb, double separationDegrees, Progress progress) {
        Trial[] drawn = new Trial[trials];
        double[] bounds = new double[trials];
        Workers.forShards(trials, SHARD, (from, to) -> {
            for (int t = from; t < to; t++) {
                SplittableRandom rng = new SplittableRandom(
                        31 * (31 * (31 * seed + t) + Double.hashCode(snrDb)) + Double.hashCode(separationDegrees));
                drawn[t] = source.draw(new java.util.Random(rng.nextLong()), snrDb, snapshots, separationDegrees);
                bounds[t] = drawn[t].boundDegrees();
            }
        });
        AngleScore[][] scores = new AngleScore[methods.size()][];
        for (int m = 0; m < methods.size(); m++) {
            scores[m] = scores(methods.get(m), drawn, progress);
        }
        double bound = source.mayLackBound() ? StatUtils.percentile(bounds, 50) : rootMeanSquare(bounds);
        for (int m = 0; m < methods.size(); m++) {
            Interval difference =
                    m == against ? new Interval(Double.NaN, Double.NaN, Double.NaN) : difference(scores, m);
            add(table, methods.get(m), scores[m], difference, snrDb, separationDegrees, bound);
        }
    }

    private AngleScore[] scores(DoaMethod method, Trial[] drawn, Progress progress) {
        AngleScore[] scores = new AngleScore[drawn.length];
        Workers.forShards(drawn.length, SHARD, (from, to) -> {
            List<List<Snapshots>> heard = Arrays.stream(drawn, from, to)
                    .map(trial -> noiseKnown ? trial.binsWithNoise() : trial.bins())
                    .toList();
            long start = System.nanoTime();
            List<DoaEstimate> estimates = method.estimateAll(drawn[from].geometry(), heard, sources);
            double milliseconds = (System.nanoTime() - start) * 1e-6 / (to - from);
            for (int t = from; t < to; t++) {
                double[] truth =
                        drawn[t].truthDegrees().stream().mapToDouble(a -> a).toArray();
                scores[t] = AngleScore.of(truth, estimates.get(t - from).anglesDegrees(), milliseconds);
                progress.done();
            }
        });
        return scores;
    }

    /**
     * By how much the Chamfer distance of method {@code m} is larger than that of the reference, on the same trials.
     */
    private Interval difference(AngleScore[][] scores, int m) {
        double[] differences = new double[trials];
        for (int t = 0; t < trials; t++) {
            differences[t] = finite(scores[m][t].chamferDegrees()) - finite(scores[against][t].chamferDegrees());
        }
        return Interval.mean(differences);
    }

    private static double finite(double distance) {
        return Double.isInfinite(distance) ? Double.NaN : distance;
    }

    private void add(
            ScoreTable table,
            DoaMethod method,
            AngleScore[] scores,
            Interval difference,
            double snrDb,
            double separation,
            double bound) {
        double[] chamfer = new double[trials];
        double[] squares = new double[trials];
        double[] resolvedSquares = new double[trials];
        int resolved = 0;
        int counted = 0;
        double milliseconds = 0;
        for (int t = 0; t < trials; t++) {
            AngleScore score = scores[t];
            chamfer[t] = finite(score.chamferDegrees());
            squares[t] = Math.sqrt(score.meanSquareDegrees());
            resolvedSquares[t] = score.resolved() ? squares[t] : Double.NaN;
            resolved += score.resolved() ? 1 : 0;
            counted += score.counted() ? 1 : 0;
            milliseconds += score.milliseconds() / trials;
        }
        Interval mean = Interval.mean(chamfer);
        Interval share = Interval.proportion(resolved, trials);
        List<Object> cells = new ArrayList<>(List.of(method.name(), snrDb, separation, mean.value(), mean.low()));
        cells.addAll(List.of(mean.high(), mean.high() - mean.value()));
        cells.addAll(List.of(
                difference.value(), difference.low(), difference.high(), difference.high() - difference.value()));
        cells.addAll(List.of(rootMeanSquare(resolvedSquares), share.value(), share.low(), share.high()));
        cells.addAll(List.of(rootMeanSquare(squares), bound, (double) counted / trials, milliseconds));
        table.add(cells.toArray());
    }

    /** Of the values that exist. */
    private static double rootMeanSquare(double[] values) {
        double sum = 0;
        int count = 0;
        for (double v : values) {
            if (!Double.isNaN(v)) {
                sum += v * v;
                count++;
            }
        }
        return Math.sqrt(sum / count);
    }
}

package org.gatefold.doa.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.math3.stat.StatUtils;
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
 * over all trials with the right number of estimates. √CRB is the root mean square of the bounds of all trials, in the
 * paper's scenario their median, since its sources may be side by side or at end-fire, where no bound holds.
 *
 * @param scenario what is drawn
 * @param methods the contestants
 * @param sources the number of sources they are told; estimated if not fixed
 * @param snapshots L
 * @param trials number of trials of each row
 * @param seed of the trials: trial t of a ratio and distance is the same for every method and every number of threads
 */
public record Comparison(
        Scenario scenario, List<DoaMethod> methods, SourceCount sources, int snapshots, int trials, long seed) {
    private static final List<Column> COLUMNS = List.of(
            new Column("method", "method", "", 0),
            new Column("snr_db", "SNR", "dB", 0),
            new Column("separation_deg", "separation", "°", 1),
            new Column("chamfer_deg", "Chamfer", "°", 2),
            Column.forFiles("chamfer_low_deg"),
            Column.forFiles("chamfer_high_deg"),
            new Column("chamfer_half_width_deg", "±", "°", 2),
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

    /** An empty table with the columns of {@link #addRows}. */
    public static ScoreTable table() {
        return new ScoreTable(COLUMNS);
    }

    /** Adds one row a method for trials at one ratio and one distance of the sources. */
    public void addRows(ScoreTable table, double snrDb, double separationDegrees, Progress progress) {
        AngleScore[][] scores = new AngleScore[methods.size()][trials];
        double[] bounds = new double[trials];
        Workers.forShards(trials, 1, (from, to) -> {
            for (int t = from; t < to; t++) {
                SplittableRandom rng = new SplittableRandom(
                        31 * (31 * (31 * seed + t) + Double.hashCode(snrDb)) + Double.hashCode(separationDegrees));
                Trial trial = scenario.draw(new java.util.Random(rng.nextLong()), snrDb, snapshots, separationDegrees);
                bounds[t] = trial.boundDegrees();
                for (int m = 0; m < methods.size(); m++) {
                    scores[m][t] = score(methods.get(m), trial);
                    progress.done();
                }
            }
        });
        double bound = scenario == Scenario.PAPER ? StatUtils.percentile(bounds, 50) : rootMeanSquare(bounds);
        for (int m = 0; m < methods.size(); m++) {
            add(table, methods.get(m), scores[m], snrDb, separationDegrees, bound);
        }
    }

    private AngleScore score(DoaMethod method, Trial trial) {
        long start = System.nanoTime();
        DoaEstimate estimate = method.estimate(trial.geometry(), trial.bins(), sources);
        double milliseconds = (System.nanoTime() - start) * 1e-6;
        double[] truth = trial.truthDegrees().stream().mapToDouble(a -> a).toArray();
        return AngleScore.of(truth, estimate.anglesDegrees(), milliseconds);
    }

    private void add(
            ScoreTable table, DoaMethod method, AngleScore[] scores, double snrDb, double separation, double bound) {
        double[] chamfer = new double[trials];
        double[] squares = new double[trials];
        double[] resolvedSquares = new double[trials];
        int resolved = 0;
        int counted = 0;
        double milliseconds = 0;
        for (int t = 0; t < trials; t++) {
            AngleScore score = scores[t];
            chamfer[t] = Double.isInfinite(score.chamferDegrees()) ? Double.NaN : score.chamferDegrees();
            squares[t] = Math.sqrt(score.meanSquareDegrees());
            resolvedSquares[t] = score.resolved() ? squares[t] : Double.NaN;
            resolved += score.resolved() ? 1 : 0;
            counted += score.counted() ? 1 : 0;
            milliseconds += score.milliseconds() / trials;
        }
        Interval mean = Interval.mean(chamfer);
        Interval share = Interval.proportion(resolved, trials);
        List<Object> cells = new ArrayList<>(List.of(method.name(), snrDb, separation, mean.value(), mean.low()));
        cells.addAll(List.of(mean.high(), mean.high() - mean.value(), rootMeanSquare(resolvedSquares)));
        cells.addAll(List.of(share.value(), share.low(), share.high(), rootMeanSquare(squares), bound));
        cells.addAll(List.of((double) counted / trials, milliseconds));
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

package org.gatefold.photometric.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.gatefold.photometric.method.NormalMethod;
import org.gatefold.photometric.method.NormalMethods;
import org.gatefold.photometric.method.Normals;
import org.gatefold.photometric.method.OracleLeastSquares;
import org.gatefold.photometric.report.AngularErrors;
import org.gatefold.sparse.cli.MethodSpec;
import org.gatefold.sparse.evaluation.Interval;
import org.gatefold.sparse.evaluation.ScoreTable;
import org.gatefold.sparse.evaluation.ScoreTable.Column;
import org.gatefold.sparse.io.InputException;

/**
 * Methods on the same draws of lights.
 *
 * <p>The error of a draw is the mean angle to the true normals over the pixels, a pixel without a normal counting 90°;
 * rows hold its mean over the draws with the 95 % interval of {@link Interval#ratio}, whose ends are positive, the
 * least and the greatest, and the means of the draws' medians and 95 % quantiles. Pixels of one draw are not
 * independent and give no interval. Draws of photographs are subsets of the same lights, and with all of them there is
 * one draw. Time is that of the method alone for all pixels of a draw, on all threads.
 *
 * @param subject what is seen
 * @param methods as {@link #methods} gives them
 * @param draws how many, at least 1
 */
public record Benchmark(Subject subject, List<MethodSpec> methods, int draws) {
    /** The name of the bound. */
    public static final String ORACLE = "oracle";

    /** Pixels that a method sees before its time is taken. */
    private static final int WARM = 4096;

    private static final List<Column> COLUMNS = List.of(
            new Column("lights", "lights", "", 0),
            new Column("elevation", "z ≥", "", 2),
            new Column("method", "method", "", 0),
            new Column("draws", "draws", "", 0),
            new Column("mean_error_deg", "mean error", "°", 3),
            new Column("mean_low_deg", "low", "°", 3),
            new Column("mean_high_deg", "high", "°", 3),
            new Column("best_draw_deg", "best draw", "°", 3),
            new Column("worst_draw_deg", "worst draw", "°", 3),
            new Column("median_error_deg", "median", "°", 3),
            new Column("p95_error_deg", "95 %", "°", 3),
            new Column("seconds", "time", "s", 3));

    private static final List<Column> DRAW_COLUMNS = List.of(
            Column.forFiles("lights"),
            Column.forFiles("elevation"),
            Column.forFiles("draw"),
            Column.forFiles("method"),
            Column.forFiles("mean_error_deg"),
            Column.forFiles("median_error_deg"),
            Column.forFiles("p95_error_deg"),
            Column.forFiles("seconds"));

    public Benchmark {
        methods = List.copyOf(methods);
        if (draws < 1) {
            throw new IllegalArgumentException("expected at least 1 draw, found " + draws);
        }
    }

    /** Rows over the draws, and the draws themselves in the same order. */
    public record Scores(ScoreTable rows, ScoreTable draws) {}

    /**
     * The methods of a list, and after them the baselines of the subject that it leaves out.
     *
     * @param list names with options as {@link NormalMethods} reads them, {@link #ORACLE}, or {@code all}
     * @throws InputException if there is no such method, or no oracle for the subject
     */
    public static List<MethodSpec> methods(String list, Subject subject) {
        String names = list.equals("all") ? String.join(",", NormalMethods.NAMES) : list;
        Set<String> texts = new LinkedHashSet<>();
        MethodSpec.parseList(names).forEach(spec -> texts.add(spec.toString()));
        boolean known = subject.baselines().contains(ORACLE);
        if (texts.contains(ORACLE) && !known) {
            throw new InputException("--methods: expected no oracle where the true shadows are not known, found one");
        }
        texts.addAll(subject.baselines());
        List<MethodSpec> specs = texts.stream().map(MethodSpec::parse).toList();
        specs.stream().filter(spec -> !spec.toString().equals(ORACLE)).forEach(NormalMethods::parse);
        return specs;
    }

    /**
     * Runs all methods.
     *
     * @param lights numbers of lights
     * @param elevations least z of the lights
     * @param progress told how many runs of a method are done, of {@link #runs}
     * @throws InputException if there are not so many lights above an elevation
     */
    public Scores run(List<Integer> lights, List<Double> elevations, LongConsumer progress) {
        int most = lights.stream().mapToInt(r -> r).max().orElseThrow();
        for (double elevation : elevations) {
            if (subject.lights(elevation) < most) {
                throw new InputException("--lights: expected at most the " + subject.lights(elevation)
                        + " lights with z of at least " + elevation + ", found " + most);
            }
        }
        Scores scores = new Scores(new ScoreTable(COLUMNS), new ScoreTable(DRAW_COLUMNS));
        long[] done = {0};
        for (double elevation : elevations) {
            Tally[][] tallies = new Tally[lights.size()][methods.size()];
            for (Tally[] row : tallies) {
                Arrays.setAll(row, m -> new Tally());
            }
            for (int d = 0; d < draws; d++) {
                Samples samples = subject.draw(d, most, elevation);
                for (int k = 0; k < lights.size(); k++) {
                    if (d > 0 && lights.get(k) == subject.lights(elevation)) {
                        continue;
                    }
                    Samples first = samples.first(lights.get(k));
                    for (int m = 0; m < methods.size(); m++) {
                        tallies[k][m].run(methods.get(m), first);
                        progress.accept(++done[0]);
                    }
                }
            }
            for (int k = 0; k < lights.size(); k++) {
                for (int m = 0; m < methods.size(); m++) {
                    tallies[k][m].report(
                            scores, lights.get(k), elevation, methods.get(m).toString());
                }
            }
        }
        return scores;
    }

    /** How often methods are run. */
    public long runs(List<Integer> lights, List<Double> elevations) {
        return (long) lights.size() * elevations.size() * methods.size() * draws;
    }

    /** What a method has earned at one number of lights and one elevation. */
    private static final class Tally {
        private final List<double[]> draws = new ArrayList<>();

        void run(MethodSpec spec, Samples samples) {
            if (draws.isEmpty()) {
                Samples few = samples.head(WARM);
                method(spec, few).estimate(few.lights(), few.intensities());
            }
            NormalMethod method = method(spec, samples);
            long before = System.nanoTime();
            Normals found;
            try {
                found = method.estimate(samples.lights(), samples.intensities());
            } catch (IllegalArgumentException e) {
                throw new InputException("--lights: " + e.getMessage(), e);
            }
            double seconds = 1e-9 * (System.nanoTime() - before);
            AngularErrors errors = AngularErrors.of(samples.normals().data(), found.directions());
            draws.add(new double[] {errors.mean(), errors.quantile(0.5), errors.quantile(0.95), seconds});
        }

        private static NormalMethod method(MethodSpec spec, Samples samples) {
            return spec.toString().equals(ORACLE) && samples.grades() != null
                    ? new OracleLeastSquares(samples.grades())
                    : NormalMethods.parse(spec);
        }

        private double[] column(int c) {
            return draws.stream().mapToDouble(draw -> draw[c]).toArray();
        }

        private double mean(int c) {
            return Arrays.stream(column(c)).average().orElse(Double.NaN);
        }

        void report(Scores scores, int lights, double elevation, String method) {
            double[] means = column(0);
            double[] ones = new double[means.length];
            Arrays.fill(ones, 1);
            Interval mean = Interval.ratio(means, ones);
            scores.rows.add(
                    lights,
                    elevation,
                    method,
                    means.length,
                    mean.value(),
                    mean.low(),
                    mean.high(),
                    Arrays.stream(means).min().orElse(Double.NaN),
                    Arrays.stream(means).max().orElse(Double.NaN),
                    mean(1),
                    mean(2),
                    mean(3));
            for (int d : IntStream.range(0, means.length).toArray()) {
                double[] one = draws.get(d);
                scores.draws.add(lights, elevation, d, method, one[0], one[1], one[2], one[3]);
            }
        }
    }
}

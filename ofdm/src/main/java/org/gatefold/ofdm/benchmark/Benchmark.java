package org.gatefold.ofdm.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.gatefold.ofdm.channel.ChannelEstimator;
import org.gatefold.ofdm.channel.ChannelEstimators;
import org.gatefold.ofdm.channel.DelayEstimator;
import org.gatefold.ofdm.channel.DelayWindow;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.cli.MethodSpec;
import org.gatefold.sparse.evaluation.Interval;
import org.gatefold.sparse.evaluation.ScoreTable;
import org.gatefold.sparse.evaluation.ScoreTable.Column;
import org.gatefold.sparse.plot.Figure;

/**
 * Channel estimators on the same simulated channels.
 *
 * <p>The error of a channel is ‖x̂ − x‖² of its taps, which is that of its response over all 1024 bins. Interpolation
 * ({@code ls}) has no taps and says nothing outside the band of the pilots: its error is that of the response over the
 * 600 used subcarriers, times 1024/600. NMSE is the sum of the errors over that of the energies ‖x‖², with the 95 %
 * interval of {@link Interval#ratio}. A channel has failed if its error is above ten times the mean of the genie's; the
 * worst error is relative to the mean energy. Estimators are told the window, the noise and, where they use one, the
 * prior. Time is that of whole batches on all threads, by the channel.
 *
 * @param draws what is drawn, {@value #SHARED} channels at a time
 * @param channels number of channels
 * @param seed of the channels, which are the same for all methods
 */
public record Benchmark(PilotDraws draws, int channels, long seed) {
    /** The name of the bound, which a list of methods may hold too. */
    public static final String GENIE = "genie";

    /** What {@code all} stands for. */
    public static final String ALL_METHODS = GENIE + "," + String.join(",", ChannelEstimators.NAMES);

    /** The columns of the interval. */
    public static final List<String> INTERVAL = List.of("nmse_low_db", "nmse_high_db");

    private static final int SHARED = 64;

    /** A channel fails above so many times the mean error of the genie. */
    private static final double FAILURE = 10;

    /** The columns of {@link #run}. */
    public static final List<Column> COLUMNS = List.of(
            new Column("method", "method", "", 0),
            new Column("nmse_db", "NMSE", "dB", 2),
            new Column("nmse_low_db", "low", "dB", 2),
            new Column("nmse_high_db", "high", "dB", 2),
            new Column("failed_share", "failed", "", 4),
            new Column("worst_db", "worst", "dB", 1),
            new Column("ms_per_channel", "a channel", "ms", 3));

    private static final int[] ALL =
            IntStream.range(-PilotProfile.SIZE / 2, PilotProfile.SIZE / 2).toArray();
    private static final int[] USED = IntStream.range(PilotProfile.FIRST, PilotProfile.FIRST + PilotProfile.USED)
            .toArray();

    /** A method with what it has earned so far. */
    private static final class Tally {
        final String name;
        final double[] error;
        long nanos;
        private final int[] frequencies;
        private final Function<Draw, Batch> response;

        Tally(String name, int channels, int[] frequencies, Function<Draw, Batch> response) {
            this.name = name;
            this.error = new double[channels];
            this.frequencies = frequencies;
            this.response = response;
        }

        void run(Draw draw, int done) {
            Batch found = draw.taps();
            // The very first call is slow and does not count.
            for (int call = done == 0 ? 0 : 1; call < 2; call++) {
                long start = System.nanoTime();
                found = response.apply(draw);
                nanos += call * (System.nanoTime() - start);
            }
            Batch truth = draw.response(frequencies);
            found.requireShape(truth.count(), 2, truth.length());
            for (int i = 0; i < found.data().length; i++) {
                double d = found.data()[i] - truth.data()[i];
                error[done + i / found.stride()] += d * d * PilotProfile.SIZE / frequencies.length;
            }
        }
    }

    /**
     * Runs all methods.
     *
     * @param methods names with options as {@link ChannelEstimators} reads them, {@link #GENIE} or {@code all}
     * @param progress told the number of channels all methods have answered
     * @return a row for each method, in their order
     */
    public ScoreTable run(String methods, IntConsumer progress) {
        Tally genie = new Tally(GENIE, channels, ALL, draw -> Draw.response(Genie.taps(draw), ALL));
        List<Tally> tallies = tallies(methods, genie);
        List<Tally> all = new ArrayList<>(tallies);
        if (!all.contains(genie)) {
            all.add(genie);
        }
        double[] energies = new double[channels];
        SplittableRandom rng = new SplittableRandom(seed);
        for (int done = 0; done < channels; ) {
            Draw draw = draws.draw(rng.split(), Math.min(SHARED, channels - done));
            for (Tally tally : all) {
                tally.run(draw, done);
            }
            for (int s = 0; s < draw.taps().count(); s++) {
                energies[done + s] = draw.taps().energy(s);
            }
            done += draw.taps().count();
            progress.accept(done);
        }
        return table(tallies, energies, genie);
    }

    /** One of the channels of {@link #run}, as the methods see it and find it. */
    public Figure figure(String methods, int channel) {
        if (channel < 0 || channel >= channels) {
            throw new IllegalArgumentException("no channel " + channel + " of " + channels);
        }
        SplittableRandom rng = new SplittableRandom(seed);
        for (int chunk = 0; chunk < channel / SHARED; chunk++) {
            rng.split();
        }
        int first = channel - channel % SHARED;
        Draw draw = draws.draw(rng.split(), Math.min(SHARED, channels - first));
        List<ChannelEstimator> shown = specs(methods).stream()
                .map(s -> isGenie(s) ? Genie.estimator(draw) : estimators().parse(s))
                .toList();
        return new ChannelFigure(draw, channel - first)
                .figure(
                        draws.profile().label() + ": channel " + channel + " at "
                                + draw.pilots().frequencies().length + " pilots",
                        shown);
    }

    /** Finds out without a run whether there are such methods. */
    public void require(String methods) {
        specs(methods).stream().filter(s -> !isGenie(s)).forEach(s -> estimators()
                .parse(s));
    }

    private static List<MethodSpec> specs(String methods) {
        return MethodSpec.parseList(methods.equals("all") ? ALL_METHODS : methods);
    }

    private static boolean isGenie(MethodSpec spec) {
        return spec.toString().equals(GENIE);
    }

    private ChannelEstimators estimators() {
        return ChannelEstimators.knowing(
                new DelayWindow(PilotProfile.SIZE, 0, PilotProfile.TAPS),
                draws.profile().prior(),
                draws.label());
    }

    /** The methods asked for. */
    private List<Tally> tallies(String methods, Tally genie) {
        return specs(methods).stream()
                .map(s -> isGenie(s) ? genie : tally(estimators().parse(s)))
                .toList();
    }

    private Tally tally(ChannelEstimator estimator) {
        int[] frequencies = estimator instanceof DelayEstimator ? ALL : USED;
        return new Tally(
                estimator.name(), channels, frequencies, draw -> estimator.estimate(draw.pilots(), frequencies));
    }

    private ScoreTable table(List<Tally> tallies, double[] energies, Tally genie) {
        double limit = FAILURE * Arrays.stream(genie.error).average().orElse(0);
        double mean = Arrays.stream(energies).average().orElse(1);
        ScoreTable table = new ScoreTable(COLUMNS);
        for (Tally tally : tallies) {
            Interval nmse = Interval.ratio(tally.error, energies).map(Benchmark::decibel);
            double failed = Arrays.stream(tally.error).filter(e -> e > limit).count() / (double) channels;
            double worst = decibel(Arrays.stream(tally.error).max().orElse(0) / mean);
            double ms = tally.nanos * 1e-6 / channels;
            table.add(tally.name, nmse.value(), nmse.low(), nmse.high(), failed, worst, ms);
        }
        return table;
    }

    private static double decibel(double ratio) {
        return 10 * Math.log10(ratio);
    }
}

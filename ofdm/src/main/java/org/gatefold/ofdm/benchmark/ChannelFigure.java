package org.gatefold.ofdm.benchmark;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.gatefold.ofdm.channel.ChannelEstimator;
import org.gatefold.ofdm.channel.DelayEstimator;
import org.gatefold.ofdm.channel.DelayWindow;
import org.gatefold.ofdm.channel.Pilots;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.plot.Axis;
import org.gatefold.sparse.plot.Figure;
import org.gatefold.sparse.plot.Series;
import org.gatefold.sparse.plot.XyPlot;

/**
 * One channel, true and estimated: the magnitude of its taps over the delay, and of its response over the used
 * subcarriers with the values of the pilots and the errors (Behrens, Sauder and Jung, ICLR 2021, Figure 9).
 *
 * @param draw the channel among those that share its pilots
 * @param sample its number among them
 */
record ChannelFigure(Draw draw, int sample) {
    /** Taps so far below the strongest true one, in dB, are not drawn. */
    private static final double FLOOR_DB = -45;

    /** Steps of the delay a microsecond: 1024 of them in 1/15 kHz. */
    private static final double STEPS_A_MICROSECOND = PilotProfile.SIZE * 15e-3;

    /** Away from those of the estimates. */
    private static final int PILOT_SLOT = 7;

    private static final int[] USED = IntStream.range(PilotProfile.FIRST, PilotProfile.FIRST + PilotProfile.USED)
            .toArray();

    Figure figure(String title, List<ChannelEstimator> estimators) {
        Pilots pilots = draw.pilots();
        Batch truth = draw.response(USED);
        DelayWindow all = new DelayWindow(PilotProfile.SIZE, 0, PilotProfile.TAPS);
        XyPlot taps = XyPlot.of(
                "Taps",
                Axis.of("delay", "µs").range(-0.2, PilotProfile.TAPS / STEPS_A_MICROSECOND),
                Axis.of("magnitude over the strongest", "dB").range(FLOOR_DB, 4));
        Axis subcarrier = Axis.of("subcarrier", "");
        XyPlot response = XyPlot.of("Response", subcarrier, Axis.of("magnitude", "dB"));
        XyPlot errors =
                XyPlot.of("Error of the response, and over all used subcarriers", subcarrier, Axis.of("error", "dB"));
        for (int slot = 0; slot < estimators.size(); slot++) {
            ChannelEstimator estimator = estimators.get(slot);
            String name = estimator.name();
            Batch found = estimator.estimate(pilots, USED);
            Batch error = difference(found, truth);
            double nmseDb = 10 * Math.log10(error.energy(sample) / truth.energy(sample));
            String scored = String.format(Locale.ROOT, "%s: %.1f dB", name, nmseDb);
            response = response.with(
                    Series.line(name, numbers(USED), decibels(found)).slot(slot));
            errors = errors.with(
                    Series.line(scored, numbers(USED), decibels(error)).slot(slot));
            if (estimator instanceof DelayEstimator delays) {
                taps = taps.with(
                        taps(name, delays.taps(pilots), delays.window(pilots)).slot(slot));
            }
        }
        response = response.with(
                        Series.line("truth", numbers(USED), decibels(truth)).reference())
                .with(Series.points("pilots", numbers(pilots.frequencies()), decibels(pilots.values()))
                        .slot(PILOT_SLOT));
        return Figure.titled(title)
                .width(1100)
                .row(340, taps.with(taps("truth", draw.taps(), all).reference()))
                .row(380, response)
                .row(300, errors);
    }

    /** Those above the floor: the truth on stems, estimates as marks. */
    private Series taps(String name, Batch taps, DelayWindow window) {
        double strongest = strongest(draw.taps());
        int[] shown = IntStream.range(0, taps.length())
                .filter(i -> 10 * Math.log10(taps.energy(sample, i) / strongest) > FLOOR_DB)
                .toArray();
        double finer = (double) window.size() / PilotProfile.SIZE;
        double[] delays = IntStream.of(shown)
                .mapToDouble(i -> (window.first() + i) / finer / STEPS_A_MICROSECOND)
                .toArray();
        double[] magnitudes = IntStream.of(shown)
                .mapToDouble(i -> 10 * Math.log10(taps.energy(sample, i) / strongest))
                .toArray();
        return taps == draw.taps()
                ? Series.stems(name, delays, magnitudes, FLOOR_DB)
                : Series.points(name, delays, magnitudes);
    }

    /** A channel without taps has the strongest one of 1. */
    private double strongest(Batch taps) {
        double largest = IntStream.range(0, taps.length())
                .mapToDouble(i -> taps.energy(sample, i))
                .max()
                .orElse(0);
        return largest > 0 ? largest : 1;
    }

    private static double[] numbers(int[] values) {
        return IntStream.of(values).asDoubleStream().toArray();
    }

    /** Of a unitary response; 0 dB is that of one tap of 1. */
    private double[] decibels(Batch response) {
        return IntStream.range(0, response.length())
                .mapToDouble(i -> 10 * Math.log10(response.energy(sample, i) * PilotProfile.SIZE))
                .toArray();
    }

    private static Batch difference(Batch a, Batch b) {
        Batch difference = a.copy();
        for (int i = 0; i < difference.data().length; i++) {
            difference.data()[i] -= b.data()[i];
        }
        return difference;
    }
}

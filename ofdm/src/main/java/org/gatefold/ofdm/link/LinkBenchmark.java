package org.gatefold.ofdm.link;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import org.gatefold.ofdm.channel.ChannelEstimator;
import org.gatefold.ofdm.lte.ResourceGrid;
import org.gatefold.ofdm.simulate.DelayProfile;
import org.gatefold.ofdm.simulate.DownlinkCell;

/**
 * Channel estimators over a simulated downlink, all on the same frames. Every frame has channels of its own; the
 * receiver knows time, carrier, clock and the noise, so that what differs from perfect knowledge of the channels is the
 * estimator's doing.
 *
 * @param cell what is sent
 * @param profile delays and powers of the channels
 * @param dopplerHz their largest Doppler shift
 * @param frames at each ratio
 * @param seed of channels, data and noise
 */
public record LinkBenchmark(DownlinkCell cell, DelayProfile profile, double dopplerHz, int frames, long seed) {
    /** A row of the result, with the name of the estimator or {@link #PERFECT}. */
    public record Row(String method, double snrDb, LinkErrors errors, double millisecondsPerFrame) {}

    /** The method that needs no estimator: the true response in the middle of each symbol. */
    public static final String PERFECT = "perfect";

    /** An estimator with what it has earned at one ratio so far. */
    private static final class Tally {
        final LinkErrors errors = new LinkErrors();
        long nanos;
    }

    /**
     * Runs all estimators, and perfect knowledge first.
     *
     * @param snrDb ratios of a received element's mean energy to the noise on its subcarrier
     * @param progress told the number of frames that are done
     * @return for each ratio a row for each method
     */
    public List<Row> run(List<ChannelEstimator> estimators, List<Double> snrDb, IntConsumer progress) {
        List<Tally> tallies = new ArrayList<>();
        for (int i = 0; i < snrDb.size() * (1 + estimators.size()); i++) {
            tallies.add(new Tally());
        }
        SplittableRandom seeds = new SplittableRandom(seed);
        for (int f = 0; f < frames; f++) {
            frame(new LinkFrame(cell, profile, dopplerHz, f % 1024, seeds.nextLong()), estimators, snrDb, tallies);
            progress.accept(f + 1);
        }
        List<Row> rows = new ArrayList<>();
        for (Tally tally : tallies) {
            int method = rows.size() % (1 + estimators.size()) - 1;
            rows.add(new Row(
                    method < 0 ? PERFECT : estimators.get(method).name(),
                    snrDb.get(rows.size() / (1 + estimators.size())),
                    tally.errors,
                    tally.nanos * 1e-6 / frames));
        }
        return rows;
    }

    private void frame(LinkFrame frame, List<ChannelEstimator> estimators, List<Double> snrDb, List<Tally> tallies) {
        ResourceGrid[] truth = new ResourceGrid[cell.ports()];
        for (int p = 0; p < truth.length; p++) {
            truth[p] = frame.response(p);
        }
        int at = 0;
        for (double snr : snrDb) {
            double variance = Math.pow(10, -snr / 10) / 2;
            ResourceGrid received = frame.withNoise(variance);
            tallies.get(at++).errors.count(cell, frame.sent(), received, variance, truth, truth);
            for (ChannelEstimator estimator : estimators) {
                Tally tally = tallies.get(at++);
                long start = System.nanoTime();
                PortEstimate estimate = new PortEstimate(cell, frame.numerology(), estimator);
                ResourceGrid[] estimates = new ResourceGrid[truth.length];
                for (int p = 0; p < truth.length; p++) {
                    estimates[p] = estimate.of(p, received, variance);
                }
                tally.nanos += System.nanoTime() - start;
                tally.errors.count(cell, frame.sent(), received, variance, estimates, truth);
            }
        }
    }
}

package org.gatefold.ofdm.training;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.gatefold.ofdm.channel.ChannelEstimator;
import org.gatefold.ofdm.channel.ChannelEstimators;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.classical.Tracking;

/**
 * The scalars of {@link org.gatefold.sparse.classical.TrackedSbl} for receivers of LTE, trained on
 * {@link PilotSequence}s. Loss: the mean over the sequences of the error of the response on the whole comb in dB, so
 * that each of them, strong or weak, counts the same.
 */
final class TrackingTraining {
    static final int FIRST = 5;
    static final int SECOND = 3;

    /** Coordinates of {@link #tracking}. */
    static final double[] START = new double[FIRST + SECOND + 7];

    private static final int LEVELS = 9;

    private final List<PilotSequence> sequences = new ArrayList<>();

    TrackingTraining(long seed, int count) {
        SplittableRandom rng = new SplittableRandom(seed);
        for (int i = 0; i < count; i++) {
            sequences.add(PilotSequence.draw(rng.split()));
        }
    }

    /**
     * Coordinates: ln of each exponent, halved; ln of the heat of the first and of the last one of the first layers,
     * the others between, and of the second layers, halved; then changes of the log-odds of a forgetting of 0.8, of ln
     * sharing and ln span from 0.1 and 0.3, and ten times the margin.
     */
    static Tracking tracking(double[] c) {
        List<Tracking.Layer> first = new ArrayList<>();
        for (int t = 0; t < FIRST; t++) {
            double share = (double) t / (FIRST - 1);
            double heat = (1 - share) * c[FIRST + SECOND] + share * c[FIRST + SECOND + 1];
            first.add(new Tracking.Layer(Math.exp(c[t] / 2), Math.exp(heat / 2)));
        }
        List<Tracking.Layer> second = new ArrayList<>();
        for (int t = 0; t < SECOND; t++) {
            second.add(new Tracking.Layer(Math.exp(c[FIRST + t] / 2), Math.exp(c[FIRST + SECOND + 2] / 2)));
        }
        int at = FIRST + SECOND + 3;
        return new Tracking(
                first,
                second,
                1 / (1 + 0.25 * Math.exp(-c[at])),
                0.1 * Math.exp(c[at + 1]),
                0.3 * Math.exp(c[at + 2]),
                c[at + 3] / 10,
                LEVELS);
    }

    double loss(double[] coordinates) {
        ChannelEstimator estimator = ChannelEstimators.tracked("learned", tracking(coordinates));
        double sum = 0;
        for (PilotSequence sequence : sequences) {
            sum += decibels(sequence, estimator);
        }
        return sum / sequences.size();
    }

    private static double decibels(PilotSequence sequence, ChannelEstimator estimator) {
        Batch found = estimator.estimate(sequence.pilots(), sequence.frequencies());
        Batch truth = sequence.truth();
        double error = 0;
        for (int i = 0; i < found.data().length; i++) {
            double difference = found.data()[i] - truth.data()[i];
            error += difference * difference;
        }
        return 10 * Math.log10(error / truth.dot(truth) + 1e-9);
    }
}

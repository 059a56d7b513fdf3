package org.gatefold.sparse.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.Metric;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.operator.RealMatrix;
import org.junit.jupiter.api.Test;

/** Metrics against values worked out by hand. */
class MetricsTest {
    /** Problems with 3 measurements and 5 unknowns; only their truth matters to metrics. */
    private static LabelledProblem labelled(int planes, float... truth) {
        int count = truth.length / planes / 5;
        RealMatrix a = new RealMatrix(3, 5, new double[15]);
        return new LabelledProblem(
                new SparseProblem(a, new Batch(count, planes, 3), 0), Batch.wrap(count, planes, 5, truth));
    }

    private static Interval score(Metric metric, LabelledProblem expected, float... estimate) {
        Scores scores = new Scores(metric);
        Batch truth = expected.truth();
        scores.add(expected, Batch.wrap(truth.count(), truth.planes(), 5, estimate));
        return scores.summary();
    }

    @Test
    void nmseIsARatioOfSumsOrAMeanOfDecibels() {
        LabelledProblem p = labelled(1, 3, 0, 0, 0, 4, 0, 1, 0, 0, 0);
        float[] estimate = {3, 0, 0, 0, 4.5f, 0, 2, 0, 0, 0}; // errors 1/4 of 25 and 1 of 1
        assertEquals(
                10 * Math.log10(1.25 / 26),
                score(Nmse.RATIO_OF_SUMS, p, estimate).value(),
                1e-9);
        assertEquals(
                0.5 * (10 * Math.log10(0.01) + 0),
                score(Nmse.MEAN_OF_DB, p, estimate).value(),
                1e-9);
        assertEquals(100 * Math.sqrt(1.25 / 26), score(new Evm(), p, estimate).value(), 1e-9);
        // −20 dB and 0 dB: mean −10, deviation of the mean 10, t(0.975; 1) = 12.7062
        assertEquals(-10 - 127.062, score(Nmse.MEAN_OF_DB, p, estimate).low(), 1e-3);
        assertEquals(-10 + 127.062, score(Nmse.MEAN_OF_DB, p, estimate).high(), 1e-3);
    }

    @Test
    void samplesWithoutAnythingAreLeftOutOfTheMeanOfDecibels() {
        LabelledProblem p = labelled(1, 0, 0, 0, 0, 0, 0, 10, 0, 0, 0);
        assertEquals(
                -20, score(Nmse.MEAN_OF_DB, p, 1, 0, 0, 0, 0, 0, 11, 0, 0, 0).value(), 1e-9);
        assertEquals(
                10 * Math.log10(0.02),
                score(Nmse.RATIO_OF_SUMS, p, 1, 0, 0, 0, 0, 0, 11, 0, 0, 0).value(),
                1e-9);
    }

    @Test
    void strictWantsExactlyTheTrueIndicesOnTop() {
        LabelledProblem p = labelled(1, 1, 0, 0, 0, -1);
        assertEquals(1, score(SupportAccuracy.STRICT, p, 0.1f, 0, 0.05f, 0, -9).value());
        assertEquals(0, score(SupportAccuracy.STRICT, p, 0.1f, 0, 0.2f, 0, -9).value());
        assertEquals(0, score(SupportAccuracy.STRICT, p, 0, 0, 0, 0, 5).value(), "zero is no guess");
    }

    @Test
    void looseCountsTrueIndicesAmongAsManyGuessesAsMeasurements() {
        LabelledProblem p = labelled(1, 1, 0, 0, 0, -1);
        assertEquals(
                1, score(SupportAccuracy.LOOSE, p, 0.1f, 0.2f, 0.05f, 0, -9).value());
        assertEquals(
                0.5, score(SupportAccuracy.LOOSE, p, 0.1f, 0.2f, 0.3f, 0, -9).value());
        assertEquals(0.5, score(SupportAccuracy.LOOSE, p, 0, 0, 0, 0, 5).value(), "zero is no guess");
        assertEquals(
                1,
                score(SupportAccuracy.LOOSE, labelled(1, 0, 0, 0, 0, 0), 1, 2, 3, 4, 5)
                        .value());
    }

    @Test
    void supportsAreThoseOfTheNormOverPlanes() {
        LabelledProblem p = labelled(2, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0);
        assertEquals(
                1,
                score(SupportAccuracy.STRICT, p, 4, 0, 3, 0, 0, 0, 0, 3, 0, 0).value());
        assertEquals(
                0,
                score(SupportAccuracy.STRICT, p, 4.3f, 0, 3, 0, 0, 0, 0, 3, 0, 0)
                        .value());
    }

    @Test
    void chamferNeedsNoPairing() {
        assertEquals(0, Chamfer.distance(new double[] {1, 2}, new double[] {2, 1}));
        // estimates 1 and 10: nearest truths 1 and 2 away; truths 0, 8: nearest estimates 1 and 2 away
        assertEquals(1.5, Chamfer.distance(new double[] {0, 8}, new double[] {1, 10}));
        // one estimate 0 away; truths 0 and 6 away
        assertEquals(0.5 * (0 + 3), Chamfer.distance(new double[] {0, 6}, new double[] {0}));
        assertEquals(2, Chamfer.distance(new double[] {359}, new double[] {1}, 360));
        assertEquals(2, Chamfer.distance(new double[] {-1}, new double[] {361}, 360));
        assertEquals(358, Chamfer.distance(new double[] {359}, new double[] {1}));
        assertEquals(Double.POSITIVE_INFINITY, Chamfer.distance(new double[] {1}, new double[0]));
        assertEquals(0, Chamfer.distance(new double[0], new double[0]));
    }

    @Test
    void anglesAreExactFromTinyToStraight() {
        assertEquals(90, AngularError.degrees(1, 0, 0, 0, 0, 5), 1e-12);
        assertEquals(180, AngularError.degrees(1, 1, 1, -2, -2, -2), 1e-6);
        assertEquals(Math.toDegrees(1e-9), AngularError.degrees(0, 0, 1, 1e-9, 0, 1), 1e-15);
        assertTrue(Double.isNaN(AngularError.degrees(0, 0, 0, 1, 0, 0)));
        assertEquals(
                45,
                AngularError.meanDegrees(
                                new double[] {1, 0, 0, 1, 0, 0, 0, 0, 0}, new double[] {1, 0, 0, 0, 1, 0, 1, 1, 1})
                        .value(),
                1e-12);
    }

    @Test
    void psnrAndEvmOfPlainNumbers() {
        Interval psnr = Psnr.decibels(new double[] {0, 10, 20, 30}, new double[] {1, 9, 21, 29}, 255);
        assertEquals(20 * Math.log10(255), psnr.value(), 1e-9);
        assertEquals(
                Double.POSITIVE_INFINITY,
                Psnr.decibels(new double[] {1}, new double[] {1}, 255).value());
        double[] one = {1, 1};
        assertEquals(
                10,
                Evm.percent(new double[] {1.1, 1}, new double[] {0, 0.1}, one, new double[2])
                        .value(),
                1e-9);
    }

    @Test
    void intervalsHaveTheirTextbookValues() {
        // t(0.975; 4) = 2.776445, s = √2.5
        Interval mean = Interval.mean(new double[] {1, 2, 3, 4, 5});
        assertEquals(3, mean.value());
        assertEquals(3 - 2.776445 * Math.sqrt(0.5), mean.low(), 1e-5);
        // Wilson 95 % of 8 in 10: (0.4902, 0.9433)
        Interval share = Interval.proportion(8, 10);
        assertEquals(0.4902, share.low(), 1e-4);
        assertEquals(0.9433, share.high(), 1e-4);
        assertEquals(0, Interval.proportion(0, 10).low());
        assertEquals(1, Interval.proportion(10, 10).high());
        assertTrue(Double.isNaN(Interval.mean(new double[] {1}).low()));
    }

    @Test
    void intervalsHoldTheTruthAboutAsOftenAsTheyClaim() {
        SplittableRandom rng = new SplittableRandom(3);
        int trials = 2000;
        int mean = 0;
        int share = 0;
        int ratio = 0;
        for (int t = 0; t < trials; t++) {
            double[] a = new double[40];
            double[] b = new double[40];
            int hits = 0;
            for (int i = 0; i < a.length; i++) {
                b[i] = rng.nextDouble(1, 2);
                a[i] = 0.3 * b[i] * -Math.log(1 - rng.nextDouble());
                hits += rng.nextDouble() < 0.2 ? 1 : 0;
            }
            mean += holds(Interval.mean(b), 1.5);
            share += holds(Interval.proportion(hits, 40), 0.2);
            ratio += holds(Interval.ratio(a, b), 0.3);
        }
        assertEquals(0.95, (double) mean / trials, 0.02);
        assertEquals(0.95, (double) share / trials, 0.03);
        assertEquals(0.95, (double) ratio / trials, 0.03);
    }

    @Test
    void groupsOfLikeTrialsAreWorthLess() {
        // all of a group alike: each is worth one trial, less the t quantile of few groups, (1.960/2.262)² · 9/10
        long[] trials = new long[10];
        Arrays.fill(trials, 100);
        Interval alike = Interval.clustered(new long[] {100, 0, 0, 100, 0, 0, 0, 0, 0, 0}, trials);
        Interval alone = Interval.proportion(2, 10);
        assertEquals(0.2, alike.value(), 1e-12);
        assertTrue(alike.low() < alone.low() && alike.high() > alone.high(), alike + " " + alone);
        assertEquals(alone.low(), alike.low(), 0.02);
        // nothing in any group: three in ten groups might still have something
        assertEquals(Interval.proportion(0, 10), Interval.clustered(new long[10], trials));
        // one group: ½ ± z/(2√(1 + z²))
        assertEquals(
                0.5 + 0.4454,
                Interval.clustered(new long[] {25}, new long[] {50}).high(),
                1e-4);
    }

    /** Error rates of frames in Rayleigh fading spread over decades; bit by bit the interval would be far too small. */
    @Test
    void groupedIntervalsHoldTheTruthToo() {
        SplittableRandom rng = new SplittableRandom(4);
        int runs = 1000;
        int clustered = 0;
        int naive = 0;
        for (int t = 0; t < runs; t++) {
            long[] errors = new long[20];
            long[] bits = new long[20];
            long sum = 0;
            for (int f = 0; f < errors.length; f++) {
                bits[f] = f % 2 == 0 ? 1000 : 400;
                double rate = 0.2 * rng.nextDouble(); // mean 0.1
                errors[f] = rng.doubles(bits[f]).filter(u -> u < rate).count();
                sum += errors[f];
            }
            clustered += holds(Interval.clustered(errors, bits), 0.1);
            naive += holds(Interval.proportion(sum, 14_000), 0.1);
        }
        assertEquals(0.95, (double) clustered / runs, 0.025);
        assertTrue(naive < 0.5 * runs, naive + " of " + runs);
    }

    private static int holds(Interval interval, double truth) {
        return interval.low() <= truth && truth <= interval.high() ? 1 : 0;
    }
}

package org.gatefold.ofdm.receive;

import java.util.Random;
import java.util.stream.IntStream;
import org.gatefold.ofdm.channel.ChannelEstimator;
import org.gatefold.ofdm.channel.Pilots;
import org.gatefold.sparse.Batch;

/**
 * Proves channel estimates on a capture, where nobody knows the channel: an estimator sees a random part of the pilots
 * and predicts the others.
 *
 * <p>An observation is one slot 0 of a frame: the references of port 0 in its symbols 0 and 4, 286 µs apart, merged to
 * a comb of every third subcarrier, 4·N_RB pilots (200 for 50 resource blocks). The score is the normalised mean square
 * error of the response itself, {@code (Σ|ĥ−z|² − Σσ²)/(Σ|z|² − Σσ²)} over the held-out pilots z of all observations
 * and random parts: the noise of the pilots, which no estimator can predict, is subtracted from both. Its variance σ²
 * comes from the {@link DelayTail} of each observation's pilots; estimators are told it.
 */
public final class HeldOutPilots {
    private final Pilots pilots;
    private final double[] noiseVariance;

    /**
     * How well an estimator did.
     *
     * @param used pilots it saw of each observation
     * @param heldOut pilots it had to predict
     * @param nmseDb normalised mean square error; NaN if the error is below what the noise's estimate can resolve
     * @param millisecondsPerSymbol time of one estimate
     */
    public record Score(String method, int used, int heldOut, double nmseDb, double millisecondsPerSymbol) {}

    /** @param pilots count × 2 × M: observations of the same pilots; their noise variance is found here */
    public HeldOutPilots(Pilots pilots) {
        this.noiseVariance = new DelayTail(pilots.fftSize(), pilots.frequencies()).noiseVariance(pilots);
        this.pilots = new Pilots(pilots.fftSize(), pilots.frequencies(), pilots.values(), noiseVariance);
    }

    /** All pilots of all observations, with their noise variances. */
    public Pilots pilots() {
        return pilots;
    }

    /** Pilots of an observation. */
    public int total() {
        return pilots.values().length();
    }

    public int observations() {
        return pilots.values().count();
    }

    /** Mean power of the channel over that of the noise, dB. */
    public double snrDb() {
        Batch values = pilots.values();
        double noise = 2 * pilots.noiseVariance();
        double power = 0;
        for (int s = 0; s < values.count(); s++) {
            power += values.energy(s) / values.length() / values.count();
        }
        return 10 * Math.log10((power - noise) / noise);
    }

    /** Which pilots the {@code draw}-th random part has, ascending. */
    public int[] part(int used, long seed, int draw) {
        if (used < 1 || used >= total()) {
            throw new IllegalArgumentException(
                    "expected 1 to " + (total() - 1) + " of " + total() + " pilots to be used, found " + used);
        }
        Random random = new Random(seed + 1_000_003L * draw);
        int[] order = IntStream.range(0, total()).toArray();
        for (int i = 0; i < used; i++) {
            int j = i + random.nextInt(order.length - i);
            int swap = order[i];
            order[i] = order[j];
            order[j] = swap;
        }
        return IntStream.of(order).limit(used).sorted().toArray();
    }

    /** The pilots of one part. */
    public Pilots select(int[] part) {
        int[] all = pilots.frequencies();
        int[] frequencies = IntStream.of(part).map(i -> all[i]).toArray();
        Batch from = pilots.values();
        Batch values = from.like(part.length);
        for (int s = 0; s < from.count(); s++) {
            for (int p = 0; p < 2; p++) {
                for (int i = 0; i < part.length; i++) {
                    values.set(s, p, i, from.at(s, p, part[i]));
                }
            }
        }
        return new Pilots(pilots.fftSize(), frequencies, values, noiseVariance);
    }

    /**
     * Scores an estimator.
     *
     * @param used how many pilots of each observation it sees
     * @param draws number of random parts, each seen of all observations
     */
    public Score evaluate(ChannelEstimator estimator, int used, int draws, long seed) {
        double error = 0;
        double energy = 0;
        long nanoseconds = 0;
        for (int draw = 0; draw < draws; draw++) {
            int[] part = part(used, seed, draw);
            int[] rest = rest(part);
            Pilots seen = select(part);
            Batch expected = select(rest).values();
            int[] all = pilots.frequencies();
            int[] wanted = IntStream.of(rest).map(i -> all[i]).toArray();
            long before = System.nanoTime();
            Batch estimate = estimator.estimate(seen, wanted);
            nanoseconds += System.nanoTime() - before;
            for (int s = 0; s < observations(); s++) {
                double noise = 2 * noiseVariance[s] * rest.length;
                error += difference(estimate, expected, s) - noise;
                energy += expected.energy(s) - noise;
            }
        }
        double nmse = energy > 0 && error > 0 ? 10 * Math.log10(error / energy) : Double.NaN;
        return new Score(
                estimator.name(),
                used,
                total() - used,
                nmse,
                nanoseconds / 1e6 / ((double) draws * Math.max(1, observations())));
    }

    private int[] rest(int[] part) {
        boolean[] seen = new boolean[total()];
        for (int i : part) {
            seen[i] = true;
        }
        return IntStream.range(0, total()).filter(i -> !seen[i]).toArray();
    }

    private static double difference(Batch a, Batch b, int sample) {
        double sum = 0;
        for (int i = sample * a.stride(); i < (sample + 1) * a.stride(); i++) {
            double d = (double) a.data()[i] - b.data()[i];
            sum += d * d;
        }
        return sum;
    }
}

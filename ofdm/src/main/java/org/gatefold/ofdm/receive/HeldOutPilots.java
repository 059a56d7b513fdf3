package org.gatefold.ofdm.receive;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.gatefold.ofdm.channel.ChannelEstimator;
import org.gatefold.ofdm.channel.Pilots;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.evaluation.Interval;

/**
 * Proves channel estimates on a capture, where nobody knows the channel: an estimator sees a random part of the pilots
 * and predicts the others.
 *
 * <p>An observation is what one port sends in one slot ({@link ObservedSlots}). The score is the normalised mean square
 * error of the response itself, {@code (Σ|ĥ−z|² − Σσ²)/(Σ|z|² − Σσ²)} over the held-out pilots z of all observations
 * and random parts: the noise of the pilots, which no estimator can predict, is subtracted from both. Its variance σ²
 * comes from the {@link DelayTail} of each observation's pilots; estimators are told it. They see all slots of one port
 * together, the same part of the pilots in each, and may learn from them what the slots have in common.
 */
public final class HeldOutPilots {
    /** An error whose interval reaches further than this factor is lost in the noise that is subtracted. */
    private static final double UNRESOLVED = 10;

    private final List<Pilots> ports;
    private final List<Integer> slots;

    /**
     * How well an estimator did.
     *
     * @param used pilots it saw of each observation
     * @param heldOut pilots it had to predict
     * @param nmse normalised mean square error in dB, with the slots as independent trials; NaN if the error is below
     *     what the noise's estimate can resolve
     * @param millisecondsPerSymbol time of one estimate
     */
    public record Score(String method, int used, int heldOut, Interval nmse, double millisecondsPerSymbol) {
        /** The estimate without its interval. */
        public double nmseDb() {
            return nmse.value();
        }
    }

    /**
     * @param ports for each port count × 2 × M: observations of the same pilots; their noise variance is found here
     * @param slots when the observations were made, in slots from the beginning of the first frame
     */
    public HeldOutPilots(List<Pilots> ports, List<Integer> slots) {
        Pilots first = ports.get(0);
        DelayTail tail = new DelayTail(first.fftSize(), first.frequencies());
        this.ports = ports.stream()
                .map(p -> new Pilots(p.fftSize(), p.frequencies(), p.values(), tail.noiseVariance(p)))
                .toList();
        this.slots = List.copyOf(slots);
    }

    /** All pilots of port 0 in all observed slots, with their noise variances. */
    public Pilots pilots() {
        return ports.get(0);
    }

    /** Pilots of an observation. */
    public int total() {
        return pilots().values().length();
    }

    /** When the observations of each port were made, in slots from the beginning of the first frame. */
    public List<Integer> slots() {
        return slots;
    }

    /** Of all ports. */
    public int observations() {
        return ports.size() * slots.size();
    }

    /** Mean power of the channel over that of the noise, dB. */
    public double snrDb() {
        double noise = 0;
        double power = 0;
        for (Pilots port : ports) {
            noise += 2 * port.noiseVariance() * total() * slots.size();
            power += port.values().dot(port.values());
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

    /** A part of the pilots of port 0. */
    public Pilots select(int[] part) {
        return select(pilots(), part);
    }

    private static Pilots select(Pilots pilots, int[] part) {
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
        return new Pilots(pilots.fftSize(), frequencies, values, pilots.noiseVariances());
    }

    /**
     * Scores an estimator.
     *
     * @param used how many pilots of each observation it sees
     * @param draws number of random parts, each seen of all observations
     */
    public Score evaluate(ChannelEstimator estimator, int used, int draws, long seed) {
        double[] errors = new double[slots.size()];
        double[] energies = new double[slots.size()];
        long nanoseconds = 0;
        for (int draw = 0; draw < draws; draw++) {
            int[] part = part(used, seed, draw);
            int[] rest = rest(part);
            for (Pilots port : ports) {
                Pilots seen = select(port, part);
                Pilots expected = select(port, rest);
                long before = System.nanoTime();
                Batch estimate = estimator.estimate(seen, expected.frequencies());
                nanoseconds += System.nanoTime() - before;
                for (int s = 0; s < slots.size(); s++) {
                    double noise = 2 * port.noiseVariance(s) * rest.length;
                    errors[s] += difference(estimate, expected.values(), s) - noise;
                    energies[s] += expected.values().energy(s) - noise;
                }
            }
        }
        return new Score(
                estimator.name(),
                used,
                total() - used,
                decibels(Interval.ratio(errors, energies)),
                nanoseconds / 1e6 / ((double) draws * Math.max(1, observations())));
    }

    private static Interval decibels(Interval ratio) {
        boolean resolved = ratio.value() > 0 && !(ratio.high() > UNRESOLVED * ratio.value());
        return resolved ? ratio.map(r -> 10 * Math.log10(r)) : new Interval(Double.NaN, Double.NaN, Double.NaN);
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

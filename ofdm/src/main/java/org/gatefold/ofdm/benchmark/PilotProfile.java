package org.gatefold.ofdm.benchmark;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.gatefold.ofdm.channel.TapPrior;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.io.InputException;
import org.gatefold.sparse.operator.PartialFourier;

/**
 * Sparse channels of 256 taps seen at random pilots of an LTE downlink of 10 MHz with the extended prefix: 1024 points,
 * of which 600 bins around the carrier are used. The two readings of Behrens, Sauder and Jung, ICLR 2021, section 4.3.
 *
 * <p>Taps are those of the unitary DFT, scaled to a mean energy E‖x‖² of 1; a tap that is there is circular complex
 * Gaussian with a variance that decays over the delay. All channels of a draw share its pilots.
 */
public enum PilotProfile {
    /**
     * What the paper says: exactly 8 taps, variance ∝ exp(−3.5 i/256), distinct pilots, 10 dB between the mean power of
     * a pilot and its noise.
     */
    PAPER_TEXT(3.5) {
        @Override
        boolean[] support(RandomGenerator rng) {
            boolean[] there = new boolean[TAPS];
            for (int found = 0; found < MEAN_SPARSITY; ) {
                int i = rng.nextInt(TAPS);
                found += there[i] ? 0 : 1;
                there[i] = true;
            }
            return there;
        }

        @Override
        int[] pilots(RandomGenerator rng, int count) {
            return rng.ints(FIRST, FIRST + USED)
                    .distinct()
                    .limit(count)
                    .sorted()
                    .toArray();
        }

        @Override
        double pilotSnrDb(int count) {
            return 10;
        }
    },

    /**
     * What the released code draws: each tap there with probability 8/256, amplitude ∝ exp(−2.5 i/256), pilots with
     * replacement (of 100 about 93 differ), and a noise scaled over all 1024 bins instead of the pilots alone, so that
     * the mean power of a pilot is 20.2 dB above it with 100 pilots and 21.5 dB with 75; log-linear between.
     */
    RELEASED_CODE(5) {
        @Override
        boolean[] support(RandomGenerator rng) {
            boolean[] there = new boolean[TAPS];
            for (int i = 0; i < TAPS; i++) {
                there[i] = rng.nextInt(TAPS) < MEAN_SPARSITY;
            }
            return there;
        }

        @Override
        int[] pilots(RandomGenerator rng, int count) {
            return rng.ints(count, FIRST, FIRST + USED).distinct().sorted().toArray();
        }

        @Override
        double pilotSnrDb(int count) {
            return 20.2 + (21.5 - 20.2) * Math.log(100.0 / count) / Math.log(100.0 / 75);
        }
    };

    /** Points N of the DFT. */
    public static final int SIZE = 1024;

    /** Delays, from 0. */
    public static final int TAPS = 256;

    /** Lowest used frequency, a multiple of the subcarrier spacing. */
    public static final int FIRST = -300;

    /** Used frequencies, from {@link #FIRST}. */
    public static final int USED = 600;

    /** Expected number of taps. */
    public static final int MEAN_SPARSITY = 8;

    private final double decay;

    PilotProfile(double decay) {
        this.decay = decay;
    }

    abstract boolean[] support(RandomGenerator rng);

    /** Ascending frequencies, each once. */
    abstract int[] pilots(RandomGenerator rng, int count);

    abstract double pilotSnrDb(int count);

    /** @throws InputException if there is no such profile */
    public static PilotProfile parse(String label) {
        return Arrays.stream(values())
                .filter(p -> p.label().equals(label))
                .findFirst()
                .orElseThrow(() ->
                        new InputException("--profile: expected paper-text or released-code, found '" + label + "'"));
    }

    /** As the user writes it. */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    /** What an estimator may be told: the probability of a tap and its variance if it is there, over the delay. */
    public TapPrior prior() {
        double[] powers = new double[TAPS];
        double sum = 0;
        for (int i = 0; i < TAPS; i++) {
            powers[i] = Math.exp(-decay * i / TAPS);
            sum += powers[i] * MEAN_SPARSITY / TAPS;
        }
        for (int i = 0; i < TAPS; i++) {
            powers[i] /= sum;
        }
        return new TapPrior((double) MEAN_SPARSITY / TAPS, powers);
    }

    /**
     * Some channels seen at the same pilots: an operator on the taps, measurements with their noise variance.
     *
     * @param pilots how many were drawn to get {@code frequencies}
     */
    Draw draw(RandomGenerator rng, int pilots, int[] frequencies, int channels) {
        int[] bins = IntStream.of(frequencies).map(f -> Math.floorMod(f, SIZE)).toArray();
        PartialFourier operator = new PartialFourier(SIZE, bins, 0, TAPS);
        TapPrior prior = prior();
        Batch taps = new Batch(channels, 2, TAPS);
        for (int s = 0; s < channels; s++) {
            boolean[] there = support(rng);
            for (int i = 0; i < TAPS; i++) {
                if (there[i]) {
                    double deviation = Math.sqrt(prior.power(i) / 2);
                    taps.set(s, 0, i, deviation * rng.nextGaussian());
                    taps.set(s, 1, i, deviation * rng.nextGaussian());
                }
            }
        }
        // A unitary DFT spreads the mean energy of 1 evenly over its bins, half of it to each real number.
        double noise = Math.pow(10, -pilotSnrDb(pilots) / 10) / SIZE / 2;
        Batch measured = operator.apply(taps);
        for (int i = 0; i < measured.data().length; i++) {
            measured.data()[i] += (float) (Math.sqrt(noise) * rng.nextGaussian());
        }
        return new Draw(frequencies, new LabelledProblem(new SparseProblem(operator, measured, noise), taps));
    }
}

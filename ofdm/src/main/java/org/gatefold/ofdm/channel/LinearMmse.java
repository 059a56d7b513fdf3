package org.gatefold.ofdm.channel;

import java.util.Arrays;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.classical.Sbl;
import org.gatefold.sparse.classical.SblUpdate;
import org.gatefold.sparse.operator.SingularValueDecomposition;

/**
 * The linear estimate of least mean square error for uncorrelated taps of powers p: {@code x = PAᴴ(APAᴴ + σ²I)⁻¹y} with
 * P = diag(p), by a decomposition of {@code A√P}, once for the batch. Also known as the Wiener filter, or robust MMSE
 * where the profile is uniform.
 *
 * <p>The powers add up to the signal power of the pilots. An unknown σ² is what the pilots hold that no taps in the
 * window explain.
 *
 * @param name as the user writes it
 * @param choice of the window
 * @param profile of the powers over the delay
 */
public record LinearMmse(String name, DelayWindow.Choice choice, Profile profile) implements DelayEstimator {
    /** Powers of the taps over the window. */
    @FunctionalInterface
    interface Profile {
        /** Positive numbers in any unit. */
        double[] powers(DelayModel model, double noiseVariance);

        /** The same everywhere in the window. */
        static Profile uniform() {
            return (model, noise) -> {
                double[] powers = new double[model.window.taps()];
                Arrays.fill(powers, 1);
                return powers;
            };
        }

        /** ∝ exp(−(delay − first)/decay); a decay in steps of the window, or 0 for a quarter of it. */
        static Profile exponential(double decay) {
            return (model, noise) -> {
                double[] powers = new double[model.window.taps()];
                for (int l = 0; l < powers.length; l++) {
                    powers[l] = Math.exp(-l / (decay > 0 ? decay : powers.length / 4.0));
                }
                return powers;
            };
        }

        /**
         * The one all samples of the batch have in common, of the largest evidence: the variances of {@link Sbl} with
         * the samples as snapshots. Few samples do not tell it.
         */
        static Profile estimated(int iterations) {
            return (model, noise) -> {
                double[] gamma = new Sbl(SblUpdate.EM, false, 1e-8, 1, iterations, 1e-4)
                        .posterior(model.snapshots())
                        .gamma(0);
                double least = 1e-6 * Arrays.stream(gamma).max().orElse(1);
                return Arrays.stream(gamma)
                        .map(g -> Math.max(Math.max(g, least), 1e-30))
                        .toArray();
            };
        }
    }

    @Override
    public DelayWindow window(Pilots pilots) {
        return choice.of(pilots);
    }

    @Override
    public Batch taps(Pilots pilots) {
        DelayModel model = new DelayModel(pilots, window(pilots));
        double noise = model.meanNoise();
        double[] powers = profile.powers(model, noise);
        // Pilots have mean square 1 a real number and columns length 1: the powers add up to M(1 − σ²).
        double signal = Math.max(1 - noise, 1e-3) * model.matrix.range();
        double total = Arrays.stream(powers).sum();
        double[] roots =
                Arrays.stream(powers).map(p -> Math.sqrt(p * signal / total)).toArray();
        SingularValueDecomposition a = SingularValueDecomposition.of(model.matrix.scaled(roots));
        double[] gains = Arrays.stream(a.values()).map(s -> s / (s * s + noise)).toArray();
        Batch x = Spectral.filter(a, gains, model.values);
        scale(x, roots);
        return model.taps(x);
    }

    /** x ← diag(factors)·x. */
    static void scale(Batch x, double[] factors) {
        for (int i = 0; i < x.data().length; i++) {
            x.data()[i] *= (float) factors[i % factors.length];
        }
    }
}

package org.gatefold.doa.training;

import java.util.random.RandomGenerator;
import org.gatefold.doa.algebra.ComplexArray;

/** Amplitudes of K sources in L snapshots, of mean power 2 as that of ±1±i. */
enum SourceSignals {
    /** ±1±i. */
    QUATERNARY {
        @Override
        void fill(ComplexArray x, int source, RandomGenerator rng) {
            for (int l = 0; l < x.columns(); l++) {
                x.set(source, l, rng.nextBoolean() ? 1 : -1, rng.nextBoolean() ? 1 : -1);
            }
        }
    },
    /** Of one modulus and any phase. */
    UNIMODULAR {
        @Override
        void fill(ComplexArray x, int source, RandomGenerator rng) {
            for (int l = 0; l < x.columns(); l++) {
                double phase = 2 * Math.PI * rng.nextDouble();
                x.set(source, l, Math.sqrt(2) * Math.cos(phase), Math.sqrt(2) * Math.sin(phase));
            }
        }
    },
    /** Circular Gaussian. */
    GAUSSIAN {
        @Override
        void fill(ComplexArray x, int source, RandomGenerator rng) {
            for (int l = 0; l < x.columns(); l++) {
                x.set(source, l, rng.nextGaussian(), rng.nextGaussian());
            }
        }
    },
    /** ±1±i, each source up to 15 dB weaker. */
    UNEQUAL {
        @Override
        void fill(ComplexArray x, int source, RandomGenerator rng) {
            double scale = Math.pow(10, -rng.nextDouble(0, 15) / 20);
            for (int l = 0; l < x.columns(); l++) {
                x.set(source, l, rng.nextBoolean() ? scale : -scale, rng.nextBoolean() ? scale : -scale);
            }
        }
    };

    /** Half of all problems are quaternary; the rest is shared by the others, unequal powers a little more often. */
    static SourceSignals draw(RandomGenerator rng) {
        double u = rng.nextDouble();
        return u < 0.5 ? QUATERNARY : u < 0.65 ? UNIMODULAR : u < 0.8 ? GAUSSIAN : UNEQUAL;
    }

    /** Fills the row of one source of {@code x}, K×L. */
    abstract void fill(ComplexArray x, int source, RandomGenerator rng);
}

package org.gatefold.sparse.training;

import java.util.SplittableRandom;

/** Generators of random numbers by what they are for; different purposes never share a stream. */
enum Draws {
    /** The parameters from which training starts. */
    START(1),
    /** The problems a model sets its start by. */
    SAMPLE(2),
    /** Fresh training problems. */
    TRAINING(3),
    /** A training set that is drawn once. */
    TRAINING_SET(4),
    /** The order in which a training set is used. */
    ORDER(5),
    /** The validation set. */
    VALIDATION(6),
    /** The test set, which training never sees. */
    TEST(7);

    private final int number;

    Draws(int number) {
        this.number = number;
    }

    /** The generator of one seed for this purpose, for draw number {@code first}, {@code second}. */
    SplittableRandom generator(long seed, long first, long second) {
        long state = mix(seed + 0x9E3779B97F4A7C15L * number);
        state = mix(state ^ mix(first + 0xD1B54A32D192ED03L));
        return new SplittableRandom(mix(state ^ mix(second + 0x8CB92BA72F3D8DD7L)));
    }

    /** Stafford's variant 13 of the 64-bit finaliser of MurmurHash3, as SplittableRandom uses it. */
    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}

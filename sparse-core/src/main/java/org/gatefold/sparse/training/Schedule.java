package org.gatefold.sparse.training;

import org.gatefold.sparse.io.InputException;
import org.gatefold.sparse.io.Options;

/** The learning rate over a stage, as a factor of its first value. */
public sealed interface Schedule {
    /**
     * The factor of step {@code step} of {@code steps}.
     *
     * @param step from 0 to {@code steps − 1}
     */
    double factor(long step, long steps);

    /** 1 throughout. */
    record Constant() implements Schedule {
        @Override
        public double factor(long step, long steps) {
            return 1;
        }
    }

    /**
     * Half a cosine from 1 to {@code floor}: {@code floor + (1 − floor)(1 + cos πt)/2} with t the share of the stage
     * that is over. Loshchilov and Hutter, ICLR 2017, equation (5), without restarts.
     */
    record Cosine(double floor) implements Schedule {
        @Override
        public double factor(long step, long steps) {
            return floor + (1 - floor) * (1 + Math.cos(Math.PI * step / steps)) / 2;
        }
    }

    /** From 1 to {@code floor} by equal ratios, {@code floor^t}. */
    record Exponential(double floor) implements Schedule {
        @Override
        public double factor(long step, long steps) {
            return Math.pow(floor, (double) step / steps);
        }
    }

    /** Times {@code ratio} after every {@code every} steps. */
    record Steps(long every, double ratio) implements Schedule {
        @Override
        public double factor(long step, long steps) {
            long falls = step / every;
            return Math.pow(ratio, (double) falls);
        }
    }

    /** A rise by equal amounts to 1 over the first {@code warmUp} steps, then another schedule over the rest. */
    record WarmUp(long warmUp, Schedule then) implements Schedule {
        @Override
        public double factor(long step, long steps) {
            return step < warmUp ? (step + 1.0) / warmUp : then.factor(step - warmUp, Math.max(1, steps - warmUp));
        }
    }

    /** The schedule of that name with its options. @throws InputException if there is none */
    static Schedule of(String name, Options options) {
        Schedule schedule =
                switch (name) {
                    case "constant" -> new Constant();
                    case "cosine" -> new Cosine(options.number("floor", 0, 0, 1));
                    case "exponential" -> new Exponential(options.number("floor", 0.01, 1e-9, 1));
                    case "step" ->
                        new Steps(
                                options.integer("every", 10_000, 1, Integer.MAX_VALUE),
                                options.number("ratio", 0.1, 1e-9, 1));
                    default ->
                        throw new InputException(options.label()
                                + ": expected one of constant, cosine, exponential, step, found '" + name + "'");
                };
        int warmUp = options.integer("warm-up", 0, 0, Integer.MAX_VALUE);
        return warmUp == 0 ? schedule : new WarmUp(warmUp, schedule);
    }
}

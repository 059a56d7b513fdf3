package org.gatefold.sparse.autodiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.gatefold.sparse.Batch;

/**
 * The law of every operation and model: along any direction, the derivative that the tape gives is that of central
 * differences.
 *
 * <p>The number that is differentiated is the inner product of the output with fixed random weights, summed in double,
 * so only the float32 rounding of the operation itself is left in the differences.
 */
public final class GradientLaws {
    /** Steps of the differences, relative to the size of what is varied. */
    private static final double[] STEPS = {1.0 / 128, 1.0 / 512, 1.0 / 2048};

    private GradientLaws() {}

    /** Checks an operation by all its inputs. */
    public static void check(BiFunction<Tape, List<Node>, Node> operation, Batch... inputs) {
        Parameters none = new Parameters();
        Tape tape = Tape.recording(none, new Gradient(none));
        List<Node> nodes = new ArrayList<>();
        for (Batch input : inputs) {
            nodes.add(tape.variable(input));
        }
        Node output = operation.apply(tape, nodes);
        Batch weights = Batch.gaussian(new SplittableRandom(11), output.count(), output.planes(), output.length());
        tape.backward(Norms.sum(Algebra.scale(tape.constant(weights), output)), 1);
        for (int i = 0; i < inputs.length; i++) {
            float[] values = inputs[i].data();
            check("input " + i, values, nodes.get(i).gradient(), () -> {
                Tape plain = Tape.inference(none);
                List<Node> constants = new ArrayList<>();
                for (Batch input : inputs) {
                    constants.add(plain.constant(input));
                }
                return inner(operation.apply(plain, constants), weights);
            });
        }
    }

    /** Checks a model by all its trained parameters. */
    public static void check(Parameters parameters, Function<Tape, Node> forward) {
        Gradient gradient = new Gradient(parameters);
        Tape tape = Tape.recording(parameters, gradient);
        Node output = forward.apply(tape);
        Batch weights = Batch.gaussian(new SplittableRandom(12), output.count(), output.planes(), output.length());
        tape.backward(Norms.sum(Algebra.scale(tape.constant(weights), output)), 1);
        for (Parameter p : parameters) {
            if (p.trainable()) {
                check(p.name(), p.values(), gradient.of(p), () -> {
                    p.changed();
                    Tape plain = Tape.inference(parameters);
                    return inner(forward.apply(plain), weights);
                });
            }
        }
    }

    private static double inner(Node output, Batch weights) {
        double sum = 0;
        for (int i = 0; i < weights.data().length; i++) {
            sum += (double) output.value[i] * weights.data()[i];
        }
        return sum;
    }

    /**
     * Varies {@code values} in place along random directions. Where the differences ahead and behind disagree, a kink
     * or a jump of the function lies between; then a shorter step or another direction is taken.
     */
    private static void check(String name, float[] values, float[] slope, DoubleSupplier function) {
        RandomGenerator rng = new SplittableRandom(13);
        float[] original = values.clone();
        double size = 0;
        for (float v : original) {
            size += (double) v * v;
        }
        size = Math.max(1e-2, Math.sqrt(size / values.length));
        double length = 0;
        for (float v : slope) {
            length += (double) v * v;
        }
        double scale = 1 + Math.abs(function.getAsDouble());
        int smooth = 0;
        for (int trial = 0; trial < 40 && smooth < 3; trial++) {
            double step = STEPS[trial % STEPS.length] * size / Math.sqrt(values.length);
            double[] direction = new double[values.length];
            for (int i = 0; i < direction.length; i++) {
                direction[i] = rng.nextGaussian();
            }
            double predicted = 0;
            for (int i = 0; i < direction.length; i++) {
                // The step that float32 really takes.
                float change =
                        (float) (original[i] + step * direction[i]) - (float) (original[i] - step * direction[i]);
                predicted += slope[i] * change / (2 * step);
            }
            assertTrue(Double.isFinite(predicted), "derivative by " + name);
            double here = along(values, original, direction, 0, function);
            double ahead = (along(values, original, direction, step, function) - here) / step;
            double behind = (here - along(values, original, direction, -step, function)) / step;
            double nearer = (along(values, original, direction, step / 3, function)
                            - along(values, original, direction, -step / 3, function))
                    / (2 * step / 3);
            double measured = (ahead + behind) / 2;
            double tolerance = 4e-3 * Math.max(Math.abs(predicted), Math.sqrt(length)) + 2e-6 * scale / step;
            if (Math.abs(ahead - behind) <= 2 * tolerance && Math.abs(nearer - measured) <= tolerance) {
                smooth++;
                assertEquals(predicted, measured, tolerance, "derivative by " + name);
            }
        }
        System.arraycopy(original, 0, values, 0, values.length);
        assertTrue(smooth > 0, "no direction without a kink by " + name);
    }

    private static double along(
            float[] values, float[] original, double[] direction, double step, DoubleSupplier function) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (original[i] + step * direction[i]);
        }
        return function.getAsDouble();
    }
}

package org.gatefold.sparse.autodiff;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An operation of a tool's own with two outputs, computed in one pass, and its vector-Jacobian product.
 *
 * <p>It may compute in double and keep what the way back needs: one object is one application.
 */
public interface Operation {
    /** The shape of an output. */
    record Shape(int count, int planes, int length) {}

    /** The two outputs. */
    record Outputs(Node first, Node second) {}

    /** Writes both outputs from the inputs. */
    void forward(float[][] inputs, float[] first, float[] second);

    /**
     * Adds to the gradients of the inputs.
     *
     * @param firstSlope derivative of the loss by the first output
     * @param secondSlope derivative by the second
     * @param into one array for each input, null if nobody wants its gradient
     */
    void backward(float[][] inputs, float[] firstSlope, float[] secondSlope, float[] @Nullable [] into);

    /** Applies the operation to nodes of one tape. */
    static Outputs apply(Operation operation, Shape first, Shape second, Node... inputs) {
        Tape tape = inputs[0].tape;
        Node a = tape.node(first.count, first.planes, first.length, inputs);
        Node b = tape.node(second.count, second.planes, second.length, inputs);
        float[][] values = new float[inputs.length][];
        for (int i = 0; i < inputs.length; i++) {
            values[i] = inputs[i].value;
        }
        operation.forward(values, a.value, b.value);
        tape.record(List.of(a, b), () -> {
            float[] @Nullable [] into = new float[inputs.length][];
            for (int i = 0; i < inputs.length; i++) {
                into[i] = inputs[i].into();
            }
            operation.backward(values, a.gradient(), b.gradient(), into);
        });
        return new Outputs(a, b);
    }
}

package org.gatefold.sparse.autodiff;

import java.util.Arrays;
import org.gatefold.sparse.Batch;
import org.jspecify.annotations.Nullable;

/**
 * A value on a {@link Tape}: count × planes × length numbers in the layout of {@link Batch}, and the derivative of the
 * loss by them once the tape has run backward.
 *
 * <p>Smaller nodes stand for a whole batch: a 1×1×1 node is a number, count×1×1 a number a sample, 1×1×length a number
 * an entry; {@link Algebra} broadcasts them over samples, planes and entries.
 */
public final class Node {
    final Tape tape;
    final int count;
    final int planes;
    final int length;
    final float[] value;

    private final boolean wantsGradient;

    /** The derivative of the loss by {@link #value}; null before the first part of it comes. */
    private float @Nullable [] gradient;

    /** What this node shows, null if it was computed. */
    final @Nullable Parameter parameter;

    Node(
            Tape tape,
            int count,
            int planes,
            int length,
            float[] value,
            boolean wantsGradient,
            float @Nullable [] gradient,
            @Nullable Parameter parameter) {
        this.tape = tape;
        this.count = count;
        this.planes = planes;
        this.length = length;
        this.value = value;
        this.wantsGradient = wantsGradient;
        this.gradient = gradient;
        this.parameter = parameter;
    }

    /** The tape this node is on. */
    public Tape tape() {
        return tape;
    }

    public int count() {
        return count;
    }

    public int planes() {
        return planes;
    }

    public int length() {
        return length;
    }

    int size() {
        return count * planes * length;
    }

    /** The numbers themselves, not a copy; valid until the tape is used again. */
    public float[] value() {
        return value;
    }

    /** The value of a 1×1×1 node. */
    public float scalar() {
        requireShape(1, 1, 1);
        return value[0];
    }

    /** A copy of the value as a batch of its own. */
    public Batch toBatch() {
        return Batch.wrap(count, planes, length, Arrays.copyOf(value, size()));
    }

    /** The derivative of the loss by the value after {@link Tape#backward}; the array itself. */
    public float[] gradient() {
        float[] sum = into();
        if (sum == null) {
            throw new IllegalStateException("nobody asked for the gradient of this node");
        }
        return sum;
    }

    /** Where derivatives by this node are added, zeros at first; null if nobody wants them. */
    float @Nullable [] into() {
        if (gradient == null && wantsGradient) {
            gradient = tape.zeroed(size());
        }
        return gradient;
    }

    boolean wantsGradient() {
        return wantsGradient;
    }

    /** Whether a derivative has come. */
    boolean hasGradient() {
        return gradient != null;
    }

    /** Takes the gradient away, which nobody reads any more. */
    float @Nullable [] dropGradient() {
        float[] old = gradient;
        gradient = null;
        return old;
    }

    void requireShape(int expectedCount, int expectedPlanes, int expectedLength) {
        if (count != expectedCount || planes != expectedPlanes || length != expectedLength) {
            throw new IllegalArgumentException("expected a node of " + expectedCount + "×" + expectedPlanes + "×"
                    + expectedLength + ", found " + this);
        }
    }

    @Override
    public String toString() {
        return count + "×" + planes + "×" + length;
    }
}

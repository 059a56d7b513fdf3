package org.gatefold.sparse;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A batch of {@code count} vectors of {@code length} entries with {@code planes} real numbers an entry, float32.
 *
 * <p>Layout: {@code data[(sample·planes + plane)·length + index]}. Planes: 1 real; 2 complex (Re, Im); 2T complex with
 * T snapshots, ordered Re₀, Im₀, Re₁, Im₁ …; 3 colours. The same array is, without a copy, a (count·planes)×length
 * matrix for a real operator and a (count·T)×(2·length) matrix of rows [Re | Im] for a complex one.
 *
 * <p>A batch owns its array; {@link #data()} hands it out for reading and writing, nothing is copied. Not safe for
 * concurrent writes to the same sample.
 */
public final class Batch {
    private final int count;
    private final int planes;
    private final int length;
    private final float[] data;

    /** A batch of zeros. */
    public Batch(int count, int planes, int length) {
        this(count, planes, length, new float[size(count, planes, length)]);
    }

    private Batch(int count, int planes, int length, float[] data) {
        this.count = count;
        this.planes = planes;
        this.length = length;
        this.data = data;
    }

    /**
     * Wraps {@code data} without copying it; the batch shares it with the caller.
     *
     * @throws IllegalArgumentException if the array has another size than {@code count·planes·length}
     */
    public static Batch wrap(int count, int planes, int length, float[] data) {
        if (data.length != size(count, planes, length)) {
            throw new IllegalArgumentException("an array of " + data.length + " values cannot be a batch of " + count
                    + "×" + planes + "×" + length);
        }
        return new Batch(count, planes, length, data);
    }

    /** A batch of independent N(0,1) numbers. */
    public static Batch gaussian(RandomGenerator rng, int count, int planes, int length) {
        Batch batch = new Batch(count, planes, length);
        for (int i = 0; i < batch.data.length; i++) {
            batch.data[i] = (float) rng.nextGaussian();
        }
        return batch;
    }

    private static int size(int count, int planes, int length) {
        if (count < 0 || planes < 1 || length < 0) {
            throw new IllegalArgumentException("a batch cannot be " + count + "×" + planes + "×" + length);
        }
        return Math.multiplyExact(Math.multiplyExact(count, planes), length);
    }

    /** Number of independent vectors. */
    public int count() {
        return count;
    }

    /** Real numbers per entry. */
    public int planes() {
        return planes;
    }

    /** Entries per vector. */
    public int length() {
        return length;
    }

    /** Real numbers per sample, {@code planes·length}. */
    public int stride() {
        return planes * length;
    }

    /** The array itself, not a copy. */
    public float[] data() {
        return data;
    }

    /** Where plane {@code plane} of sample {@code sample} begins in {@link #data()}. */
    public int offset(int sample, int plane) {
        return (sample * planes + plane) * length;
    }

    public float at(int sample, int plane, int index) {
        return data[offset(sample, plane) + index];
    }

    public void set(int sample, int plane, int index, double value) {
        data[offset(sample, plane) + index] = (float) value;
    }

    /** ‖xᵢ‖₂² over the planes of entry {@code index} of one sample. */
    public double energy(int sample, int index) {
        double sum = 0;
        for (int p = 0; p < planes; p++) {
            double v = data[offset(sample, p) + index];
            sum += v * v;
        }
        return sum;
    }

    /** ‖x‖₂² of one sample, all planes together. */
    public double energy(int sample) {
        double sum = 0;
        for (int i = sample * stride(), end = i + stride(); i < end; i++) {
            sum += (double) data[i] * data[i];
        }
        return sum;
    }

    /** The real inner product over everything, summed in double. */
    public double dot(Batch other) {
        requireShape(other.count, other.planes, other.length);
        double sum = 0;
        for (int i = 0; i < data.length; i++) {
            sum += (double) data[i] * other.data[i];
        }
        return sum;
    }

    /** A copy of the samples {@code from ≤ s < to}. */
    public Batch slice(int from, int to) {
        return new Batch(to - from, planes, length, Arrays.copyOfRange(data, from * stride(), to * stride()));
    }

    /** Copies all samples of {@code source} over the samples of this batch that start at {@code from}. */
    public void put(int from, Batch source) {
        if (source.planes != planes || source.length != length) {
            throw new IllegalArgumentException("cannot put " + source + " into " + this);
        }
        System.arraycopy(source.data, 0, data, from * stride(), source.data.length);
    }

    public Batch copy() {
        return new Batch(count, planes, length, data.clone());
    }

    /** A batch of zeros with the same count and planes and another length. */
    public Batch like(int otherLength) {
        return new Batch(count, planes, otherLength);
    }

    /** True if no value is NaN or infinite. */
    public boolean isFinite() {
        for (float v : data) {
            if (!Float.isFinite(v)) {
                return false;
            }
        }
        return true;
    }

    /** @throws IllegalArgumentException naming both shapes if this batch has another one */
    public void requireShape(int expectedCount, int expectedPlanes, int expectedLength) {
        if (count != expectedCount || planes != expectedPlanes || length != expectedLength) {
            throw new IllegalArgumentException("expected a batch of " + expectedCount + "×" + expectedPlanes + "×"
                    + expectedLength + ", found " + this);
        }
    }

    @Override
    public String toString() {
        return count + "×" + planes + "×" + length;
    }
}

package org.gatefold.datasets.image;

/**
 * What numbers an image file holds.
 *
 * @param integer unsigned integers, else floating point
 * @param bits width of one number: 1 to 32
 */
public record SampleType(boolean integer, int bits) {
    public static final SampleType U8 = new SampleType(true, 8);
    public static final SampleType U16 = new SampleType(true, 16);
    public static final SampleType U32 = new SampleType(true, 32);
    public static final SampleType F16 = new SampleType(false, 16);
    public static final SampleType F32 = new SampleType(false, 32);

    public SampleType {
        if (bits < 1 || bits > 32 || (!integer && bits != 16 && bits != 32)) {
            throw new IllegalArgumentException("no samples of " + bits + " bits");
        }
    }

    /** The largest integer, 2^bits − 1; 1 for floating point. */
    public double maximum() {
        return integer ? (1L << bits) - 1 : 1;
    }

    @Override
    public String toString() {
        return (integer ? "uint" : "float") + bits;
    }
}

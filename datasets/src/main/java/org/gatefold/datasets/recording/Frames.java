package org.gatefold.datasets.recording;

/**
 * A block of samples, one array per channel.
 *
 * @param re real parts, [channels][frames]
 * @param im imaginary parts, [channels][frames]; no rows at all if the samples are real
 */
@SuppressWarnings("ArrayRecordComponent") // blocks are handed on, never compared
public record Frames(float[][] re, float[][] im) {
    /** @throws IllegalArgumentException unless the rows are of one length and {@code im} is empty or fits {@code re} */
    public Frames {
        for (float[] row : re) {
            requireLength(row, re[0].length);
        }
        for (float[] row : im) {
            requireLength(row, re[0].length);
        }
        if (im.length != 0 && im.length != re.length) {
            throw new IllegalArgumentException(re.length + " real and " + im.length + " imaginary channels");
        }
    }

    /** A block of zeros. */
    public static Frames zeros(int channels, int frames, boolean complex) {
        return new Frames(new float[channels][frames], new float[complex ? channels : 0][complex ? frames : 0]);
    }

    /** A block of real samples. */
    public static Frames real(float[]... re) {
        return new Frames(re, new float[0][]);
    }

    public int channels() {
        return re.length;
    }

    /** Samples per channel. */
    public int length() {
        return re.length == 0 ? 0 : re[0].length;
    }

    public boolean complex() {
        return im.length > 0;
    }

    private static void requireLength(float[] row, int length) {
        if (row.length != length) {
            throw new IllegalArgumentException("rows of " + length + " and " + row.length + " samples");
        }
    }
}

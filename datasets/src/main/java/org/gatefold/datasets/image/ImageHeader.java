package org.gatefold.datasets.image;

import java.util.Collections;
import java.util.List;

/**
 * What is known of an image beside its samples.
 *
 * @param width columns, at least 1
 * @param height rows, at least 1
 * @param channels names in the order of the samples: {@code Y}, {@code Y A}, {@code R G B}, {@code R G B A}, {@code X Y
 *     Z}, or what an OpenEXR file calls them
 * @param type what numbers the file holds
 * @param exposure per channel, by what the samples must be divided for radiance: EXPOSURE·COLORCORR of Radiance files,
 *     1/|scale| of PFM files, else 1
 */
public record ImageHeader(int width, int height, List<String> channels, SampleType type, List<Double> exposure) {
    public ImageHeader {
        channels = List.copyOf(channels);
        exposure = List.copyOf(exposure);
        if (width < 1 || height < 1 || channels.isEmpty() || exposure.size() != channels.size()) {
            throw new IllegalArgumentException(
                    width + "×" + height + " pixels, channels " + channels + ", exposure " + exposure);
        }
    }

    /** Exposure 1 in all channels. */
    public ImageHeader(int width, int height, List<String> channels, SampleType type) {
        this(width, height, channels, type, Collections.nCopies(channels.size(), 1.0));
    }

    /** The usual names of 1 to 4 channels; c0, c1 … for more. */
    static List<String> names(int channels) {
        return switch (channels) {
            case 1 -> List.of("Y");
            case 2 -> List.of("Y", "A");
            case 3 -> List.of("R", "G", "B");
            case 4 -> List.of("R", "G", "B", "A");
            default ->
                java.util.stream.IntStream.range(0, channels)
                        .mapToObj(c -> "c" + c)
                        .toList();
        };
    }

    /** Samples of one row. */
    public int rowLength() {
        return Math.multiplyExact(width, channels.size());
    }

    /** Samples of the whole image, which may be more than an array can hold. */
    public long size() {
        return (long) width * height * channels.size();
    }

    /** For messages: 640×480 R G B uint16. */
    @Override
    public String toString() {
        return width + "×" + height + " " + String.join(" ", channels) + " " + type;
    }
}

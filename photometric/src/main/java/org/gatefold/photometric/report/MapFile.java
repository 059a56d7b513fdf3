package org.gatefold.photometric.report;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.gatefold.datasets.image.Image;
import org.gatefold.datasets.image.ImageHeader;
import org.gatefold.datasets.image.Images;
import org.gatefold.datasets.image.SampleType;
import org.gatefold.sparse.io.InputException;
import org.gatefold.sparse.io.NdArray;
import org.gatefold.sparse.io.Npy;
import org.jspecify.annotations.Nullable;

/** Files of maps: of numbers (.npy, .exr, .pfm, .hdr), or of colours for eyes (.png, .tif, .tga). */
public final class MapFile {
    private static final List<String> NUMBERS = List.of("npy", "exr", "pfm", "hdr");
    private static final List<String> COLOURS = List.of("png", "tif", "tiff", "tga");

    private MapFile() {}

    /**
     * Finds out before the work whether a map can be written under this name; null is none.
     *
     * @throws InputException if the name has another ending
     */
    public static void requireName(String option, @Nullable Path file) {
        if (file != null && !NUMBERS.contains(ending(file)) && !COLOURS.contains(ending(file))) {
            throw new InputException(option + " " + file + ": expected a name that ends with ."
                    + String.join(", .", COLOURS) + " or ." + String.join(", .", NUMBERS));
        }
    }

    private static String ending(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** Whether a file of this name holds the numbers themselves. */
    static boolean exact(Path file) {
        return NUMBERS.contains(ending(file));
    }

    /** Whether a file of this name may hold a picture with a scale. */
    static boolean picture(Path file) {
        return ending(file).equals("png");
    }

    /** @param values height × width × channels, 1 or 3 of them; from 0 to 1 for colours */
    static void write(Path file, int width, int height, int channels, float[] values) {
        if (ending(file).equals("npy")) {
            double[] numbers = new double[values.length];
            for (int i = 0; i < values.length; i++) {
                numbers[i] = values[i];
            }
            int[] shape = channels == 1 ? new int[] {height, width} : new int[] {height, width, channels};
            Npy.write(file, new NdArray(NdArray.Precision.FLOAT32, shape, numbers, new double[0]));
            return;
        }
        List<String> names = channels == 1 ? List.of("Y") : List.of("R", "G", "B");
        Image image = new Image(new ImageHeader(width, height, names, SampleType.F32), values);
        Images.write(file, exact(file) ? image : image.integers(ending(file).equals("tga") ? 8 : 16));
    }
}

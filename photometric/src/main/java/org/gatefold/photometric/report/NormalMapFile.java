package org.gatefold.photometric.report;

import java.nio.file.Path;
import org.gatefold.datasets.image.Image;
import org.gatefold.datasets.image.Images;
import org.gatefold.datasets.image.NonFinite;
import org.gatefold.photometric.depth.NormalMap;
import org.gatefold.photometric.scene.Mask;
import org.gatefold.sparse.io.InputException;
import org.jspecify.annotations.Nullable;

/** Normal maps of files: colours (n + 1)/2 of integer images, or x, y, z in floating point. */
public final class NormalMapFile {
    /** What the length of a normal may be off 1: 8 bits round it by 0.7 %, resampling by more. */
    private static final double SLACK = 0.5;

    private NormalMapFile() {}

    /**
     * Reads the normals of the pixels of a mask; outside are too those that are transparent, not finite, or whose
     * length is not 1 by half and more, as the black or grey ground of a picture.
     *
     * @param mask null for all pixels
     * @throws InputException if the file is no image of three colours, the mask does not fit, or nothing is left
     */
    public static NormalMap read(Path file, @Nullable Path mask, Convention convention) {
        Image image = Images.read(file, NonFinite.KEPT);
        if (image.channels() < 3 || image.channels() > 4) {
            throw new InputException(file + ": expected normals in three channels, found " + image.header());
        }
        boolean coded = image.header().type().integer();
        float[] samples = image.unit().samples();
        int width = image.width();
        boolean[] inside = mask == null
                ? Mask.everything(width, image.height()).inside()
                : Mask.read(mask, width, image.height()).inside();
        float[] directions = new float[3 * width * image.height()];
        boolean[] known = new boolean[inside.length];
        int kept = 0;
        for (int i = 0; i < inside.length; i++) {
            int at = i * image.channels();
            double x = coded ? 2.0 * samples[at] - 1 : samples[at];
            double y = convention.up() * (coded ? 2.0 * samples[at + 1] - 1 : samples[at + 1]);
            double z = coded ? 2.0 * samples[at + 2] - 1 : samples[at + 2];
            double length = Math.sqrt(x * x + y * y + z * z);
            boolean opaque = image.channels() == 3 || samples[at + 3] > 0;
            known[i] = inside[i] && opaque && Math.abs(length - 1) < SLACK;
            if (known[i]) {
                directions[kept++] = (float) (x / length);
                directions[kept++] = (float) (y / length);
                directions[kept++] = (float) (z / length);
            }
        }
        if (kept == 0) {
            throw new InputException(file + ": expected normals of length 1 in the mask, found none");
        }
        return new NormalMap(width, image.height(), known, java.util.Arrays.copyOf(directions, kept));
    }
}

package org.gatefold.photometric.report;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.gatefold.photometric.scene.Mask;
import org.gatefold.photometric.scene.SurfaceMap;
import org.gatefold.sparse.evaluation.AngularError;
import org.gatefold.sparse.io.ArrayFile;
import org.gatefold.sparse.io.InputException;
import org.gatefold.sparse.io.MatFile;
import org.gatefold.sparse.io.NdArray;

/**
 * Angles between found and true normals, over the pixels of the object that have a true one. A pixel without a found
 * normal counts 90°.
 */
public final class AngularErrors {
    private static final double NOTHING_FOUND = 90;

    private final double[] degrees;
    private final double[] sorted;

    private AngularErrors(double[] degrees) {
        this.degrees = degrees;
        this.sorted =
                Arrays.stream(degrees).filter(d -> !Double.isNaN(d)).sorted().toArray();
    }

    /**
     * True normals [height][width][3] of a .npy, .npz or .mat file (there {@code Normal_gt}, if it has several arrays).
     *
     * @throws InputException if the file holds something else, or no normal inside the mask
     */
    public static NdArray truth(Path file, Mask mask) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        NdArray truth;
        if (name.endsWith(".mat")) {
            truth = MatFile.read(file, MatFile.read(file).size() == 1 ? null : "Normal_gt");
        } else {
            truth = ArrayFile.read(file.toString());
        }
        int[] shape = {mask.height(), mask.width(), 3};
        if (truth.complex() || !Arrays.equals(truth.shape(), shape)) {
            throw new InputException(file + ": expected normals of " + mask.height() + "×" + mask.width()
                    + "×3 as the images, found " + truth);
        }
        boolean any = false;
        for (int i = 0; i < mask.inside().length; i++) {
            any |= mask.inside()[i] && length(truth.re(), i) > 0;
        }
        if (!any) {
            throw new InputException(file + ": expected normals inside the mask, found none");
        }
        return truth;
    }

    private static double length(double[] normals, int pixel) {
        double sum = 0;
        for (int d = 0; d < 3; d++) {
            sum += normals[3 * pixel + d] * normals[3 * pixel + d];
        }
        return Math.sqrt(sum);
    }

    /**
     * Of a list of pixels.
     *
     * @param truth x, y, z of each in turn
     * @param found as many
     */
    public static AngularErrors of(float[] truth, float[] found) {
        double[] degrees = new double[truth.length / 3];
        for (int i = 0; i < degrees.length; i++) {
            int k = 3 * i;
            degrees[i] =
                    AngularError.degrees(truth[k], truth[k + 1], truth[k + 2], found[k], found[k + 1], found[k + 2]);
            degrees[i] = Double.isNaN(degrees[i]) ? NOTHING_FOUND : degrees[i];
        }
        return new AngularErrors(degrees);
    }

    public static AngularErrors of(SurfaceMap map, NdArray truth) {
        double[] degrees = new double[map.mask().inside().length];
        double[] t = truth.re();
        float[] n = map.normals();
        for (int i = 0; i < degrees.length; i++) {
            if (!map.mask().inside()[i] || !(length(t, i) > 0)) {
                degrees[i] = Double.NaN;
                continue;
            }
            int k = 3 * i;
            degrees[i] = AngularError.degrees(t[k], t[k + 1], t[k + 2], n[k], n[k + 1], n[k + 2]);
            degrees[i] = Double.isNaN(degrees[i]) ? NOTHING_FOUND : degrees[i];
        }
        return new AngularErrors(degrees);
    }

    /** [height][width], NaN where there is no truth; not a copy. */
    public double[] degrees() {
        return degrees;
    }

    public int pixels() {
        return sorted.length;
    }

    public double mean() {
        return Arrays.stream(sorted).average().orElse(Double.NaN);
    }

    /** The angle that a share of the pixels does not exceed. */
    public double quantile(double share) {
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
    }
}

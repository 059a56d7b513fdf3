package org.gatefold.photometric.scene;

import java.util.function.IntConsumer;
import org.gatefold.photometric.method.NormalMethod;
import org.gatefold.photometric.method.Normals;
import org.gatefold.sparse.Batch;

/**
 * Runs a method on images of any size: bands of rows with at most {@value #SAMPLES} samples are read, solved and put
 * into the map one after the other.
 */
public final class Reconstruction {
    /** Samples of all images in a band. */
    private static final int SAMPLES = 1 << 24;

    private final LitImages images;
    private final NormalMethod method;
    private final SurfaceMap map;
    private final Exposure exposure;
    private double seconds;

    public Reconstruction(LitImages images, NormalMethod method) {
        this.images = images;
        this.method = method;
        this.map = new SurfaceMap(images.mask(), images.colours());
        this.exposure = new Exposure(images.names());
    }

    /** Rows that a band has. */
    public static int rows(LitImages images) {
        long row = (long) images.mask().width()
                * images.colours()
                * images.lights().count();
        return (int) Math.max(1, Math.min(images.mask().height(), SAMPLES / row));
    }

    /** How the images were exposed, once they were run through. */
    public Exposure exposure() {
        return exposure;
    }

    /** @param progress hears how many rows are done */
    public SurfaceMap run(IntConsumer progress) {
        int step = rows(images);
        for (int from = 0; from < images.mask().height(); from += step) {
            int rows = Math.min(step, images.mask().height() - from);
            add(images.tile(from, rows));
            progress.accept(from + rows);
        }
        return map;
    }

    private void add(Tile tile) {
        if (tile.count() == 0) {
            return;
        }
        Batch grey = tile.grey();
        exposure.add(tile, grey);
        long before = System.nanoTime();
        Normals found = method.estimate(images.lights(), grey);
        seconds += 1e-9 * (System.nanoTime() - before);
        float[] albedo = tile.albedo(images.lights(), found);
        int colours = images.colours();
        for (int p = 0; p < tile.count(); p++) {
            int at = tile.place(p);
            System.arraycopy(found.directions(), 3 * p, map.normals(), 3 * at, 3);
            System.arraycopy(albedo, colours * p, map.albedo(), colours * at, colours);
            map.outliers()[at] = (float) found.outliers(p, Tile.OUTLIER);
        }
    }

    /** Time the method took so far, without reading. */
    public double seconds() {
        return seconds;
    }
}

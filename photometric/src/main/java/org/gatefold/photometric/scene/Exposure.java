package org.gatefold.photometric.scene;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.io.InputException;

/** How the images of an object are exposed: what is black, what saturated. Filled tile by tile. */
public final class Exposure {
    /** Saturated samples that are worth a word, as a share of all. */
    private static final double SATURATED = 1e-3;

    /** Lights that a normal takes. */
    private static final int LEAST_LIT = 3;

    private final List<String> names;
    private final boolean[] black;
    private final long[] saturated;
    private long pixels;
    private long dim;
    private int colours = 1;

    /** @param names of the images */
    Exposure(List<String> names) {
        this.names = List.copyOf(names);
        black = new boolean[names.size()];
        java.util.Arrays.fill(black, true);
        saturated = new long[names.size()];
    }

    /** @param grey the mean over the colours of the tile */
    void add(Tile tile, Batch grey) {
        pixels += tile.count();
        colours = tile.colours();
        for (int i = 0; i < black.length; i++) {
            saturated[i] += tile.saturated(i);
        }
        for (int p = 0; p < tile.count(); p++) {
            int lit = 0;
            for (int i = 0; i < black.length; i++) {
                boolean bright = grey.at(p, 0, i) > 0;
                black[i] &= !bright;
                lit += bright ? 1 : 0;
            }
            dim += lit < LEAST_LIT ? 1 : 0;
        }
    }

    /** @throws InputException if there is nothing but black, or nothing but saturation, on the object */
    public void requireLight() {
        if (IntStream.range(0, black.length).allMatch(i -> black[i])) {
            throw new InputException(names.get(0) + " and the others: expected light on the object, found all of its "
                    + pixels + " pixels black in all " + names.size() + " images");
        }
        long most = pixels * colours;
        if (most > 0 && IntStream.range(0, black.length).allMatch(i -> saturated[i] == most)) {
            throw new InputException(names.get(0) + " and the others: expected brightness below full scale, found all "
                    + pixels + " pixels of the object saturated in all " + names.size() + " images");
        }
    }

    /** What a person should know, a line each. */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        int[] dark = IntStream.range(0, black.length).filter(i -> black[i]).toArray();
        if (dark.length > 0) {
            warnings.add(names.get(dark[0])
                    + (dark.length > 1 ? " and " + (dark.length - 1) + " other images are" : " is")
                    + " black all over the object: was the lamp off?");
        }
        long all = pixels * colours * names.size();
        long full = java.util.Arrays.stream(saturated).sum();
        if (all > 0 && full > SATURATED * all) {
            int worst = IntStream.range(0, saturated.length).reduce(0, (a, b) -> saturated[b] > saturated[a] ? b : a);
            warnings.add(String.format(
                    Locale.ROOT,
                    "%.1f %% of the samples are saturated (%s: %.1f %%); robust methods take them for highlights",
                    100.0 * full / all,
                    names.get(worst),
                    100.0 * saturated[worst] / (pixels * colours)));
        }
        if (dim > 0) {
            warnings.add(dim + " of " + pixels + " pixels are lit in fewer than " + LEAST_LIT
                    + " images, too few to tell a normal: is the mask too large?");
        }
        return warnings;
    }
}

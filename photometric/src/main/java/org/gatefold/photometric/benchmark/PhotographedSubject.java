package org.gatefold.photometric.benchmark;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.gatefold.datasets.image.ImageStack;
import org.gatefold.datasets.image.NonFinite;
import org.gatefold.photometric.Lights;
import org.gatefold.photometric.light.LightFile;
import org.gatefold.photometric.report.AngularErrors;
import org.gatefold.photometric.scene.LitImages;
import org.gatefold.photometric.scene.Mask;
import org.gatefold.photometric.scene.Tile;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.io.InputException;
import org.gatefold.sparse.io.NdArray;
import org.jspecify.annotations.Nullable;

/**
 * A folder of images with lights and true normals, seen under random subsets of its lights: a folder of DiLiGenT, or
 * one that {@code photometric simulate} made. Colours are averaged.
 */
public final class PhotographedSubject implements Subject {
    private static final String[] LIGHTS = {"light_directions.txt", "lights.txt"};
    private static final String[] INTENSITIES = {"light_intensities.txt", "intensities.txt"};
    private static final String[] MASKS = {"mask.png", "mask.npy"};
    private static final String[] TRUTHS = {"normal_gt.npy", "Normal_gt.mat", "normals.npy"};
    private static final String[] STACKS = {"images.npz", "images.npy"};

    /** All intensities are kept in memory. */
    private static final long MOST_SAMPLES = 1L << 27;

    private final Path folder;
    private final Samples all;
    private final long seed;

    /**
     * Reads all images.
     *
     * @throws InputException if a file is missing, damaged, or does not fit the rest
     */
    public PhotographedSubject(Path folder, long seed) {
        this.folder = folder;
        this.seed = seed;
        Lights lights = LightFile.directions(required("light directions", LIGHTS));
        Path intensities = found(INTENSITIES);
        double[] strengths = intensities == null ? null : LightFile.intensities(intensities, lights.count());
        Path stacked = found(STACKS);
        try (ImageStack stack = ImageStack.open(stacked == null ? folder : stacked, NonFinite.REFUSED)) {
            Mask mask = Mask.read(required("a mask", MASKS), stack.width(), stack.height());
            if ((long) mask.count() * lights.count() > MOST_SAMPLES) {
                throw new InputException(
                        folder + ": expected at most " + MOST_SAMPLES + " samples of the object, found " + mask.count()
                                + " pixels under " + lights.count() + " lights");
            }
            NdArray truth = AngularErrors.truth(required("true normals", TRUTHS), mask);
            LitImages images = new LitImages(stack, lights, strengths, mask, false);
            all = samples(lights, images.tile(0, mask.height()), truth);
        }
    }

    private @Nullable Path found(String... names) {
        for (String name : names) {
            if (Files.isRegularFile(folder.resolve(name))) {
                return folder.resolve(name);
            }
        }
        return null;
    }

    private Path required(String what, String... names) {
        Path file = found(names);
        if (file == null) {
            throw new InputException(
                    folder + ": expected " + what + " in it (" + String.join(" or ", names) + "), found none");
        }
        return file;
    }

    /** The pixels that have a true normal. */
    private static Samples samples(Lights lights, Tile tile, NdArray truth) {
        Batch grey = tile.grey();
        int r = lights.count();
        int[] known = IntStream.range(0, tile.count())
                .filter(p -> {
                    int at = 3 * tile.place(p);
                    return truth.re()[at] != 0 || truth.re()[at + 1] != 0 || truth.re()[at + 2] != 0;
                })
                .toArray();
        Batch intensities = new Batch(known.length, 1, r);
        Batch normals = new Batch(known.length, 1, 3);
        for (int k = 0; k < known.length; k++) {
            System.arraycopy(grey.data(), known[k] * r, intensities.data(), k * r, r);
            for (int d = 0; d < 3; d++) {
                normals.set(k, 0, d, truth.re()[3 * tile.place(known[k]) + d]);
            }
        }
        return new Samples(lights, intensities, null, normals);
    }

    private List<Integer> eligible(double elevation) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < all.lights().count(); i++) {
            if (all.lights().z(i) >= elevation) {
                numbers.add(i);
            }
        }
        return numbers;
    }

    @Override
    public int lights(double elevation) {
        return eligible(elevation).size();
    }

    @Override
    public Samples draw(int draw, int lights, double elevation) {
        List<Integer> numbers = eligible(elevation);
        Collections.shuffle(numbers, new Random(seed * 1_000_003 + draw));
        return all.chosen(numbers.subList(0, lights).stream().mapToInt(i -> i).toArray());
    }

    @Override
    public List<String> baselines() {
        return List.of("sbl", "trimmed-ls", "masked-sbl:shadow=0.1", "masked-ls:shadow=0.1");
    }
}

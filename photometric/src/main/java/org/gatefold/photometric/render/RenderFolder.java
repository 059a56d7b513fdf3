package org.gatefold.photometric.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.gatefold.datasets.image.Image;
import org.gatefold.datasets.image.Images;
import org.gatefold.datasets.image.SampleType;
import org.gatefold.photometric.Lights;
import org.gatefold.photometric.light.LightFile;
import org.gatefold.photometric.scene.Mask;
import org.gatefold.sparse.io.InputException;
import org.gatefold.sparse.io.NdArray;
import org.gatefold.sparse.io.Npy;
import org.gatefold.sparse.io.Npz;
import org.gatefold.sparse.io.ResultFile;
import org.jspecify.annotations.Nullable;

/**
 * A folder of renders: {@code image1.exr} and so on (or {@code images.npz}), {@code lights.txt},
 * {@code intensities.txt} where they differ, {@code mask.png}, {@code normals.npy}, {@code albedo.npy},
 * {@code depth.npy} and {@code scene.json}, which says how it was made. It is made under another name beside and then
 * moved, so that it is there whole or not at all. One that was made before is replaced: the files that its
 * {@code scene.json} lists, no others.
 */
public final class RenderFolder implements AutoCloseable {
    private static final String DESCRIPTION = "scene.json";
    private static final Set<String> FORMATS = new LinkedHashSet<>(List.of("exr", "pfm", "hdr", "tif", "png", "npz"));

    /** Samples of a stack, which is kept in memory until all images are there. */
    private static final long MOST_STACKED = 1L << 26;

    private final Path target;
    private final Path work;
    private final String format;
    private final List<float[]> stack = new ArrayList<>();
    private int lights;
    private int images;
    private int width;
    private int height;
    private int colours;

    /**
     * @param format ending of the images' names: exr, pfm, hdr, tif, png or npz
     * @throws InputException if there is no such format, or {@code target} is there and no folder of renders
     */
    public RenderFolder(Path target, String format) {
        if (!FORMATS.contains(format)) {
            throw new InputException(
                    "--format: expected one of " + String.join(", ", FORMATS) + ", found '" + format + "'");
        }
        this.target = target;
        this.format = format;
        Path whole = target.toAbsolutePath().normalize();
        this.work = whole.resolveSibling("." + whole.getFileName() + "." + UUID.randomUUID() + ".part");
        listed();
    }

    /** Whether the format holds negative numbers. */
    public boolean holdsNegative() {
        return !format.equals("hdr") && !format.equals("png");
    }

    /** Files of an earlier simulation in the folder. */
    private List<String> listed() {
        if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> content = Files.isDirectory(target) ? Files.list(target) : Stream.of(target)) {
            if (Files.isDirectory(target) && content.findAny().isEmpty()) {
                return List.of();
            }
            List<String> files = new ArrayList<>();
            if (Files.isRegularFile(target.resolve(DESCRIPTION))) {
                JsonNode description =
                        new ObjectMapper().readTree(target.resolve(DESCRIPTION).toFile());
                description.path("files").forEach(file -> files.add(file.asText()));
            }
            if (files.contains(DESCRIPTION) && files.stream().noneMatch(file -> file.contains("/"))) {
                return files;
            }
        } catch (IOException e) {
            throw new InputException(target + ": cannot be read (" + e + ")", e);
        }
        throw new InputException(target + ": expected a new or empty folder, or one that simulate made, found "
                + (Files.isDirectory(target) ? "a folder with other files" : "a file"));
    }

    /**
     * Begins with all but the images.
     *
     * @param intensities three a light; null if all are 1
     * @param description what {@code scene.json} says; the list of files is added
     */
    public void start(Scene scene, Lights directions, double @Nullable [] intensities, ObjectNode description) {
        Mask mask = scene.view().mask();
        width = mask.width();
        height = mask.height();
        colours = scene.albedo().colours();
        lights = directions.count();
        if (format.equals("npz") && (long) lights * width * height * colours > MOST_STACKED) {
            throw new InputException("--format npz: expected at most " + MOST_STACKED + " samples, found " + lights
                    + " images of " + width + "×" + height + "×" + colours);
        }
        LightFile.write(work.resolve("lights.txt"), directions);
        if (intensities != null) {
            LightFile.writeIntensities(work.resolve("intensities.txt"), intensities);
        }
        float[] inside = new float[width * height];
        for (int i = 0; i < inside.length; i++) {
            inside[i] = mask.inside()[i] ? 255 : 0;
        }
        Images.write(work.resolve("mask.png"), new Image(width, height, 1, SampleType.U8, inside));
        Npy.write(work.resolve("normals.npy"), array(scene.view().normals(), height, width, 3));
        Npy.write(
                work.resolve("albedo.npy"),
                array(
                        scene.albedo().values(),
                        colours == 1 ? new int[] {height, width} : new int[] {height, width, 3}));
        Npy.write(work.resolve("depth.npy"), array(scene.view().depth(), height, width));
        ArrayNode files = description.putArray("files");
        names(intensities != null).forEach(files::add);
        ResultFile.write(work.resolve(DESCRIPTION), description.toPrettyString() + "\n");
    }

    private List<String> names(boolean intensities) {
        List<String> names = new ArrayList<>(List.of(DESCRIPTION, "lights.txt", "mask.png", "normals.npy"));
        names.addAll(List.of("albedo.npy", "depth.npy"));
        if (intensities) {
            names.add("intensities.txt");
        }
        if (format.equals("npz")) {
            names.add("images.npz");
        }
        for (int i = 1; i <= lights && !format.equals("npz"); i++) {
            names.add(name(i));
        }
        return names;
    }

    private String name(int image) {
        int digits = Integer.toString(lights).length();
        return String.format(Locale.ROOT, "image%0" + digits + "d.%s", image, format);
    }

    private static NdArray array(float[] values, int... shape) {
        double[] numbers = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            numbers[i] = values[i];
        }
        return new NdArray(NdArray.Precision.FLOAT32, shape, numbers, new double[0]);
    }

    /** Adds the next image, [height][width][colours], which is kept. */
    public void add(float[] samples) {
        images++;
        if (format.equals("npz")) {
            stack.add(samples);
            return;
        }
        Image image = new Image(width, height, colours, SampleType.F32, samples);
        Images.write(work.resolve(name(images)), format.equals("png") ? image.integers(16) : image);
    }

    /** Puts the folder in its place. @throws InputException if that cannot be written */
    public void finish() {
        if (images != lights) {
            throw new IllegalStateException(images + " images for " + lights + " lights");
        }
        if (format.equals("npz")) {
            float[] all = new float[Math.multiplyExact(lights * colours, width * height)];
            for (int i = 0; i < lights; i++) {
                System.arraycopy(stack.get(i), 0, all, i * stack.get(i).length, stack.get(i).length);
            }
            int[] shape = colours == 1 ? new int[] {lights, height, width} : new int[] {lights, height, width, colours};
            Npz.write(work.resolve("images.npz"), Map.of("images", array(all, shape)));
        }
        try {
            if (!Files.exists(target)) {
                Files.move(work, target.toAbsolutePath());
                return;
            }
            for (String old : listed()) {
                Files.deleteIfExists(target.resolve(old));
            }
            for (Path file : content()) {
                Files.move(file, target.resolve(String.valueOf(file.getFileName())));
            }
        } catch (IOException e) {
            throw new InputException(target + ": cannot be written (" + e + ")", e);
        }
    }

    private List<Path> content() throws IOException {
        try (Stream<Path> files = Files.list(work)) {
            return files.toList();
        }
    }

    /** Leaves nothing behind of a folder that was not finished. */
    @Override
    public void close() {
        try {
            if (Files.isDirectory(work)) {
                for (Path file : content()) {
                    Files.deleteIfExists(file);
                }
                Files.delete(work);
            }
        } catch (IOException e) {
            throw new InputException(work + ": cannot be removed (" + e + ")", e);
        }
    }
}

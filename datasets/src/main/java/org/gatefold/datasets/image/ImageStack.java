package org.gatefold.datasets.image;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gatefold.sparse.io.InputException;

/**
 * Images of one scene: the same size, channels and full scale. They are read in bands of rows, so that their number and
 * size are not bounded by memory; images of formats that are decoded as a whole are decoded one after the other.
 */
public final class ImageStack implements Closeable {
    /** Lists the images of a folder in their order, one name a line (DiLiGenT). */
    private static final String LIST = "filenames.txt";

    private static final Pattern OTHER = Pattern.compile("(^|[._ -])(mask|normals?|depth|albedo|ambient)([._ -]|$)");
    private static final Pattern DIGITS = Pattern.compile("\\d+");

    private final List<ImageSource> images;

    private ImageStack(List<ImageSource> images) {
        this.images = images;
    }

    /**
     * Opens the images of a folder, or those of an array [images][height][width] or [images][height][width][channels]
     * in a NumPy file ({@code FILE.npz:NAME}; {@code images} if there are several arrays and none is named).
     *
     * @throws InputException as {@link Images#open} and {@link #of}, or if the folder has no images
     */
    public static ImageStack open(Path place, NonFinite nonFinite) {
        if (Files.isDirectory(place)) {
            return of(list(place), nonFinite);
        }
        int colon = place.toString().lastIndexOf(".npz:") + 4;
        boolean member = colon > 4 && !Files.exists(place);
        Path file = member ? Path.of(place.toString().substring(0, colon)) : place;
        String name = member ? place.toString().substring(colon + 1) : "";
        ImageFormat format = ImageFormat.of(ImageFormat.require(file));
        if (format != ImageFormat.NPY && format != ImageFormat.NPZ) {
            throw new InputException(
                    place + ": expected a folder of images or a NumPy file with several, found " + format);
        }
        ArrayImages arrays = ArrayImages.open(file, format == ImageFormat.NPZ, name, true);
        return new ImageStack(arrays.images().stream().map(nonFinite::guard).toList());
    }

    /**
     * Opens images in the order given.
     *
     * @throws InputException as {@link Images#open}, or if they differ in size, channels or full scale
     */
    public static ImageStack of(List<Path> files, NonFinite nonFinite) {
        if (files.isEmpty()) {
            throw new InputException("expected at least one image, found none");
        }
        List<ImageSource> images = new ArrayList<>();
        boolean whole = false;
        try {
            for (Path file : files) {
                images.add(Images.open(file, nonFinite));
                requireAlike(images.get(0), images.get(images.size() - 1));
            }
            whole = true;
            return new ImageStack(List.copyOf(images));
        } finally {
            if (!whole) {
                images.forEach(ImageSource::close);
            }
        }
    }

    /**
     * The images of a folder: those its {@code filenames.txt} lists, else all of them by name, runs of digits compared
     * as numbers (2 before 10), without those whose names say that they are masks, normal or depth maps.
     *
     * @throws InputException if there are none, or a listed one is missing
     */
    public static List<Path> list(Path folder) {
        try {
            Path list = folder.resolve(LIST);
            if (Files.isRegularFile(list)) {
                return Files.readAllLines(list).stream()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .map(folder::resolve)
                        .toList();
            }
            try (Stream<Path> files = Files.list(folder)) {
                List<Path> images =
                        files.filter(ImageStack::isImage).sorted(byName()).toList();
                if (images.isEmpty()) {
                    throw new InputException(folder + ": expected a folder of images, found none in it");
                }
                return images;
            }
        } catch (IOException e) {
            throw new InputException(folder + ": cannot be read (" + e + ")", e);
        }
    }

    private static boolean isImage(Path file) {
        Optional<ImageFormat> format = ImageFormat.named(file);
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return format.isPresent()
                && format.orElseThrow() != ImageFormat.NPZ
                && format.orElseThrow() != ImageFormat.NPY
                && Files.isRegularFile(file)
                && !OTHER.matcher(name).find();
    }

    private static Comparator<Path> byName() {
        return Comparator.comparing((Path file) -> padded(String.valueOf(file.getFileName())))
                .thenComparing(file -> String.valueOf(file.getFileName()));
    }

    /** The name with its numbers at one width. */
    private static String padded(String name) {
        return DIGITS.matcher(name)
                .replaceAll(match -> Matcher.quoteReplacement(
                        "0".repeat(Math.max(0, 20 - match.group().length())) + match.group()));
    }

    private static void requireAlike(ImageSource first, ImageSource other) {
        ImageHeader a = first.header();
        ImageHeader b = other.header();
        if (a.width() != b.width()
                || a.height() != b.height()
                || !a.channels().equals(b.channels())
                || a.type().maximum() != b.type().maximum()) {
            throw new InputException(other.name() + ": expected " + a + " as in " + first.name() + ", found " + b);
        }
    }

    /** Number of images. */
    public int count() {
        return images.size();
    }

    public int width() {
        return images.get(0).header().width();
    }

    public int height() {
        return images.get(0).header().height();
    }

    public int channels() {
        return images.get(0).header().channels().size();
    }

    /** Header of one image; size, channels and full scale are those of all, the exposure may differ. */
    public ImageHeader header(int image) {
        return images.get(image).header();
    }

    /** Names of the images, in their order. */
    public List<String> names() {
        return images.stream().map(ImageSource::name).toList();
    }

    /** Rows of one image; see {@link ImageSource#rows}. */
    public float[] rows(int image, int from, int count) {
        return images.get(image).rows(from, count);
    }

    @Override
    public void close() {
        images.forEach(ImageSource::close);
    }
}

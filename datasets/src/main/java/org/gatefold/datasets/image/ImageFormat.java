package org.gatefold.datasets.image;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.gatefold.sparse.io.InputException;

/** Image formats by content and by name. */
enum ImageFormat {
    RADIANCE("a Radiance picture", "hdr pic rgbe xyze", "#?"),
    PFM("a PFM image", "pfm", "PF\n|Pf\n|PF\r|Pf\r|PF |Pf "),
    EXR("an OpenEXR image", "exr", "v/1\1"),
    TIFF("a TIFF image", "tif tiff", "II*\0|MM\0*|II+\0|MM\0+"),
    PNG("a PNG image", "png", "\u0089PNG"),
    TGA("a TGA image", "tga targa", ""),
    NPY("a NumPy .npy file", "npy", "\u0093NUMPY"),
    NPZ("a ZIP archive (such as .npz)", "npz", "PK\3\4|PK\5\6");

    private static final String[][] OTHERS = {
        {"\u00ff\u00d8\u00ff", "a JPEG image (neither linear nor exact)"},
        {"GIF8", "a GIF image"},
        {"BM", "a BMP image"},
        {"RIFF", "a RIFF file (WAV or WebP)"},
        {"P5", "a PGM image"},
        {"P6", "a PPM image"},
        {"%PDF", "a PDF document"},
        {"\u001f\u008b", "a gzip archive"}
    };

    private final String label;
    private final String endings;
    private final String starts;

    /**
     * @param endings of names, between blanks
     * @param starts of files, between bars; empty if there is no magic number
     */
    ImageFormat(String label, String endings, String starts) {
        this.label = label;
        this.endings = endings;
        this.starts = starts;
    }

    /** The format with its article. */
    @Override
    public String toString() {
        return label;
    }

    /** The format that the name of a file says. */
    static Optional<ImageFormat> named(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        String ending = name.substring(name.lastIndexOf('.') + 1);
        return Arrays.stream(values()).filter(f -> f.endings.contains(ending)).findFirst();
    }

    /**
     * The format of a file by its content, which its name must not contradict.
     *
     * @throws InputException if there is no such file or it is of no known format
     */
    static ImageFormat of(FileBytes file) {
        String head = new String(file.head(16), StandardCharsets.ISO_8859_1);
        Optional<ImageFormat> content = Arrays.stream(values())
                .filter(f -> !f.starts.isEmpty())
                .filter(f -> Arrays.stream(f.starts.split("\\|")).anyMatch(head::startsWith))
                .findFirst();
        Optional<ImageFormat> named = named(file.file());
        if (content.isPresent() && (named.isEmpty() || named.equals(content))) {
            return content.orElseThrow();
        }
        String found = file.size() == 0
                ? "an empty file"
                : content.map(ImageFormat::toString)
                        .or(() -> Arrays.stream(OTHERS)
                                .filter(o -> head.startsWith(o[0]))
                                .map(o -> o[1])
                                .findFirst())
                        .orElse("no header that is known");
        // TGA has no magic number
        if (named.equals(Optional.of(TGA)) && found.equals("no header that is known")) {
            return TGA;
        }
        throw file.complaint(
                named.map(f -> f + " as its name says")
                        .orElse("an image: Radiance, PFM, OpenEXR, TIFF, PNG, TGA, NPY or NPZ"),
                found);
    }

    /** @throws InputException if there is no such file */
    static FileBytes require(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new InputException(
                    file + ": expected an image, found " + (Files.isDirectory(file) ? "a directory" : "no such file"));
        }
        return FileBytes.of(file);
    }
}

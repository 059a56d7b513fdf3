package org.gatefold.datasets.image;

import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.gatefold.sparse.io.InputException;
import org.gatefold.sparse.io.NdArray;
import org.gatefold.sparse.io.Npy;
import org.gatefold.sparse.io.ResultFile;

/** Opens and writes single images of any format. */
public final class Images {
    private Images() {}

    /**
     * Opens a Radiance, PFM, OpenEXR, TIFF, PNG or TGA image, or an array [height][width] or [height][width][channels]
     * of a NumPy file ({@code FILE.npz:NAME} for one of several). What is opened is decided by the content, and by the
     * name for TGA alone.
     *
     * @return an image the caller closes
     * @throws InputException if there is no such file, or it is not what its name says, damaged, truncated, or claims
     *     dimensions that its size cannot hold
     */
    public static ImageSource open(Path file, NonFinite nonFinite) {
        int colon = file.toString().lastIndexOf(".npz:") + 4;
        boolean member = colon > 4 && !Files.exists(file);
        Path path = member ? Path.of(file.toString().substring(0, colon)) : file;
        String name = member ? file.toString().substring(colon + 1) : "";
        FileBytes bytes = ImageFormat.require(path);
        ImageFormat format = ImageFormat.of(bytes);
        return nonFinite.guard(
                switch (format) {
                    case RADIANCE -> RadianceImage.open(bytes);
                    case PFM -> PfmImage.open(bytes);
                    case EXR -> ExrImage.open(bytes);
                    case TIFF -> TiffImage.open(bytes);
                    case PNG -> PngImage.open(bytes);
                    case TGA -> TgaImage.open(bytes);
                    case NPY, NPZ ->
                        ArrayImages.open(path, format == ImageFormat.NPZ, name, false)
                                .images()
                                .get(0);
                });
    }

    /** Reads a whole image; see {@link #open}. */
    public static Image read(Path file, NonFinite nonFinite) {
        try (ImageSource source = open(file, nonFinite)) {
            Runtime runtime = Runtime.getRuntime();
            long free = runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
            if (source.header().size() > Math.min(FileBytes.MOST, free / 4)) {
                throw new InputException(file + ": expected an image that fits into memory, found " + source.header()
                        + " with " + (free >> 20) + " MiB free (java -Xmx)");
            }
            return new Image(source.header(), source.rows(0, source.header().height()));
        }
    }

    /** Reads a whole image of finite samples; see {@link #open}. */
    public static Image read(Path file) {
        return read(file, NonFinite.REFUSED);
    }

    /** Writes an image in the usual compression of its format; see {@link #write(Path, Image, Packing)}. */
    public static void write(Path file, Image image) {
        ImageFormat format = format(file);
        Packing packing =
                switch (format) {
                    case RADIANCE, TGA -> Packing.RLE;
                    case PFM, NPY, NPZ -> Packing.NONE;
                    case EXR, PNG -> Packing.DEFLATE;
                    case TIFF -> Packing.LZW;
                };
        write(file, image, packing);
    }

    /**
     * Writes an image in the format that the name of the file ends with: {@code .exr} (any channels; float16, float32,
     * uint32), {@code .tif} (1 to 4 channels of uint8, uint16, float32), {@code .png} (1 to 4 of uint8, uint16),
     * {@code .pfm} (1 or 3 of floating point), {@code .hdr} (1 or 3 of floating point, rounded to 8 bits with a common
     * exponent, none negative), {@code .tga} (1, 3 or 4 of uint8), {@code .npy} (height × width × channels, float32).
     * Nothing is converted but floats to the precision of the format: an integer format takes the integers of
     * {@link Image#integers}.
     *
     * @throws InputException if the format cannot hold the image or be packed so, or the file cannot be written
     */
    public static void write(Path file, Image image, Packing packing) {
        ImageFormat format = format(file);
        Fitness.require(file, format, image, packing);
        if (format == ImageFormat.NPY) {
            double[] samples = new double[image.samples().length];
            Arrays.setAll(samples, i -> image.samples()[i]);
            int[] shape = {image.height(), image.width(), image.channels()};
            int[] used = image.channels() == 1 ? Arrays.copyOf(shape, 2) : shape;
            Npy.write(file, new NdArray(NdArray.Precision.FLOAT32, used, samples, new double[0]));
            return;
        }
        ResultFile.write(file, out -> {
            switch (format) {
                case RADIANCE -> RadianceImage.write(out, image, packing == Packing.RLE);
                case PFM -> PfmImage.write(out, image, ByteOrder.LITTLE_ENDIAN);
                case EXR -> ExrWriter.write(out, image, packing.exr());
                case TIFF, PNG, TGA -> RasterWriter.write(out, image, format, packing);
                default -> throw new AssertionError(format);
            }
        });
    }

    private static ImageFormat format(Path file) {
        return ImageFormat.named(file)
                .filter(f -> f != ImageFormat.NPZ)
                .orElseThrow(() -> new InputException(
                        file + ": expected a name that ends with .exr, .tif, .png, .pfm, .hdr, .tga or .npy, found "
                                + file.getFileName()));
    }
}

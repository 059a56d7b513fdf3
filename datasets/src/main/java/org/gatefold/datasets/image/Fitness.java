package org.gatefold.datasets.image;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.gatefold.sparse.io.InputException;

/**
 * What a format can hold.
 *
 * @param channels numbers of channels; empty for any
 * @param packings ways of packing
 */
record Fitness(List<Integer> channels, List<SampleType> types, Set<Packing> packings) {
    private static final List<SampleType> FLOATS = List.of(SampleType.F16, SampleType.F32);
    private static final List<SampleType> INTEGERS = List.of(SampleType.U8, SampleType.U16);

    private static Fitness of(ImageFormat format) {
        return switch (format) {
            case RADIANCE -> new Fitness(List.of(1, 3), FLOATS, Set.of(Packing.NONE, Packing.RLE));
            case PFM -> new Fitness(List.of(1, 3), FLOATS, Set.of(Packing.NONE));
            case EXR ->
                new Fitness(
                        List.of(),
                        List.of(SampleType.F16, SampleType.F32, SampleType.U32),
                        Set.of(Packing.NONE, Packing.RLE, Packing.DEFLATE, Packing.DEFLATE_LINES));
            case TIFF ->
                new Fitness(
                        List.of(1, 2, 3, 4),
                        List.of(SampleType.U8, SampleType.U16, SampleType.F32),
                        Set.of(Packing.NONE, Packing.RLE, Packing.LZW, Packing.DEFLATE));
            case PNG -> new Fitness(List.of(1, 2, 3, 4), INTEGERS, Set.of(Packing.DEFLATE));
            case TGA -> new Fitness(List.of(1, 3, 4), List.of(SampleType.U8), Set.of(Packing.NONE, Packing.RLE));
            case NPY, NPZ -> new Fitness(List.of(), List.of(), Set.of(Packing.NONE));
        };
    }

    static void require(Path file, ImageFormat format, Image image, Packing packing) {
        Fitness fitness = of(format);
        SampleType type = image.header().type();
        if (!fitness.channels().isEmpty() && !fitness.channels().contains(image.channels())) {
            throw new InputException(file + ": expected for " + format + " channels in number one of "
                    + fitness.channels() + ", found " + image.header().channels());
        }
        if (!fitness.types().isEmpty() && !fitness.types().contains(type)) {
            throw new InputException(
                    file + ": expected for " + format + " samples of " + fitness.types() + ", found " + type);
        }
        if (!fitness.packings().contains(packing)) {
            throw new InputException(
                    file + ": expected for " + format + " packing in " + fitness.packings() + ", found " + packing);
        }
        values(file, format, image);
    }

    private static void values(Path file, ImageFormat format, Image image) {
        SampleType type = image.header().type();
        boolean radiance = format == ImageFormat.RADIANCE;
        for (int i = 0; i < image.samples().length; i++) {
            float v = image.samples()[i];
            boolean whole = v == Math.rint(v) && v >= 0 && v <= type.maximum();
            if (type.integer() ? !whole : radiance && !(v >= 0 && v < Float.POSITIVE_INFINITY)) {
                throw new InputException(file + ": expected for " + format + " samples that are "
                        + (type.integer() ? type : "finite and not negative") + ", found " + v + " in channel "
                        + image.header().channels().get(i % image.channels()));
            }
        }
    }
}

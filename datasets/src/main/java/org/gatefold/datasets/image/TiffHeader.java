package org.gatefold.datasets.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.TreeMap;

/**
 * The first directory of a TIFF or BigTIFF file, as far as it decides whether and how the samples can be read.
 *
 * @param image size, channels and type
 * @param inverted whether code 0 is white
 * @param swapped whether the floats come with their bytes reversed: what TwelveMonkeys' reader makes of the
 *     floating-point predictor in big-endian files, whose bytes are in big-endian order in any file
 */
record TiffHeader(ImageHeader image, boolean inverted, boolean swapped) {
    private static final int WIDTH = 256;
    private static final int HEIGHT = 257;
    private static final int BITS = 258;
    private static final int COMPRESSION = 259;
    private static final int PHOTOMETRIC = 262;
    private static final int ORIENTATION = 274;
    private static final int CHANNELS = 277;
    private static final int PREDICTOR = 317;
    private static final int FORMAT = 339;
    /** Pairs of offsets and byte counts: strips and tiles. */
    private static final int[][] PLACES = {{273, 279}, {324, 325}};

    /** How to unpack, and how many bytes one byte can stand for. */
    private static final Map<Integer, Integer> RATIOS = Map.of(1, 1, 5, 3000, 8, 1040, 32946, 1040, 32773, 128);

    /** Numbers of the directory by tag. */
    private record Directory(FileBytes file, ByteOrder order, boolean big, Map<Integer, long[]> tags) {
        long number(int tag, long otherwise) {
            long[] numbers = tags.getOrDefault(tag, new long[0]);
            return numbers.length == 0 ? otherwise : numbers[0];
        }

        ByteBuffer read(long position, long count) {
            return ByteBuffer.wrap(file.read(position, count)).order(order);
        }

        void fill() {
            long at = big
                    ? read(8, 8).getLong()
                    : Integer.toUnsignedLong(read(4, 4).getInt());
            long entries = big
                    ? read(at, 8).getLong()
                    : Short.toUnsignedLong(read(at, 2).getShort());
            at += big ? 8 : 2;
            if (entries < 1 || entries > 4096) {
                throw file.complaint("a directory of 1 to 4096 entries", entries);
            }
            for (int k = 0; k < entries; k++, at += big ? 20 : 12) {
                entry(at);
            }
        }

        private void entry(long at) {
            ByteBuffer head = read(at, big ? 20 : 12);
            int tag = Short.toUnsignedInt(head.getShort());
            int type = head.getShort();
            int width = type == 3 ? 2 : type == 4 ? 4 : type == 16 && big ? 8 : 0;
            long count = big ? head.getLong() : Integer.toUnsignedLong(head.getInt());
            if (width == 0) {
                return;
            }
            boolean inside = count <= (big ? 8 : 4) / width;
            if (count < 0 || count > file.size() / width) {
                throw file.complaint("numbers of tag " + tag + " within the file", count);
            }
            long place = inside ? at + (big ? 12 : 8) : big ? head.getLong() : Integer.toUnsignedLong(head.getInt());
            ByteBuffer values = read(place, count * width);
            long[] numbers = new long[(int) count];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = width == 2
                        ? Short.toUnsignedLong(values.getShort())
                        : width == 4 ? Integer.toUnsignedLong(values.getInt()) : values.getLong();
            }
            tags.put(tag, numbers);
        }
    }

    static TiffHeader read(FileBytes file) {
        byte[] start = file.read(0, 8);
        ByteOrder order = start[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        int version = ByteBuffer.wrap(start).order(order).getShort(2);
        if ((start[0] != 'I' && start[0] != 'M') || start[1] != start[0] || (version != 42 && version != 43)) {
            throw file.complaint("a TIFF file", "another magic number");
        }
        Directory directory = new Directory(file, order, version == 43, new TreeMap<>());
        directory.fill();
        return of(file, directory);
    }

    private static TiffHeader of(FileBytes file, Directory directory) {
        int compression = (int) directory.number(COMPRESSION, 1);
        if (!RATIOS.containsKey(compression)) {
            throw file.complaint("compression none, LZW, Deflate or PackBits", "number " + compression);
        }
        long photometric = directory.number(PHOTOMETRIC, 1);
        if (photometric > 2 || directory.number(ORIENTATION, 1) != 1) {
            throw file.complaint(
                    "grey or R G B with the first row at the top",
                    "photometric interpretation " + photometric + ", orientation " + directory.number(ORIENTATION, 1));
        }
        long channels = directory.number(CHANNELS, 1);
        if (channels < 1 || channels > 64) {
            throw file.complaint("1 to 64 samples a pixel", channels);
        }
        SampleType type = type(file, directory, (int) channels);
        long width = directory.number(WIDTH, 0);
        long height = directory.number(HEIGHT, 0);
        long ratio = RATIOS.getOrDefault(compression, 1);
        file.requirePlausible(width, height, channels, type.bits(), ratio);
        requirePlaces(file, directory, (double) width * height * channels * type.bits() / 8 / ratio);
        boolean swapped = directory.number(PREDICTOR, 1) == 3 && directory.order() == ByteOrder.BIG_ENDIAN;
        if (swapped && type.bits() != 32) {
            throw file.complaint("float32 with the floating-point predictor in big-endian order", type);
        }
        ImageHeader image = new ImageHeader((int) width, (int) height, ImageHeader.names((int) channels), type);
        return new TiffHeader(image, photometric == 0, swapped);
    }

    private static SampleType type(FileBytes file, Directory directory, int channels) {
        long bits = directory.number(BITS, 1);
        long format = directory.number(FORMAT, 1);
        boolean same = true;
        for (int tag : new int[] {BITS, FORMAT}) {
            for (long number : directory.tags().getOrDefault(tag, new long[0])) {
                same &= number == (tag == BITS ? bits : format);
            }
        }
        boolean integer = format == 1 && (bits == 8 || bits == 16 || (bits == 1 && channels == 1));
        boolean real = format == 3 && (bits == 16 || bits == 32);
        if (!same || !(integer || real)) {
            throw file.complaint(
                    "samples of uint8, uint16, float16 or float32",
                    (same ? "" : "differing ones, the first ") + bits + " bits of format " + format
                            + " (1 unsigned, 2 signed, 3 floating point)");
        }
        return new SampleType(integer, (int) bits);
    }

    /** Strips or tiles must lie within the file and together be long enough. */
    private static void requirePlaces(FileBytes file, Directory directory, double least) {
        for (int[] pair : PLACES) {
            long[] offsets = directory.tags().getOrDefault(pair[0], new long[0]);
            long[] counts = directory.tags().getOrDefault(pair[1], new long[0]);
            double total = 0;
            for (int i = 0; i < Math.min(offsets.length, counts.length); i++) {
                if (offsets[i] < 0 || counts[i] < 0 || offsets[i] > file.size() - counts[i]) {
                    throw file.complaint(
                            "strips and tiles within its " + file.size() + " bytes",
                            counts[i] + " bytes at byte " + offsets[i]);
                }
                total += counts[i];
            }
            if (offsets.length > 0 && offsets.length == counts.length && total >= least) {
                return;
            }
        }
        throw file.complaint("offsets and byte counts of strips or tiles that hold the samples", "fewer bytes");
    }
}

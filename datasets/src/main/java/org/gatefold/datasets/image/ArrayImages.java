package org.gatefold.datasets.image;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.gatefold.sparse.io.InputException;
import org.gatefold.sparse.io.NpyStream;
import org.gatefold.sparse.io.Npz;
import org.jspecify.annotations.Nullable;

/**
 * The images of an array in a NumPy file: [height][width] or [height][width][channels] of one, [images] before that for
 * several. The array is set aside at the first band, so that any order of bands is cheap.
 */
final class ArrayImages implements Closeable {
    private static final int MOST_CHANNELS = 4;

    private final String label;
    private final Supplier<NpyStream> array;
    private final int count;
    private final ImageHeader header;
    private @Nullable Spool spool;

    private ArrayImages(String label, Supplier<NpyStream> array, boolean several) {
        this.label = label;
        this.array = array;
        try (NpyStream stream = array.get()) {
            int[] shape = stream.shape();
            int from = several ? 1 : 0;
            boolean flat = shape.length == from + 2;
            boolean channels = shape.length == from + 3 && shape[from + 2] <= MOST_CHANNELS;
            if (!(flat || channels) || Arrays.stream(shape).anyMatch(d -> d == 0)) {
                throw new InputException(label + ": expected an array of shape " + (several ? "(images, " : "(")
                        + "height, width) or with 1 to 4 channels last, found shape " + Arrays.toString(shape));
            }
            int bits = stream.unsignedBits();
            int last = flat ? 1 : shape[from + 2];
            this.count = several ? shape[0] : 1;
            this.header = new ImageHeader(
                    shape[from + 1],
                    shape[from],
                    ImageHeader.names(last),
                    bits > 0 && bits <= 16 ? new SampleType(true, bits) : SampleType.F32);
        }
    }

    /** @param member array of a {@code .npz}, empty for its only one (or {@code images}) and for {@code .npy} */
    static ArrayImages open(Path file, boolean zip, String member, boolean several) {
        if (!zip) {
            return new ArrayImages(file.toString(), () -> NpyStream.open(file), several);
        }
        List<String> names = Npz.names(file);
        String name = !member.isEmpty()
                ? member
                : names.size() == 1 ? names.get(0) : several && names.contains("images") ? "images" : "";
        if (name.isEmpty()) {
            throw new InputException(file + ": expected one array" + (several ? ", or one called images" : "")
                    + ", or FILE.npz:NAME, found " + (names.isEmpty() ? "none" : String.join(", ", names)));
        }
        return new ArrayImages(file + ":" + name, () -> NpyStream.open(file, name), several);
    }

    List<ImageSource> images() {
        return IntStream.range(0, count)
                .mapToObj(k -> (ImageSource) new Slice(this, k))
                .toList();
    }

    private synchronized float[] read(long from, int samples) {
        try {
            Spool there = spool;
            if (there == null) {
                there = fill();
                spool = there;
            }
            return there.read(from, samples);
        } catch (IOException e) {
            throw new InputException(label + ": cannot be read (" + e + ")", e);
        }
    }

    private Spool fill() throws IOException {
        Spool samples = new Spool(label, count * header.size());
        boolean whole = false;
        try (NpyStream stream = array.get()) {
            float[] row = new float[header.rowLength()];
            for (long y = 0; y < (long) count * header.height(); y++) {
                stream.read(row, row.length);
                samples.add(row, row.length);
            }
            whole = true;
            return samples;
        } finally {
            if (!whole) {
                samples.close();
            }
        }
    }

    @Override
    public synchronized void close() {
        try {
            if (spool != null) {
                spool.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One image; closing it closes all of the array. */
    private record Slice(ArrayImages images, int index) implements ImageSource {
        @Override
        public String name() {
            return images.label + (images.count > 1 ? "[" + index + "]" : "");
        }

        @Override
        public ImageHeader header() {
            return images.header;
        }

        @Override
        public float[] rows(int from, int count) {
            NonFinite.requireBand(header(), from, count);
            int length = header().rowLength();
            long first = index * header().size() + (long) from * length;
            return images.read(first, Math.multiplyExact(count, length));
        }

        @Override
        public void close() {
            images.close();
        }
    }
}

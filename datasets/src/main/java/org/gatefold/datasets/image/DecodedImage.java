package org.gatefold.datasets.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.gatefold.sparse.io.InputException;
import org.jspecify.annotations.Nullable;

/** An image of a format that is decoded as a whole, at the first band that is asked for. */
final class DecodedImage implements ImageSource {
    /** Hands the rows of an image, from the top, to a receiver. */
    @FunctionalInterface
    interface Decoder {
        void decode(Rows rows) throws IOException;
    }

    /** Takes rows; the array may be used again. */
    @FunctionalInterface
    interface Rows {
        void add(float[] samples, int count) throws IOException;
    }

    private final FileBytes file;
    private final ImageHeader header;
    private final Decoder decoder;
    private @Nullable Spool spool;

    DecodedImage(FileBytes file, ImageHeader header, Decoder decoder) {
        this.file = file;
        this.header = header;
        this.decoder = decoder;
    }

    @Override
    public String name() {
        return file.file().toString();
    }

    @Override
    public ImageHeader header() {
        return header;
    }

    @Override
    public synchronized float[] rows(int from, int count) {
        NonFinite.requireBand(header, from, count);
        int length = header.rowLength();
        try {
            Spool samples = spool;
            if (samples == null) {
                samples = decode();
                spool = samples;
            }
            return samples.read((long) from * length, Math.multiplyExact(count, length));
        } catch (IOException e) {
            throw new InputException(name() + ": cannot be read (" + e + ")", e);
        }
    }

    private Spool decode() throws IOException {
        Spool samples = new Spool(name(), header.size());
        boolean whole = false;
        try {
            decoder.decode(samples::add);
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
}

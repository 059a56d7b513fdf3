package org.gatefold.datasets.image;

import java.util.Objects;
import org.gatefold.sparse.io.InputException;

/** What becomes of samples that are NaN or infinite. */
public enum NonFinite {
    /** The file is refused. */
    REFUSED,
    /** They are handed on: depth and normal maps mark by them where there is no surface. */
    KEPT;

    ImageSource guard(ImageSource source) {
        return this == KEPT || source.header().type().integer() ? source : new Finite(source);
    }

    private record Finite(ImageSource source) implements ImageSource {
        @Override
        public String name() {
            return source.name();
        }

        @Override
        public ImageHeader header() {
            return source.header();
        }

        @Override
        public float[] rows(int from, int count) {
            float[] rows = source.rows(from, count);
            int wrong = 0;
            int first = 0;
            for (int i = rows.length - 1; i >= 0; i--) {
                if (!Float.isFinite(rows[i])) {
                    wrong++;
                    first = i;
                }
            }
            if (wrong > 0) {
                int channels = header().channels().size();
                int pixel = first / channels;
                throw new InputException(name() + ": expected finite samples, found " + wrong
                        + " that are not in rows " + from + " to " + (from + count - 1) + ", the first " + rows[first]
                        + " at column " + pixel % header().width() + ", row "
                        + (from + pixel / header().width()) + ", channel "
                        + header().channels().get(first % channels));
            }
            return rows;
        }

        @Override
        public void close() {
            source.close();
        }
    }

    /** Checks the band of an image. */
    static void requireBand(ImageHeader header, int from, int count) {
        Objects.checkFromIndexSize(from, count, header.height());
    }
}

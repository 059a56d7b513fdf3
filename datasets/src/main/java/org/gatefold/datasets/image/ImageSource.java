package org.gatefold.datasets.image;

import java.io.Closeable;

/**
 * An image that is read in bands of rows. Formats that can only be decoded as a whole are decoded once, at the first
 * band, and kept in a temporary file if they are large; nothing else stays in memory. Reading from several threads is
 * allowed.
 */
public interface ImageSource extends Closeable {
    /** Name for messages and titles. */
    String name();

    ImageHeader header();

    /**
     * Reads rows {@code from} to {@code from + count − 1}, counted from the top.
     *
     * @return count × width × channels samples as the file holds them; a fresh array that belongs to the caller
     * @throws IndexOutOfBoundsException if the image has not all of these rows
     * @throws org.gatefold.sparse.io.InputException if the file is damaged there
     */
    float[] rows(int from, int count);

    @Override
    default void close() {}
}

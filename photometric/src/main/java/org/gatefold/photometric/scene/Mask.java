package org.gatefold.photometric.scene;

import java.nio.file.Path;
import org.gatefold.datasets.image.Image;
import org.gatefold.datasets.image.Images;
import org.gatefold.sparse.io.InputException;

/** Which pixels of an image show the object. */
public final class Mask {
    private final int width;
    private final int height;
    private final boolean[] inside;

    /** @param inside height × width, shared with the caller */
    public Mask(int width, int height, boolean[] inside) {
        if (inside.length != width * height) {
            throw new IllegalArgumentException(inside.length + " pixels are not " + width + "×" + height);
        }
        this.width = width;
        this.height = height;
        this.inside = inside;
    }

    /** All pixels. */
    public static Mask everything(int width, int height) {
        boolean[] inside = new boolean[width * height];
        java.util.Arrays.fill(inside, true);
        return new Mask(width, height, inside);
    }

    /**
     * Where the first channel of an image or of an array [height][width] is not 0.
     *
     * @throws InputException if the file is no image, has another size, or masks everything
     */
    public static Mask read(Path file, int width, int height) {
        Image image = Images.read(file);
        if (image.width() != width || image.height() != height) {
            throw new InputException(file + ": expected a mask of " + width + "×" + height + " pixels as the images,"
                    + " found " + image.width() + "×" + image.height());
        }
        boolean[] inside = new boolean[width * height];
        boolean any = false;
        float[] plane = image.plane(0);
        for (int i = 0; i < inside.length; i++) {
            inside[i] = plane[i] != 0;
            any |= inside[i];
        }
        if (!any) {
            throw new InputException(file + ": expected a mask with an object, found zeros alone");
        }
        return new Mask(width, height, inside);
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    public boolean at(int x, int y) {
        return inside[y * width + x];
    }

    /** height × width; not a copy. */
    public boolean[] inside() {
        return inside;
    }

    /** Number of pixels of the object. */
    public int count() {
        int count = 0;
        for (boolean one : inside) {
            count += one ? 1 : 0;
        }
        return count;
    }
}

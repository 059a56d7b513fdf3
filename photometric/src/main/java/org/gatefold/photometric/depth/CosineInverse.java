package org.gatefold.photometric.depth;

import java.util.Arrays;
import org.jtransforms.dct.DoubleDCT_2D;

/**
 * The inverse of the Laplacian with free borders on the whole rectangle of the image, by the cosine transform, taken to
 * the pixels of a mask: exact if the mask is the rectangle, and else a preconditioner whose quality depends on the
 * shape of the mask, not on the number of pixels.
 */
final class CosineInverse implements ConjugateGradients.Preconditioner {
    private final Grid grid;
    private final DoubleDCT_2D transform;
    private final double[] image;

    CosineInverse(Grid grid) {
        this.grid = grid;
        transform = new DoubleDCT_2D(grid.height, grid.width);
        image = new double[grid.width * grid.height];
    }

    @Override
    public void apply(double[] residual, double[] step) {
        Arrays.fill(image, 0);
        for (int p = 0; p < grid.count; p++) {
            image[grid.pixel[p]] = residual[p];
        }
        transform.forward(image, true);
        for (int j = 0; j < grid.height; j++) {
            double vertical = 2 - 2 * Math.cos(Math.PI * j / grid.height);
            for (int i = 0; i < grid.width; i++) {
                double eigenvalue = vertical + 2 - 2 * Math.cos(Math.PI * i / grid.width);
                image[j * grid.width + i] = i + j == 0 ? 0 : image[j * grid.width + i] / eigenvalue;
            }
        }
        transform.inverse(image, true);
        for (int p = 0; p < grid.count; p++) {
            step[p] = image[grid.pixel[p]];
        }
    }
}

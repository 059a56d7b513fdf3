package org.gatefold.photometric.depth;

import java.util.Arrays;

/** The pixels that have a normal, numbered row by row, and their neighbours. */
final class Grid {
    final int width;
    final int height;
    final int count;
    /** Where each is in the image, row·width + column. */
    final int[] pixel;
    /** Number of each one's neighbour, −1 if there is none. */
    final int[] right;

    final int[] below;
    final int[] left;
    final int[] above;
    /** Number of the connected piece each is in. */
    final int[] piece;

    final int pieces;

    Grid(NormalMap normals) {
        width = normals.width();
        height = normals.height();
        int[] number = new int[width * height];
        int found = 0;
        for (int i = 0; i < number.length; i++) {
            number[i] = normals.has(i) ? found++ : -1;
        }
        count = found;
        pixel = new int[count];
        right = new int[count];
        below = new int[count];
        left = new int[count];
        above = new int[count];
        for (int i = 0; i < number.length; i++) {
            int p = number[i];
            if (p >= 0) {
                pixel[p] = i;
                right[p] = i % width + 1 < width ? number[i + 1] : -1;
                left[p] = i % width > 0 ? number[i - 1] : -1;
                below[p] = i + width < number.length ? number[i + width] : -1;
                above[p] = i >= width ? number[i - width] : -1;
            }
        }
        piece = new int[count];
        pieces = connect();
    }

    private int connect() {
        Arrays.fill(piece, -1);
        int[] waiting = new int[count];
        int label = 0;
        for (int first = 0; first < count; first++) {
            if (piece[first] >= 0) {
                continue;
            }
            piece[first] = label;
            waiting[0] = first;
            int end = 1;
            while (end > 0) {
                int p = waiting[--end];
                for (int q : new int[] {right[p], below[p], left[p], above[p]}) {
                    if (q >= 0 && piece[q] < 0) {
                        piece[q] = label;
                        waiting[end++] = q;
                    }
                }
            }
            label++;
        }
        return label;
    }

    /** The depths of potentials, whose mean over each piece is taken off. */
    DepthMap depths(double[] potential, Camera camera) {
        double[] mean = new double[pieces];
        int[] size = new int[pieces];
        for (int p = 0; p < count; p++) {
            mean[piece[p]] += potential[p];
            size[piece[p]]++;
        }
        float[] values = new float[width * height];
        Arrays.fill(values, Float.NaN);
        for (int p = 0; p < count; p++) {
            values[pixel[p]] = (float) camera.depth(potential[p] - mean[piece[p]] / size[piece[p]]);
        }
        return new DepthMap(width, height, values);
    }
}

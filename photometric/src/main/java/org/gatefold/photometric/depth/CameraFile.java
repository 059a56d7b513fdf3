package org.gatefold.photometric.depth;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gatefold.sparse.io.InputException;

/** Text files of camera matrices. */
final class CameraFile {
    private static final int MOST_BYTES = 4096;

    private CameraFile() {}

    static Camera.Pinhole read(Path file) {
        double[] k = numbers(file);
        boolean plain = k[1] == 0 && k[3] == 0 && k[6] == 0 && k[7] == 0 && k[8] == 1;
        if (!plain || !(k[0] > 0 && k[4] > 0) || !Double.isFinite(k[0] + k[4] + k[2] + k[5])) {
            throw new InputException(file + ": expected a camera matrix fx 0 cx, 0 fy cy, 0 0 1 with fx, fy > 0, found "
                    + List.of(k[0], k[1], k[2], k[3], k[4], k[5], k[6], k[7], k[8]));
        }
        return new Camera.Pinhole(k[0], k[4], k[2], k[5]);
    }

    private static double[] numbers(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new InputException(
                        file + ": expected the nine numbers of a camera matrix, found " + Files.size(file) + " bytes");
            }
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            String[] words = text.strip().split("[\\s,;]+", -1);
            if (words.length != 9) {
                throw new InputException(
                        file + ": expected the nine numbers of a camera matrix, found " + words.length + " words");
            }
            double[] numbers = new double[9];
            for (int i = 0; i < 9; i++) {
                numbers[i] = Double.parseDouble(words[i]);
            }
            return numbers;
        } catch (NumberFormatException e) {
            throw new InputException(file + ": expected the nine numbers of a camera matrix: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new InputException(file + ": cannot be read (" + e + ")", e);
        }
    }
}

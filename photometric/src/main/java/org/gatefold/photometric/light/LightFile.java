package org.gatefold.photometric.light;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gatefold.photometric.Lights;
import org.gatefold.sparse.io.InputException;
import org.gatefold.sparse.io.ResultFile;

/**
 * Text files of lights: one a line, numbers parted by blanks or commas; empty lines and what follows {@code #} are
 * passed over.
 */
public final class LightFile {
    private static final int MOST_BYTES = 1 << 24;

    private LightFile() {}

    private record Line(int number, List<Double> values) {
        double at(int i) {
            return values.get(i);
        }

        int length() {
            return values.size();
        }
    }

    /**
     * Reads directions {@code x y z}, of any length but 0. The first line may be the number of lights alone.
     *
     * @throws InputException if the file cannot be read, or a line is no direction; it names the file and the line
     */
    public static Lights directions(Path file) {
        List<Line> lines = lines(file);
        boolean counted = !lines.isEmpty() && lines.get(0).length() == 1;
        List<Line> lights = lines.subList(counted ? 1 : 0, lines.size());
        if (counted && lines.get(0).at(0) != lights.size()) {
            throw new InputException(file + ": expected " + text(lines.get(0).at(0)) + " lights as line "
                    + lines.get(0).number() + " says, found " + lights.size());
        }
        if (lights.isEmpty()) {
            throw new InputException(file + ": expected a light 'x y z' a line, found none");
        }
        double[] directions = new double[3 * lights.size()];
        for (int i = 0; i < lights.size(); i++) {
            Line light = lights.get(i);
            if (light.length() != 3 || (light.at(0) == 0 && light.at(1) == 0 && light.at(2) == 0)) {
                throw wrong(file, light, "a direction 'x y z'");
            }
            for (int c = 0; c < 3; c++) {
                directions[3 * i + c] = light.at(c);
            }
        }
        return new Lights(directions);
    }

    /**
     * Reads the intensities of lights: one number each, or one of red, green and blue.
     *
     * @param lights how many there must be
     * @return three numbers a light, all > 0
     * @throws InputException if the file cannot be read, has another number of lights, or a line is no intensity
     */
    public static double[] intensities(Path file, int lights) {
        List<Line> lines = lines(file);
        if (lines.size() != lights) {
            throw new InputException(
                    file + ": expected the intensities of " + lights + " lights, found " + lines.size() + " lines");
        }
        double[] intensities = new double[3 * lights];
        for (int i = 0; i < lights; i++) {
            Line light = lines.get(i);
            for (int c = 0; c < 3; c++) {
                if ((light.length() != 1 && light.length() != 3) || !(light.at(c % light.length()) > 0)) {
                    throw wrong(file, light, "an intensity > 0, or one each of red, green and blue");
                }
                intensities[3 * i + c] = light.at(c % light.length());
            }
        }
        return intensities;
    }

    /** Writes directions so that {@link #directions} gives them back to the last bit but one. */
    public static void write(Path file, Lights lights) {
        write(file, lights.matrix());
    }

    /** Writes intensities, three a light, so that {@link #intensities} gives them back. */
    public static void writeIntensities(Path file, double[] intensities) {
        if (intensities.length % 3 != 0) {
            throw new IllegalArgumentException("expected three intensities a light, found " + intensities.length);
        }
        write(file, intensities);
    }

    private static void write(Path file, double[] triples) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < triples.length; i += 3) {
            text.append(triples[i])
                    .append(' ')
                    .append(triples[i + 1])
                    .append(' ')
                    .append(triples[i + 2]);
            text.append('\n');
        }
        ResultFile.write(file, text.toString());
    }

    private static List<Line> lines(Path file) {
        String[] texts;
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new InputException(file + ": expected a text of lights, found " + Files.size(file) + " bytes");
            }
            texts = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).split("\\R", -1);
        } catch (IOException e) {
            throw new InputException(file + ": cannot be read (" + e + ")", e);
        }
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < texts.length; i++) {
            String content = texts[i].replaceFirst("#.*", "").strip();
            if (!content.isEmpty()) {
                lines.add(line(file, i + 1, content));
            }
        }
        return lines;
    }

    private static Line line(Path file, int number, String content) {
        String[] words = content.split("[\\s,;]+", -1);
        List<Double> values = new ArrayList<>();
        for (String word : words) {
            double value;
            try {
                value = Double.parseDouble(word);
            } catch (NumberFormatException e) {
                value = Double.NaN;
            }
            values.add(value);
            if (!Double.isFinite(value)) {
                String some = content.length() > 60 ? content.substring(0, 60) + "…" : content;
                throw new InputException(file + ": expected numbers in line " + number + ", found '" + some + "'");
            }
        }
        return new Line(number, values);
    }

    private static InputException wrong(Path file, Line line, String expected) {
        StringBuilder found = new StringBuilder();
        for (int k = 0; k < Math.min(line.length(), 6); k++) {
            found.append(k > 0 ? " " : "").append(text(line.at(k)));
        }
        return new InputException(file + ": expected " + expected + " in line " + line.number() + ", found '" + found
                + (line.length() > 6 ? " …'" : "'"));
    }

    private static String text(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}

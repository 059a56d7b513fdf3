package org.gatefold.photometric.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.IntUnaryOperator;
import javax.imageio.ImageIO;
import org.gatefold.datasets.image.Srgb;
import org.gatefold.photometric.scene.SurfaceMap;
import org.gatefold.sparse.io.ResultFile;
import org.gatefold.sparse.plot.ColourMap;
import org.jspecify.annotations.Nullable;

/**
 * One HTML file, complete without a network, in which the maps of several methods stand side by side under a light that
 * the mouse moves: relit, as plaster, normals, albedo, and angular errors where a truth is known.
 *
 * <p>The maps are PNG images inside the file: normals in 16 bits, their upper bytes above their lower ones, (0, 0, 0)
 * where there is none; albedo relative to all but its brightest thousandth, encoded for sRGB; errors in hundredths of a
 * degree, in red and green. Images of more than {@value #MOST} pixels a side are thinned.
 */
public final class RelightPage {
    private static final int MOST = 640;
    private static final int COLOURS = 256;

    private final ObjectNode data = JsonNodeFactory.instance.objectNode();
    private final ArrayNode methods = JsonNodeFactory.instance.arrayNode();
    private final int width;
    private final int step;
    private final int columns;
    private final int rows;
    private double worst;

    /**
     * @param width of all maps
     * @param height of all maps
     */
    public RelightPage(String title, int width, int height) {
        this.width = width;
        step = Math.max(1, (Math.max(width, height) + MOST - 1) / MOST);
        columns = (width + step - 1) / step;
        rows = (height + step - 1) / step;
        data.put("title", title).put("width", columns).put("height", rows).put("thinned", step);
    }

    /** Adds the maps of a method, in the order they are to stand; they are not kept. */
    public void add(String method, SurfaceMap map, @Nullable AngularErrors errors) {
        if (map.mask().width() != width) {
            throw new IllegalArgumentException(
                    "expected maps " + width + " wide, found " + map.mask().width());
        }
        double white = white(map.albedo());
        ObjectNode one = methods.addObject().put("name", method).put("white", white);
        one.put("normals", png(2 * rows, at -> normal(map, at)));
        one.put("albedo", png(rows, at -> albedo(map, pixel(at), white)));
        if (errors != null) {
            one.put("errors", png(rows, at -> hundredths(errors.degrees()[pixel(at)])));
            one.put("meanDegrees", errors.mean()).put("medianDegrees", errors.quantile(0.5));
            worst = Math.max(worst, errors.quantile(0.95));
        }
    }

    /** Writes the page, whole or not at all. */
    public void write(Path file) {
        ObjectNode all = data.deepCopy();
        all.set("methods", methods);
        if (worst > 0) {
            all.put("mostDegrees", Math.max(1, (int) Math.ceil(worst)));
            ArrayNode colours = all.putArray("colours");
            for (int i = 0; i < COLOURS; i++) {
                Color colour = ColourMap.at(i / (COLOURS - 1.0));
                colours.add(colour.getRed()).add(colour.getGreen()).add(colour.getBlue());
            }
        }
        ResultFile.write(file, template().replace("@DATA@", json(all)));
    }

    private static String json(ObjectNode node) {
        try {
            // no "</script>" of a name may end the element
            return new ObjectMapper().writeValueAsString(node).replace("<", "\\u003c");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String template() {
        try (InputStream in = RelightPage.class.getResourceAsStream("relight.html")) {
            if (in == null) {
                throw new IllegalStateException("relight.html is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A PNG of {@code height} rows as a data URI. */
    private String png(int height, IntUnaryOperator colour) {
        BufferedImage image = new BufferedImage(columns, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < columns * height; i++) {
            image.setRGB(i % columns, i / columns, colour.applyAsInt(i));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    /** The pixel of the maps that is pixel {@code at} of the page. */
    private int pixel(int at) {
        return at / columns * step * width + at % columns * step;
    }

    private int normal(SurfaceMap map, int at) {
        int size = columns * rows;
        int i = pixel(at % size);
        float[] n = map.normals();
        if (n[3 * i] == 0 && n[3 * i + 1] == 0 && n[3 * i + 2] == 0) {
            return 0;
        }
        int shift = at < size ? 8 : 0;
        int colour = 0;
        for (int c = 0; c < 3; c++) {
            int value = 32768 + Math.round(32767 * n[3 * i + c]);
            colour = (colour << 8) | ((value >> shift) & 0xFF);
        }
        return colour;
    }

    private static int albedo(SurfaceMap map, int i, double white) {
        int colour = 0;
        for (int c = 0; c < 3; c++) {
            float value = map.albedo()[map.colours() * i + Math.min(c, map.colours() - 1)];
            double encoded = Srgb.encode(Math.min(1, Math.max(0, value / white)));
            colour = (colour << 8) | (int) Math.round(255 * encoded);
        }
        return colour;
    }

    /** In red and green; blue says that there is one. */
    private static int hundredths(double degrees) {
        return Double.isNaN(degrees) ? 0 : ((int) Math.round(100 * degrees) << 8) | 0xFF;
    }

    private static double white(float[] albedo) {
        float[] sorted = albedo.clone();
        Arrays.sort(sorted);
        float most = sorted[(int) Math.floor(0.999 * (sorted.length - 1))];
        most = most > 0 ? most : sorted[sorted.length - 1];
        return most > 0 ? most : 1;
    }
}

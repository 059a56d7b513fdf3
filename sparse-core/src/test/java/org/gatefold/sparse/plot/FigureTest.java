package org.gatefold.sparse.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.gatefold.sparse.io.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FigureTest {
    private static final double[] X = {0, 5, 10, 15, 20, 30, 40};

    private static Figure everything() {
        double[] db = new double[721];
        double[] angle = new double[721];
        double[] other = new double[721];
        for (int i = 0; i < angle.length; i++) {
            angle[i] = -90 + i / 4.0;
            db[i] = -40
                    + 40 * Math.exp(-Math.pow((angle[i] - 20) / 9, 2))
                    + 25 * Math.exp(-Math.pow((angle[i] + 50) / 12, 2));
            other[i] = -35 + 35 * Math.exp(-Math.pow((angle[i] - 19) / 3, 2));
        }
        double[][] record = new double[60][181];
        for (int t = 0; t < record.length; t++) {
            for (int a = 0; a < 181; a++) {
                record[t][a] = -40 + 40 * Math.exp(-Math.pow((a - 90 - t) / 6.0, 2));
            }
        }
        XyPlot spectrum = XyPlot.of(
                        "Spectra",
                        Axis.of("Angle from broadside", "°").range(-90, 90).ticks(30),
                        Axis.of("Power", "dB").range(-40, 5))
                .with(Series.line("beamscan", angle, db))
                .with(Series.line("MUSIC", angle, other))
                .with(Series.points("estimates", new double[] {20, -50}, new double[] {0, -15}))
                .rule(25, "truth");
        PolarPlot half = PolarPlot.half(
                        "The same, by direction", Axis.of("Power", "dB").range(-40, 0))
                .with(Series.line("beamscan", angle, db))
                .with(Series.line("MUSIC", angle, other))
                .with(Series.points("", new double[] {20}, new double[] {0}).reference());
        PolarPlot full = PolarPlot.full("Full circle", Axis.of("Power", "dB").range(-40, 0))
                .with(Series.line("beamscan", angle, db));
        HeatMap map = HeatMap.of(
                        "Bearing-time record",
                        Axis.of("Angle from broadside", "°").range(-90, 90).ticks(30),
                        Axis.of("Time", "s").range(0, 12),
                        Axis.of("Power", "dB"),
                        record)
                .with(Series.points("estimates", new double[] {0, 10, 30}, new double[] {0.1, 2.1, 6.1})
                        .slot(1));
        XyPlot errors =
                XyPlot.of("RMSE", Axis.of("SNR", "dB"), Axis.of("RMSE", "°").log());
        for (int k = 0; k < 8; k++) {
            double[] y = new double[X.length];
            double[] low = new double[X.length];
            double[] high = new double[X.length];
            for (int i = 0; i < X.length; i++) {
                y[i] = (k + 1) * Math.pow(10, -X[i] / 20);
                low[i] = 0.8 * y[i];
                high[i] = 1.25 * y[i];
            }
            Series s = Series.curve("method " + k, X, y);
            errors = errors.with(k == 0 ? s.bars(low, high) : k == 3 ? s.band(low, high) : s);
        }
        errors = errors.with(Series.line("√CRB", X, new double[] {0.5, 0.28, 0.16, 0.09, 0.05, 0.016, 0.005})
                .reference());
        XyPlot stems = XyPlot.of("Weights", Axis.of("Index", ""), Axis.of("|x|", ""))
                .with(Series.stems("truth", new double[] {1, 4, 7, 30}, new double[] {1, 0.5, 0.2, 0.9}, 0)
                        .reference())
                .with(Series.stems("estimate", new double[] {1, 4, 8, 30}, new double[] {0.9, 0.52, 0.1, 0.95}, 0));
        XyPlot constellation = XyPlot.of("Constellation", Axis.of("In phase", ""), Axis.of("Quadrature", ""))
                .with(Series.points("", new double[] {0.7, -0.7, 0.7, -0.7}, new double[] {0.7, 0.7, -0.7, -0.7}))
                .equalScales();
        return Figure.titled("A figure with every kind of panel and a heading that says what it is about")
                .row(340, spectrum, half)
                .row(340, errors, full)
                .row(300, map, constellation)
                .row(220, stems);
    }

    @Test
    void everyKindOfPanelIsDrawnAndReadBack(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("sub/figure.png");
        everything().write(file);
        BufferedImage image = ImageIO.read(file.toFile());
        assertEquals(1800, image.getWidth());
        assertEquals(2 * (30 + 340 + 340 + 300 + 220), image.getHeight());
        try (var files = Files.list(file.getParent())) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void anOutputThatCannotBeWrittenIsOneClearLine(@TempDir Path directory) throws Exception {
        Path occupied = Files.createDirectory(directory.resolve("figure.png"));
        InputException e =
                assertThrows(InputException.class, () -> Figure.of(plain()).write(occupied));
        assertTrue(String.valueOf(e.getMessage()).contains("figure.png"));
        assertTrue(Files.isDirectory(occupied));
    }

    @Test
    void aCurveIsDrawnWhereItsValuesAre() {
        BufferedImage with = Figure.of(plain().with(Series.line("", new double[] {0, 1}, new double[] {0.5, 0.5})))
                .render();
        int[] rows = inked(with, Palette.colour(0));
        assertTrue(rows.length > 0 && rows[rows.length - 1] - rows[0] < 8, "a level line is thin");
        double middle = (rows[0] + rows[rows.length - 1]) / 2.0 / with.getHeight();
        assertTrue(middle > 0.35 && middle < 0.6, "a line at half height is drawn at " + middle);
    }

    @Test
    void gapsAndEmptySeriesAndLevelDataAreDrawn() {
        double[] none = {};
        XyPlot plot = XyPlot.of("", Axis.of("x", ""), Axis.of("y", "V").log())
                .with(Series.line("", none, none))
                .with(Series.line("", new double[] {1, 2, 3}, new double[] {1, Double.NaN, 1}))
                .with(Series.line("", new double[] {1, 2}, new double[] {0, -1}));
        BufferedImage image = Figure.of(plot).render();
        for (int slot = 0; slot < 3; slot++) {
            assertEquals(0, inked(image, Palette.colour(slot)).length, "series " + slot);
        }
        assertTrue(inked(
                                Figure.of(XyPlot.of("", Axis.of("x", ""), Axis.of("y", "")))
                                        .render(),
                                Look.INK)
                        .length
                > 0);
    }

    @Test
    void aPolarPlotPutsPositiveAnglesOnTheRight() {
        PolarPlot plot = PolarPlot.half("", Axis.of("Power", "dB").range(-40, 0))
                .with(Series.line("", new double[] {60, 60}, new double[] {-40, 0}));
        BufferedImage image = Figure.of(plot).render();
        int left = 0;
        int right = 0;
        for (int v = 0; v < image.getHeight(); v++) {
            for (int u = 0; u < image.getWidth(); u++) {
                if (image.getRGB(u, v) == Palette.colour(0).getRGB()) {
                    if (u < image.getWidth() / 2 - 4) {
                        left++;
                    } else {
                        right++;
                    }
                }
            }
        }
        assertEquals(0, left);
        assertTrue(right > 100);
    }

    @Test
    void aHeatMapHasRowZeroAtTheBottom() {
        double[][] values = {{1, 1, 1}, {0, 0, 0}};
        HeatMap map =
                HeatMap.of("", Axis.of("x", "").range(0, 3), Axis.of("y", "").range(0, 2), Axis.of("v", "V"), values);
        BufferedImage image = Figure.of(map).render();
        int column = image.getWidth() / 3;
        assertEquals(ColourMap.at(0).getRGB(), image.getRGB(column, image.getHeight() / 4));
        assertEquals(ColourMap.at(1).getRGB(), image.getRGB(column, image.getHeight() * 5 / 8));
    }

    @Test
    void impossibleAxesAndSeriesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Axis.of("x", "").range(1, 1));
        assertThrows(
                IllegalArgumentException.class,
                () -> Axis.of("x", "").range(0, 1).log());
        assertThrows(IllegalArgumentException.class, () -> Series.line("a", X, new double[2]));
        assertThrows(
                IllegalArgumentException.class,
                () -> HeatMap.of("", Axis.of("x", ""), Axis.of("y", ""), Axis.of("v", ""), new double[][] {{1}}));
    }

    private static XyPlot plain() {
        return XyPlot.of("", Axis.of("x", "").range(0, 1), Axis.of("y", "").range(0, 1));
    }

    /** The rows of pixels that hold this very colour. */
    private static int[] inked(BufferedImage image, Color colour) {
        return java.util.stream.IntStream.range(0, image.getHeight())
                .filter(v -> java.util.stream.IntStream.range(0, image.getWidth())
                        .anyMatch(u -> image.getRGB(u, v) == colour.getRGB()))
                .toArray();
    }
}

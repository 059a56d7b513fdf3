package org.gatefold.sparse.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PaletteTest {
    /** L* of CIE 1976 from the luminance of sRGB. */
    private static double lightness(Color c) {
        double y = 0.2126 * linear(c.getRed()) + 0.7152 * linear(c.getGreen()) + 0.0722 * linear(c.getBlue());
        return y > 0.008856 ? 116 * Math.cbrt(y) - 16 : 903.3 * y;
    }

    private static double linear(int channel) {
        double v = channel / 255.0;
        return v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
    }

    @Test
    void theColourMapFallsSteadilyInLightness() {
        int steps = 50;
        double average = (lightness(ColourMap.at(0)) - lightness(ColourMap.at(1))) / steps;
        assertTrue(average * steps > 80, "the map spans most of the range from white to black");
        for (int i = 1; i <= steps; i++) {
            double fall = lightness(ColourMap.at((i - 1.0) / steps)) - lightness(ColourMap.at((double) i / steps));
            assertTrue(fall > 0.4 * average && fall < 1.7 * average, "step " + i + " falls by " + fall);
        }
    }

    @Test
    void theColourMapClampsAndMarksMissingValues() {
        assertEquals(ColourMap.at(0), ColourMap.at(-3));
        assertEquals(ColourMap.at(1), ColourMap.at(7));
        Color missing = ColourMap.at(Double.NaN);
        assertEquals(missing.getRed(), missing.getBlue());
    }

    @Test
    void neighboursDifferInGreyAndInDashAndAllStandOutFromPaper() {
        for (int i = 0; i < 8; i++) {
            Color here = Palette.colour(i);
            assertTrue(lightness(here) < 75, "colour " + i + " is lost on white");
            if (i > 0) {
                double difference = Math.abs(lightness(here) - lightness(Palette.colour(i - 1)));
                assertTrue(difference > 15, "colours " + (i - 1) + " and " + i + " differ by " + difference + " in L*");
                assertFalse(Arrays.equals(
                        Palette.stroke(i, 1).getDashArray(),
                        Palette.stroke(i - 1, 1).getDashArray()));
                assertFalse(Palette.mark(i, 6).equals(Palette.mark(i - 1, 6)));
            }
        }
    }
}

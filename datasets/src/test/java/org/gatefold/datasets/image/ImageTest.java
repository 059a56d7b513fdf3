package org.gatefold.datasets.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ImageTest {
    @Test
    void fullScaleAndIntegers() {
        Image image = new Image(2, 1, 2, SampleType.U16, new float[] {0, 65535, 257, 13107});
        Image unit = image.unit();
        assertArrayEquals(new float[] {0, 1, 257 / 65535f, 0.2f}, unit.samples());
        assertEquals(image, unit.integers(16));
        assertArrayEquals(new float[] {0, 255, 1, 51}, image.integers(8).samples());
        float[] wild = {-1, 2, Float.NaN, 0.5f};
        assertArrayEquals(
                new float[] {0, 255, 0, 128},
                new Image(4, 1, 1, SampleType.F32, wild).integers(8).samples());
        assertArrayEquals(new float[] {65535, 13107}, image.plane(1));
        assertEquals(257, image.at(1, 0, 0));
    }

    /** Of IEC 61966-2-1: 8-bit codes and linear values. */
    @Test
    void srgbOfTheStandard() {
        assertEquals(0, Srgb.decode(0));
        assertEquals(1, Srgb.decode(1), 1e-15);
        assertEquals(0.0003035269835, Srgb.decode(1 / 255.0), 1e-12);
        assertEquals(0.2158605001138992, Srgb.decode(128 / 255.0), 1e-12);
        assertEquals(0.735356983052449, Srgb.encode(0.5), 1e-12);
        assertEquals(-Srgb.decode(0.7), Srgb.decode(-0.7));
        for (int code = 0; code < 65536; code++) {
            assertEquals(code, Math.rint(65535 * Srgb.encode(Srgb.decode(code / 65535.0))));
        }
    }

    @Test
    void srgbLeavesAlphaAlone() {
        Image image = new Image(1, 1, 4, SampleType.U8, new float[] {128, 255, 0, 128});
        assertArrayEquals(
                new float[] {0.21586050f, 1, 0, 128 / 255f}, Srgb.decode(image).samples());
        assertEquals(List.of("R", "G", "B", "A"), Srgb.decode(image).header().channels());
    }

    @Test
    void everyHalfGoesToFloatAndBack() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            float value = Half.toFloat((short) bits);
            int exponent = (bits >> 10) & 31;
            int mantissa = bits & 0x3ff;
            double size = exponent == 31
                    ? mantissa == 0 ? Double.POSITIVE_INFINITY : Double.NaN
                    : exponent == 0 ? mantissa * 0x1p-24 : (1024 + mantissa) * Math.pow(2, exponent - 25);
            assertEquals((float) (bits >= 1 << 15 ? -size : size), value);
            assertEquals((short) bits, Half.of(value), "half " + bits);
        }
    }

    @Test
    void floatsRoundToTheNearestHalfAndTiesToEven() {
        for (int bits = 0; bits < 0x7bff; bits++) {
            float a = Half.toFloat((short) bits);
            float b = Half.toFloat((short) (bits + 1));
            float middle = (float) ((a + (double) b) / 2);
            assertEquals(bits + (bits & 1), Half.of(middle), "half " + bits);
            assertEquals(bits, Half.of(Math.nextDown(middle)));
            assertEquals(bits + 1, Half.of(Math.nextUp(middle)));
        }
        assertEquals(0x7bff, Half.of(65519.99f));
        assertEquals(0x7c00, Half.of(65520));
        assertTrue(Float.isNaN(Half.toFloat(Half.of(Float.NaN))));
    }
}

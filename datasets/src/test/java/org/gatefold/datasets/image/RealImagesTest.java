package org.gatefold.datasets.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.gatefold.sparse.RealData;
import org.gatefold.sparse.io.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real images against what NumPy and a PNG decoder in Python read from them. */
class RealImagesTest {
    /** Sums of the first channel, plain and weighted by 1 + x mod 3 + y mod 5, and its extremes. */
    @ParameterizedTest
    @CsvSource({
        "diligent/cat/001.png, 274, 299, 3, 16, 0, 15592, 245381429, 982376723",
        "diligent/bear/096.png, 222, 265, 3, 16, 0, 2328, 25884380, 103529123",
        "diligent/cat/mask.png, 274, 299, 1, 8, 0, 255, 11526000, 46125675",
        "uw_psm/chrome/chrome.10.png, 512, 340, 3, 8, 0, 255, 88991, 355195",
        "uw_psm/buddha/buddha.2.png, 512, 340, 3, 8, 0, 183, 3076554, 12284024",
        "bini/bear/normal_map.png, 612, 512, 3, 16, 786, 65535, 19220310479, 76760342735",
        "bini/cat/mask.png, 612, 512, 1, 8, 0, 255, 11301345, 45197730"
    })
    void png(String name, int width, int height, int channels, int bits, int least, int most, long sum, long weighted) {
        Image image = Images.read(RealData.file("photometric/" + name));
        SampleType type = new SampleType(true, bits);
        assertEquals(new ImageHeader(width, height, ImageHeader.names(channels), type), image.header());
        long[] sums = new long[2];
        long low = Long.MAX_VALUE;
        long high = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                long v = (long) image.at(x, y, 0);
                sums[0] += v;
                sums[1] += v * (1 + x % 3 + y % 5);
                low = Math.min(low, v);
                high = Math.max(high, v);
            }
        }
        assertArrayEquals(new long[] {sum, weighted}, sums);
        assertEquals(least, low);
        assertEquals(most, high);
    }

    private static double sum(float[] samples) {
        double sum = 0;
        for (float v : samples) {
            sum += Float.isNaN(v) ? 0 : v;
        }
        return sum;
    }

    @Test
    void fiftyImagesOfAnArray() {
        Path file = RealData.file("photometric/bunny/bunny_specular_gray_f32.npz");
        try (ImageStack stack = ImageStack.open(file, NonFinite.REFUSED)) {
            assertEquals(50, stack.count());
            assertEquals(new ImageHeader(256, 256, List.of("Y"), SampleType.F32), stack.header(0));
            assertEquals(8.43689f, stack.rows(49, 182, 1)[138]);
            assertEquals(0.053767923f, stack.rows(12, 128, 1)[128]);
            assertEquals(2751.2535053552183, sum(stack.rows(7, 0, 256)), 1e-9);
            double sum = 0;
            for (int from = 0; from < 256; from += 64) {
                for (int k = 0; k < 50; k++) {
                    sum += sum(stack.rows(k, from, 64));
                }
            }
            assertEquals(118684.6802738962, sum, 1e-6);
            assertTrue(stack.names().get(49).endsWith("bunny_specular_gray_f32.npz:images[49]"));
        }
    }

    @Test
    void normalsMasksAndDepthOfNumPy() {
        Image normals = Images.read(RealData.file("photometric/diligent/bear/normal_gt.npy"));
        assertEquals(new ImageHeader(222, 265, List.of("R", "G", "B"), SampleType.F32), normals.header());
        assertEquals(-0.8472767f, normals.at(110, 130, 1));
        Path truth = RealData.file("photometric/bunny/truth.npz");
        Image mask = Images.read(Path.of(truth + ":mask"));
        assertEquals(SampleType.U8, mask.header().type());
        assertEquals(20317, sum(mask.samples()) / 255);
        InputException several = assertThrows(InputException.class, () -> Images.read(truth));
        assertTrue(String.valueOf(several.getMessage()).contains("expected one array"), several::toString);
        Path depth = RealData.file("photometric/bini/cat/depth_gt.npz");
        InputException holes = assertThrows(InputException.class, () -> Images.read(depth));
        assertTrue(String.valueOf(holes.getMessage()).contains("found 268378 that are not"), holes::toString);
        assertEquals(66855386.02404785, sum(Images.read(depth, NonFinite.KEPT).samples()), 1e-3);
    }

    @Test
    void foldersInTheirOrder() {
        try (ImageStack bear = ImageStack.open(RealData.file("photometric/diligent/bear"), NonFinite.REFUSED)) {
            assertEquals(40, bear.count());
            assertTrue(bear.names().get(1).endsWith("023.png"));
            double sum = 0;
            for (int k = 0; k < 40; k++) {
                sum += sum(bear.rows(k, 0, bear.height()));
            }
            assertEquals(15717157329.0, sum);
        }
        List<Path> chrome = ImageStack.list(RealData.file("photometric/uw_psm/chrome"));
        assertEquals(12, chrome.size());
        assertTrue(chrome.get(2).endsWith("chrome.2.png") && chrome.get(11).endsWith("chrome.11.png"));
    }
}

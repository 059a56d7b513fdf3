package org.gatefold.photometric.light;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.SplittableRandom;
import org.gatefold.datasets.image.Image;
import org.gatefold.datasets.image.ImageStack;
import org.gatefold.datasets.image.Images;
import org.gatefold.datasets.image.NonFinite;
import org.gatefold.datasets.image.SampleType;
import org.gatefold.photometric.Refusal;
import org.gatefold.sparse.RealData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SphereTest {
    private static boolean[] disc(int width, int height, double column, double row, double radius) {
        boolean[] mask = new boolean[width * height];
        for (int i = 0; i < mask.length; i++) {
            int v = i / width;
            mask[i] = Math.hypot(i % width - column, v - row) <= radius;
        }
        return mask;
    }

    @Test
    void aDiscIsFound() {
        Sphere sphere = Sphere.of(200, 150, disc(200, 150, 90.3, 71.8, 50.4));
        assertEquals(90.3, sphere.column(), 0.1);
        assertEquals(71.8, sphere.row(), 0.1);
        assertEquals(50.4, sphere.radius(), 0.2);
    }

    @Test
    void aDiscCutOffByTheBorderIsFound() {
        Sphere sphere = Sphere.of(200, 100, disc(200, 100, 90.3, 20, 50.4));
        assertEquals(90.3, sphere.column(), 0.1);
        assertEquals(20, sphere.row(), 0.3);
        assertEquals(50.4, sphere.radius(), 0.3);
    }

    @Test
    void noDisc() {
        boolean[] square = new boolean[100 * 100];
        for (int i = 0; i < square.length; i++) {
            square[i] = i % 100 > 20 && i % 100 < 60 && i / 100 > 20 && i / 100 < 80;
        }
        assertThrows(IllegalArgumentException.class, () -> Sphere.of(100, 100, square));
        assertThrows(IllegalArgumentException.class, () -> Sphere.of(100, 100, new boolean[100 * 100]));
        assertThrows(IllegalArgumentException.class, () -> Sphere.of(100, 100, disc(100, 100, 50, 50, 2)));
        assertThrows(IllegalArgumentException.class, () -> Sphere.of(10, 100, new boolean[100 * 100]));
    }

    @Test
    void theMaskOfARealSphere() {
        // The mean position of the mask's grey levels and the radius of a disc of their sum.
        Sphere sphere = Sphere.read(RealData.file("photometric/uw_psm/chrome/chrome.mask.png"));
        assertEquals(253.25, sphere.column(), 0.05);
        assertEquals(147.75, sphere.row(), 0.05);
        assertEquals(119.5, sphere.radius(), 0.05);
    }

    @Test
    void anImageThatIsNoMask() {
        var file = RealData.file("photometric/uw_psm/chrome/chrome.1.png");
        String line = Refusal.of(file, () -> Sphere.read(file));
        assertTrue(line.startsWith(": expected the disc of a sphere, found an outline"), line);
    }

    @Test
    void theOutlineIsSeenInPhotographs() {
        // The mask's lower half is drawn in the dark; the upper agrees with the images within about a pixel.
        Sphere sphere = find("uw_psm/chrome");
        assertEquals(253.25, sphere.column(), 1);
        assertEquals(147.75, sphere.row(), 1.5);
        assertEquals(119.5, sphere.radius(), 1);
    }

    @Test
    void anotherObjectIsNoSphere() {
        assertThrows(IllegalArgumentException.class, () -> find("uw_psm/buddha"));
    }

    private static Sphere find(String folder) {
        try (ImageStack images = ImageStack.open(RealData.file("photometric/" + folder), NonFinite.REFUSED)) {
            return Sphere.find(new SpherePhotographs(images, false));
        }
    }

    /**
     * A mirror before a wall that fades into the dark, lit by lamps whose highlights are round; in 8 bits with noise.
     */
    @ParameterizedTest
    @CsvSource({"90.3, 71.8, 50.4, 8", "60.6, 90.2, 33.3, 3", "100.5, 40.1, 60.2, 30"})
    void aDrawnSphereIsFound(double column, double row, double radius, double wall, @TempDir Path folder) {
        SplittableRandom rng = new SplittableRandom(3);
        for (int k = 0; k < 6; k++) {
            float[] samples = new float[200 * 150];
            for (int i = 0; i < samples.length; i++) {
                int v = i / 200;
                double x = i % 200 - column;
                double y = v - row;
                double inside = Math.min(1, Math.max(0, radius + 0.5 - Math.hypot(x, y)));
                double lamp = Math.hypot(x - radius * 0.5 * Math.cos(k), y - radius * 0.5 * Math.sin(k));
                double ground = wall * Math.max(0, 1 - v / 140.0);
                double shone = lamp < radius / 8 ? 255 : 0;
                double value = inside * shone + (1 - inside) * ground + rng.nextGaussian() * 0.5;
                samples[i] = (float) Math.max(0, Math.min(255, Math.rint(value)));
            }
            Images.write(folder.resolve("s" + k + ".png"), new Image(200, 150, 1, SampleType.U8, samples));
        }
        try (ImageStack images = ImageStack.open(folder, NonFinite.REFUSED)) {
            Sphere sphere = Sphere.find(new SpherePhotographs(images, false));
            assertEquals(column, sphere.column(), 0.5);
            assertEquals(row, sphere.row(), 0.5);
            assertEquals(radius, sphere.radius(), 0.5);
        }
    }
}

package org.gatefold.photometric.light;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.gatefold.photometric.Refusal;
import org.gatefold.sparse.RealData;
import org.junit.jupiter.api.Test;

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
}

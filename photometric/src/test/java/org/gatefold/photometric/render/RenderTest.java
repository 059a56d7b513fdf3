package org.gatefold.photometric.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.gatefold.photometric.Lights;
import org.gatefold.photometric.Reflectance;
import org.junit.jupiter.api.Test;

class RenderTest {
    private static final Lights ABOVE = new Lights(new double[] {0, 0, 1, 1, 0, 1});

    @Test
    void aBallHasTheNormalsOfABall() {
        View view = new View(Surface.sphere(), 101, 101);
        double pixel = 2 / (0.92 * 101);
        int inside = 0;
        for (int y = 0; y < 101; y++) {
            for (int x = 0; x < 101; x++) {
                double nx = (x - 50) * pixel;
                double ny = (50 - y) * pixel;
                double square = nx * nx + ny * ny;
                assertEquals(square < 0.999, view.mask().at(x, y) || (square > 0.99 && square < 1), x + " " + y);
                if (square < 0.98) {
                    inside++;
                    int at = 3 * (y * 101 + x);
                    assertEquals(nx, view.normals()[at], 2e-3);
                    assertEquals(ny, view.normals()[at + 1], 2e-3);
                    assertEquals(Math.sqrt(1 - square), view.normals()[at + 2], 5e-3);
                }
            }
        }
        assertTrue(inside > 6000, "only " + inside);
    }

    @Test
    void aBallThrowsNoShadowOnItself() {
        View view = new View(Surface.sphere(), 64, 64);
        float[] albedo = new float[64 * 64];
        Arrays.fill(albedo, 0.5f);
        float[] with = view.image(ABOVE, 1, Reflectance.lambert(), albedo, true);
        float[] without = view.image(ABOVE, 1, Reflectance.lambert(), albedo, false);
        int different = 0;
        for (int i = 0; i < with.length; i++) {
            int k = 3 * i;
            double lit = (view.normals()[k] + view.normals()[k + 2]) / Math.sqrt(2);
            assertEquals(Math.max(0, 0.5 * lit), without[i], 1e-6);
            different += with[i] != without[i] ? 1 : 0;
        }
        assertTrue(different <= 20, "rays that graze the facets: " + different);
    }

    @Test
    void aPlateThrowsItsShadowWhereGeometrySays() {
        // A floor at z = 0 and a plate of x in [−0.2, 0], |y| < 0.5 at z = 0.3, light from the left at 45°: dark floor
        // from x = 0.1 to 0.3; what lies under the plate is not seen.
        double[] corners = {
            -1, -1, 0, 1, -1, 0, 1, 1, 0, -1, 1, 0, -0.2, -0.5, 0.3, 0, -0.5, 0.3, 0, 0.5, 0.3, -0.2, 0.5, 0.3
        };
        Surface surface = new Surface(corners, new int[] {0, 1, 2, 0, 2, 3, 4, 5, 6, 4, 6, 7});
        View view = new View(surface, 200, 200);
        float[] albedo = new float[200 * 200];
        Arrays.fill(albedo, 1);
        float[] image = view.image(new Lights(new double[] {-1, 0, 1}), 0, Reflectance.lambert(), albedo, true);
        double pixel = 2 / (0.92 * 200);
        for (int x = 20; x < 180; x++) {
            double place = (x + 0.5 - 100) * pixel;
            boolean dark = image[100 * 200 + x] == 0;
            if (Math.abs(place - 0.1) > pixel && Math.abs(place - 0.3) > pixel) {
                assertEquals(place > 0.1 && place < 0.3, dark, "x = " + place);
            }
        }
    }

    @Test
    void theNearestCrossingIsThatOfTryingAllTriangles() {
        Surface bust = Surface.bust().fitted();
        RayTree tree = new RayTree(bust);
        SplittableRandom rng = new SplittableRandom(1);
        int hits = 0;
        for (int i = 0; i < 40; i++) {
            double[] origin = {rng.nextGaussian(), rng.nextGaussian(), 3};
            double[] direction = {0.3 * rng.nextGaussian() - origin[0] / 3, -origin[1] / 3, -1};
            RayTree.Crossing found = tree.cross(origin, direction, 0, false);
            double least = Double.POSITIVE_INFINITY;
            for (int t = 0; t < bust.triangles(); t++) {
                least = Math.min(least, distance(bust, t, origin, direction));
            }
            assertEquals(least, found.distance, 1e-9);
            assertEquals(found.found(), tree.cross(origin, direction, 0, true).found());
            hits += found.found() ? 1 : 0;
        }
        assertTrue(hits > 10, "only " + hits);
    }

    /** Plane first, then the three sides. */
    private static double distance(Surface s, int t, double[] o, double[] d) {
        double[][] p = new double[3][3];
        for (int k = 0; k < 3; k++) {
            for (int c = 0; c < 3; c++) {
                p[k][c] = s.corner(t, k, c);
            }
        }
        double[] n = cross(minus(p[1], p[0]), minus(p[2], p[0]));
        double distance = dot(minus(p[0], o), n) / dot(d, n);
        double[] at = {o[0] + distance * d[0], o[1] + distance * d[1], o[2] + distance * d[2]};
        for (int k = 0; k < 3; k++) {
            if (dot(cross(minus(p[(k + 1) % 3], p[k]), minus(at, p[k])), n) < 0) {
                return Double.POSITIVE_INFINITY;
            }
        }
        return distance > 0 ? distance : Double.POSITIVE_INFINITY;
    }

    private static double[] minus(double[] a, double[] b) {
        return new double[] {a[0] - b[0], a[1] - b[1], a[2] - b[2]};
    }

    private static double[] cross(double[] a, double[] b) {
        return new double[] {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
    }

    private static double dot(double[] a, double[] b) {
        return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    }

    @Test
    void highlightsLieBetweenLightAndViewer() {
        double[] l = {0.6, 0, 0.8};
        double[] half = {Math.sqrt(0.1), 0, Math.sqrt(0.9)};
        double[] up = {0, 0, 1};
        for (Reflectance glossy :
                new Reflectance[] {Reflectance.cookTorrance(0.2, 0.04, 1), Reflectance.blinnPhong(50, 0.3)}) {
            double lambert = Reflectance.lambert().radiance(0.7, half, l);
            assertTrue(glossy.radiance(0.7, half, l) - lambert > 0.05);
            assertTrue(glossy.radiance(0.7, up, l) - Reflectance.lambert().radiance(0.7, up, l)
                    < 0.3 * (glossy.radiance(0.7, half, l) - lambert));
        }
        // D = 1/(π m²), F = F₀ at l = v = n, G = 1: 0.04/(0.04π·4)
        assertEquals(
                0.7 + 1 / (4 * Math.PI), Reflectance.cookTorrance(0.2, 0.04, 1).radiance(0.7, up, up), 1e-12);
    }

    @Test
    void impossibleSurfacesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Surface(new double[9], new int[] {0, 1, 3}));
        assertThrows(IllegalArgumentException.class, () -> new Surface(new double[9], new int[0]));
        assertThrows(IllegalArgumentException.class, () -> new Surface(new double[9], new int[] {0, 1, 2}).fitted());
        assertFalse(Double.isNaN(Surface.bust().fitted().corner(0, 0, 0)));
    }
}

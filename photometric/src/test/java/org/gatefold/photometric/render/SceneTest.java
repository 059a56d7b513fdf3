package org.gatefold.photometric.render;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.gatefold.photometric.LightDraw;
import org.gatefold.photometric.Lights;
import org.gatefold.photometric.Reflectance;
import org.gatefold.sparse.evaluation.AngularError;
import org.gatefold.sparse.io.InputException;
import org.junit.jupiter.api.Test;

/** Laws of shadows, highlights, noise and textures. */
class SceneTest {
    private static final View BUST = new View(Surface.bust(), 64, 64);
    private static final Lights SIDE = new Lights(new double[] {0.9, 0.2, 0.4});

    private static Shade shade(Shadowing shadowing) {
        return BUST.shade(SIDE, 0, Reflectance.cookTorrance(0.2, 0.04, 1), shadowing);
    }

    @Test
    void shadowsOnlyTakeAway() {
        Shade none = shade(Shadowing.NONE);
        Shade attached = shade(Shadowing.ATTACHED);
        Shade cast = shade(Shadowing.CAST);
        Shade both = shade(Shadowing.BOTH);
        int turned = 0;
        int thrown = 0;
        for (int i = 0; i < 64 * 64; i++) {
            double nl = 0;
            for (int d = 0; d < 3; d++) {
                nl += BUST.normals()[3 * i + d] * SIDE.at(0, d);
            }
            assertEquals(nl, none.diffuse()[i], 1e-6);
            assertEquals(Math.max(0, nl), attached.diffuse()[i], 1e-6);
            assertEquals(nl <= 0 ? attached.diffuse()[i] : cast.diffuse()[i], both.diffuse()[i]);
            assertTrue(cast.diffuse()[i] == none.diffuse()[i] || cast.diffuse()[i] == 0);
            assertTrue(both.gloss()[i] == 0 || both.gloss()[i] == attached.gloss()[i]);
            assertTrue(both.diffuse()[i] > 0 || both.gloss()[i] == 0, "highlights in shadow");
            turned += nl < 0 ? 1 : 0;
            thrown += nl > 0 && both.diffuse()[i] == 0 ? 1 : 0;
        }
        assertTrue(turned > 100 && thrown > 30, turned + " turned away, " + thrown + " in cast shadow");
    }

    @Test
    void gradesTellWhatFollowsLambert() {
        Shade both = shade(Shadowing.BOTH);
        int[] count = new int[3];
        for (int i = 0; i < 64 * 64; i++) {
            float grade = both.grade(i, 0.7);
            count[Math.round(2 * grade)]++;
            assertEquals(both.diffuse()[i] > 0, grade > 0);
            assertEquals(both.diffuse()[i] > 0 && both.gloss()[i] <= 0.7e-3 * both.diffuse()[i], grade == 1);
        }
        assertTrue(Arrays.stream(count).min().orElse(0) > 30, Arrays.toString(count));
    }

    /** Slopes of the depth, by central differences, against the normals. */
    @Test
    void depthAndNormalsAreOfOneSurface() {
        int size = 256;
        View view = new View(Surface.bust(), size, size);
        float[] depth = view.depth();
        double[] degrees = new double[size * size];
        Arrays.fill(degrees, Double.NaN);
        for (int y = 1; y < size - 1; y++) {
            for (int x = 1; x < size - 1; x++) {
                int i = y * size + x;
                boolean inner = view.mask().at(x, y)
                        && view.mask().at(x - 1, y)
                        && view.mask().at(x + 1, y)
                        && view.mask().at(x, y - 1)
                        && view.mask().at(x, y + 1);
                if (inner) {
                    float[] n = view.normals();
                    degrees[i] = AngularError.degrees(
                            n[3 * i],
                            n[3 * i + 1],
                            n[3 * i + 2],
                            (depth[i + 1] - depth[i - 1]) / 2.0,
                            (depth[i - size] - depth[i + size]) / 2.0,
                            1);
                }
            }
        }
        double[] sorted =
                Arrays.stream(degrees).filter(d -> !Double.isNaN(d)).sorted().toArray();
        assertTrue(sorted.length > 30_000);
        assertTrue(sorted[sorted.length / 2] < 0.5, "median " + sorted[sorted.length / 2]);
        assertTrue(sorted[sorted.length * 9 / 10] < 3, "90 % " + sorted[sorted.length * 9 / 10]);
    }

    @Test
    void aBallIsAsDeepAsABall() {
        View view = new View(Surface.sphere(), 101, 101);
        double radius = 0.92 * 101 / 2;
        for (int x = 20; x < 81; x++) {
            double across = x - 50;
            double expected = radius - Math.sqrt(radius * radius - across * across);
            assertEquals(expected, view.depth()[50 * 101 + x], 0.02);
        }
    }

    /** What a surface of albedo 1 reflects of light from all sides is what came, and never more with gloss. */
    @Test
    void noEnergyIsMade() {
        double[] up = {0, 0, 1};
        double[] tilted = {0.6, 0, 0.8};
        for (double[] n : new double[][] {up, tilted}) {
            assertEquals(1, reflected(n, l -> Reflectance.lambert().radiance(1, n, l)), 2e-3);
            for (double roughness : new double[] {0.1, 0.2, 0.5}) {
                // Times π: the recipe's strength of 1 leaves out the π of light of intensity 1.
                Reflectance mirror = Reflectance.cookTorrance(roughness, 1, Math.PI);
                double all = reflected(n, l -> mirror.radiance(0, n, l));
                assertTrue(all <= 1.01, "roughness " + roughness + ": " + all);
                Reflectance glass = Reflectance.cookTorrance(roughness, 0.04, Math.PI);
                double some = reflected(n, l -> glass.radiance(0, n, l));
                assertTrue(some > 0.02 && some < 0.08, "roughness " + roughness + ": " + some);
            }
        }
        assertEquals(
                1, reflected(up, l -> Reflectance.cookTorrance(0.1, 1, Math.PI).radiance(0, up, l)), 0.03);
    }

    /** {@code ∫ radiance dω/π} over the lights before the surface. */
    private static double reflected(double[] n, java.util.function.ToDoubleFunction<double[]> radiance) {
        double sum = 0;
        int rings = 300;
        int spokes = 300;
        for (int i = 0; i < rings; i++) {
            double z = -1 + 2 * (i + 0.5) / rings;
            for (int j = 0; j < spokes; j++) {
                double phi = 2 * Math.PI * (j + 0.5) / spokes;
                double flat = Math.sqrt(1 - z * z);
                double[] l = {flat * Math.cos(phi), flat * Math.sin(phi), z};
                if (l[0] * n[0] + l[1] * n[1] + l[2] * n[2] > 0) {
                    sum += radiance.applyAsDouble(l);
                }
            }
        }
        return sum * 4 / (rings * (double) spokes);
    }

    @Test
    void lightsAreSpreadEvenlyAboveTheElevation() {
        LightDraw draw = new LightDraw(40_000, new SplittableRandom(1));
        Lights lights = draw.above(0.3);
        double[] mean = new double[3];
        int upper = 0;
        for (int i = 0; i < lights.count(); i++) {
            assertTrue(lights.z(i) >= 0.3 - 1e-12);
            upper += lights.z(i) > 0.65 ? 1 : 0;
            for (int d = 0; d < 3; d++) {
                mean[d] += lights.at(i, d) / lights.count();
            }
        }
        assertEquals(0.5, upper / (double) lights.count(), 0.01);
        assertArrayEquals(new double[] {0, 0, 0.65}, mean, 0.02);
        Lights few = new LightDraw(7, new SplittableRandom(1)).above(0.3);
        for (int i = 0; i < 7; i++) {
            assertEquals(lights.x(i), few.x(i), 0, "the first of many are those of few");
        }
        assertThrows(InputException.class, () -> draw.above(1));
        assertThrows(InputException.class, () -> draw.above(-0.1));
    }

    @Test
    void aSensorHasTheNoiseItSays() {
        for (double v : new double[] {0.001, 0.5}) {
            float[] samples = new float[100_000];
            Arrays.fill(samples, (float) v);
            new Sensor(10_000, 3, 0).read(samples, new SplittableRandom(2));
            double mean = 0;
            double square = 0;
            for (float s : samples) {
                mean += s / samples.length;
                square += (s - v) * (s - v) / samples.length;
            }
            assertEquals(v, mean, 3e-5);
            assertEquals((v * 1e4 + 9) / 1e8, square, 0.03 * (v * 1e4 + 9) / 1e8);
        }
        float[] some = {-0.5f, 0.4f, 7};
        new Sensor(Double.POSITIVE_INFINITY, 0, 2).read(some, new SplittableRandom(3));
        assertArrayEquals(new float[] {0, 1 / 3f, 1}, some);
        float[] kept = {-0.5f, 0.4f, 7};
        Sensor.IDEAL.read(kept, new SplittableRandom(3));
        assertArrayEquals(new float[] {-0.5f, 0.4f, 7}, kept);
        assertThrows(InputException.class, () -> new Sensor(0, 0, 0));
        assertThrows(InputException.class, () -> new Sensor(1000, -1, 0));
        assertThrows(InputException.class, () -> new Sensor(Double.POSITIVE_INFINITY, 3, 0));
        assertThrows(InputException.class, () -> new Sensor(1000, 0, 25));
    }

    @Test
    void texturesAreSolid() {
        Albedo checker = Albedo.of(BUST, Albedo.Solid.checker(0.2, 0.6, 6));
        Albedo marble = Albedo.of(BUST, Albedo.Solid.marble(0.2, 0.6, 6, 1));
        Albedo other = Albedo.of(BUST, Albedo.Solid.marble(0.2, 0.6, 6, 2));
        int low = 0;
        double greatest = 0;
        double least = 1;
        for (int i = 0; i < 64 * 64; i++) {
            if (BUST.mask().inside()[i]) {
                assertTrue(checker.values()[i] == 0.2f || checker.values()[i] == 0.6f);
                low += checker.values()[i] == 0.2f ? 1 : 0;
                greatest = Math.max(greatest, marble.values()[i]);
                least = Math.min(least, marble.values()[i]);
            } else {
                assertEquals(0, checker.values()[i]);
            }
        }
        assertEquals(0.5, low / (double) BUST.mask().count(), 0.1);
        assertTrue(greatest <= 0.6001 && greatest > 0.55 && least >= 0.1999 && least < 0.25, least + " " + greatest);
        assertNotEquals(Arrays.hashCode(marble.values()), Arrays.hashCode(other.values()));
    }

    @Test
    void turningTurnsTheNormals() {
        Surface plane = new Surface(new double[] {-1, -1, 0, 1, -1, 0, 0, 1, 0}, new int[] {0, 1, 2});
        double s = Math.sin(Math.toRadians(30));
        double c = Math.cos(Math.toRadians(30));
        assertArrayEquals(new double[] {0, -s, c}, plane.turned(30, 0, 0).normal(0, 0.3, 0.3), 1e-12);
        assertArrayEquals(new double[] {s, 0, c}, plane.turned(0, 30, 0).normal(0, 0.3, 0.3), 1e-12);
        assertArrayEquals(new double[] {0, 0, 1}, plane.turned(0, 0, 30).normal(0, 0.3, 0.3), 1e-12);
        assertArrayEquals(
                new double[] {0, -s, c}, plane.turned(30, 0, 0).turned(0, 0, 0).normal(0, 0, 0), 1e-12);
        // Corners turn as the normals do: the triangle's own normal is that of its corners.
        assertEquals(-c, plane.turned(30, 0, 0).corner(0, 0, 1), 1e-12);
        assertEquals(-s, plane.turned(30, 0, 0).corner(0, 0, 2), 1e-12);
    }
}

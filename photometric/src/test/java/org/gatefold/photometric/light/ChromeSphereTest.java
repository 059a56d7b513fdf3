package org.gatefold.photometric.light;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.gatefold.datasets.image.ImageStack;
import org.gatefold.datasets.image.NonFinite;
import org.gatefold.photometric.Lights;
import org.gatefold.sparse.RealData;
import org.gatefold.sparse.evaluation.AngularError;
import org.junit.jupiter.api.Test;

class ChromeSphereTest {
    private static final int WIDTH = 260;
    private static final int HEIGHT = 240;
    private static final Sphere SPHERE = new Sphere(128.4, 117.7, 100.2);

    /**
     * What the sphere shows of a lamp that is as bright as {@code peak} in its middle and half as bright 3 degrees off,
     * up to a full scale of 1.
     */
    private static float[] shine(Lights lights, int light, double peak) {
        float[] image = new float[WIDTH * HEIGHT];
        for (int i = 0; i < image.length; i++) {
            int row = i / WIDTH;
            double nx = (i % WIDTH - SPHERE.column()) / SPHERE.radius();
            double ny = -(row - SPHERE.row()) / SPHERE.radius();
            double square = nx * nx + ny * ny;
            if (square < 1) {
                double nz = Math.sqrt(1 - square);
                double degrees = AngularError.degrees(
                        2 * nz * nx, 2 * nz * ny, 2 * nz * nz - 1, lights.x(light), lights.y(light), lights.z(light));
                image[i] = (float) Math.min(1, peak * Math.pow(0.5, degrees * degrees / 9));
            }
        }
        return image;
    }

    private static double degrees(Lights lights, int light, Highlight found) {
        return AngularError.degrees(lights.x(light), lights.y(light), lights.z(light), found.x(), found.y(), found.z());
    }

    @Test
    void theLightIsFoundWhereverItIs() {
        SplittableRandom rng = new SplittableRandom(1);
        double[] directions = new double[3 * 20];
        for (int i = 0; i < 20; i++) {
            directions[3 * i] = rng.nextGaussian();
            directions[3 * i + 1] = rng.nextGaussian();
            // As far as 20 degrees behind the sphere.
            directions[3 * i + 2] = rng.nextDouble(-0.3, 2);
        }
        Lights lights = new Lights(directions);
        for (int i = 0; i < 20; i++) {
            for (double peak : new double[] {0.5, 20}) {
                Highlight found = new ChromeSphere().highlight(WIDTH, shine(lights, i, peak), 0, SPHERE);
                assertEquals(0, degrees(lights, i, found), 0.3, "light " + i + ", peak " + peak);
                assertTrue(found.spreadDegrees() > 1 && found.spreadDegrees() < 9, "spread " + found.spreadDegrees());
                assertTrue(peak < 1 || found.saturated() > 5);
            }
        }
    }

    @Test
    void dimReflectionsDoNotCount() {
        Lights lights = new Lights(new double[] {0.5, 0.3, 1});
        float[] image = shine(lights, 0, 20);
        for (int i = 0; i < image.length; i++) {
            int row = i / WIDTH;
            boolean window = Math.hypot(i % WIDTH - 60, row - 120) < 25;
            image[i] = Math.max(image[i], window ? 0.025f : 0.005f);
        }
        assertEquals(0, degrees(lights, 0, new ChromeSphere(0.03).highlight(WIDTH, image, 0, SPHERE)), 0.3);
        assertTrue(degrees(lights, 0, new ChromeSphere().highlight(WIDTH, image, 0, SPHERE)) > 3);
    }

    @Test
    void twoLampsSpread() {
        float[] image = shine(new Lights(new double[] {0.5, 0, 1}), 0, 1);
        float[] other = shine(new Lights(new double[] {-0.5, 0, 1}), 0, 1);
        for (int i = 0; i < image.length; i++) {
            image[i] = Math.max(image[i], other[i]);
        }
        double spread = new ChromeSphere().highlight(WIDTH, image, 0, SPHERE).spreadDegrees();
        assertTrue(spread > 20, "spread " + spread);
    }

    @Test
    void noHighlight() {
        float[] image = new float[WIDTH * HEIGHT];
        ChromeSphere chrome = new ChromeSphere();
        assertThrows(IllegalArgumentException.class, () -> chrome.highlight(WIDTH, image, 0, SPHERE));
        image[50] = 1;
        assertThrows(IllegalArgumentException.class, () -> chrome.highlight(WIDTH, image, 0, SPHERE));
        Sphere elsewhere = new Sphere(-200, 0, 50);
        assertThrows(IllegalArgumentException.class, () -> chrome.highlight(WIDTH, image, 0, elsewhere));
        Arrays.fill(image, 1);
        assertThrows(IllegalArgumentException.class, () -> chrome.highlight(WIDTH, image, 0, SPHERE));
        assertThrows(IllegalArgumentException.class, () -> new ChromeSphere(1));
    }

    @Test
    void lightFromAllSidesCancels() {
        Lights lights = new Lights(new double[] {0.5, 0.3, 1});
        float[] image = shine(lights, 0, 1);
        for (int i = 0; i < image.length; i++) {
            image[i] = 0.2f + 0.8f * image[i];
        }
        assertEquals(0, degrees(lights, 0, new ChromeSphere().highlight(WIDTH, image, 0, SPHERE)), 0.3);
    }

    @Test
    void whatRoundingLeavesOfTheDarkDoesNotCount() {
        Lights lights = new Lights(new double[] {0.5, 0.3, 1});
        float[] image = shine(lights, 0, 20);
        for (int i = 0; i < image.length; i++) {
            // The left of the sphere is one step brighter, all of which is much light.
            boolean left = i % WIDTH < SPHERE.column() - 30;
            image[i] = (float) (Math.rint(255 * image[i]) / 255 + (left ? 1 / 255.0 : 0));
        }
        assertEquals(0, degrees(lights, 0, new ChromeSphere().highlight(WIDTH, image, 1 / 255.0, SPHERE)), 0.3);
        assertTrue(degrees(lights, 0, new ChromeSphere().highlight(WIDTH, image, 0, SPHERE)) > 3);
    }

    /**
     * The published lights are centroids of all the light, a window's with the lamp's; the lamps themselves are up to 9
     * degrees off, hence 3 degrees in the mean alone if reflections of the room are left out.
     */
    @Test
    void realLights() {
        Path folder = RealData.file("photometric/uw_psm/chrome");
        Lights published = LightFile.directions(RealData.file("photometric/uw_psm/lights.txt"));
        Sphere drawn = Sphere.read(folder.resolve("chrome.mask.png"));
        try (ImageStack images = ImageStack.open(folder, NonFinite.REFUSED)) {
            SpherePhotographs photographs = new SpherePhotographs(images, false);
            for (Sphere sphere : List.of(Sphere.find(photographs), drawn)) {
                double[] whole = errors(new ChromeSphere(), photographs, sphere, published);
                assertTrue(Arrays.stream(whole).max().orElseThrow() <= 3, Arrays.toString(whole));
            }
            double[] lamps = errors(new ChromeSphere(0.03), photographs, drawn, published);
            assertTrue(Arrays.stream(lamps).average().orElseThrow() <= 3, Arrays.toString(lamps));
        }
    }

    private static double[] errors(ChromeSphere chrome, SpherePhotographs images, Sphere sphere, Lights expected) {
        assertEquals(expected.count(), images.count());
        List<Highlight> found = chrome.highlights(images, sphere);
        return IntStream.range(0, images.count())
                .mapToDouble(i -> degrees(expected, i, found.get(i)))
                .toArray();
    }
}

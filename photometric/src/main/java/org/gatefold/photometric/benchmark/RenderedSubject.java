package org.gatefold.photometric.benchmark;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.gatefold.photometric.LightDraw;
import org.gatefold.photometric.Lights;
import org.gatefold.photometric.render.Scene;
import org.gatefold.photometric.render.Sensor;
import org.gatefold.photometric.render.Shade;
import org.gatefold.sparse.Batch;

/**
 * A scene rendered anew for each draw of lights, which are spread evenly over the hemisphere above the elevation.
 * Colours are averaged. Draws above different elevations correspond light by light.
 */
public final class RenderedSubject implements Subject {
    private static final int MOST_LIGHTS = 10_000;

    private final Scene scene;
    private final Sensor sensor;
    private final long seed;
    private final int[] pixels;
    private final Batch normals;

    /** @param seed of lights and noise */
    public RenderedSubject(Scene scene, Sensor sensor, long seed) {
        this.scene = scene;
        this.sensor = sensor;
        this.seed = seed;
        boolean[] inside = scene.view().mask().inside();
        pixels = IntStream.range(0, inside.length).filter(i -> inside[i]).toArray();
        normals = new Batch(pixels.length, 1, 3);
        for (int p = 0; p < pixels.length; p++) {
            System.arraycopy(scene.view().normals(), 3 * pixels[p], normals.data(), 3 * p, 3);
        }
    }

    @Override
    public int lights(double elevation) {
        return MOST_LIGHTS;
    }

    @Override
    public Samples draw(int draw, int lights, double elevation) {
        SplittableRandom rng = new SplittableRandom(seed);
        for (int k = 0; k < draw; k++) {
            rng.split();
        }
        SplittableRandom own = rng.split();
        Lights directions = new LightDraw(lights, own.split()).above(elevation);
        SplittableRandom noise = own.split();
        Batch intensities = new Batch(pixels.length, 1, lights);
        Batch grades = new Batch(pixels.length, 1, lights);
        for (int i = 0; i < lights; i++) {
            Shade shade = scene.shade(directions, i);
            float[] image = scene.radiance(shade, 1, 1, 1);
            sensor.read(image, noise.split());
            for (int p = 0; p < pixels.length; p++) {
                intensities.data()[p * lights + i] = grey(image, pixels[p]);
                grades.data()[p * lights + i] =
                        shade.grade(pixels[p], scene.albedo().grey(pixels[p]));
            }
        }
        return new Samples(directions, intensities, grades, normals);
    }

    private float grey(float[] image, int pixel) {
        int colours = scene.albedo().colours();
        double sum = 0;
        for (int c = 0; c < colours; c++) {
            sum += image[pixel * colours + c];
        }
        return (float) (sum / colours);
    }

    @Override
    public List<String> baselines() {
        return sensor.ideal()
                ? List.of(Benchmark.ORACLE, "masked-sbl", "masked-ls", "sbl")
                : List.of(Benchmark.ORACLE, "masked-sbl:shadow=0.02", "masked-ls:shadow=0.02", "sbl");
    }
}

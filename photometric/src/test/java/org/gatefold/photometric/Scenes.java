package org.gatefold.photometric;

import java.util.SplittableRandom;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.RealData;
import org.gatefold.sparse.evaluation.AngularError;
import org.gatefold.sparse.io.NdArray;
import org.gatefold.sparse.io.Npz;

/** Intensities with known normals. */
public record Scenes(Lights lights, Batch intensities, NdArray normals) {
    /** What the bunny's renderer took off every lit intensity. */
    public static final float BUNNY_BIAS = 0.0121f;

    /** The bunny of 20,317 pixels under 50 lights; the bias of lit intensities mended. */
    public static Scenes bunny(String images, float bias) {
        NdArray mask = Npz.read(RealData.file("photometric/bunny/truth.npz"), "mask");
        NdArray lights = Npz.read(RealData.file("photometric/bunny/truth.npz"), "lights");
        NdArray normals = Npz.read(RealData.file("photometric/bunny/truth.npz"), "normals");
        NdArray stack = Npz.read(RealData.file("photometric/bunny/" + images), "images");
        int r = stack.dimension(0);
        int size = mask.size();
        int pixels = 0;
        for (int i = 0; i < size; i++) {
            pixels += mask.re()[i] > 0 ? 1 : 0;
        }
        Batch intensities = new Batch(pixels, 1, r);
        double[] truth = new double[3 * pixels];
        for (int i = 0, p = 0; i < size; i++) {
            if (mask.re()[i] > 0) {
                for (int k = 0; k < r; k++) {
                    double v = stack.re()[k * size + i];
                    intensities.set(p, 0, k, v > 0 ? v + bias : 0);
                }
                System.arraycopy(normals.re(), 3 * i, truth, 3 * p, 3);
                p++;
            }
        }
        return new Scenes(new Lights(lights.re()), intensities, NdArray.real(new int[] {pixels, 3}, truth));
    }

    /** The Stanford bunny under 40 lights of the hemisphere, shadows and highlights. */
    public static Scenes hemisphere() {
        String file = "photometric/mesh/own_render_bunny_hemisphere40_f32.npz";
        NdArray m = Npz.read(RealData.file(file), "M");
        Batch intensities = new Batch(m.dimension(0), 1, m.dimension(1));
        for (int i = 0; i < m.size(); i++) {
            intensities.data()[i] = (float) m.re()[i];
        }
        return new Scenes(
                new Lights(Npz.read(RealData.file(file), "L").re()), intensities, Npz.read(RealData.file(file), "N"));
    }

    /** Random normals under random lights of the upper half, with errors in a share of the intensities. */
    public static Scenes random(long seed, int pixels, int r, double errors) {
        SplittableRandom rng = new SplittableRandom(seed);
        double[] l = new double[3 * r];
        for (int i = 0; i < r; i++) {
            l[3 * i] = rng.nextGaussian();
            l[3 * i + 1] = rng.nextGaussian();
            l[3 * i + 2] = 1 + Math.abs(rng.nextGaussian());
        }
        Lights lights = new Lights(l);
        double[] truth = new double[3 * pixels];
        Batch o = new Batch(pixels, 1, r);
        for (int p = 0; p < pixels; p++) {
            double x = rng.nextGaussian() * 0.3;
            double y = rng.nextGaussian() * 0.3;
            double length = Math.sqrt(x * x + y * y + 1);
            double albedo = rng.nextDouble(0.2, 1);
            truth[3 * p] = x / length;
            truth[3 * p + 1] = y / length;
            truth[3 * p + 2] = 1 / length;
            for (int i = 0; i < r; i++) {
                double lit = (lights.x(i) * x + lights.y(i) * y + lights.z(i)) / length;
                boolean wrong = rng.nextDouble() < errors;
                o.set(p, 0, i, albedo * (wrong ? rng.nextDouble() * 2 : lit));
            }
        }
        return new Scenes(lights, o, NdArray.real(new int[] {pixels, 3}, truth));
    }

    /** The images of these numbers. */
    public Scenes chosen(int... images) {
        Batch some = new Batch(intensities.count(), 1, images.length);
        for (int p = 0; p < some.count(); p++) {
            for (int k = 0; k < images.length; k++) {
                some.set(p, 0, k, intensities.at(p, 0, images[k]));
            }
        }
        return new Scenes(lights.chosen(images), some, normals);
    }

    /** As many images, spread evenly. */
    public Scenes spread(int images) {
        int[] chosen = new int[images];
        for (int k = 0; k < images; k++) {
            chosen[k] = (int) Math.round(k * (lights.count() - 1.0) / (images - 1));
        }
        return chosen(chosen);
    }

    /** Mean angle to the true normals. */
    public double meanDegrees(float[] directions) {
        double[] estimate = new double[directions.length];
        for (int i = 0; i < estimate.length; i++) {
            estimate[i] = directions[i];
        }
        return AngularError.meanDegrees(normals.re(), estimate).value();
    }
}

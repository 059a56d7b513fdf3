package org.gatefold.photometric.learned;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.gatefold.photometric.Lights;
import org.gatefold.photometric.Reflectance;

/**
 * One pixel of a random surface under some lights.
 *
 * <p>A third is clean: Lambertian, with a highlight or not, in attached and cast shadows of exactly 0. The others are
 * rough in Oren and Nayar's sense half the time (SIGGRAPH 1994, the qualitative model), have a diffuse part that is not
 * quite linear, light from their surroundings, lights that are not quite where they are said to be, noise, and now and
 * then a sensor that saturates. Highlights (78 %) are Cook and Torrance's with Beckmann's distribution, or Blinn's.
 */
final class SyntheticPixel {
    private static final double CLEAN = 0.35;
    private static final Reflectance NONE = (albedo, n, l) -> 0;

    private final RandomGenerator rng;
    private final Lights lights;
    private final boolean clean;
    private final double[] normal;
    private final double albedo;
    private final double roughness;
    private final double power;
    private final Reflectance gloss;
    private final Horizon horizon;

    /** Intensities under each light. */
    final float[] intensities;

    /** The normal times what the diffuse part makes of the albedo; 0 if no light reaches the pixel. */
    final float[] truth = new float[3];

    SyntheticPixel(RandomGenerator rng, Lights lights) {
        this.rng = rng;
        this.lights = lights;
        clean = chance(CLEAN);
        normal = normal();
        albedo = rng.nextDouble(0.1, 1);
        roughness = !clean && chance(0.5) ? rng.nextDouble(0.1, 0.8) : 0;
        power = !clean && chance(0.5) ? rng.nextDouble(0.85, 1.3) : 1;
        gloss = chance(0.78) ? gloss() : NONE;
        horizon = new Horizon(rng, chance(0.65));
        intensities = new float[lights.count()];
        light();
        if (!clean) {
            disturb();
        }
    }

    private boolean chance(double share) {
        return rng.nextDouble() < share;
    }

    private double between(double low, double high) {
        return low * Math.pow(high / low, rng.nextDouble());
    }

    /** As the pixels of a sphere, or, of 40 %, evenly over the hemisphere. */
    private double[] normal() {
        double turn = rng.nextDouble(2 * Math.PI);
        double z = chance(0.4) ? rng.nextDouble(0.05, 1) : Math.sqrt(rng.nextDouble(0.0025, 1));
        double flat = Math.sqrt(1 - z * z);
        return new double[] {flat * Math.cos(turn), flat * Math.sin(turn), z};
    }

    private Reflectance gloss() {
        return chance(0.6)
                ? Reflectance.cookTorrance(between(0.06, 0.5), between(0.03, 0.8), between(0.2, 3))
                : Reflectance.blinnPhong(between(4, 300), between(0.03, 2));
    }

    private void light() {
        double error = !clean && chance(0.3) ? Math.toRadians(rng.nextDouble(0, 3)) : 0;
        double drop = chance(0.3) ? rng.nextDouble(0, 0.25) : 0;
        double[] ratios = new double[lights.count()];
        int lit = 0;
        for (int i = 0; i < lights.count(); i++) {
            double[] l = moved(i, error);
            double cosine = dot(normal, l);
            if (cosine <= 0 || horizon.hides(l) || chance(drop)) {
                continue;
            }
            double strength = error > 0 ? 1 + 0.02 * rng.nextGaussian() : 1;
            double diffuse = albedo * diffuse(l, cosine);
            intensities[i] = (float) (strength * (diffuse + gloss.radiance(0, normal, l)));
            ratios[lit++] = diffuse / cosine;
        }
        if (lit > 0) {
            Arrays.sort(ratios, 0, lit);
            for (int d = 0; d < 3; d++) {
                truth[d] = (float) (ratios[lit / 2] * normal[d]);
            }
        }
    }

    /** Where a light really is. */
    private double[] moved(int i, double error) {
        double[] l = {lights.x(i), lights.y(i), lights.z(i)};
        if (error > 0) {
            double length = 0;
            for (int d = 0; d < 3; d++) {
                l[d] += error * rng.nextGaussian() / Math.sqrt(2);
                length += l[d] * l[d];
            }
            for (int d = 0; d < 3; d++) {
                l[d] /= Math.sqrt(length);
            }
        }
        return l;
    }

    private double diffuse(double[] l, double cosine) {
        double value = power == 1 ? cosine : Math.pow(cosine, power);
        if (roughness == 0) {
            return value;
        }
        double s2 = roughness * roughness;
        double a = 1 - 0.5 * s2 / (s2 + 0.33);
        double b = 0.45 * s2 / (s2 + 0.09);
        double viewSine = Math.sqrt(Math.max(0, 1 - normal[2] * normal[2]));
        double lightSine = Math.sqrt(Math.max(0, 1 - cosine * cosine));
        // cos(φ_light − φ_view)·sin α·tan β with α the larger angle: the sines' product over the larger cosine.
        double across = l[2] - cosine * normal[2];
        double tilt = viewSine * lightSine > 1e-9 ? across / (viewSine * lightSine) : 0;
        double lobe = viewSine * lightSine / Math.max(Math.max(cosine, normal[2]), 1e-3);
        return value * (a + b * Math.max(0, tilt) * lobe);
    }

    private static double dot(double[] a, double[] b) {
        return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    }

    /** What surroundings and sensor add. */
    private void disturb() {
        double brightness = Math.sqrt(truth[0] * truth[0] + truth[1] * truth[1] + truth[2] * truth[2]);
        if (chance(0.6)) {
            double everywhere = brightness * rng.nextDouble(0, 0.08);
            double bounced = brightness * rng.nextDouble(0, 0.25);
            double turn = rng.nextDouble(2 * Math.PI);
            double[] from = {Math.cos(turn), Math.sin(turn), rng.nextDouble(-0.5, 1)};
            for (int i = 0; i < intensities.length; i++) {
                double seen = from[0] * lights.x(i) + from[1] * lights.y(i) + from[2] * lights.z(i);
                intensities[i] += (float) (everywhere + bounced * Math.max(0, seen));
            }
        }
        if (chance(0.6)) {
            double floor = brightness * between(1e-4, 2e-2);
            double share = between(1e-3, 4e-2);
            for (int i = 0; i < intensities.length; i++) {
                double deviation = Math.hypot(floor, share * intensities[i]);
                intensities[i] = (float) Math.max(0, intensities[i] + deviation * rng.nextGaussian());
            }
        }
        if (chance(0.07)) {
            float full = (float) (brightness * rng.nextDouble(0.6, 1.3));
            for (int i = 0; i < intensities.length; i++) {
                intensities[i] = Math.min(full, intensities[i]);
            }
        }
    }

    /**
     * Leaves out, as a user would who masks shadows: exact zeros of a clean pixel, what is below a share of the
     * brightest of others, unless fewer than three would be left.
     */
    void maskShadows() {
        double largest = 0;
        for (float v : intensities) {
            largest = Math.max(largest, v);
        }
        double threshold = clean ? 0 : largest * (chance(0.7) ? 0.1 : rng.nextDouble(0, 0.2));
        int left = 0;
        for (float v : intensities) {
            left += v > threshold ? 1 : 0;
        }
        for (int i = 0; i < intensities.length && left >= 3; i++) {
            if (!(intensities[i] > threshold)) {
                intensities[i] = Float.NaN;
            }
        }
    }

    /** What rises around the pixel: one to three ridges, or nothing. */
    private static final class Horizon {
        private final double[] azimuth;
        private final double[] height;
        private final double[] width;

        Horizon(RandomGenerator rng, boolean any) {
            int ridges = any ? rng.nextInt(1, 4) : 0;
            azimuth = rng.doubles(ridges, 0, 2 * Math.PI).toArray();
            height = rng.doubles(ridges, 0, Math.toRadians(80)).toArray();
            width = rng.doubles(ridges, 0.3, 3).toArray();
        }

        boolean hides(double[] l) {
            double flat = Math.hypot(l[0], l[1]);
            for (int k = 0; k < azimuth.length; k++) {
                double toward = (l[0] * Math.cos(azimuth[k]) + l[1] * Math.sin(azimuth[k])) / Math.max(flat, 1e-9);
                if (toward > 0 && l[2] < flat * Math.tan(height[k]) * Math.pow(toward, width[k])) {
                    return true;
                }
            }
            return false;
        }
    }
}

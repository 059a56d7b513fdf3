package org.gatefold.sparse.classical;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BernoulliGaussianTest {
    private static final double[] ONE = {1};

    /** The mean and the variance are those of the posterior density, summed over a grid of the plane of x. */
    @ParameterizedTest
    @CsvSource({
        "0.1, 1, 0.05, 1, 0.6, 0", "0.1, 1, 0.05, 1, 0.2, 0", "0.4, 2, 1, 1, -1.7, 0",
        "0.1, 1, 0.05, 2, 0.5, 0.3", "0.3, 0.5, 0.2, 2, -0.6, 0.7", "0.02, 4, 0.3, 2, 1.5, -0.9"
    })
    void meanAndVarianceAreThoseOfTheDensity(double rho, double v, double tau, int planes, double r0, double r1) {
        double reach = 7 * Math.sqrt(v);
        int steps = 1400;
        double h = 2 * reach / steps;
        double spike = (1 - rho) * density(r0, tau) * (planes == 2 ? density(r1, tau) : 1);
        double mass = spike;
        double[] first = new double[2];
        double second = 0;
        for (int i = 0; i <= steps; i++) {
            double a = -reach + i * h;
            for (int j = planes == 2 ? 0 : steps / 2; j <= (planes == 2 ? steps : steps / 2); j++) {
                double b = -reach + j * h;
                double w = rho * density(a, v) * density(r0 - a, tau) * h;
                w *= planes == 2 ? density(b, v) * density(r1 - b, tau) * h : 1;
                mass += w;
                first[0] += w * a;
                first[1] += w * b;
                second += w * (a * a + (planes == 2 ? b * b : 0));
            }
        }
        double squares = Math.pow(first[0] / mass, 2) + (planes == 2 ? Math.pow(first[1] / mass, 2) : 0);
        double variance = (second / mass - squares) / planes;

        var moments = new BernoulliGaussian.Moments();
        float[] x = shrunk(new BernoulliGaussian(rho, v), tau, moments, floats(planes, r0, r1));
        for (int p = 0; p < planes; p++) {
            assertEquals(first[p] / mass, x[p], 2e-6);
        }
        assertEquals(variance, moments.divergence() * tau, 2e-6 * v);
        assertEquals(1 - spike / mass, moments.activity(), 1e-6);
        assertEquals(second / mass / planes, moments.energy(), 2e-6 * v);
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3", "6"})
    void divergenceIsTheMeanDerivative(int planes) {
        SplittableRandom rng = new SplittableRandom(planes);
        BernoulliGaussian prior = new BernoulliGaussian(0.2, 1.5);
        var moments = new BernoulliGaussian.Moments();
        float h = 4e-3f;
        for (int trial = 0; trial < 50; trial++) {
            float[] r = new float[planes];
            for (int p = 0; p < planes; p++) {
                r[p] = (float) (0.8 * rng.nextGaussian());
            }
            double sum = 0;
            for (int p = 0; p < planes; p++) {
                float[] up = r.clone();
                float[] down = r.clone();
                up[p] += h;
                down[p] -= h;
                sum += (shrunk(prior, 0.3, moments, up)[p] - shrunk(prior, 0.3, moments, down)[p]) / (up[p] - down[p]);
            }
            shrunk(prior, 0.3, moments, r);
            assertEquals(sum / planes, moments.divergence(), 3e-4);
        }
    }

    @Test
    void eachIndexHasTheNoiseOfItsColumn() {
        BernoulliGaussian prior = new BernoulliGaussian(0.2, 1.5);
        var moments = new BernoulliGaussian.Moments();
        float[] x = new float[6];
        prior.shrink(new float[] {1, 1, 1, 0.5f, 0.5f, 0.5f}, 0, 2, 3, 0.3, new double[] {1, 4, 4}, x, moments);
        double divergence = moments.divergence();
        var single = new BernoulliGaussian.Moments();
        float[] first = shrunk(prior, 0.3, single, new float[] {1, 0.5f});
        double sum = single.divergence();
        float[] other = shrunk(prior, 0.075, single, new float[] {1, 0.5f});
        sum += 2 * single.divergence();
        assertEquals(first[1], x[3], 1e-7);
        assertEquals(other[0], x[1], 1e-7);
        assertEquals(other[1], x[5], 1e-7);
        assertEquals(sum, divergence, 1e-9);
    }

    /** On draws of the model itself, the EM updates are unbiased. */
    @Test
    void momentsFindThePriorAgain() {
        SplittableRandom rng = new SplittableRandom(3);
        BernoulliGaussian prior = new BernoulliGaussian(0.15, 2);
        int n = 200_000;
        float[] r = new float[2 * n];
        double[] ones = rng.doubles(n).map(u -> 1).toArray();
        for (int i = 0; i < n; i++) {
            boolean active = rng.nextDouble() < prior.activity();
            for (int p = 0; p < 2; p++) {
                double x = active ? Math.sqrt(prior.variance()) * rng.nextGaussian() : 0;
                r[p * n + i] = (float) (x + Math.sqrt(0.4) * rng.nextGaussian());
            }
        }
        var moments = new BernoulliGaussian.Moments();
        prior.shrink(r, 0, 2, n, 0.4, ones, r, moments);
        assertEquals(0.15, moments.activity() / n, 0.002);
        assertEquals(2, moments.energy() / moments.activity(), 0.03);
    }

    @Test
    void extremesStayFinite() {
        var moments = new BernoulliGaussian.Moments();
        for (double tau : new double[] {1e-25, 1, 1e25}) {
            for (float r : new float[] {0, 1e-12f, 1, 1e9f}) {
                float[] x = shrunk(new BernoulliGaussian(1e-6, 1), tau, moments, new float[] {r, r});
                assertTrue(Float.isFinite(x[0]) && Math.abs(x[0]) <= r, r + " at " + tau);
                assertTrue(Double.isFinite(moments.divergence()));
            }
        }
        assertThrows(IllegalArgumentException.class, () -> new BernoulliGaussian(0, 1));
        assertThrows(IllegalArgumentException.class, () -> new BernoulliGaussian(0.5, -1));
    }

    private static float[] shrunk(BernoulliGaussian prior, double tau, BernoulliGaussian.Moments moments, float[] r) {
        float[] x = new float[r.length];
        prior.shrink(r, 0, r.length, 1, tau, ONE, x, moments);
        return x;
    }

    private static float[] floats(int planes, double r0, double r1) {
        return planes == 1 ? new float[] {(float) r0} : new float[] {(float) r0, (float) r1};
    }

    private static double density(double x, double variance) {
        return Math.exp(-x * x / (2 * variance)) / Math.sqrt(2 * Math.PI * variance);
    }
}

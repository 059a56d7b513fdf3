package org.gatefold.doa.method;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.gatefold.doa.algebra.ComplexArray;
import org.gatefold.doa.array.ArrayGeometry;
import org.gatefold.doa.array.Snapshots;
import org.gatefold.doa.array.Steering;
import org.gatefold.doa.method.DoaEstimate.Source;
import org.gatefold.sparse.cli.MethodSpec;
import org.gatefold.sparse.io.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DoaMethodsTest {
    private static final ArrayGeometry ULA = ArrayGeometry.uniformLinear(10, 0.5, true);
    private static final double[] TRUTH = {-21.37, 4.81, 33.3};

    /** Sources of unit power from {@code angles}; one amplitude for all if coherent. */
    static Snapshots snapshots(
            ArrayGeometry geometry, double wavelength, int count, double noise, boolean coherent, double... angles) {
        Random rng = new Random(7);
        ComplexArray x = new ComplexArray(angles.length, count);
        for (int l = 0; l < count; l++) {
            for (int k = 0; k < angles.length; k++) {
                if (coherent && k > 0) {
                    double turn = k;
                    x.set(
                            k,
                            l,
                            x.re(0, l) * Math.cos(turn) - x.im(0, l) * Math.sin(turn),
                            x.re(0, l) * Math.sin(turn) + x.im(0, l) * Math.cos(turn));
                } else {
                    x.set(k, l, rng.nextGaussian() * Math.sqrt(0.5), rng.nextGaussian() * Math.sqrt(0.5));
                }
            }
        }
        ComplexArray y = new Steering(geometry, wavelength).matrix(angles).times(x);
        for (int n = 0; n < y.rows(); n++) {
            for (int l = 0; l < count; l++) {
                y.add(n, l, Math.sqrt(noise / 2) * rng.nextGaussian(), Math.sqrt(noise / 2) * rng.nextGaussian());
            }
        }
        return new Snapshots(Snapshots.of(y).samples(), Double.NaN, wavelength);
    }

    private static DoaEstimate estimate(String method, Snapshots bin, int sources) {
        return DoaMethods.parse(MethodSpec.parse(method)).estimate(ULA, List.of(bin), SourceCount.of(sources));
    }

    @ParameterizedTest
    @ValueSource(strings = {"music", "root-music", "esprit", "esprit:tls=false", "root-music:fb=false", "omp", "sbl"})
    void exactWithoutNoise(String method) {
        DoaEstimate estimate = estimate(method, snapshots(ULA, 1, 50, 0, false, TRUTH), 3);
        // snapshots are float32
        assertArrayEquals(TRUTH, estimate.anglesDegrees(), 2e-3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"beamscan", "capon", "music", "root-music", "esprit", "omp", "l1", "sbl", "sbl:step=0.5"})
    void withinTheBoundAtHighRatios(String method) {
        DoaEstimate estimate = estimate(method, snapshots(ULA, 1, 100, 0.01, false, -31.4, 12.7), 2);
        assertEquals(2, estimate.sources().size());
        double tolerance = method.startsWith("beamscan") ? 2 : 0.15;
        assertArrayEquals(new double[] {-31.4, 12.7}, estimate.anglesDegrees(), tolerance);
        assertEquals(0.01, estimate.noiseVariance(), method.startsWith("beamscan") ? 1 : 0.003);
        for (Source source : estimate.sources()) {
            assertEquals(0, source.powerDb(), 1.5);
            assertTrue(source.stdDegrees() > 0.005 && source.stdDegrees() < 0.5, method + source);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"capon", "music", "root-music", "esprit", "omp", "l1", "sbl"})
    void oneSnapshotWillDo(String method) {
        DoaEstimate estimate = estimate(method, snapshots(ULA, 1, 1, 1e-3, false, -20.2, 25.4), 2);
        assertArrayEquals(new double[] {-20.2, 25.4}, estimate.anglesDegrees(), 1.5);
    }

    @Test
    void smoothingPartsCoherentSources() {
        Snapshots coherent = snapshots(ULA, 1, 200, 0.01, true, -4.3, 5.6);
        double[] truth = {-4.3, 5.6};
        double with = worst(truth, estimate("root-music:fb=false,smoothing=7", coherent, 2));
        double without = worst(truth, estimate("root-music:fb=false,smoothing=none", coherent, 2));
        assertTrue(with < 0.7, "with smoothing: " + with);
        assertTrue(without > 2, "without smoothing: " + without);
        assertTrue(worst(truth, estimate("sbl", coherent, 2)) < 0.5);
    }

    private static double worst(double[] truth, DoaEstimate estimate) {
        double[] found = estimate.anglesDegrees();
        double worst = 0;
        for (int k = 0; k < truth.length; k++) {
            worst = Math.max(worst, Math.abs(truth[k] - found[k]));
        }
        return worst;
    }

    @ParameterizedTest
    @ValueSource(strings = {"beamscan", "capon", "music", "root-music", "esprit", "omp", "l1", "sbl"})
    void severalFrequenciesAreUsedTogether(String method) {
        ArrayGeometry metres = ArrayGeometry.uniformLinear(8, 0.05, false);
        List<Snapshots> bins = new ArrayList<>();
        for (double wavelength : new double[] {0.1, 0.12, 0.14, 0.17}) {
            bins.add(snapshots(metres, wavelength, 20, 0.05, false, -24.6, 31.2));
        }
        DoaEstimate estimate = DoaMethods.parse(MethodSpec.parse(method)).estimate(metres, bins, SourceCount.of(2));
        assertArrayEquals(new double[] {-24.6, 31.2}, estimate.anglesDegrees(), method.equals("beamscan") ? 2.5 : 0.8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"beamscan", "capon", "music", "omp", "l1", "sbl"})
    void planarArraysHearAllRound(String method) {
        double[] east = new double[9];
        double[] north = new double[9];
        List<String> labels = new ArrayList<>();
        for (int n = 0; n < 9; n++) {
            east[n] = 0.7 * Math.cos(2 * Math.PI * n / 9);
            north[n] = 0.7 * Math.sin(2 * Math.PI * n / 9);
            labels.add("m" + n);
        }
        ArrayGeometry circle = ArrayGeometry.of(east, north, labels, true);
        Snapshots bin = snapshots(circle, 1, 50, 0.01, false, -120.4, 75.3);
        DoaEstimate estimate =
                DoaMethods.parse(MethodSpec.parse(method)).estimate(circle, List.of(bin), SourceCount.of(2));
        assertArrayEquals(new double[] {-120.4, 75.3}, estimate.anglesDegrees(), 2.5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"root-music", "esprit", "music:smoothing=3"})
    void polynomialMethodsNeedAUniformLine(String method) {
        ArrayGeometry bent = ArrayGeometry.of(
                new double[] {0, 1, 1, 0}, new double[] {0, 0, 1, 1}, List.of("a", "b", "c", "d"), true);
        Snapshots bin = snapshots(bent, 1, 20, 0.1, false, 10);
        DoaMethod parsed = DoaMethods.parse(MethodSpec.parse(method));
        assertThrows(InputException.class, () -> parsed.estimate(bent, List.of(bin), SourceCount.of(1)));
    }

    @Test
    void refusesMoreSourcesThanTheArrayBears() {
        Snapshots bin = snapshots(ULA, 1, 20, 0.1, false, 10);
        for (String method : DoaMethods.NAMES) {
            assertThrows(InputException.class, () -> estimate(method, bin, 10), method);
        }
        assertThrows(InputException.class, () -> estimate("music:smoothing=4", bin, 4));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "musik",
                "music:fb=maybe",
                "music:smoothing=1",
                "music:smoothing=x",
                "root-music:step=1",
                "sbl:step=0",
                "esprit:tls=2",
                "omp:fb=true"
            })
    void refusesUnknownMethodsAndOptions(String text) {
        assertThrows(InputException.class, () -> DoaMethods.parse(MethodSpec.parse(text)));
    }

    @Test
    void spectrumPeaksAtTheSource() {
        DoaEstimate estimate = estimate("music", snapshots(ULA, 1, 100, 0.1, false, 20), 1);
        double[] decibels = estimate.spectrum().decibels(-60);
        int best = 0;
        for (int i = 0; i < decibels.length; i++) {
            best = decibels[i] > decibels[best] ? i : best;
        }
        assertEquals(0, decibels[best]);
        assertEquals(20, estimate.spectrum().grid().angleDegrees(best), 1);
    }
}

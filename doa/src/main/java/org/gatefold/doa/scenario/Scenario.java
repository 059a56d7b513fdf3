package org.gatefold.doa.scenario;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.gatefold.doa.algebra.ComplexArray;
import org.gatefold.doa.array.ArrayGeometry;
import org.gatefold.doa.array.Steering;
import org.gatefold.sparse.io.InputException;

/**
 * Simulated trials of ten elements half a wavelength apart.
 *
 * <p>All but {@link #PAPER}: two sources at −Δ/2 and +Δ/2, both turned by one angle drawn from ±0.5° in each trial so
 * that no grid is flattered; amplitudes are Gaussian, drawn afresh for every snapshot; the signal-to-noise ratio is
 * that of one source of unit power at one element, {@code 1/E|n|²}. Their bound is the one for Gaussian amplitudes, for
 * one snapshot the one for the amplitudes drawn.
 */
public enum Scenario implements TrialSource {
    /**
     * Four sources at different angles of the grid −90°, −89° … 89°, amplitudes ±1±i, as in He, Xin, Ikehata and Wipf
     * (NIPS 2017), Section 4.3 ({@link RandomSources}). The bound is the one for the amplitudes drawn, with the sources
     * at end-fire as far as it exists.
     */
    PAPER(4, 1, Double.NaN, 1, false),
    /** Two independent sources of equal power, 10° apart. */
    TWO_SOURCES(2, 100, 10, 1, false),
    /** Two sources 10° apart of which one is the echo of the other, at a phase drawn for each trial. */
    COHERENT(2, 100, 10, 1, true),
    /** Two independent sources 10° apart, the second 10 dB weaker. */
    UNEQUAL_POWERS(2, 100, 10, 0.1, false),
    /** As two-sources, at several distances. */
    SEPARATION(2, 100, 10, 1, false);

    private static final ArrayGeometry ARRAY = ArrayGeometry.uniformLinear(10, 0.5, true);

    private final int sources;
    private final int usualSnapshots;
    private final double usualSeparation;
    private final double secondPower;
    private final boolean coherent;

    Scenario(int sources, int usualSnapshots, double usualSeparation, double secondPower, boolean coherent) {
        this.sources = sources;
        this.usualSnapshots = usualSnapshots;
        this.usualSeparation = usualSeparation;
        this.secondPower = secondPower;
        this.coherent = coherent;
    }

    /** @throws InputException if there is no scenario of that name */
    public static Scenario parse(String name) {
        for (Scenario scenario : values()) {
            if (scenario.label().equals(name)) {
                return scenario;
            }
        }
        throw new InputException("scenario: expected one of "
                + Arrays.stream(values()).map(Scenario::label).collect(Collectors.joining(", ")) + ", found '" + name
                + "'");
    }

    /** As the user writes it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public int sources() {
        return sources;
    }

    /** Snapshots of a trial unless said otherwise. */
    public int usualSnapshots() {
        return usualSnapshots;
    }

    /** Distances of the two sources, in degrees, unless said otherwise; NaN where it is drawn. */
    public List<Double> usualSeparations() {
        return this == SEPARATION ? List.of(2.0, 4.0, 6.0, 8.0, 10.0, 14.0, 20.0) : List.of(usualSeparation);
    }

    @Override
    public Trial draw(RandomGenerator rng, double snrDb, int snapshots, double separationDegrees) {
        return this == PAPER
                ? RandomSources.PAPER.draw(rng, snrDb, snapshots, separationDegrees)
                : pair(rng, snrDb, snapshots, separationDegrees);
    }

    @Override
    public boolean mayLackBound() {
        return this == PAPER;
    }

    private Trial pair(RandomGenerator rng, double snrDb, int snapshots, double separationDegrees) {
        Steering steering = new Steering(ARRAY, 1);
        double turn = rng.nextDouble() - 0.5;
        double[] angles = {turn - separationDegrees / 2, turn + separationDegrees / 2};
        ComplexArray x = new ComplexArray(2, snapshots);
        double phase = 2 * Math.PI * rng.nextDouble();
        for (int l = 0; l < snapshots; l++) {
            double re = rng.nextGaussian() * Math.sqrt(0.5);
            double im = rng.nextGaussian() * Math.sqrt(0.5);
            x.set(0, l, re, im);
            if (coherent) {
                x.set(1, l, re * Math.cos(phase) - im * Math.sin(phase), re * Math.sin(phase) + im * Math.cos(phase));
            } else {
                x.set(1, l, rng.nextGaussian() * Math.sqrt(0.5), rng.nextGaussian() * Math.sqrt(0.5));
            }
            x.set(1, l, x.re(1, l) * Math.sqrt(secondPower), x.im(1, l) * Math.sqrt(secondPower));
        }
        double noise = Math.pow(10, -snrDb / 10);
        boolean gaussian = snapshots > 1;
        ComplexArray p = gaussian ? powers(phase) : x.times(x.adjoint()).scaled(1.0 / snapshots);
        double bound = Trial.bound(steering, angles, p, gaussian, noise, snapshots);
        return Trial.noisy(rng, ARRAY, steering.matrix(angles).times(x), noise, angles, bound);
    }

    /** The covariance from which amplitudes are drawn. */
    private ComplexArray powers(double phase) {
        ComplexArray p = new ComplexArray(2, 2);
        p.set(0, 0, 1, 0);
        p.set(1, 1, secondPower, 0);
        if (coherent) {
            p.set(1, 0, Math.cos(phase), Math.sin(phase));
            p.set(0, 1, Math.cos(phase), -Math.sin(phase));
        }
        return p;
    }
}

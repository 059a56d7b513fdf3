package org.gatefold.doa.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.gatefold.doa.algebra.ComplexArray;
import org.gatefold.doa.array.ArrayGeometry;
import org.gatefold.doa.array.Snapshots;
import org.gatefold.doa.array.Steering;

/**
 * Whether an array and what it heard fit together: ambiguities of the geometry, dead or doubled channels, and elements
 * in another order, spacing or speed than said.
 *
 * <p>The measure of fit is {@code max_θ mean_f aᴴR_f a/(n·tr R_f)}, 1 for a single plane wave without noise.
 */
public final class ArrayCheck {
    private static final int MOST_BINS = 8;
    private static final int MOST_ELEMENTS = 16;
    private static final double GRID_STEP = 2;

    /** A silent channel is this much weaker than the median one. */
    private static final double SILENT = 1e-6;

    /** A wave slower than said by more than this does not come from errors of a few percent in the spacing. */
    private static final double BEYOND_END_FIRE = 1.06;

    private final ArrayGeometry geometry;
    private final List<Snapshots> bins;
    private final List<String> warnings = new ArrayList<>();

    private ArrayCheck(ArrayGeometry geometry, List<Snapshots> bins) {
        this.geometry = geometry;
        this.bins = IntStream.range(0, Math.min(MOST_BINS, bins.size()))
                .mapToObj(i -> bins.get((int) ((long) i * bins.size() / Math.min(MOST_BINS, bins.size()))))
                .toList();
    }

    /** Warnings about the geometry and, if there are any, about these snapshots. */
    public static List<String> warnings(ArrayGeometry geometry, List<Snapshots> bins) {
        ArrayCheck check = new ArrayCheck(geometry, bins);
        check.ambiguities(bins);
        if (!bins.isEmpty() && check.channels()) {
            check.order();
            check.slowness();
        }
        return List.copyOf(check.warnings);
    }

    private void ambiguities(List<Snapshots> all) {
        if (!geometry.isLinear()) {
            return;
        }
        warnings.add("a linear array cannot tell front from back: θ from broadside may as well be 180° − θ");
        double shortest =
                all.stream().mapToDouble(Snapshots::wavelength).min().orElse(geometry.inWavelengths() ? 1 : 0);
        double longest = all.stream().mapToDouble(Snapshots::wavelength).max().orElse(shortest);
        double ratio = geometry.spacing() / shortest;
        if (shortest > 0 && ratio > 0.5 + 1e-9) {
            warnings.add(
                    longest > 1.2 * shortest
                            ? String.format(
                                    Locale.ROOT,
                                    "the spacing is up to %.2f wavelengths, over ½: single frequencies alias and only"
                                            + " the width of the band tells the lobes apart",
                                    ratio)
                            : String.format(
                                    Locale.ROOT,
                                    "the spacing is %.2f wavelengths, over ½: angles whose sines differ by %.2f cannot"
                                            + " be told apart (grating lobes)",
                                    ratio,
                                    1 / ratio));
        }
        double off = IntStream.range(0, geometry.elements())
                .mapToDouble(n -> Math.abs(geometry.alongNormal(n)))
                .max()
                .orElse(0);
        double uneven = IntStream.range(0, geometry.elements())
                .mapToDouble(n -> Math.abs(Math.abs(geometry.alongAxis(n)) - n * geometry.spacing()))
                .max()
                .orElse(0);
        double worst = Math.max(off, uneven);
        if (worst > 0.005 * geometry.spacing()) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "elements stand up to %.3g %s off an even line: allowed for, but not by root-music and esprit",
                    worst,
                    geometry.inWavelengths() ? "wavelengths" : "m"));
        }
    }

    /** Whether all channels are alive and different. */
    private boolean channels() {
        int n = geometry.elements();
        double[] power = new double[n];
        for (Snapshots bin : bins) {
            ComplexArray r = bin.covariance();
            for (int i = 0; i < n; i++) {
                power[i] += r.re(i, i);
            }
        }
        double[] sorted = power.clone();
        java.util.Arrays.sort(sorted);
        int before = warnings.size();
        for (int i = 0; i < n; i++) {
            if (power[i] <= SILENT * sorted[n / 2]) {
                warnings.add("channel " + (i + 1) + " of " + n + " is silent");
            }
            for (int j = 0; j < i; j++) {
                if (power[i] > 0 && same(i, j)) {
                    warnings.add("channels " + (j + 1) + " and " + (i + 1) + " are identical");
                }
            }
        }
        return warnings.size() == before;
    }

    private boolean same(int i, int j) {
        return bins.stream().allMatch(bin -> IntStream.range(0, bin.samples().planes())
                .allMatch(p -> bin.samples().at(0, p, i) == bin.samples().at(0, p, j)));
    }

    private void order() {
        int n = geometry.elements();
        int[] plain = IntStream.range(0, n).toArray();
        double found = fit(plain, 1);
        double best = found;
        String swap = "";
        for (int i = 1; i < n; i++) {
            for (int j = n > MOST_ELEMENTS ? i - 1 : 0; j < i; j++) {
                int[] order = plain.clone();
                order[i] = j;
                order[j] = i;
                double fit = fit(order, 1);
                if (fit > best) {
                    best = fit;
                    swap = (j + 1) + " and " + (i + 1);
                }
            }
        }
        if (best > 0.8 && 1 - best < 0.5 * (1 - found)) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "channels %s look exchanged: with them the other way round a plane wave explains %.0f %% of the"
                            + " power, as given %.0f %%",
                    swap,
                    100 * best,
                    100 * found));
        }
    }

    private void slowness() {
        if (!geometry.isLinear()) {
            return;
        }
        int[] plain = IntStream.range(0, geometry.elements()).toArray();
        double found = fit(plain, 1);
        for (double slow = BEYOND_END_FIRE; slow < 1.5; slow += 0.04) {
            double fit = fit(plain, slow);
            if (fit > 0.7 && 1 - fit < 0.6 * (1 - found)) {
                warnings.add(String.format(
                        Locale.ROOT,
                        "the wave is slower along the array than any direction allows (%.2f times): is the spacing"
                                + " too small or the speed too high?",
                        slow));
                return;
            }
        }
    }

    /** The fit with channels in the given order and all waves slower by {@code slow}. */
    private double fit(int[] order, double slow) {
        ArrayGeometry ordered = geometry.select(order);
        double span = geometry.isLinear() ? 180 : 360;
        double best = 0;
        // For a linear array reordering must not turn the axis round: the first element may have been exchanged.
        boolean turned = geometry.isLinear() && order[0] > order[order.length - 1];
        for (double angle = -span / 2; angle <= span / 2; angle += GRID_STEP) {
            double sum = 0;
            for (Snapshots bin : bins) {
                ComplexArray a = new Steering(ordered, bin.wavelength() / slow).matrix(turned ? -angle : angle);
                ComplexArray y = bin.matrix();
                sum += a.adjoint().times(y).energy() / (bin.elements() * Math.max(y.energy(), 1e-300));
            }
            best = Math.max(best, sum / bins.size());
        }
        return best;
    }
}

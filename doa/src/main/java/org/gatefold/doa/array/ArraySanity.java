package org.gatefold.doa.array;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gatefold.doa.algebra.ComplexArray;

/**
 * What users get wrong about an array, told in words: two channels swapped or all reversed, spacing beyond half a
 * wavelength, the front and the back of a line.
 *
 * <p>The order is checked against the data: if the strongest plane wave explains clearly more of the energy with two
 * elements swapped than in the order given, the order is doubtful. A reversed linear array fits as well as the right
 * one, mirrored; only where two sides of the order are known by other means can it be told, so it is not guessed.
 */
public final class ArraySanity {
    /** The unexplained share must fall below this part of what it was before a swap is suspected. */
    private static final double CLEARLY_LESS = 0.5;

    /** Nothing is said of recordings of which one wave explains less than this in any order. */
    private static final double ONE_WAVE = 0.6;

    private final ArrayGeometry geometry;
    private final List<Snapshots> bins;

    public ArraySanity(ArrayGeometry geometry, List<Snapshots> bins) {
        this.geometry = geometry;
        this.bins = List.copyOf(bins);
    }

    /**
     * All warnings, one line each, of an estimate at these angles from broadside.
     *
     * @param anglesDegrees what was found, for the angles it may be confused with; may be empty
     */
    public List<String> warnings(double... anglesDegrees) {
        List<String> warnings = new ArrayList<>(order());
        warnings.addAll(aliasing(anglesDegrees));
        warnings.addAll(frontAndBack(anglesDegrees));
        return warnings;
    }

    /** Which swap of two elements fits one plane wave clearly better than the order given. */
    public List<String> order() {
        int n = geometry.elements();
        if (n < 4) {
            return List.of();
        }
        AngleGrid grid = AngleGrid.over(geometry, 1);
        List<ComplexArray> dictionaries = bins.stream()
                .map(bin -> bin.steering(geometry).matrix(grid.anglesDegrees()))
                .toList();
        List<ComplexArray> covariances =
                bins.stream().map(ArraySanity::normalised).toList();
        int[] given = IntStream.range(0, n).toArray();
        double explained = explained(dictionaries, covariances, given);
        double best = explained;
        int[] pair = {0, 0};
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                int[] swapped = given.clone();
                swapped[i] = j;
                swapped[j] = i;
                double share = explained(dictionaries, covariances, swapped);
                if (share > best) {
                    best = share;
                    pair = new int[] {j, i};
                }
            }
        }
        if (best < ONE_WAVE || 1 - best > CLEARLY_LESS * (1 - explained)) {
            return List.of();
        }
        return List.of(String.format(
                Locale.ROOT,
                "element order: one plane wave explains %.0f %% of the energy with elements %s and %s swapped, %.0f %% as"
                        + " given; check the order of the channels",
                100 * best,
                geometry.labels().get(pair[0]),
                geometry.labels().get(pair[1]),
                100 * explained));
    }

    /** R̂ with a diagonal of ones: gains of the elements do not matter for their order. */
    private static ComplexArray normalised(Snapshots bin) {
        ComplexArray r = bin.covariance();
        ComplexArray c = new ComplexArray(r.rows(), r.rows());
        for (int i = 0; i < r.rows(); i++) {
            for (int j = 0; j < r.rows(); j++) {
                double scale = Math.sqrt(r.re(i, i) * r.re(j, j));
                c.set(i, j, scale > 0 ? r.re(i, j) / scale : 0, scale > 0 ? r.im(i, j) / scale : 0);
            }
        }
        return c;
    }

    /** Largest share of the energy that one direction explains when channel i is element order[i]. */
    private double explained(List<ComplexArray> dictionaries, List<ComplexArray> covariances, int[] order) {
        int n = order.length;
        int angles = dictionaries.get(0).columns();
        double[] power = new double[angles];
        for (int f = 0; f < dictionaries.size(); f++) {
            ComplexArray a = dictionaries.get(f);
            ComplexArray r = covariances.get(f);
            for (int i = 0; i < n; i++) {
                for (int k = 0; k <= i; k++) {
                    double twice = i == k ? 1 : 2;
                    for (int j = 0; j < angles; j++) {
                        double re = a.re(order[i], j) * a.re(order[k], j) + a.im(order[i], j) * a.im(order[k], j);
                        double im = a.im(order[i], j) * a.re(order[k], j) - a.re(order[i], j) * a.im(order[k], j);
                        power[j] += twice * (re * r.re(i, k) + im * r.im(i, k));
                    }
                }
            }
        }
        return Arrays.stream(power).max().orElse(0) / ((double) n * n * dictionaries.size());
    }

    /** Whether the spacing exceeds half the shortest wavelength, and with which angles those found may be confused. */
    public List<String> aliasing(double... anglesDegrees) {
        double wavelength =
                bins.stream().mapToDouble(Snapshots::wavelength).min().orElse(Double.POSITIVE_INFINITY);
        double ratio = geometry.spacing() / wavelength;
        if (ratio <= 0.5 + 1e-9) {
            return List.of();
        }
        String confused = !geometry.isLinear()
                ? ""
                : Arrays.stream(anglesDegrees)
                        .mapToObj(angle -> ambiguous(angle, ratio))
                        .filter(text -> !text.isEmpty())
                        .collect(Collectors.joining("; "));
        return List.of(String.format(
                Locale.ROOT,
                "spacing: %.3g wavelengths at the highest frequency, more than 0.5: grating lobes%s",
                ratio,
                confused.isEmpty() ? "" : "; " + confused));
    }

    private static String ambiguous(double angleDegrees, double ratio) {
        double sine = Math.sin(Math.toRadians(angleDegrees));
        List<String> others = new ArrayList<>();
        for (int order = -(int) Math.ceil(2 * ratio); order <= Math.ceil(2 * ratio); order++) {
            double other = sine + order / ratio;
            if (order != 0 && Math.abs(other) <= 1) {
                others.add(String.format(Locale.ROOT, "%.1f°", Math.toDegrees(Math.asin(other))));
            }
        }
        return others.isEmpty()
                ? ""
                : String.format(Locale.ROOT, "%.1f° may as well be ", angleDegrees) + String.join(" or ", others);
    }

    /** That a line cannot tell front from back, with the other bearing of each angle. */
    public List<String> frontAndBack(double... anglesDegrees) {
        if (!geometry.isLinear()) {
            return List.of();
        }
        String mirrored = Arrays.stream(anglesDegrees)
                .mapToObj(angle -> String.format(Locale.ROOT, "%.1f° or %.1f°", angle, mirror(angle)))
                .collect(Collectors.joining(", "));
        return List.of("front/back: a linear array hears both sides of its axis alike"
                + (mirrored.isEmpty() ? "" : ": " + mirrored + " from broadside"));
    }

    /** The angle behind the array that sounds like this one, in (−180, 180]. */
    static double mirror(double angleDegrees) {
        double mirrored = 180 - angleDegrees;
        return mirrored > 180 ? mirrored - 360 : mirrored;
    }
}

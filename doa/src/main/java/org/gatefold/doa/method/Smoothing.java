package org.gatefold.doa.method;

import java.util.List;
import java.util.stream.IntStream;
import org.gatefold.doa.algebra.ComplexArray;
import org.gatefold.doa.array.ArrayGeometry;
import org.gatefold.doa.array.Snapshots;
import org.gatefold.doa.array.Steering;
import org.gatefold.sparse.cli.MethodSpec;
import org.gatefold.sparse.io.InputException;

/**
 * How a covariance is made from snapshots before eigenvectors are taken.
 *
 * <p>Spatial smoothing averages the covariances of all subarrays of m neighbours of a uniform linear array, which gives
 * back their rank to coherent sources and makes a covariance out of one snapshot (Shan, Wax and Kailath, IEEE Trans.
 * ASSP 33(4), 1985); p = n − m + 1 subarrays part up to p coherent sources. Forward–backward averaging {@code ½(R +
 * J·R̄·J)} doubles that number (Pillai and Kwon, IEEE Trans. ASSP 37(1), 1989) and suits any uniform linear array.
 *
 * @param forwardBackward whether to average forward and backward where the array is uniform linear
 * @param subarray m; 0 for none; {@link #AUTOMATIC} to smooth, with m about two thirds of the array, where there are
 *     fewer snapshots than sources (than three, if their number is unknown), and where MDL counts all sources of the
 *     smoothed covariance but not of the other, which is how coherent ones show
 */
public record Smoothing(boolean forwardBackward, int subarray) {
    /** Smooths only where it must. */
    public static final int AUTOMATIC = -1;

    private static final int FEW_SNAPSHOTS = 3;

    /** Forward–backward averaging, and smoothing only where it must. */
    public static Smoothing automatic() {
        return new Smoothing(true, AUTOMATIC);
    }

    /** The options {@code fb} and {@code smoothing} (auto, none or the subarray length). */
    static Smoothing parse(MethodSpec spec) {
        boolean fb = spec.flag("fb", true);
        String text = spec.text("smoothing", "auto");
        return switch (text) {
            case "auto" -> new Smoothing(fb, AUTOMATIC);
            case "none" -> new Smoothing(fb, 0);
            default -> new Smoothing(fb, spec.integer("smoothing", 0, 2, 4096));
        };
    }

    /**
     * The covariance after averaging.
     *
     * @param sources how many sources are to be told apart, 0 if unknown
     * @throws InputException if smoothing is asked of an array that is not uniform linear or not that long
     */
    Covariance covariance(ArrayGeometry geometry, Snapshots bin, int sources) {
        boolean uniform = geometry.isUniformLinear();
        if (subarray != AUTOMATIC || !uniform) {
            return made(geometry, bin, Math.max(0, subarray));
        }
        int n = geometry.elements();
        int m = Math.min(n, Math.max(sources + 1, Math.round(2 * (n + 1) / 3f)));
        if (bin.count() < (sources > 0 ? sources : FEW_SNAPSHOTS)) {
            return made(geometry, bin, m);
        }
        Covariance plain = made(geometry, bin, 0);
        if (sources < 2 || InformationCriterion.MDL.count(List.of(plain)) >= sources) {
            return plain;
        }
        Covariance smoothed = made(geometry, bin, m);
        return InformationCriterion.MDL.count(List.of(smoothed)) >= sources ? smoothed : plain;
    }

    private Covariance made(ArrayGeometry geometry, Snapshots bin, int length) {
        ComplexArray r = bin.covariance();
        boolean uniform = geometry.isUniformLinear();
        int n = geometry.elements();
        int m = length;
        if (m > 0 && m < n) {
            if (!uniform) {
                throw new InputException("smoothing: expected a uniform linear array, found " + geometry);
            }
            r = smoothed(r, m);
        } else if (m > n) {
            throw new InputException("smoothing: expected a subarray of at most " + n + " elements, found " + m);
        } else {
            m = n;
        }
        boolean averaged = forwardBackward && uniform;
        if (averaged) {
            r = averaged(r);
        }
        ArrayGeometry part =
                m == n ? geometry : geometry.select(IntStream.range(0, m).toArray());
        return new Covariance(r, new Steering(part, bin.wavelength()), bin.count(), n - m + 1, averaged);
    }

    private static ComplexArray smoothed(ComplexArray r, int m) {
        int p = r.rows() - m + 1;
        ComplexArray sum = new ComplexArray(m, m);
        for (int k = 0; k < p; k++) {
            sum = sum.plus(r.block(k, k + m, k, k + m));
        }
        return sum.scaled(1.0 / p);
    }

    private static ComplexArray averaged(ComplexArray r) {
        int m = r.rows();
        ComplexArray average = new ComplexArray(m, m);
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < m; j++) {
                average.set(
                        i,
                        j,
                        (r.re(i, j) + r.re(m - 1 - i, m - 1 - j)) / 2,
                        (r.im(i, j) - r.im(m - 1 - i, m - 1 - j)) / 2);
            }
        }
        return average;
    }

    /** The covariances of all frequencies. */
    List<Covariance> covariances(ArrayGeometry geometry, List<Snapshots> bins, int sources) {
        return bins.stream().map(bin -> covariance(geometry, bin, sources)).toList();
    }

    /** As the options of a method are written. */
    @Override
    public String toString() {
        String length = subarray == AUTOMATIC ? "auto" : subarray == 0 ? "none" : Integer.toString(subarray);
        return "fb=" + forwardBackward + ",smoothing=" + length;
    }
}

package org.gatefold.doa.method;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.complex.Complex;
import org.gatefold.doa.array.ArrayGeometry;
import org.gatefold.doa.array.Snapshots;
import org.gatefold.doa.array.Steering;
import org.gatefold.sparse.io.InputException;

/**
 * Gathers the angles that a gridless method finds at each frequency of a uniform linear array.
 *
 * <p>The angles of one frequency are the answer. Of several, the set with the highest deterministic likelihood over all
 * frequencies is taken and moved to its maximum ({@link DeterministicAscent}).
 */
final class AnglePool {
    private final ArrayGeometry geometry;
    private final List<Snapshots> bins;
    private final int sources;
    private final List<double[]> candidates = new ArrayList<>();

    AnglePool(ArrayGeometry geometry, List<Snapshots> bins, int sources) {
        this.geometry = geometry;
        this.bins = bins;
        this.sources = sources;
    }

    /** @throws InputException unless the array is uniform linear */
    static void requireUniform(String method, ArrayGeometry geometry) {
        if (!geometry.isUniformLinear()) {
            throw new InputException(
                    "method '" + method + "': expected a uniform linear array in element order, found " + geometry);
        }
    }

    /** The angles of phase steps arg z per element; a step beyond end-fire is put there. */
    void add(List<Complex> steps, Steering steering) {
        double d = steering.geometry().spacing() / steering.wavelength();
        candidates.add(steps.stream()
                .mapToDouble(z -> z.getArgument() / (2 * Math.PI * d))
                .map(sine -> Math.toDegrees(Math.asin(Math.max(-1, Math.min(1, sine)))))
                .sorted()
                .toArray());
    }

    /** The estimate, with the spectrum of {@code picture}. */
    DoaEstimate estimate(String method, ScanMethod picture, SourceCount count) {
        double[] best = candidates.get(0);
        if (candidates.size() > 1 && sources > 0) {
            DeterministicAscent ascent = new DeterministicAscent(geometry, bins);
            double most = Double.NEGATIVE_INFINITY;
            for (double[] candidate : candidates) {
                double value = ascent.value(candidate);
                if (candidate.length == sources && value > most) {
                    most = value;
                    best = candidate;
                }
            }
            best = ascent.climb(best);
        }
        Spectrum spectrum = picture.estimate(geometry, bins, SourceCount.of(Math.max(1, sources)))
                .spectrum();
        return SourceFit.estimate(method, geometry, bins, Arrays.copyOf(best, best.length), spectrum);
    }
}

package org.gatefold.doa.method;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gatefold.doa.algebra.ComplexArray;
import org.gatefold.doa.array.AngleGrid;
import org.gatefold.doa.array.ArrayGeometry;
import org.gatefold.doa.array.Snapshots;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.operator.ComplexMatrix;
import org.jspecify.annotations.Nullable;

/** Snapshots of one frequency or several over a grid of angles: the dictionary and the covariance of each frequency. */
final class GridModel {
    final ArrayGeometry geometry;
    final List<Snapshots> bins;
    final AngleGrid grid;
    /** Of each frequency. */
    final List<AngleDictionary> steerings = new ArrayList<>();

    final List<ComplexArray> dictionaries = new ArrayList<>();
    /** R̂ of each frequency. */
    final List<ComplexArray> covariances = new ArrayList<>();

    GridModel(ArrayGeometry geometry, List<Snapshots> bins, double stepDegrees) {
        this(geometry, bins, AngleGrid.over(geometry, stepDegrees), new HashMap<>());
    }

    private GridModel(
            ArrayGeometry geometry, List<Snapshots> bins, AngleGrid grid, Map<Double, AngleDictionary> known) {
        this.geometry = geometry;
        this.bins = bins;
        this.grid = grid;
        for (Snapshots bin : bins) {
            AngleDictionary steering = known.computeIfAbsent(
                    bin.wavelength(), wavelength -> new AngleDictionary(bin.steering(geometry), grid));
            steerings.add(steering);
            dictionaries.add(steering.matrix);
            covariances.add(bin.covariance());
        }
    }

    /** The models of many trials with one array; those of one frequency share its dictionary. */
    static List<GridModel> of(ArrayGeometry geometry, List<List<Snapshots>> trials, double stepDegrees) {
        AngleGrid grid = AngleGrid.over(geometry, stepDegrees);
        Map<Double, AngleDictionary> known = new HashMap<>();
        return trials.stream()
                .map(bins -> new GridModel(geometry, bins, grid, known))
                .toList();
    }

    /**
     * Snapshots of one frequency of the same covariance, at most as many as there are elements: {@code √n·R̂^½} in
     * place of more (as the ℓ₁-SVD of Malioutov, Çetin and Willsky, IEEE Trans. SP 53(8), 2005). The methods on the
     * grid depend on the covariance alone.
     */
    Batch compressed(int bin) {
        int n = elements();
        Snapshots heard = bins.get(bin);
        if (heard.count() <= n) {
            return heard.samples();
        }
        ComplexArray.Eigen eigen = covariances.get(bin).hermitianEigen();
        Batch batch = new Batch(1, 2 * n, n);
        double[] values = eigen.values();
        for (int l = 0; l < n; l++) {
            double scale = Math.sqrt(n * Math.max(0, values[l]));
            for (int i = 0; i < n; i++) {
                batch.set(0, 2 * l, i, scale * eigen.vectors().re(i, l));
                batch.set(0, 2 * l + 1, i, scale * eigen.vectors().im(i, l));
            }
        }
        return batch;
    }

    /** The sparse problem of one frequency over the grid, with {@link #compressed} snapshots. */
    SparseProblem problem(int bin, double noiseVariance) {
        return new SparseProblem(steerings.get(bin).operator(), compressed(bin), noiseVariance / 2);
    }

    /** The sparse problem of all frequencies over the grid, for solvers that need no matrix. */
    SparseProblem problem(double noiseVariance) {
        if (bins.size() == 1) {
            return problem(0, noiseVariance);
        }
        List<ComplexMatrix> operators = new ArrayList<>();
        List<Integer> counts = new ArrayList<>();
        Batch all = new Batch(1, 2 * compressedSnapshots(), elements());
        int plane = 0;
        for (int f = 0; f < bins.size(); f++) {
            Batch some = compressed(f);
            operators.add(steerings.get(f).operator());
            counts.add(some.planes() / 2);
            System.arraycopy(some.data(), 0, all.data(), all.offset(0, plane), some.data().length);
            plane += some.planes();
        }
        return new SparseProblem(new FrequencyBands(operators, counts), all, noiseVariance / 2);
    }

    /** Snapshots of all frequencies in their problems. */
    int compressedSnapshots() {
        return bins.stream().mapToInt(bin -> Math.min(bin.count(), elements())).sum();
    }

    int elements() {
        return geometry.elements();
    }

    /** Snapshots of all frequencies together. */
    int snapshots() {
        return bins.stream().mapToInt(Snapshots::count).sum();
    }

    /** E|n|² of an element as it was told, the mean over frequencies; NaN if it was not. */
    double knownNoise() {
        return bins.stream().mapToDouble(Snapshots::noiseVariance).average().orElse(Double.NaN);
    }

    /** Mean |y|² of an element. */
    double meanEnergy() {
        double sum = 0;
        for (int f = 0; f < bins.size(); f++) {
            sum += bins.get(f).count() * covariances.get(f).trace();
        }
        return sum / snapshots() / elements();
    }

    /**
     * E|n|² per element that K directions leave over, after all that their fit took with it: {@code tr(P⊥R̂)/(n − K −
     * K/(2L))}, the angles counting as one real number each.
     */
    double noiseVariance(double[] anglesDegrees) {
        int k = anglesDegrees.length;
        double unexplained = k == 0 ? 1 : 1 - new DeterministicAscent(geometry, bins).value(anglesDegrees);
        double freedom = Math.max(0.5, elements() - k - k / (2.0 * snapshots()));
        return Math.max(unexplained, 1e-9) * meanEnergy() * elements() / freedom;
    }

    /** The noise variance that greedy directions leave over, moved to the nearby maximum of their likelihood. */
    double greedyNoise(int sources) {
        return noiseVariance(new DeterministicAscent(geometry, bins).climb(Peaks.angles(grid, greedy(sources))));
    }

    /**
     * Grid indices of K directions chosen one by one, each the one that lowers the residual energy most together with
     * those before it (orthogonal least squares).
     */
    int[] greedy(int sources) {
        return completed(new int[0], sources);
    }

    /** As {@link #greedy}, after the directions that {@code first} holds already. */
    int[] completed(int[] first, int sources) {
        int[] chosen = Arrays.copyOf(first, sources);
        for (int k = first.length; k < sources; k++) {
            double[] gain = new double[grid.size()];
            for (int f = 0; f < bins.size(); f++) {
                addGain(f, chosen, k, gain);
            }
            int best = 0;
            for (int j = 1; j < gain.length; j++) {
                best = gain[j] > gain[best] ? j : best;
            }
            chosen[k] = best;
        }
        return chosen;
    }

    private void addGain(int f, int[] chosen, int count, double[] gain) {
        ComplexArray phi = dictionaries.get(f);
        ComplexArray orthogonal = phi;
        if (count > 0) {
            ComplexArray a = new ComplexArray(phi.rows(), count);
            for (int c = 0; c < count; c++) {
                for (int i = 0; i < phi.rows(); i++) {
                    a.set(i, c, phi.re(i, chosen[c]), phi.im(i, chosen[c]));
                }
            }
            ComplexArray gram = a.adjoint().times(a).plusDiagonal(1e-9 * phi.rows());
            orthogonal = phi.minus(a.times(gram.solve(a.adjoint().times(phi))));
        }
        double[] energy = forms(null, orthogonal);
        double[] explained = forms(covariances.get(f), orthogonal);
        for (int j = 0; j < gain.length; j++) {
            if (energy[j] > 1e-6 * phi.rows()) {
                gain[j] += bins.get(f).count() * explained[j] / energy[j];
            }
        }
    }

    /** {@code φⱼᴴMφⱼ} of every column for a Hermitian M, or {@code ‖φⱼ‖²} without one. */
    static double[] forms(@Nullable ComplexArray m, ComplexArray phi) {
        ComplexArray image = m == null ? phi : m.times(phi);
        double[] forms = new double[phi.columns()];
        for (int i = 0; i < phi.rows(); i++) {
            for (int j = 0; j < forms.length; j++) {
                forms[j] += phi.re(i, j) * image.re(i, j) + phi.im(i, j) * image.im(i, j);
            }
        }
        return forms;
    }
}

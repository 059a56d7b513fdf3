package org.gatefold.doa.method;

import java.util.ArrayList;
import java.util.List;
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
    final List<ComplexArray> dictionaries = new ArrayList<>();
    /** R̂ of each frequency. */
    final List<ComplexArray> covariances = new ArrayList<>();

    GridModel(ArrayGeometry geometry, List<Snapshots> bins, double stepDegrees) {
        this.geometry = geometry;
        this.bins = bins;
        this.grid = AngleGrid.over(geometry, stepDegrees);
        double[] angles = grid.anglesDegrees();
        for (Snapshots bin : bins) {
            dictionaries.add(bin.steering(geometry).matrix(angles));
            covariances.add(bin.covariance());
        }
    }

    /** The sparse problem of one frequency, over the grid. */
    SparseProblem problem(int bin, double noiseVariance) {
        Snapshots heard = bins.get(bin);
        return new SparseProblem(heard.steering(geometry).operator(grid), heard.samples(), noiseVariance / 2);
    }

    /** The sparse problem of all frequencies, over the grid, for solvers that need no matrix. */
    SparseProblem problem(double noiseVariance) {
        if (bins.size() == 1) {
            return problem(0, noiseVariance);
        }
        List<ComplexMatrix> operators = new ArrayList<>();
        List<Integer> counts = new ArrayList<>();
        Batch all = new Batch(1, 2 * snapshots(), elements());
        int plane = 0;
        for (Snapshots bin : bins) {
            operators.add(bin.steering(geometry).operator(grid));
            counts.add(bin.count());
            System.arraycopy(
                    bin.samples().data(),
                    0,
                    all.data(),
                    all.offset(0, plane),
                    bin.samples().data().length);
            plane += 2 * bin.count();
        }
        return new SparseProblem(new FrequencyBands(operators, counts), all, noiseVariance / 2);
    }

    int elements() {
        return geometry.elements();
    }

    /** Snapshots of all frequencies together. */
    int snapshots() {
        return bins.stream().mapToInt(Snapshots::count).sum();
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

    /**
     * Grid indices of K directions chosen one by one, each the one that lowers the residual energy most together with
     * those before it (orthogonal least squares).
     */
    int[] greedy(int sources) {
        int[] chosen = new int[sources];
        for (int k = 0; k < sources; k++) {
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

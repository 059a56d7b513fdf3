package org.gatefold.doa.method;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.gatefold.doa.array.ArrayGeometry;
import org.gatefold.doa.array.Snapshots;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.classical.Fista;
import org.gatefold.sparse.classical.JointSbl;
import org.gatefold.sparse.classical.Omp;
import org.gatefold.sparse.classical.Penalty;
import org.gatefold.sparse.classical.Sbl;
import org.gatefold.sparse.classical.SblUpdate;

/**
 * Sparse recovery over a grid of directions, by a solver of the core: {@code Y = A(grid)·X + N} with X zero but for the
 * directions of the sources, in common to all snapshots and frequencies.
 *
 * <p>The K highest peaks of the power over the grid are the estimate; refined, they leave the grid for the nearby
 * maximum of a likelihood. Needs no covariance: one snapshot will do, and coherent sources are no special case.
 *
 * @param recovery the solver
 * @param stepDegrees grid spacing
 * @param refined whether to leave the grid
 */
public record SparseMethod(Recovery recovery, double stepDegrees, boolean refined) implements DoaMethod {
    /** Share of the first noise variance below which a second one is worth another run. */
    private static final double LOWER_NOISE = 0.7;

    /** The solver, and the likelihood that goes with it. */
    public enum Recovery {
        /** Orthogonal matching pursuit with K steps, refined by the deterministic likelihood. */
        OMP {
            @Override
            double[] powers(GridModel model, int sources, double noiseVariance) {
                double[] powers = new double[model.grid.size()];
                if (model.bins.size() > 1) {
                    int[] chosen = model.greedy(sources);
                    for (int k = 0; k < sources; k++) {
                        powers[chosen[k]] = sources - k;
                    }
                    return powers;
                }
                return energies(model, new Omp(Math.max(1, sources)).solve(model.problem(0, noiseVariance)));
            }
        },
        /**
         * Group ℓ₁ by FISTA to a KKT tolerance, refined by the deterministic likelihood. The weight is what noise alone
         * reaches: {@code λ = √(nσ²)·(√L + √ln G)} for G grid angles and L snapshots.
         */
        L1 {
            @Override
            double[] powers(GridModel model, int sources, double noiseVariance) {
                double lambda = Math.sqrt(model.elements() * noiseVariance)
                        * (Math.sqrt(model.snapshots()) + Math.sqrt(Math.log(model.grid.size())))
                        * Math.sqrt((double) model.compressedSnapshots() / model.snapshots());
                SparseProblem problem = model.problem(noiseVariance);
                return energies(model, Fista.minimiser(Penalty.absolute(lambda)).solve(problem));
            }
        },
        /**
         * Sparse Bayesian learning: MacKay's fixed point with a noise variance from the residual of K directions; the
         * peaks move to the angles of the largest evidence on the grid ({@link EvidenceSearch}), then off it
         * ({@link GaussianAscent}).
         */
        SBL {
            @Override
            double[] powers(GridModel model, int sources, double noiseVariance) {
                // The variances of the core are per real number, a power is of a complex one.
                List<SparseProblem> problems = IntStream.range(0, model.bins.size())
                        .mapToObj(f -> model.problem(f, noiseVariance))
                        .toList();
                double[] gamma = problems.size() == 1
                        ? Sbl.of(SblUpdate.MACKAY).posterior(problems.get(0)).gamma(0)
                        : JointSbl.mackay().gamma(problems);
                return Arrays.stream(gamma).map(g -> 2 * g).toArray();
            }

            @Override
            double[] refine(GridModel model, int[] peaks, double noiseVariance) {
                EvidenceSearch search = new EvidenceSearch(model, peaks, noiseVariance);
                search.run();
                boolean single = model.snapshots() == 1;
                return new GaussianAscent(model.geometry, model.bins, single)
                        .climb(search.anglesDegrees(), search.powers(), noiseVariance)
                        .anglesDegrees;
            }
        };

        /** The K highest peaks of {@code powers}, on the grid or refined. */
        double[] angles(GridModel model, double[] powers, int sources, double noiseVariance, boolean refined) {
            int[] peaks = Peaks.highest(new Spectrum(model.grid, powers), sources);
            if (!refined) {
                return Peaks.angles(model.grid, peaks);
            }
            return refine(model, model.completed(peaks, sources), noiseVariance);
        }

        /** Power over the grid. */
        abstract double[] powers(GridModel model, int sources, double noiseVariance);

        double[] refine(GridModel model, int[] peaks, double noiseVariance) {
            return new DeterministicAscent(model.geometry, model.bins).climb(Peaks.angles(model.grid, peaks));
        }
    }

    private static double[] energies(GridModel model, Batch x) {
        double[] energies = new double[model.grid.size()];
        for (int i = 0; i < energies.length; i++) {
            energies[i] = x.energy(0, i) / model.compressedSnapshots();
        }
        return energies;
    }

    @Override
    public String name() {
        return recovery.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public DoaEstimate estimate(ArrayGeometry geometry, List<Snapshots> bins, SourceCount sources) {
        int k = sources.of(geometry, bins);
        GridModel model = new GridModel(geometry, bins, stepDegrees);
        double[] start = Peaks.angles(model.grid, model.greedy(k));
        double noise = model.noiseVariance(new DeterministicAscent(geometry, bins).climb(start));
        double[] powers = recovery.powers(model, k, noise);
        double[] angles = recovery.angles(model, powers, k, noise, refined);
        // Where greedy directions missed the sources, what they left over was no noise: once more with less of it.
        double less = model.noiseVariance(angles);
        if (k > 0 && less < LOWER_NOISE * noise) {
            powers = recovery.powers(model, k, less);
            angles = recovery.angles(model, powers, k, less, refined);
        }
        Spectrum spectrum = new Spectrum(model.grid, powers);
        return SourceFit.estimate(name(), geometry, bins, angles, spectrum);
    }
}

package org.gatefold.doa.method;

import java.util.List;

/**
 * How the number of sources is told from the eigenvalues ℓ₁ ≥ … ≥ ℓ_m of a covariance of N snapshots.
 *
 * <p>With {@code T(k) = N(m−k)·ln(arithmetic/geometric mean of ℓ_{k+1} … ℓ_m)}, the number is the k with the least
 * {@code T(k) + penalty} (Wax and Kailath, IEEE Trans. ASSP 33(2), 1985). Forward–backward averaging halves the number
 * of free parameters (Xu, Roy and Kailath, IEEE Trans. SP 42(1), 1994). Of smoothed covariances the subarrays are
 * counted as snapshots, although they overlap (as Shan, Paulraj and Kailath, IEEE Trans. ASSP 35(8), 1987). Several
 * frequencies add up.
 */
public enum InformationCriterion {
    /** Minimum description length (Rissanen, Schwarz), penalty {@code ½p·ln N}: consistent as snapshots grow. */
    MDL {
        @Override
        double penalty(double parameters, double snapshots) {
            return parameters / 2 * Math.log(snapshots);
        }
    },
    /** Akaike, penalty {@code p}: finds weak sources earlier, tends to find one too many. */
    AIC {
        @Override
        double penalty(double parameters, double snapshots) {
            return parameters;
        }
    };

    abstract double penalty(double parameters, double snapshots);

    /** The number of sources, 0 … m−1, of covariances of the same array at several frequencies. */
    int count(List<Covariance> covariances) {
        int most = covariances.stream().mapToInt(Covariance::mostSources).min().orElse(0);
        double[] cost = new double[most + 1];
        for (Covariance covariance : covariances) {
            double[] eigenvalues = covariance.matrix().hermitianEigen().values();
            double snapshots = (double) covariance.snapshots() * covariance.subarrays();
            // Beyond the rank of the data all eigenvalues are zero and say nothing of the noise.
            int rank = Math.min(eigenvalues.length, covariance.mostSources() + 1);
            for (int k = 0; k <= most; k++) {
                cost[k] += deviation(eigenvalues, k, rank, snapshots)
                        + penalty(parameters(k, rank, covariance.forwardBackward()), snapshots);
            }
        }
        int best = 0;
        for (int k = 1; k <= most; k++) {
            best = cost[k] < cost[best] ? k : best;
        }
        return best;
    }

    private static double parameters(int k, int m, boolean forwardBackward) {
        return forwardBackward ? k * (2 * m - k + 1) / 2.0 : k * (2.0 * m - k);
    }

    private static double deviation(double[] eigenvalues, int k, int rank, double snapshots) {
        double floor = 1e-14 * Math.max(eigenvalues[0], Double.MIN_NORMAL);
        double sum = 0;
        double logarithms = 0;
        for (int i = k; i < rank; i++) {
            double value = Math.max(floor, eigenvalues[i]);
            sum += value;
            logarithms += Math.log(value);
        }
        int rest = rank - k;
        return snapshots * (rest * Math.log(sum / rest) - logarithms);
    }
}

package org.gatefold.doa.method;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.gatefold.doa.algebra.ComplexArray;
import org.gatefold.doa.array.AngleGrid;
import org.gatefold.doa.array.ArrayGeometry;
import org.gatefold.doa.array.Snapshots;
import org.gatefold.doa.array.Steering;

/**
 * A method that looks for the K highest peaks of a power over angle: beamscan, Capon, MUSIC. It works for any array.
 * Peaks are moved from the grid to the maximum of the same function by Brent's method.
 *
 * @param beam the function
 * @param smoothing how covariances are made
 * @param stepDegrees grid spacing
 * @param refined whether to leave the grid
 */
public record ScanMethod(Beam beam, Smoothing smoothing, double stepDegrees, boolean refined) implements DoaMethod {
    /** A power over angle made of a covariance. Powers of several frequencies are combined to one. */
    public enum Beam {
        /** {@code aᴴRa/n²}: the power of the delay-and-sum beam. Frequencies are averaged. */
        BEAMSCAN {
            @Override
            ComplexArray kernel(Covariance r, int sources) {
                return r.matrix().scaled(1 / ((double) r.elements() * r.elements()));
            }
        },
        /**
         * {@code 1/(aᴴR⁻¹a)}, the power of the minimum-variance beam (Capon, Proc. IEEE 57(8), 1969), with the diagonal
         * of R loaded by a hundredth of its mean where there are at least 2n snapshots, else by a tenth. Frequencies
         * are averaged as harmonic means.
         */
        CAPON {
            @Override
            ComplexArray kernel(Covariance r, int sources) {
                boolean enough = r.snapshots() * r.subarrays() >= 2 * r.elements();
                double loading = (enough ? 1e-2 : 1e-1) * r.matrix().trace() / r.elements();
                return r.matrix().plusDiagonal(loading).inverse();
            }

            @Override
            boolean inverted() {
                return true;
            }
        },
        /**
         * {@code 1/(aᴴE Eᴴa)} with E a basis of the noise subspace (Schmidt, IEEE Trans. AP 34(3), 1986). Frequencies
         * are averaged as harmonic means.
         */
        MUSIC {
            @Override
            ComplexArray kernel(Covariance r, int sources) {
                ComplexArray noise = r.noiseSubspace(sources);
                return noise.times(noise.adjoint());
            }

            @Override
            boolean inverted() {
                return true;
            }
        };

        /** The Hermitian M in {@code aᴴMa}. */
        abstract ComplexArray kernel(Covariance r, int sources);

        /** Whether the power is the inverse of {@code aᴴMa}. */
        boolean inverted() {
            return false;
        }
    }

    @Override
    public String name() {
        return beam.name().toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    public DoaEstimate estimate(ArrayGeometry geometry, List<Snapshots> bins, SourceCount sources) {
        int k = sources.of(geometry, bins);
        List<Covariance> covariances = smoothing.covariances(geometry, bins, k);
        List<ComplexArray> kernels =
                covariances.stream().map(r -> beam.kernel(r, k)).toList();
        List<Steering> steerings =
                covariances.stream().map(Covariance::steering).toList();
        DoubleUnaryOperator power = angle -> {
            double sum = 0;
            for (int f = 0; f < kernels.size(); f++) {
                ComplexArray a = steerings.get(f).matrix(angle);
                sum += a.adjoint().times(kernels.get(f)).times(a).re(0, 0);
            }
            sum = Math.max(sum, 1e-300) / kernels.size();
            return beam.inverted() ? 1 / sum : sum;
        };
        AngleGrid grid = AngleGrid.over(geometry, stepDegrees);
        double[] values = new double[grid.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = power.applyAsDouble(grid.angleDegrees(i));
        }
        Spectrum spectrum = new Spectrum(grid, values);
        int[] peaks = Peaks.highest(spectrum, k);
        DoubleUnaryOperator decibels = angle -> Math.log(power.applyAsDouble(angle));
        double[] angles = refined ? Peaks.refined(grid, peaks, decibels) : Peaks.angles(grid, peaks);
        return SourceFit.estimate(name(), geometry, bins, angles, spectrum);
    }
}

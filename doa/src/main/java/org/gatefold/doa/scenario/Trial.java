package org.gatefold.doa.scenario;

import java.util.List;
import org.apache.commons.math3.linear.RealMatrix;
import org.gatefold.doa.algebra.ComplexArray;
import org.gatefold.doa.array.ArrayGeometry;
import org.gatefold.doa.array.Snapshots;
import org.gatefold.doa.array.Steering;
import org.gatefold.doa.method.CramerRao;

/**
 * Simulated snapshots with known directions.
 *
 * @param geometry the array
 * @param bins what it heard
 * @param truthDegrees the directions, ascending, from broadside
 * @param boundDegrees √CRB: the root mean square over the sources of the bound on the standard deviation
 */
public record Trial(ArrayGeometry geometry, List<Snapshots> bins, List<Double> truthDegrees, double boundDegrees) {
    public Trial {
        bins = List.copyOf(bins);
        truthDegrees = truthDegrees.stream().sorted().toList();
    }

    /** √CRB of sources with the amplitudes {@code x} (K×L), or of covariance {@code p} where amplitudes are drawn. */
    static double bound(
            Steering steering, double[] angles, ComplexArray p, boolean gaussian, double noiseVariance, int snapshots) {
        RealMatrix information = gaussian
                ? CramerRao.stochastic(steering, angles, p, noiseVariance, snapshots)
                : CramerRao.deterministic(steering, angles, p, noiseVariance, snapshots);
        double sum = 0;
        for (double deviation : CramerRao.standardDeviationsDegrees(information)) {
            sum += deviation * deviation;
        }
        return Math.sqrt(sum / angles.length);
    }
}

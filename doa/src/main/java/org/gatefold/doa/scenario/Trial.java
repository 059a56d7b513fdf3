package org.gatefold.doa.scenario;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
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
 * @param noiseVariance E|n|² of an element
 */
public record Trial(
        ArrayGeometry geometry,
        List<Snapshots> bins,
        List<Double> truthDegrees,
        double boundDegrees,
        double noiseVariance) {
    public Trial {
        bins = List.copyOf(bins);
        truthDegrees = truthDegrees.stream().sorted().toList();
    }

    /** What was heard {@code clean}, elements × snapshots, with circular Gaussian noise added. */
    static Trial noisy(
            RandomGenerator rng,
            ArrayGeometry geometry,
            ComplexArray clean,
            double noiseVariance,
            double[] angles,
            double bound) {
        ComplexArray y = clean.copy();
        double deviation = Math.sqrt(noiseVariance / 2);
        for (int n = 0; n < y.rows(); n++) {
            for (int l = 0; l < y.columns(); l++) {
                y.add(n, l, deviation * rng.nextGaussian(), deviation * rng.nextGaussian());
            }
        }
        List<Double> truth = Arrays.stream(angles).boxed().toList();
        return new Trial(geometry, List.of(Snapshots.of(y)), truth, bound, noiseVariance);
    }

    /** What was heard, with the noise variance told. */
    public List<Snapshots> binsWithNoise() {
        return bins.stream().map(bin -> bin.withNoiseVariance(noiseVariance)).toList();
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

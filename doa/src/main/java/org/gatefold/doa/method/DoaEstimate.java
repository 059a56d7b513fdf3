package org.gatefold.doa.method;

import java.util.Comparator;
import java.util.List;

/**
 * What a method found.
 *
 * @param method its name
 * @param sources the directions, the strongest first; may be fewer than asked for if a spectrum has fewer peaks
 * @param noiseVariance E|n|² per element and snapshot
 * @param spectrum power over angle, for pictures
 */
public record DoaEstimate(String method, List<Source> sources, double noiseVariance, Spectrum spectrum) {
    public DoaEstimate {
        sources = sources.stream()
                .sorted(Comparator.comparingDouble(Source::powerDb).reversed())
                .toList();
    }

    /** The angles from broadside in ascending order, in degrees. */
    public double[] anglesDegrees() {
        return sources.stream().mapToDouble(Source::angleDegrees).sorted().toArray();
    }

    /**
     * One direction.
     *
     * @param angleDegrees from broadside, positive toward increasing element index
     * @param stdDegrees standard deviation from the Cramér–Rao bound at the estimate; NaN where it does not exist
     * @param powerDb 10·log₁₀ of the mean |amplitude|² of a snapshot
     */
    public record Source(double angleDegrees, double stdDegrees, double powerDb) {}
}

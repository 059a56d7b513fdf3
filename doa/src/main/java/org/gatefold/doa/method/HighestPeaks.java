package org.gatefold.doa.method;

/** The K highest local maxima of the power over angle. */
record HighestPeaks() implements Decoding {
    @Override
    public int[] indices(GridModel model, AngleScores scores, int sources, double noiseVariance) {
        return Peaks.highest(new Spectrum(model.grid, scores.powers), sources);
    }
}

package org.gatefold.doa.method;

import java.util.List;

/** A solver on a grid of angles, and the likelihood by which its directions leave the grid. */
interface GridRecovery {
    /** The method as the user may write it. */
    String name();

    /**
     * The scores of every trial.
     *
     * @param trials of one array and one grid
     * @param sources K of each trial
     * @param noiseVariance E|n|² of an element, of each trial
     */
    List<AngleScores> scores(List<GridModel> trials, int[] sources, double[] noiseVariance);

    /** Directions on the grid moved to a nearby maximum of the likelihood, in degrees. */
    double[] refine(GridModel model, int[] indices, double noiseVariance);

    /** The decoding unless the user names one. */
    Decoding usualDecoding(boolean refined);

    /** Climbs the likelihood of unknown amplitudes. */
    static double[] climbDeterministic(GridModel model, int[] indices) {
        return new DeterministicAscent(model.geometry, model.bins).climb(Peaks.angles(model.grid, indices));
    }

    /** Climbs the likelihood of Gaussian amplitudes, from powers that suit the directions on the grid. */
    static double[] climbGaussian(GridModel model, int[] indices, double noiseVariance) {
        EvidenceSearch search = new EvidenceSearch(model, indices, noiseVariance);
        search.settlePowers();
        boolean single = model.snapshots() == 1;
        return new GaussianAscent(model.geometry, model.bins, single)
                .climb(Peaks.angles(model.grid, indices), search.powers(), noiseVariance)
                .anglesDegrees;
    }
}

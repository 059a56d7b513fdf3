package org.gatefold.doa.method;

import java.util.Arrays;
import java.util.List;
import org.gatefold.sparse.kernel.Workers;

/** A recovery that takes each trial by itself; trials run on all threads. */
interface OneByOne extends GridRecovery {
    /**
     * The scores of one trial.
     *
     * @param noiseVariance E|n|² of an element
     */
    AngleScores scores(GridModel trial, int sources, double noiseVariance);

    @Override
    default List<AngleScores> scores(List<GridModel> trials, int[] sources, double[] noiseVariance) {
        AngleScores[] scores = new AngleScores[trials.size()];
        Workers.forShards(scores.length, 1, (from, to) -> {
            for (int t = from; t < to; t++) {
                scores[t] = scores(trials.get(t), sources[t], noiseVariance[t]);
            }
        });
        return Arrays.asList(scores);
    }
}

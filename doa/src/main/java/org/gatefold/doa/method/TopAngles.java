package org.gatefold.doa.method;

import java.util.Comparator;
import java.util.stream.IntStream;

/** The K grid angles of the largest powers, neighbours or not. */
record TopAngles() implements Decoding {
    @Override
    public int[] indices(GridModel model, AngleScores scores, int sources, double noiseVariance) {
        return IntStream.range(0, scores.powers.length)
                .filter(j -> scores.powers[j] > 0)
                .boxed()
                .sorted(Comparator.comparingDouble(j -> -scores.powers[j]))
                .limit(sources)
                .mapToInt(Integer::intValue)
                .toArray();
    }
}

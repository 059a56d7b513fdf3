package org.gatefold.doa.method;

import java.util.List;
import org.gatefold.sparse.io.InputException;

/** How the scores of grid angles become K directions. */
sealed interface Decoding permits TopAngles, HighestPeaks, LikelihoodAscent, MinimumBayesRisk {
    /** What the user may write. */
    List<String> NAMES = List.of("top", "peaks", "ascent", "mbr");

    /**
     * Different grid indices; fewer than {@code sources} if the scores name no more.
     *
     * @param noiseVariance E|n|² of an element
     */
    int[] indices(GridModel model, AngleScores scores, int sources, double noiseVariance);

    /** The decoding of that name. @throws InputException if there is none */
    static Decoding parse(String name) {
        return switch (name) {
            case "top" -> new TopAngles();
            case "peaks" -> new HighestPeaks();
            case "ascent" -> new LikelihoodAscent();
            case "mbr" -> new MinimumBayesRisk();
            default ->
                throw new InputException(
                        "decode: expected one of " + String.join(", ", NAMES) + ", found '" + name + "'");
        };
    }
}

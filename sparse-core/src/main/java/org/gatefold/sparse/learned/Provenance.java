package org.gatefold.sparse.learned;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where trained weights come from.
 *
 * @param operator the operator they were trained for; null if it changed from draw to draw, for they then serve any
 * @param source the problems they were trained on, in words
 * @param command that trained them
 * @param seed of everything that was drawn
 * @param steps taken
 * @param samples drawn for training
 * @param minutes of training
 * @param scores on problems that training has not seen
 * @param date of the end of training, ISO 8601
 * @param version of Gatefold
 */
public record Provenance(
        @Nullable OperatorIdentity operator,
        String source,
        String command,
        long seed,
        long steps,
        long samples,
        double minutes,
        List<Score> scores,
        String date,
        String version) {
    /**
     * A score of the weights.
     *
     * @param set what it was scored on, "validation" or "test"
     * @param metric key of the metric
     * @param value NaN if there is none
     * @param count number of problems
     */
    public record Score(String set, String metric, double value, long count) {}

    public Provenance {
        scores = List.copyOf(scores);
    }

    /** The same without the operator. */
    Provenance withoutOperator() {
        return new Provenance(null, source, command, seed, steps, samples, minutes, scores, date, version);
    }
}

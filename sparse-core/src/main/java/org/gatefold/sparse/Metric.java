package org.gatefold.sparse;

/** How good an estimate is, one number a sample. */
public interface Metric {
    String name();

    /** The unit, empty for a share. */
    String unit();

    /** The score of sample {@code sample}. */
    double score(LabelledProblem expected, Batch estimate, int sample);
}

package org.gatefold.doa.method;

/** How the number of sources is told from the eigenvalues of a covariance. */
public enum InformationCriterion {
    /** Minimum description length (Rissanen, Schwarz): consistent as snapshots grow. */
    MDL,
    /** Akaike: finds weak sources earlier, tends to find one too many. */
    AIC
}

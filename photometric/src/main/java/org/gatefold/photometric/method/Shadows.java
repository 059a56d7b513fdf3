package org.gatefold.photometric.method;

/** The option of a method to leave intensities in shadow out. */
final class Shadows {
    private Shadows() {}

    static void require(double threshold) {
        if (!Double.isNaN(threshold) && !(threshold >= 0 && threshold < 1)) {
            throw new IllegalArgumentException("expected a shadow threshold in [0, 1), found " + threshold);
        }
    }

    /** @param threshold NaN to leave out none */
    static void leaveOut(Lanes lanes, double threshold) {
        if (!Double.isNaN(threshold)) {
            lanes.leaveOutShadows(threshold);
        }
    }
}

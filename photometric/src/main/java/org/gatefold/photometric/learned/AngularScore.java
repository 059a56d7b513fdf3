package org.gatefold.photometric.learned;

import org.gatefold.sparse.Batch;
import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.Metric;
import org.gatefold.sparse.evaluation.AngularError;

/**
 * Mean angle to the true normal over the pixels whose intensities determine it; a pixel without a normal counts 90°.
 */
public record AngularScore() implements Metric {
    private static final double NOTHING_FOUND = 90;

    @Override
    public String key() {
        return "mean_error_deg";
    }

    @Override
    public String unit() {
        return "°";
    }

    @Override
    public Summary summary() {
        return Summary.MEAN;
    }

    @Override
    public double score(LabelledProblem expected, Batch estimate, int sample) {
        if (!new PixelTruth(expected).determined(sample)) {
            return Double.NaN;
        }
        float[] a = expected.truth().data();
        float[] b = estimate.data();
        int k = 3 * sample;
        double degrees = AngularError.degrees(a[k], a[k + 1], a[k + 2], b[k], b[k + 1], b[k + 2]);
        return Double.isNaN(degrees) ? NOTHING_FOUND : degrees;
    }
}

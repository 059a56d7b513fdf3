package org.gatefold.benchmarks.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import org.gatefold.benchmarks.Workload;
import org.jspecify.annotations.Nullable;

/** What the layers of ALISTA and NA-ALISTA have in common, worked out in place. */
final class AnalyticLayers {
    private final NDArray phiTransposed;
    private final NDArray analytic;

    AnalyticLayers(Workload workload) {
        this.phiTransposed = Torch.of(workload.phi().transposed());
        this.analytic = Torch.of(workload.analytic());
    }

    /** Φx − y, with x = 0 if there is none yet. */
    NDArray residual(@Nullable NDArray x, NDArray y) {
        if (x == null) {
            return y.neg();
        }
        NDArray r = x.matMul(phiTransposed);
        r.subi(y);
        return r;
    }

    /** Wᵀr. */
    NDArray direction(NDArray r) {
        return r.matMul(analytic);
    }

    /**
     * η_θ(x − γu) with its bypass, in the place of x, or of u if there is no x yet; u and all else is freed at once.
     */
    static NDArray shrink(@Nullable NDArray x, NDArray u, NDArray gamma, NDArray theta, int bypass) {
        NDArray v;
        u.muli(gamma);
        if (x == null) {
            v = u;
            v.negi();
        } else {
            v = x;
            v.subi(u);
            u.close();
        }
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDArray thresholds = SoftThreshold.mask(v.abs(), bypass);
            thresholds.muli(theta);
            NDArray clipped = v.minimum(thresholds);
            thresholds.negi();
            v.subi(clipped.maximum(thresholds));
        }
        return v;
    }
}

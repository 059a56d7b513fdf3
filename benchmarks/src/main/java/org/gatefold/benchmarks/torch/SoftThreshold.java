package org.gatefold.benchmarks.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import org.jspecify.annotations.Nullable;

/**
 * Ways to write {@code η_θ(v) = sign(v)·max(|v| − θ, 0)} so that autograd gives the derivatives by v and θ; where the
 * mask {@code keep} is 0 the threshold is 0, else it is 1 or there is no mask.
 */
enum SoftThreshold {
    /** sign(v)·relu(|v| − θ), no derivative through the sign. */
    SIGN {
        @Override
        NDArray of(NDArray v, NDArray theta, @Nullable NDArray keep) {
            NDArray magnitude = v.abs();
            magnitude.addi(masked(theta.neg(), keep));
            return Activation.relu(magnitude).mul(v.stopGradient().sign());
        }
    },
    /** relu(v − θ) − relu(−v − θ). */
    TWO_RELUS {
        @Override
        NDArray of(NDArray v, NDArray theta, @Nullable NDArray keep) {
            NDArray thresholds = masked(theta, keep);
            NDArray below = v.add(thresholds);
            below.negi();
            return Activation.relu(v.sub(thresholds)).sub(Activation.relu(below));
        }
    },
    /** v·active − θ·sign(v)·active, with masks that autograd takes for constant. */
    MASK {
        @Override
        NDArray of(NDArray v, NDArray theta, @Nullable NDArray keep) {
            NDArray fixed = v.stopGradient();
            NDArray margin = fixed.abs();
            margin.subi(masked(theta.stopGradient(), keep));
            NDArray active = Activation.relu(margin);
            active.signi();
            NDArray signs = fixed.sign();
            signs.negi();
            signs.muli(active);
            if (keep != null) {
                signs.muli(keep);
            }
            NDArray x = v.mul(active);
            x.addi(signs.mul(theta));
            return x;
        }
    },
    /** v − θ·clip(v/θ, −1, 1). */
    CLIP {
        @Override
        NDArray of(NDArray v, NDArray theta, @Nullable NDArray keep) {
            NDArray clipped = v.div(theta).clip(-1, 1);
            return v.sub(clipped.mul(masked(theta, keep)));
        }
    };

    abstract NDArray of(NDArray v, NDArray theta, @Nullable NDArray keep);

    private static NDArray masked(NDArray theta, @Nullable NDArray keep) {
        return keep == null ? theta : keep.mul(theta);
    }

    /**
     * The mask that is 0 for the {@code count} − 1 largest magnitudes of each row, those strictly above the next one.
     * To scatter zeros costs a fraction of a comparison, whose booleans have to become numbers.
     */
    static NDArray mask(NDArray magnitudes, int count) {
        NDArray keep = magnitudes.onesLike();
        if (count < 2) {
            return keep;
        }
        NDArray largest = magnitudes.topK(count - 1, 1, true, false).get(1);
        NDArray zeros = magnitudes.getManager().zeros(largest.getShape());
        return keep.scatter(largest, zeros, 1);
    }
}

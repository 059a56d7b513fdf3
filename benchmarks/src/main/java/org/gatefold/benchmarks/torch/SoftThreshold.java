package org.gatefold.benchmarks.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Activation;
import org.jspecify.annotations.Nullable;

/**
 * Ways to write {@code η_θ(v) = sign(v)·max(|v| − θ, 0)} so that autograd gives the derivatives by v and θ; entries of
 * the mask {@code bypass} keep v.
 */
enum SoftThreshold {
    /** sign(v)·relu(|v| − θ), no derivative through the sign. */
    SIGN {
        @Override
        NDArray of(NDArray v, NDArray theta, @Nullable NDArray bypass) {
            NDArray magnitude = v.abs();
            magnitude.subi(thresholds(theta, bypass));
            return Activation.relu(magnitude).mul(v.stopGradient().sign());
        }
    },
    /** relu(v − θ) − relu(−v − θ). */
    TWO_RELUS {
        @Override
        NDArray of(NDArray v, NDArray theta, @Nullable NDArray bypass) {
            NDArray thresholds = thresholds(theta, bypass);
            NDArray below = v.add(thresholds);
            below.negi();
            return Activation.relu(v.sub(thresholds)).sub(Activation.relu(below));
        }
    },
    /** v·active − θ·sign(v)·active, with a mask that autograd takes for constant. */
    MASK {
        @Override
        NDArray of(NDArray v, NDArray theta, @Nullable NDArray bypass) {
            NDArray fixed = v.stopGradient();
            NDArray above = fixed.abs().gt(theta.stopGradient());
            NDArray signs = fixed.sign();
            if (bypass == null) {
                NDArray active = above.toType(DataType.FLOAT32, false);
                signs.muli(active);
                return v.mul(active).sub(signs.mul(theta));
            }
            NDArray active = above.logicalOr(bypass).toType(DataType.FLOAT32, false);
            signs.muli(above.logicalAnd(bypass.logicalNot()).toType(DataType.FLOAT32, false));
            return v.mul(active).sub(signs.mul(theta));
        }
    },
    /** v − θ·clip(v/θ, −1, 1). */
    CLIP {
        @Override
        NDArray of(NDArray v, NDArray theta, @Nullable NDArray bypass) {
            NDArray clipped = v.div(theta).clip(-1, 1);
            return v.sub(clipped.mul(thresholds(theta, bypass)));
        }
    };

    abstract NDArray of(NDArray v, NDArray theta, @Nullable NDArray bypass);

    /** θ, or 0 where an entry bypasses it. */
    private static NDArray thresholds(NDArray theta, @Nullable NDArray bypass) {
        return bypass == null
                ? theta
                : bypass.logicalNot().toType(DataType.FLOAT32, false).mul(theta);
    }

    /** The entries of each row strictly above its {@code count}-th largest magnitude; without derivatives. */
    static NDArray bypass(NDArray v, int count) {
        NDArray magnitudes = v.stopGradient().abs();
        NDArray kept = magnitudes.topK(count, 1, true, false).get(0).min(new int[] {1}, true);
        return magnitudes.gt(kept);
    }
}

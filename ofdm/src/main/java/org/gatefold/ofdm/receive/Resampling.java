package org.gatefold.ofdm.receive;

import org.gatefold.sparse.kernel.Workers;

/**
 * Band-limited resampling to a lower rate: a sinc under a Kaiser window, {@value #CROSSINGS} zero crossings to each
 * side, that passes 0.45 of the new rate to each side of zero and dampens by about 70 dB from 0.55 on.
 */
final class Resampling {
    private static final int CROSSINGS = 16;
    private static final int STEPS = 1024;
    private static final double SHAPE = 7;
    private static final int SHARD = 4096;
    private static final float[] KERNEL = kernel();

    private Resampling() {}

    /**
     * Sample m of the result lies at sample {@code m·ratio} of the input.
     *
     * @param samples (Re, Im) in turn
     * @param ratio input samples for one of the result, at least 1; 1 gives the input itself
     */
    static float[] resample(float[] samples, double ratio) {
        if (ratio == 1) {
            return samples;
        }
        int inputs = samples.length / 2;
        int outputs = (int) Math.floor((inputs - 1) / ratio) + 1;
        float[] result = new float[2 * outputs];
        int reach = (int) Math.floor(CROSSINGS * ratio);
        boolean whole = ratio == Math.rint(ratio);
        Workers.forShards(outputs, SHARD, (from, to) -> {
            float[] weights = weights(0, reach, ratio);
            for (int m = from; m < to; m++) {
                double at = m * ratio;
                int middle = (int) Math.floor(at);
                if (!whole) {
                    weights = weights(at - middle, reach, ratio);
                }
                float re = 0;
                float im = 0;
                int last = Math.min(inputs - 1, middle + reach);
                for (int i = Math.max(0, middle - reach); i <= last; i++) {
                    float weight = weights[i - middle + reach];
                    re += weight * samples[2 * i];
                    im += weight * samples[2 * i + 1];
                }
                result[2 * m] = re;
                result[2 * m + 1] = im;
            }
        });
        return result;
    }

    /** Weights of the samples −reach … reach around one that lies {@code offset} before the wanted instant. */
    private static float[] weights(double offset, int reach, double ratio) {
        float[] weights = new float[2 * reach + 1];
        for (int i = -reach; i <= reach; i++) {
            weights[i + reach] = (float) (weight(Math.abs(i - offset) / ratio) / ratio);
        }
        return weights;
    }

    private static double weight(double crossings) {
        double step = Math.min(crossings, CROSSINGS) * STEPS;
        int below = (int) step;
        double share = step - below;
        return (1 - share) * KERNEL[below] + share * KERNEL[below + 1];
    }

    private static float[] kernel() {
        float[] values = new float[CROSSINGS * STEPS + 2];
        for (int i = 0; i < values.length; i++) {
            double u = (double) i / STEPS;
            double sinc = i == 0 ? 1 : Math.sin(Math.PI * u) / (Math.PI * u);
            double edge = Math.max(0, 1 - u * u / (CROSSINGS * (double) CROSSINGS));
            values[i] = (float) (sinc * bessel(SHAPE * Math.sqrt(edge)) / bessel(SHAPE));
        }
        return values;
    }

    /** I₀ by its power series. */
    private static double bessel(double x) {
        double sum = 1;
        double term = 1;
        for (int k = 1; k < 60; k++) {
            term *= x * x / 4 / (k * (double) k);
            sum += term;
        }
        return sum;
    }
}

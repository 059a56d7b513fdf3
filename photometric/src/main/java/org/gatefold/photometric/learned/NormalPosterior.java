package org.gatefold.photometric.learned;

import java.util.Arrays;
import org.gatefold.sparse.autodiff.Operation;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the pixels at variances γ of the errors, as a network can read it at any scale: the weighted least
 * squares n with weights 1/γ, features of every intensity and of every pixel.
 *
 * <p>Inputs: log γ, and, if there is a second, the logarithm of a factor of every intensity; 1×1×(lights·pixels). First
 * output: {@value #FEATURES} features, the step of MacKay's update log(e²/((1 − ρ)γ)), the weights of a mean over the
 * pixel's intensities, and those of the mean by 1/γ; 1×{@value #PLANES}×(lights·pixels). Second: n and
 * {@value #GLOBALS} features of the pixel; 1×{@value #PIXEL_PLANES}×pixels.
 *
 * <p>All is computed in double, and its derivative is in closed form. Features do not change if a pixel becomes
 * brighter, if lights change places, or if all turns around the line of sight.
 */
final class NormalPosterior implements Operation {
    static final int FEATURES = 15;
    static final int STEP = FEATURES;
    static final int MEAN = FEATURES + 1;
    static final int SHARE = FEATURES + 2;
    static final int PLANES = FEATURES + 3;
    static final int GLOBALS = 8;
    static final int PIXEL_PLANES = 3 + GLOBALS;

    /** Largest step of log γ. */
    private static final double LONGEST = 12;

    private static final double TINY = 1e-8;
    private static final double EDGE = 4;
    /** Length of a scaled normal below which a pixel has none. */
    private static final double DARK = 1e-6;

    private static final double LOW = 0.02;

    /** Keeps a pixel without intensities from dividing by 0. */
    private static final double NO_WEIGHT = 1e-30;

    private final Observations data;
    private final double time;
    private final boolean view;
    private final WeightedFit fit;
    private final int size;
    private final int pixels;
    private final double[] length;
    private final double[][] unit;
    private final double[] weights;
    private final double[] logWeights;
    private final double[] squares;
    private final double[] remains;

    /**
     * @param time share of the layers that is over
     * @param view whether features of the direction to the viewer are told; else they are 0
     */
    NormalPosterior(Observations data, double time, boolean view) {
        this.data = data;
        this.time = time;
        this.view = view;
        fit = new WeightedFit(data);
        size = data.x.length;
        pixels = data.pixels;
        length = new double[pixels];
        unit = new double[3][pixels];
        weights = new double[pixels];
        logWeights = new double[pixels];
        squares = new double[pixels];
        remains = new double[pixels];
    }

    @Override
    public void forward(float[][] inputs, float[] first, float[] second) {
        float[] s = inputs[0];
        for (int a = 0; a < size; a++) {
            fit.w[a] = data.use[a] * Math.exp(-s[a]);
            fit.x[a] = data.x[a];
        }
        if (inputs.length > 1) {
            for (int a = 0; a < size; a++) {
                fit.x[a] *= Math.exp(inputs[1][a]);
            }
        }
        fit.solve();
        for (int p = 0; p < pixels; p++) {
            double[][] n = fit.n;
            length[p] = Math.sqrt(n[0][p] * n[0][p] + n[1][p] * n[1][p] + n[2][p] * n[2][p]);
            double over = 1 / Math.max(length[p], DARK);
            for (int d = 0; d < 3; d++) {
                unit[d][p] = n[d][p] * over;
            }
        }
        sums();
        for (int i = 0; i < data.lights; i++) {
            features(i, s, first);
        }
        globals(second);
    }

    /** Σw, Σw² and Σwe²/Σw of every pixel. */
    private void sums() {
        Arrays.fill(weights, NO_WEIGHT);
        Arrays.fill(squares, NO_WEIGHT * NO_WEIGHT);
        Arrays.fill(remains, 0);
        for (int a = 0; a < size; a += pixels) {
            for (int p = 0; p < pixels; p++) {
                double v = fit.w[a + p];
                weights[p] += v;
                squares[p] += v * v;
                remains[p] += v * fit.e[a + p] * fit.e[a + p];
            }
        }
        for (int p = 0; p < pixels; p++) {
            remains[p] /= weights[p];
            logWeights[p] = Logarithm.of(weights[p]);
        }
    }

    private double along(double[] directions, int light, int p) {
        return directions[3 * light] * unit[0][p]
                + directions[3 * light + 1] * unit[1][p]
                + directions[3 * light + 2] * unit[2][p];
    }

    private void features(int light, float[] s, float[] out) {
        for (int p = 0; p < pixels; p++) {
            int a = light * pixels + p;
            double e = fit.e[a];
            double v = Math.max(length[p], DARK);
            double rho = Math.min(1, fit.w[a] * fit.k[a]);
            double c = along(data.light, light, p);
            double logE = Logarithm.of(e * e + TINY);
            double q = fit.x[a] / v;
            out[a] = (float) clip(e / v, EDGE);
            out[size + a] = (float) (logE / 6);
            out[2 * size + a] = s[a] / 6;
            double step = clip(logE - Logarithm.of(free(rho)) - s[a], LONGEST);
            out[3 * size + a] = (float) (step / 6);
            out[4 * size + a] = (float) rho;
            out[5 * size + a] = (float) c;
            out[6 * size + a] = (float) clip(q, EDGE);
            out[7 * size + a] = (float) ((-s[a] - logWeights[p]) / 6);
            out[8 * size + a] = (float) (Logarithm.of((Math.max(q, 0) + LOW) / (Math.max(c, 0) + LOW)) / 2);
            out[9 * size + a] = (float) data.rank[a];
            out[10 * size + a] = (float) (fit.w[a] / weights[p]);
            double h = view ? along(data.half, light, p) : 0;
            out[11 * size + a] = (float) h;
            out[12 * size + a] = view ? (float) (Logarithm.of(1.003 - h) / 3) : 0;
            out[13 * size + a] = view ? (float) data.light[3 * light + 2] : 0;
            out[14 * size + a] = (float) (data.x[a] / data.peak[p]);
            out[STEP * size + a] = (float) step;
            out[MEAN * size + a] = (float) (data.use[a] / Math.max(1, data.used[p]));
            out[SHARE * size + a] = (float) (fit.w[a] / weights[p]);
        }
    }

    /** What leverage leaves, 1 − ρ, but for rounding. */
    private static double free(double rho) {
        return Math.max(1 - rho, 1e-9);
    }

    private static double clip(double v, double edge) {
        return Math.max(-edge, Math.min(edge, v));
    }

    private void globals(float[] out) {
        for (int p = 0; p < pixels; p++) {
            double v = Math.max(length[p], DARK);
            double behind = 0;
            for (int i = 0; i < data.lights; i++) {
                behind += data.use[i * pixels + p] * (along(data.light, i, p) < 0 ? 1 : 0);
            }
            double count = Math.max(1, data.used[p]);
            for (int d = 0; d < 3; d++) {
                out[d * pixels + p] = (float) fit.n[d][p];
            }
            out[3 * pixels + p] = (float) time;
            out[4 * pixels + p] = view ? (float) unit[2][p] : 0;
            out[5 * pixels + p] = (float) (Logarithm.of(count) / 3);
            out[6 * pixels + p] = (float) Logarithm.of(v);
            out[7 * pixels + p] = (float) (Logarithm.of(weights[p] * weights[p] / squares[p]) / 3);
            out[8 * pixels + p] = (float) (Logarithm.of(remains[p] + TINY) / 6);
            out[9 * pixels + p] = (float) (behind / count);
            out[10 * pixels + p] = (float) (Logarithm.of((trace(p) + TINY) / (v * v)) / 6);
        }
    }

    /** Trace of C, the variance of n. */
    private double trace(int p) {
        return fit.inverse[0][p] + fit.inverse[3][p] + fit.inverse[5][p];
    }

    @Override
    public void backward(float[][] inputs, float[] firstSlope, float[] secondSlope, float[] @Nullable [] into) {
        new NormalPosteriorSlopes(firstSlope, secondSlope).run(inputs[0], into);
    }

    /** The way back. */
    private final class NormalPosteriorSlopes {
        private final float[] first;
        private final float[] second;
        private final double[][] nSlope = new double[3][pixels];
        private final double[][] unitSlope = new double[3][pixels];
        private final double[] lengthSlope = new double[pixels];
        private final double[] weightsSlope = new double[pixels];
        private final double[] traceSlope = new double[pixels];
        private final double[] eSlope = new double[size];
        private final double[] kSlope = new double[size];
        private final double[] wSlope = new double[size];
        private final double[] xSlope = new double[size];
        private final double[] sSlope = new double[size];

        NormalPosteriorSlopes(float[] first, float[] second) {
            this.first = first;
            this.second = second;
        }

        void run(float[] s, float[] @Nullable [] into) {
            globalsBack();
            for (int i = 0; i < data.lights; i++) {
                featuresBack(i, s);
            }
            for (int p = 0; p < pixels; p++) {
                normalBack(p);
            }
            fit.back(nSlope, eSlope, kSlope, traceSlope, wSlope, xSlope);
            float[] intoS = into[0];
            float[] intoFactor = into.length > 1 ? into[1] : null;
            for (int a = 0; a < size; a++) {
                int p = a % pixels;
                if (length[p] < DARK) {
                    continue;
                }
                if (intoS != null) {
                    intoS[a] += (float) (sSlope[a] - fit.w[a] * (wSlope[a] + data.use[a] * weightsSlope[p]));
                }
                if (intoFactor != null) {
                    intoFactor[a] += (float) (xSlope[a] * fit.x[a]);
                }
            }
        }

        private void globalsBack() {
            for (int p = 0; p < pixels; p++) {
                double v = Math.max(length[p], DARK);
                for (int d = 0; d < 3; d++) {
                    nSlope[d][p] = second[d * pixels + p];
                }
                unitSlope[2][p] = view ? second[4 * pixels + p] : 0;
                lengthSlope[p] = (second[6 * pixels + p] - second[10 * pixels + p] / 3) / v;
                weightsSlope[p] = 2 * second[7 * pixels + p] / 3 / weights[p];
                traceSlope[p] = second[10 * pixels + p] / 6 / (trace(p) + TINY);
            }
            for (int a = 0; a < size; a++) {
                int p = a % pixels;
                double w = fit.w[a];
                double e = fit.e[a];
                double remain = second[8 * pixels + p] / 6 / (remains[p] + TINY) / weights[p];
                wSlope[a] = (e * e - remains[p]) * remain - 2 * w * second[7 * pixels + p] / 3 / squares[p];
                eSlope[a] = 2 * w * e * remain;
            }
        }

        private void featuresBack(int light, float[] s) {
            for (int p = 0; p < pixels; p++) {
                int a = light * pixels + p;
                double e = fit.e[a];
                double v = Math.max(length[p], DARK);
                double rho = Math.min(1, fit.w[a] * fit.k[a]);
                double c = along(data.light, light, p);
                double q = fit.x[a] / v;
                double qSlope = 0;
                double cSlope = first[5 * size + a];
                if (Math.abs(e / v) < EDGE) {
                    eSlope[a] += first[a] / v;
                    lengthSlope[p] -= first[a] * e / (v * v);
                }
                double logSlope = first[size + a] / 6.0;
                sSlope[a] += first[2 * size + a] / 6.0;
                double rhoSlope = first[4 * size + a];
                double stepSlope = first[3 * size + a] / 6.0 + first[STEP * size + a];
                if (Math.abs(Logarithm.of(e * e + TINY) - Logarithm.of(free(rho)) - s[a]) < LONGEST) {
                    logSlope += stepSlope;
                    rhoSlope += 1 - rho > 1e-9 ? stepSlope / (1 - rho) : 0;
                    sSlope[a] -= stepSlope;
                }
                eSlope[a] += logSlope * 2 * e / (e * e + TINY);
                wSlope[a] += rhoSlope * fit.k[a];
                kSlope[a] += rhoSlope * fit.w[a];
                if (Math.abs(q) < EDGE) {
                    qSlope += first[6 * size + a];
                }
                sSlope[a] -= first[7 * size + a] / 6.0;
                weightsSlope[p] -= first[7 * size + a] / 6.0 / weights[p];
                double ratioSlope = first[8 * size + a] / 2.0;
                qSlope += q > 0 ? ratioSlope / (q + LOW) : 0;
                cSlope -= c > 0 ? ratioSlope / (c + LOW) : 0;
                double shareSlope = first[10 * size + a] + first[SHARE * size + a];
                wSlope[a] += shareSlope / weights[p];
                weightsSlope[p] -= shareSlope * fit.w[a] / (weights[p] * weights[p]);
                xSlope[a] += qSlope / v;
                lengthSlope[p] -= qSlope * q / v;
                directionBack(light, p, a, cSlope);
            }
        }

        private void directionBack(int light, int p, int a, double cSlope) {
            double hSlope = 0;
            if (view) {
                double h = along(data.half, light, p);
                hSlope = first[11 * size + a] - first[12 * size + a] / 3 / (1.003 - h);
            }
            for (int d = 0; d < 3; d++) {
                unitSlope[d][p] += cSlope * data.light[3 * light + d] + hSlope * data.half[3 * light + d];
            }
        }

        /** From direction and length to the scaled normal. */
        private void normalBack(int p) {
            double v = Math.max(length[p], DARK);
            double along = 0;
            for (int d = 0; d < 3; d++) {
                along += unitSlope[d][p] * unit[d][p];
            }
            for (int d = 0; d < 3; d++) {
                nSlope[d][p] += (unitSlope[d][p] - along * unit[d][p]) / v + lengthSlope[p] * unit[d][p];
            }
        }
    }
}

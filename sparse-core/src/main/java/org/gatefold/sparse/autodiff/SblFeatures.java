package org.gatefold.sparse.autodiff;

import org.gatefold.sparse.autodiff.GaussianEvidence.Evidence;

/**
 * What a network is told of a sparse Bayesian posterior: numbers near 1 that do not change when y or Φ are scaled, nor
 * with the number of columns or measurements. In terms of {@link GaussianEvidence}:
 *
 * <ul>
 *   <li>for every index log(q/s)/3, log ρ/3, log(1 − ρ)/3, (log γ − its maximum)/5, (log γ − log of the mean γ)/5,
 *       log(γq)/3, √ρ and |μ| over its maximum, μ = γa the posterior mean;
 *   <li>for the sample (log λ + 5)/5, Σρ/m, log Σp²/3 with p = γ/Σγ, and log f/3.
 * </ul>
 */
public final class SblFeatures {
    /** Features of an index. */
    public static final int LOCAL = 8;

    /** Features of a sample. */
    public static final int GLOBAL = 4;

    private final int m;
    private final int range;
    private final Node logGamma;
    private final Node logLambda;
    private final Evidence evidence;
    private final Node local;
    private final Node global;
    private final float[] rho;
    private final float[] share;
    private final int[] top;
    private final int[] topMean;

    private SblFeatures(Node logGamma, Node logLambda, Evidence evidence, int range) {
        Tape tape = logGamma.tape;
        int count = logGamma.count;
        m = logGamma.length;
        this.range = range;
        this.logGamma = logGamma;
        this.logLambda = logLambda;
        this.evidence = evidence;
        local = tape.node(count, m, LOCAL, logGamma, evidence.marginals());
        global = tape.node(count, 1, GLOBAL, logGamma, logLambda, evidence.marginals(), evidence.fit());
        rho = tape.workspace(count * m);
        share = tape.workspace(count * m);
        top = tape.indices(count);
        topMean = tape.indices(count);
        for (int s = 0; s < count; s++) {
            measure(s);
        }
        tape.record(java.util.List.of(local, global), () -> {
            for (int s = 0; s < count; s++) {
                sendBack(s);
            }
        });
    }

    /**
     * The features of all samples.
     *
     * @param logGamma log γ, count×1×domain
     * @param logLambda log λ, count×1×1
     * @param evidence at these
     * @param range m, the number of measurements
     */
    public static SblFeatures of(Node logGamma, Node logLambda, Evidence evidence, int range) {
        return new SblFeatures(logGamma, logLambda, evidence, range);
    }

    /** Of the indices, count×domain×{@value #LOCAL}. */
    public Node local() {
        return local;
    }

    /** Of the samples, count×1×{@value #GLOBAL}. */
    public Node global() {
        return global;
    }

    /** ρ = γs, count×domain, a constant on the way back. */
    public float[] rho() {
        return rho;
    }

    private void measure(int sample) {
        float[] gamma = logGamma.value;
        float[] marginal = evidence.marginals().value;
        int at = sample * m;
        int step = 3 * at;
        int s = step + m;
        int freedom = s + m;
        int largest = 0;
        int largestMean = 0;
        for (int j = 0; j < m; j++) {
            largest = gamma[at + j] > gamma[at + largest] ? j : largest;
            largestMean = logMean(sample, j) > logMean(sample, largestMean) ? j : largestMean;
        }
        top[sample] = largest;
        topMean[sample] = largestMean;
        double most = gamma[at + largest];
        double sum = 0;
        for (int j = 0; j < m; j++) {
            sum += Math.exp(gamma[at + j] - most);
        }
        double logMeanGamma = most + Math.log(sum / m);
        double mostMean = logMean(sample, largestMean);
        double degrees = 0;
        double squares = 0;
        for (int j = 0; j < m; j++) {
            double g = gamma[at + j];
            double logRho = Math.min(0, g + marginal[s + j]);
            double p = Math.exp(g - most) / sum;
            rho[at + j] = (float) Math.exp(logRho);
            share[at + j] = (float) p;
            degrees += rho[at + j];
            squares += p * p;
            int f = (at + j) * LOCAL;
            local.value[f] = marginal[step + j] / 3;
            local.value[f + 1] = (float) (logRho / 3);
            local.value[f + 2] = marginal[freedom + j] / 3;
            local.value[f + 3] = (float) ((g - most) / 5);
            local.value[f + 4] = (float) ((g - logMeanGamma) / 5);
            local.value[f + 5] = (float) ((g + marginal[s + j] + marginal[step + j]) / 3);
            local.value[f + 6] = (float) Math.exp(logRho / 2);
            local.value[f + 7] = (float) Math.exp(logMean(sample, j) - mostMean);
        }
        int f = sample * GLOBAL;
        global.value[f] = (logLambda.value[sample] + 5) / 5;
        global.value[f + 1] = (float) (degrees / range);
        global.value[f + 2] = (float) (Math.log(squares) / 3);
        global.value[f + 3] = evidence.fit().value[sample] / 3;
    }

    /** log|μⱼ| = log γ + ½ log q. */
    private double logMean(int sample, int j) {
        int at = 3 * sample * m + j;
        float[] marginal = evidence.marginals().value;
        return logGamma.value[sample * m + j] + 0.5 * (marginal[at] + marginal[at + m]);
    }

    private void sendBack(int sample) {
        float[] slope = local.gradient();
        float[] ofSample = global.gradient();
        float[] intoMarginal = evidence.marginals().into();
        float[] intoGamma = logGamma.into();
        float[] marginal = evidence.marginals().value;
        int at = sample * m;
        int step = 3 * at;
        int g = sample * GLOBAL;
        double squares = 0;
        double ofMost = 0;
        double ofMean = 0;
        double ofMostMean = 0;
        for (int j = 0; j < m; j++) {
            int f = (at + j) * LOCAL;
            squares += (double) share[at + j] * share[at + j];
            ofMost += slope[f + 3] / 5;
            ofMean += slope[f + 4] / 5;
            ofMostMean += slope[f + 7] * local.value[f + 7];
        }
        for (int j = 0; j < m; j++) {
            int f = (at + j) * LOCAL;
            double p = share[at + j];
            boolean inside = logGamma.value[at + j] + marginal[step + m + j] < 0;
            double ofRho = !inside
                    ? 0
                    : slope[f + 1] / 3 + slope[f + 6] * local.value[f + 6] / 2 + ofSample[g + 1] * rho[at + j] / range;
            double ofPower = slope[f + 5] / 3;
            double ofLogMean = slope[f + 7] * local.value[f + 7] - (j == topMean[sample] ? ofMostMean : 0);
            double ofGamma = ofRho + ofPower + ofLogMean + (slope[f + 3] + slope[f + 4]) / 5;
            ofGamma += -ofMean * p - (j == top[sample] ? ofMost : 0);
            ofGamma += ofSample[g + 2] / 3 * 2 * p * (p / squares - 1);
            if (intoGamma != null) {
                intoGamma[at + j] += (float) ofGamma;
            }
            if (intoMarginal != null) {
                intoMarginal[step + j] += (float) (slope[f] / 3 + ofPower + ofLogMean / 2);
                intoMarginal[step + m + j] += (float) (ofRho + ofPower + ofLogMean / 2);
                intoMarginal[step + 2 * m + j] += slope[f + 2] / 3;
            }
        }
        float[] intoLambda = logLambda.into();
        float[] intoFit = evidence.fit().into();
        if (intoLambda != null) {
            intoLambda[sample] += ofSample[g] / 5;
        }
        if (intoFit != null) {
            intoFit[sample] += ofSample[g + 3] / 3;
        }
    }
}

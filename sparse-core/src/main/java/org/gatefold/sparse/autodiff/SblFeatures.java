package org.gatefold.sparse.autodiff;

import java.util.List;
import org.gatefold.sparse.autodiff.GaussianEvidence.Evidence;

/**
 * What a network is told of a sparse Bayesian posterior: numbers near 1 that do not change when y or Φ are scaled, nor
 * with the number of columns or measurements. In terms of {@link GaussianEvidence}:
 *
 * <ul>
 *   <li>for every index log(q/s)/3, log ρ/3, log(1 − ρ)/3, (log γ − its maximum)/5, (log γ − log of the mean γ)/5,
 *       log(γq)/3, √ρ and |μ| over its maximum, μ = γa the posterior mean; log(q′/s)/3 besides, if shares were given;
 *   <li>for the sample (log λ + 5)/5, Σρ/m, log Σp²/3 with p = γ/Σγ, and log f/3.
 * </ul>
 *
 * <p>Both are {@link Channels}, of the indices of one sample after the other and of the samples.
 */
public final class SblFeatures {
    /** Features of an index, without that of shares. */
    public static final int LOCAL = 8;

    /** Features of a sample. */
    public static final int GLOBAL = 4;

    /** The channel of (log γ − its maximum)/5. */
    public static final int SIZE = 3;

    /** The channel of log(γq)/3. */
    public static final int POWER = 5;

    private static final int ROOT = 6;
    private static final int MEAN = 7;

    private final int m;
    private final int count;
    private final int places;
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
        count = logGamma.count;
        m = logGamma.length;
        places = count * m;
        this.range = range;
        this.logGamma = logGamma;
        this.logLambda = logLambda;
        this.evidence = evidence;
        Node deflated = evidence.deflated();
        Node[] inputs = {logGamma, logLambda, evidence.step(), evidence.fit(), deflated == null ? logGamma : deflated};
        local = tape.node(1, LOCAL + (deflated == null ? 0 : 1), places, inputs);
        global = tape.node(1, GLOBAL, count, inputs);
        rho = tape.workspace(places);
        share = tape.workspace(places);
        top = tape.indices(count);
        topMean = tape.indices(count);
        scaled(1f / 3, evidence.step().value, 0);
        scaled(1f / 3, evidence.freedom().value, 2);
        if (deflated != null) {
            scaled(1f / 3, deflated.value, LOCAL);
        }
        for (int s = 0; s < count; s++) {
            measure(s);
        }
        for (int at = 0; at < places; at++) {
            local.value[ROOT * places + at] = (float) Math.sqrt(rho[at]);
        }
        tape.record(List.of(local, global), () -> {
            for (int s = 0; s < count; s++) {
                sendBack(s);
            }
            if (deflated != null) {
                addScaled(1f / 3, LOCAL, deflated);
            }
            addScaled(1f / 3, 2, evidence.freedom());
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

    /** Of the indices, 1×{@value #LOCAL}×(count·domain), or a channel more if shares were given. */
    public Node local() {
        return local;
    }

    /** Of the samples, 1×{@value #GLOBAL}×count. */
    public Node global() {
        return global;
    }

    /** ρ = γs, count×domain, a constant on the way back. */
    public float[] rho() {
        return rho;
    }

    private void scaled(float factor, float[] from, int channel) {
        int to = channel * places;
        for (int at = 0; at < places; at++) {
            local.value[to + at] = factor * from[at];
        }
    }

    private void addScaled(float factor, int channel, Node target) {
        float[] into = target.into();
        float[] slope = local.gradient();
        int from = channel * places;
        for (int at = 0; into != null && at < places; at++) {
            into[at] += factor * slope[from + at];
        }
    }

    private void measure(int sample) {
        float[] gamma = logGamma.value;
        float[] logS = evidence.logS().value;
        float[] step = evidence.step().value;
        float[] value = local.value;
        int at = sample * m;
        int largest = at;
        int largestMean = at;
        for (int j = at; j < at + m; j++) {
            largest = gamma[j] > gamma[largest] ? j : largest;
            largestMean = logMean(j) > logMean(largestMean) ? j : largestMean;
        }
        top[sample] = largest;
        topMean[sample] = largestMean;
        float most = gamma[largest];
        double sum = 0;
        for (int j = at; j < at + m; j++) {
            share[j] = (float) Math.exp(gamma[j] - most);
            sum += share[j];
        }
        float logMeanGamma = (float) (most + Math.log(sum / m));
        float mostMean = logMean(largestMean);
        double degrees = 0;
        double squares = 0;
        for (int j = at; j < at + m; j++) {
            float g = gamma[j];
            float logRho = Math.min(0, g + logS[j]);
            rho[j] = (float) Math.exp(logRho);
            share[j] /= (float) sum;
            degrees += rho[j];
            squares += (double) share[j] * share[j];
            value[places + j] = logRho / 3;
            value[SIZE * places + j] = (g - most) / 5;
            value[4 * places + j] = (g - logMeanGamma) / 5;
            value[POWER * places + j] = (g + logS[j] + step[j]) / 3;
            value[MEAN * places + j] = (float) Math.exp(logMean(j) - mostMean);
        }
        float[] ofSample = global.value;
        ofSample[sample] = (logLambda.value[sample] + 5) / 5;
        ofSample[count + sample] = (float) (degrees / range);
        ofSample[2 * count + sample] = (float) (Math.log(squares) / 3);
        ofSample[3 * count + sample] = evidence.fit().value[sample] / 3;
    }

    /** log|μⱼ| = log γ + ½ log q. */
    private float logMean(int place) {
        return logGamma.value[place] + 0.5f * (evidence.step().value[place] + evidence.logS().value[place]);
    }

    private void sendBack(int sample) {
        float[] slope = local.gradient();
        float[] ofSample = global.gradient();
        float[] intoStep = evidence.step().into();
        float[] intoLogS = evidence.logS().into();
        float[] intoGamma = logGamma.into();
        float[] logS = evidence.logS().value;
        int at = sample * m;
        double squares = 0;
        double ofMost = 0;
        double ofMean = 0;
        double ofMostMean = 0;
        for (int j = at; j < at + m; j++) {
            squares += (double) share[j] * share[j];
            ofMost += slope[SIZE * places + j] / 5;
            ofMean += slope[4 * places + j] / 5;
            ofMostMean += slope[MEAN * places + j] * local.value[MEAN * places + j];
        }
        for (int j = at; j < at + m; j++) {
            double p = share[j];
            boolean inside = logGamma.value[j] + logS[j] < 0;
            double ofRho = !inside
                    ? 0
                    : slope[places + j] / 3
                            + slope[ROOT * places + j] * local.value[ROOT * places + j] / 2
                            + ofSample[count + sample] * rho[j] / range;
            double ofPower = slope[POWER * places + j] / 3;
            double ofLogMean =
                    slope[MEAN * places + j] * local.value[MEAN * places + j] - (j == topMean[sample] ? ofMostMean : 0);
            double ofGamma = ofRho + ofPower + ofLogMean + (slope[SIZE * places + j] + slope[4 * places + j]) / 5;
            ofGamma += -ofMean * p - (j == top[sample] ? ofMost : 0);
            ofGamma += ofSample[2 * count + sample] / 3 * 2 * p * (p / squares - 1);
            if (intoGamma != null) {
                intoGamma[j] += (float) ofGamma;
            }
            if (intoStep != null) {
                intoStep[j] += (float) (slope[j] / 3 + ofPower + ofLogMean / 2);
            }
            if (intoLogS != null) {
                intoLogS[j] += (float) (ofRho + ofPower + ofLogMean / 2);
            }
        }
        float[] intoLambda = logLambda.into();
        float[] intoFit = evidence.fit().into();
        if (intoLambda != null) {
            intoLambda[sample] += ofSample[sample] / 5;
        }
        if (intoFit != null) {
            intoFit[sample] += ofSample[3 * count + sample] / 3;
        }
    }
}

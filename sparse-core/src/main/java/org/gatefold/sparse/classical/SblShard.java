package org.gatefold.sparse.classical;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.gatefold.sparse.IterateListener;
import org.gatefold.sparse.SparseProblem;

/** One run of an {@link EvidenceUpdate} over some samples: scaling, iterations, stopping and reports. */
final class SblShard {
    /** γ below so much of the largest is dropped. */
    private static final double PRUNED = 1e-8;

    /** Every so many iterations tiny variances are dropped and settled problems end. */
    private static final int LOOK = 4;

    private final Sbl sbl;
    private final SblScaling scaling;
    private double[] before = new double[0];
    private double[] largest = new double[0];
    private double[] change = new double[0];
    private boolean[] still = new boolean[0];

    SblShard(
            Sbl sbl,
            SparseProblem problem,
            IterateListener listener,
            SblPosterior posterior,
            SblDictionary dictionary) {
        this.sbl = sbl;
        this.scaling = new SblScaling(sbl, problem, listener, posterior, dictionary);
    }

    /** Solves the samples {@code from ≤ s < to}; {@code products} is empty if the dictionary is large. */
    void solve(EvidenceUpdate rule, double[] products, int from, int to) {
        int[] samples = scaling.audible(from, to);
        if (samples.length == 0) {
            return;
        }
        double[][] y = scaling.measurements(samples);
        SblDictionary dictionary = scaling.dictionary;
        int planes = scaling.planes();
        Evidence e = products.length > 0
                ? new LaneEvidence(dictionary, products, planes, samples.length, y)
                : new DirectEvidence(dictionary, !rule.revives(), planes, y);
        before = new double[e.gamma.length];
        largest = new double[e.lanes];
        change = new double[e.lanes];
        still = new boolean[e.lanes];
        begin(e, samples);
        e.evaluate();
        iterate(e, rule, samples);
    }

    private void begin(Evidence e, int[] samples) {
        int used = 0;
        for (double norm : e.dictionary.norms) {
            used += norm > 0 ? 1 : 0;
        }
        // measurements have mean square 1: ‖y‖² = range·planes, and tr(ΦΓΦᴴ) is Σγ with unit columns
        double first = sbl.start() * e.dictionary.range / Math.max(1, used);
        double[] uneven = sbl.variances().logFactors(e.dictionary.domain);
        for (int j = 0; j < uneven.length; j++) {
            double gamma = e.dictionary.norms[j] > 0 ? first * Math.exp(uneven[j]) : 0;
            Arrays.fill(e.gamma, j * e.lanes, (j + 1) * e.lanes, gamma);
        }
        for (int l = 0; l < e.lanes; l++) {
            e.lambda[l] = scaling.startNoise(samples[l]);
        }
    }

    private void iterate(Evidence e, EvidenceUpdate rule, int[] all) {
        EvidenceUpdate.Course course = rule.begin(e);
        int[] samples = all;
        for (int t = 1; samples.length > 0; t++) {
            boolean looks = t % LOOK == 0;
            if (looks) {
                System.arraycopy(e.gamma, 0, before, 0, e.dictionary.domain * e.lanes);
            }
            course.advance();
            if (looks) {
                settle(e, rule);
            } else {
                Arrays.fill(still, false);
            }
            moveNoise(e, rule, samples);
            e.evaluate();
            for (int l = 0; l < e.lanes; l++) {
                if (scaling.heard()) {
                    scaling.report(e, l, samples[l], t, rule.revives(), e.cost(l));
                }
                if (still[l] || t == sbl.iterations()) {
                    scaling.finish(e, l, samples[l], t);
                    still[l] = true;
                }
            }
            int[] kept = IntStream.range(0, e.lanes).filter(l -> !still[l]).toArray();
            if (kept.length < e.lanes) {
                course.retain(e.lanes, kept);
                e.retain(kept);
                samples = chosen(samples, kept);
            }
        }
    }

    private static int[] chosen(int[] values, int[] indices) {
        return IntStream.of(indices).map(i -> values[i]).toArray();
    }

    /** Drops tiny variances, and finds which lanes stand still. */
    private void settle(Evidence e, EvidenceUpdate rule) {
        Arrays.fill(largest, 0);
        Arrays.fill(change, 0);
        for (int j = 0; j < e.dictionary.domain; j++) {
            for (int l = 0; l < e.lanes; l++) {
                largest[l] = Math.max(largest[l], e.gamma[j * e.lanes + l]);
            }
        }
        for (int j = 0; j < e.dictionary.domain; j++) {
            for (int l = 0; l < e.lanes; l++) {
                int i = j * e.lanes + l;
                if (!rule.revives() && (e.gamma[i] < PRUNED * largest[l] || e.gamma[i] * e.q[i] < rule.negligible())) {
                    e.gamma[i] = 0;
                }
                change[l] = Math.max(change[l], Math.abs(e.gamma[i] - before[i]));
            }
        }
        for (int l = 0; l < e.lanes; l++) {
            still[l] = change[l] <= sbl.tolerance() * largest[l];
        }
    }

    private void moveNoise(Evidence e, EvidenceUpdate rule, int[] samples) {
        for (int l = 0; l < e.lanes; l++) {
            if (scaling.learned(samples[l])) {
                double moved = rule.noiseVariance(e.lambda[l], e.noiseQ[l], e.noiseS[l], e.dictionary.range);
                double next = Math.max(sbl.noiseFloor(), moved);
                still[l] &= Math.abs(next - e.lambda[l]) <= sbl.tolerance() * next;
                e.lambda[l] = next;
            }
        }
    }
}

package org.gatefold.sparse.classical;

import java.util.Arrays;
import org.gatefold.sparse.IterateListener;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.kernel.Blas;

/** The greedy search of {@link FastUpdate}, one problem after another. */
final class FastMarginal {
    /** After so many rank-one updates everything is computed afresh, before rounding adds up. */
    private static final int RENEWAL = 64;

    private final Sbl sbl;
    private final SblScaling scaling;
    private final SblDictionary dictionary;
    private final double[] pair;
    private final double[] products;
    private double[] inverse = new double[0];

    FastMarginal(
            Sbl sbl,
            SparseProblem problem,
            IterateListener listener,
            SblPosterior posterior,
            SblDictionary dictionary) {
        this.sbl = sbl;
        this.dictionary = dictionary;
        this.scaling = new SblScaling(sbl, problem, listener, posterior, dictionary);
        int turns = dictionary.complex ? 2 : 1;
        pair = new double[dictionary.rows * turns];
        products = new double[dictionary.domain * turns];
    }

    void solve(int from, int to) {
        for (int sample : scaling.audible(from, to)) {
            solve(sample);
        }
    }

    private void solve(int sample) {
        int[] one = {sample};
        DirectEvidence e = new DirectEvidence(dictionary, false, scaling.planes(), scaling.measurements(one));
        e.lambda[0] = scaling.startNoise(sample);
        renew(e);
        double cost = e.cost(0);
        int age = 0;
        int t = 0;
        while (t < sbl.iterations()) {
            int j = best(e);
            if (j >= 0) {
                cost -= e.planes * gain(e.gamma[j], e.s[j], e.q[j]);
                move(e, j);
                age++;
                scaling.report(e, 0, sample, ++t, false, cost);
                if (age < RENEWAL) {
                    continue;
                }
            }
            // what looked settled may not be, once computed afresh and with another noise variance
            boolean settled = j < 0 && age == 0;
            renew(e);
            age = 0;
            if (scaling.learned(sample) && noiseMoves(e)) {
                renew(e);
                scaling.report(e, 0, sample, ++t, false, e.cost(0));
            } else if (settled) {
                break;
            }
            cost = e.cost(0);
        }
        renew(e);
        if (t == 0) {
            scaling.report(e, 0, sample, 1, false, e.cost(0));
        }
        scaling.finish(e, 0, sample, t);
    }

    private boolean noiseMoves(DirectEvidence e) {
        double old = e.lambda[0];
        e.lambda[0] = Math.max(sbl.noiseFloor(), old * e.noiseQ[0] / e.noiseS[0]);
        return Math.abs(e.lambda[0] - old) > 1e-4 * old;
    }

    private void renew(DirectEvidence e) {
        e.evaluate();
        inverse = e.inverse();
    }

    /** The index whose best variance lowers the cost most, −1 if by no more than the tolerance. */
    private int best(DirectEvidence e) {
        int best = -1;
        double most = sbl.tolerance();
        for (int j = 0; j < dictionary.domain; j++) {
            double gain = e.planes * gain(e.gamma[j], e.s[j], e.q[j]);
            if (gain > most) {
                most = gain;
                best = j;
            }
        }
        return best;
    }

    /** What the best variance of a column lowers the cost by, a plane. */
    static double gain(double gamma, double s, double q) {
        double share = 1 - gamma * s;
        if (!(s > 0) || share <= 0) {
            return 0;
        }
        double without = s / share;
        double power = q / (share * share);
        double best = Math.max(0, (power - without) / (without * without));
        return cost(gamma, without, power) - cost(best, without, power);
    }

    private static double cost(double gamma, double s, double q) {
        return Math.log1p(gamma * s) - gamma * q / (1 + gamma * s);
    }

    /** Sets γⱼ to its best value and moves Σ⁻¹, s and a along. */
    private void move(DirectEvidence e, int j) {
        double share = 1 - e.gamma[j] * e.s[j];
        double without = e.s[j] / share;
        double power = e.q[j] / (share * share);
        double best = Math.max(0, (power - without) / (without * without));
        double change = best - e.gamma[j];
        double factor = change / (1 + change * e.s[j]);
        e.gamma[j] = best;
        column(j);
        int turns = dictionary.complex ? 2 : 1;
        Blas.transposedMultiply(dictionary.domain, turns, dictionary.rows, dictionary.stacked, pair, products);
        downdate(e, j, factor, turns);
        subtractOuter(factor, turns);
    }

    /** pair ← Σ⁻¹φⱼ, beside it for complex data the same turned by −i. */
    private void column(int j) {
        int rows = dictionary.rows;
        int turns = dictionary.complex ? 2 : 1;
        Arrays.fill(pair, 0);
        for (int i = 0; i < rows; i++) {
            double sum = 0;
            for (int k = 0; k < rows; k++) {
                sum += inverse[i * rows + k] * dictionary.stacked[k * dictionary.domain + j];
            }
            pair[i * turns] = sum;
        }
        if (turns == 2) {
            for (int i = 0; i < dictionary.range; i++) {
                pair[2 * i + 1] = pair[2 * (dictionary.range + i)];
                pair[2 * (dictionary.range + i) + 1] = -pair[2 * i];
            }
        }
    }

    private void downdate(DirectEvidence e, int j, double factor, int turns) {
        double[] old = new double[e.a.length];
        for (int p = 0; p < old.length; p++) {
            old[p] = e.a[p][j];
        }
        for (int i = 0; i < dictionary.domain; i++) {
            double re = products[i * turns];
            double im = turns == 2 ? products[i * turns + 1] : 0;
            e.s[i] -= factor * (re * re + im * im);
            for (int p = 0; p < old.length; p += turns) {
                e.a[p][i] -= factor * (re * old[p] - (turns == 2 ? im * old[p + 1] : 0));
                if (turns == 2) {
                    e.a[p + 1][i] -= factor * (re * old[p + 1] + im * old[p]);
                }
            }
        }
        e.power();
    }

    private void subtractOuter(double factor, int turns) {
        int rows = dictionary.rows;
        for (int i = 0; i < rows; i++) {
            for (int turn = 0; turn < turns; turn++) {
                double scaled = factor * pair[i * turns + turn];
                for (int k = 0; k < rows; k++) {
                    inverse[i * rows + k] -= scaled * pair[k * turns + turn];
                }
            }
        }
    }
}

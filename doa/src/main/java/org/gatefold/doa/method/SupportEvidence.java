package org.gatefold.doa.method;

import java.util.Arrays;
import org.gatefold.doa.algebra.ComplexArray;
import org.gatefold.sparse.Batch;

/**
 * The evidence of sets S of grid angles whose amplitudes are independent circular Gaussians of one power γ: {@code −Σ_f
 * L_f·(ln|C_f| + tr(C_f⁻¹R_f))}, {@code C_f = γ·A_S A_Sᴴ + σ²I}, but for what all sets have in common.
 *
 * <p>All in the space of the set: with {@code δ = σ²/γ}, G the Gram matrix and b = AᴴY, a source j beside the set O
 * adds {@code L·(|e|²/(σ²d) − ln(d/δ))} a frequency, with the Schur complements {@code d = G_jj + δ − G_jO(G_OO +
 * δI)⁻¹G_Oj} and {@code e = b_j − G_jO(G_OO + δI)⁻¹b_O}. Cost for all G angles: K² multiplications each. Not safe for
 * concurrent use.
 */
final class SupportEvidence {
    private final GridModel model;
    private final double noiseVariance;
    private final double delta;
    private final int grid;
    /** AᴴY of each frequency, angle × snapshot. */
    private final ComplexArray[] heard;
    /** True snapshots for each in the model. */
    private final double[] weight;

    private final double[] zRe;
    private final double[] zIm;
    private final double[] complement;
    private final double[][] errorRe;
    private final double[][] errorIm;

    /**
     * @param power γ of each source
     * @param noiseVariance σ² = E|n|² of an element
     */
    SupportEvidence(GridModel model, double power, double noiseVariance) {
        this.model = model;
        this.noiseVariance = noiseVariance;
        this.delta = noiseVariance / power;
        this.grid = model.grid.size();
        this.heard = new ComplexArray[model.bins.size()];
        this.weight = new double[heard.length];
        for (int f = 0; f < heard.length; f++) {
            Batch y = model.compressed(f);
            ComplexArray columns = new ComplexArray(y.length(), y.planes() / 2);
            for (int n = 0; n < columns.rows(); n++) {
                for (int l = 0; l < columns.columns(); l++) {
                    columns.set(n, l, y.at(0, 2 * l, n), y.at(0, 2 * l + 1, n));
                }
            }
            heard[f] = model.dictionaries.get(f).adjoint().times(columns);
            weight[f] = (double) model.bins.get(f).count() / columns.columns();
        }
        int snapshots =
                Arrays.stream(heard).mapToInt(ComplexArray::columns).max().orElse(0);
        this.zRe = new double[grid];
        this.zIm = new double[grid];
        this.complement = new double[grid];
        this.errorRe = new double[snapshots][grid];
        this.errorIm = new double[snapshots][grid];
    }

    /** The power of each of K sources by which the energy of the measurements is explained, at least a fifth of it. */
    static double power(GridModel model, int sources, double noiseVariance) {
        double energy = model.meanEnergy();
        return Math.max(0.2 * energy, energy - noiseVariance) / Math.max(1, sources);
    }

    /** The evidence of a set of different angles, 0 for none. */
    double of(int... set) {
        double sum = 0;
        int m = set.length;
        for (int f = 0; f < heard.length; f++) {
            double[] factor = inverseFactor(model.steerings.get(f).gram(), set);
            for (double z : transformed(factor, heard[f], set)) {
                sum += weight[f] / noiseVariance * z * z;
            }
            for (int i = 0; i < m; i++) {
                sum += weight[f] * heard[f].columns() * (2 * Math.log(factor[2 * (i * m + i)]) + Math.log(delta));
            }
        }
        return sum;
    }

    /**
     * What each grid angle in the place of source {@code k} adds to the evidence of the others; −∞ for their own.
     *
     * @param gains one a grid angle, overwritten
     */
    void gains(int[] set, int k, double[] gains) {
        Arrays.fill(gains, 0);
        int[] others = new int[set.length - 1];
        for (int i = 0, at = 0; i < set.length; i++) {
            if (i != k) {
                others[at++] = set[i];
            }
        }
        for (int f = 0; f < heard.length; f++) {
            addGains(f, others, gains);
        }
        for (int taken : others) {
            gains[taken] = Double.NEGATIVE_INFINITY;
        }
    }

    private void addGains(int f, int[] others, double[] gains) {
        AngleDictionary.Gram gram = model.steerings.get(f).gram();
        int m = others.length;
        int snapshots = heard[f].columns();
        double[] factor = inverseFactor(gram, others);
        double[] zb = transformed(factor, heard[f], others);
        for (int j = 0; j < grid; j++) {
            complement[j] = gram.re[j][j] + delta;
        }
        for (int l = 0; l < snapshots; l++) {
            for (int j = 0; j < grid; j++) {
                errorRe[l][j] = heard[f].re(j, l);
                errorIm[l][j] = heard[f].im(j, l);
            }
        }
        for (int i = 0; i < m; i++) {
            Arrays.fill(zRe, 0);
            Arrays.fill(zIm, 0);
            for (int o = 0; o <= i; o++) {
                int at = 2 * (i * m + o);
                addProduct(factor[at], factor[at + 1], gram.re[others[o]], gram.im[others[o]]);
            }
            for (int j = 0; j < grid; j++) {
                complement[j] -= zRe[j] * zRe[j] + zIm[j] * zIm[j];
            }
            for (int l = 0; l < snapshots; l++) {
                int at = 2 * (l * m + i);
                subtract(zb[at], zb[at + 1], errorRe[l], errorIm[l]);
            }
        }
        double perSnapshot = weight[f] / noiseVariance;
        double logs = weight[f] * snapshots;
        for (int j = 0; j < grid; j++) {
            double d = Math.max(complement[j], delta);
            double energy = 0;
            for (int l = 0; l < snapshots; l++) {
                energy += errorRe[l][j] * errorRe[l][j] + errorIm[l][j] * errorIm[l][j];
            }
            gains[j] += perSnapshot * energy / d - logs * Math.log(d / delta);
        }
    }

    /** Adds c·row to z. */
    private void addProduct(double re, double im, double[] rowRe, double[] rowIm) {
        for (int j = 0; j < zRe.length; j++) {
            zRe[j] += re * rowRe[j] - im * rowIm[j];
            zIm[j] += re * rowIm[j] + im * rowRe[j];
        }
    }

    /** Subtracts z̄·c from the error. */
    private void subtract(double re, double im, double[] towardsRe, double[] towardsIm) {
        for (int j = 0; j < zRe.length; j++) {
            towardsRe[j] -= zRe[j] * re + zIm[j] * im;
            towardsIm[j] -= zRe[j] * im - zIm[j] * re;
        }
    }

    /** L⁻¹b of the others, snapshot by snapshot. */
    private static double[] transformed(double[] factor, ComplexArray b, int[] others) {
        int m = others.length;
        double[] zb = new double[2 * m * b.columns()];
        for (int l = 0; l < b.columns(); l++) {
            for (int i = 0; i < m; i++) {
                for (int o = 0; o <= i; o++) {
                    double lr = factor[2 * (i * m + o)];
                    double li = factor[2 * (i * m + o) + 1];
                    double br = b.re(others[o], l);
                    double bi = b.im(others[o], l);
                    zb[2 * (l * m + i)] += lr * br - li * bi;
                    zb[2 * (l * m + i) + 1] += lr * bi + li * br;
                }
            }
        }
        return zb;
    }

    /** L⁻¹ of the Cholesky factor of G_OO + δI, row-major with interleaved parts. */
    private double[] inverseFactor(AngleDictionary.Gram gram, int[] others) {
        int m = others.length;
        double[] l = new double[2 * m * m];
        double[] inverse = new double[2 * m * m];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j <= i; j++) {
                double re = gram.re[others[i]][others[j]] + (i == j ? delta : 0);
                double im = gram.im[others[i]][others[j]];
                for (int k = 0; k < j; k++) {
                    int x = 2 * (i * m + k);
                    int y = 2 * (j * m + k);
                    re -= l[x] * l[y] + l[x + 1] * l[y + 1];
                    im -= l[x + 1] * l[y] - l[x] * l[y + 1];
                }
                if (i == j) {
                    l[2 * (i * m + i)] = Math.sqrt(Math.max(re, delta));
                } else {
                    double pivot = l[2 * (j * m + j)];
                    l[2 * (i * m + j)] = re / pivot;
                    l[2 * (i * m + j) + 1] = im / pivot;
                }
            }
        }
        for (int i = 0; i < m; i++) {
            double pivot = l[2 * (i * m + i)];
            inverse[2 * (i * m + i)] = 1 / pivot;
            for (int j = 0; j < i; j++) {
                double re = 0;
                double im = 0;
                for (int k = j; k < i; k++) {
                    int x = 2 * (i * m + k);
                    int y = 2 * (k * m + j);
                    re -= l[x] * inverse[y] - l[x + 1] * inverse[y + 1];
                    im -= l[x] * inverse[y + 1] + l[x + 1] * inverse[y];
                }
                inverse[2 * (i * m + j)] = re / pivot;
                inverse[2 * (i * m + j) + 1] = im / pivot;
            }
        }
        return inverse;
    }
}

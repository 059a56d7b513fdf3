package org.gatefold.sparse.classical;

import java.util.Arrays;

/**
 * What the inverse of a covariance C makes of all columns and of the measurements: Qⱼ = aⱼᴴC⁻¹aⱼ, qⱼ = aⱼᴴC⁻¹y, and eⱼ
 * = aⱼᴴC⁻¹aᵢ for one column i at a time, with which the others follow when C changes along aᵢ.
 */
final class CovarianceProducts {
    private final Atoms atoms;
    private final int n;
    private final int rows;
    private final double[] bRe;
    private final double[] bIm;
    private final double[] bigQ;
    private final double[] qRe;
    private final double[] qIm;
    private final double[] eRe;
    private final double[] eIm;

    /** @param rows number of snapshots */
    CovarianceProducts(Atoms atoms, int rows) {
        this.atoms = atoms;
        this.rows = rows;
        n = atoms.domain();
        bRe = new double[rows * n];
        bIm = new double[rows * n];
        bigQ = new double[n];
        qRe = new double[rows * n];
        qIm = new double[rows * n];
        eRe = new double[n];
        eIm = new double[n];
    }

    /** Takes measurements, a row of {@link Atoms#width} numbers a snapshot; {@link #reset} must follow. */
    void measure(double[] y) {
        int width = atoms.width();
        for (int t = 0; t < rows; t++) {
            for (int j = 0; j < n; j++) {
                bRe[t * n + j] = atoms.dotRe(atoms.columns(), j * width, y, t * width);
                bIm[t * n + j] = atoms.dotIm(atoms.columns(), j * width, y, t * width);
            }
        }
    }

    /** C = noise · I. */
    void reset(double noise) {
        for (int j = 0; j < n; j++) {
            bigQ[j] = atoms.energy(j) / noise;
        }
        for (int i = 0; i < qRe.length; i++) {
            qRe[i] = bRe[i] / noise;
            qIm[i] = bIm[i] / noise;
        }
    }

    double bigQ(int j) {
        return bigQ[j];
    }

    double qRe(int t, int j) {
        return qRe[t * n + j];
    }

    double qIm(int t, int j) {
        return qIm[t * n + j];
    }

    /** Re aⱼᴴy of snapshot t. */
    double bRe(int t, int j) {
        return bRe[t * n + j];
    }

    double bIm(int t, int j) {
        return bIm[t * n + j];
    }

    /** Puts in place of Q what is known better. */
    void bigQ(int j, double value) {
        bigQ[j] = value;
    }

    /** Puts in place of q of snapshot t what is known better. */
    void q(int t, int j, double re, double im) {
        qRe[t * n + j] = re;
        qIm[t * n + j] = im;
    }

    /** ‖q‖² over the snapshots. */
    double square(int j) {
        // one snapshot is the usual case, and a loop costs more than what is in it
        if (rows == 1) {
            return qRe[j] * qRe[j] + qIm[j] * qIm[j];
        }
        double sum = 0;
        for (int at = j; at < qRe.length; at += n) {
            sum += qRe[at] * qRe[at] + qIm[at] * qIm[at];
        }
        return sum;
    }

    /** e ← 0. */
    void clearCross() {
        Arrays.fill(eRe, 0);
        Arrays.fill(eIm, 0);
    }

    /** e ← scale · Aᴴaᵢ from the Gram row of i. */
    void beginCross(double[] row, double scale) {
        for (int j = 0; j < n; j++) {
            eRe[j] = row[j] * scale;
            eIm[j] = atoms.complex() ? -row[n + j] * scale : 0;
        }
    }

    /** e ← e + c · Aᴴaₗ from the Gram row of l. */
    void addCross(double[] row, double cRe, double cIm) {
        if (atoms.complex()) {
            for (int j = 0; j < n; j++) {
                eRe[j] += row[j] * cRe + row[n + j] * cIm;
                eIm[j] += row[j] * cIm - row[n + j] * cRe;
            }
        } else {
            for (int j = 0; j < n; j++) {
                eRe[j] += row[j] * cRe;
            }
        }
    }

    double[] crossRe() {
        return eRe;
    }

    double[] crossIm() {
        return eIm;
    }

    /** Q of column j if C⁻¹ were changed by factor · C⁻¹aᵢaᵢᴴC⁻¹, with i that of e. */
    double shiftedQ(int j, double factor) {
        return bigQ[j] + factor * (eRe[j] * eRe[j] + eIm[j] * eIm[j]);
    }

    /** ‖q‖² of column j after the same. */
    double shiftedSquare(int j, int i, double factor) {
        double re = factor * eRe[j];
        double im = factor * eIm[j];
        double sum = shiftedSquare(j, i, re, im);
        for (int at = n; at < qRe.length; at += n) {
            sum += shiftedSquare(at + j, at + i, re, im);
        }
        return sum;
    }

    private double shiftedSquare(int at, int from, double re, double im) {
        double a = qRe[at] + re * qRe[from] - im * qIm[from];
        double b = qIm[at] + re * qIm[from] + im * qRe[from];
        return a * a + b * b;
    }

    /** Changes C⁻¹ by factor · C⁻¹aᵢaᵢᴴC⁻¹. */
    void shift(int i, double factor) {
        for (int t = 0; t < rows; t++) {
            double re = factor * qRe[t * n + i];
            double im = factor * qIm[t * n + i];
            for (int j = 0, at = t * n; j < n; j++, at++) {
                qRe[at] += eRe[j] * re - eIm[j] * im;
                qIm[at] += eRe[j] * im + eIm[j] * re;
            }
        }
        for (int j = 0; j < n; j++) {
            bigQ[j] += factor * (eRe[j] * eRe[j] + eIm[j] * eIm[j]);
        }
    }
}

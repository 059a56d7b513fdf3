package org.gatefold.sparse.classical;

import java.util.Arrays;

/**
 * Solves {@code min_x ½‖y − Φx‖² + λ√planes Σⱼ wⱼ‖xⱼ‖₂} with wⱼ = √sⱼ for all lanes of an {@link Evidence}: FISTA whose
 * momentum starts anew at every step that would raise the objective, which is then not taken.
 */
final class WeightedL1 {
    private final Evidence e;
    private final double curvature;
    private final double[] thresholds;
    private final double[][] x;
    private final double[][] next;
    private final double[][] z;
    private final double[][] gradient;
    private final double[][] imageX;
    private final double[][] imageNext;
    private final double[][] imageZ;
    private final double[][] residual;
    private final double[] t;
    private final double[] objective;
    private final double[] trial;
    private final boolean[] done;

    WeightedL1(Evidence e, double curvature) {
        this.e = e;
        this.curvature = curvature;
        int n = e.gamma.length;
        int held = e.a.length;
        int snapshots = e.measurements.length;
        int rows = e.dictionary.rows * e.lanes;
        thresholds = new double[n];
        x = new double[held][n];
        next = new double[held][n];
        z = new double[held][n];
        gradient = new double[held][n];
        imageX = new double[snapshots][rows];
        imageNext = new double[snapshots][rows];
        imageZ = new double[snapshots][rows];
        residual = new double[snapshots][rows];
        t = new double[e.lanes];
        objective = new double[e.lanes];
        trial = new double[e.lanes];
        done = new boolean[e.lanes];
    }

    /** ‖xᵢ‖₂ over the planes. */
    double norm(int i) {
        return norm(x, i);
    }

    /** From the posterior mean γ⊙a on. */
    void solve(int iterations, double tolerance) {
        int n = e.dictionary.domain * e.lanes;
        for (int i = 0; i < n; i++) {
            thresholds[i] = e.lambda[i % e.lanes] * Math.sqrt(e.planes * e.s[i]) / curvature;
            for (int p = 0; p < x.length; p++) {
                x[p][i] = e.gamma[i] * e.a[p][i];
                z[p][i] = x[p][i];
            }
        }
        e.apply(x, imageX);
        for (int c = 0; c < imageX.length; c++) {
            System.arraycopy(imageX[c], 0, imageZ[c], 0, e.dictionary.rows * e.lanes);
        }
        objective(x, imageX, objective);
        Arrays.fill(t, 1);
        Arrays.fill(done, false);
        for (int k = 0; k < iterations && !allDone(); k++) {
            step();
            e.apply(next, imageNext);
            objective(next, imageNext, trial);
            checkKkt(tolerance);
            move();
        }
    }

    private boolean allDone() {
        for (int l = 0; l < e.lanes; l++) {
            if (!done[l]) {
                return false;
            }
        }
        return true;
    }

    /** next ← the proximal gradient step from z. */
    private void step() {
        for (int c = 0; c < residual.length; c++) {
            for (int i = 0; i < e.dictionary.rows * e.lanes; i++) {
                residual[c][i] = e.measurements[c][i] - imageZ[c][i];
            }
        }
        e.adjoint(residual, gradient);
        for (int i = 0; i < e.dictionary.domain * e.lanes; i++) {
            double energy = 0;
            for (int p = 0; p < next.length; p++) {
                next[p][i] = z[p][i] + gradient[p][i] / curvature;
                energy += next[p][i] * next[p][i];
            }
            double size = Math.sqrt(energy);
            double factor = size > thresholds[i] ? 1 - thresholds[i] / size : 0;
            for (double[] plane : next) {
                plane[i] *= factor;
            }
        }
    }

    private void objective(double[][] point, double[][] image, double[] values) {
        Arrays.fill(values, 0, e.lanes, 0);
        for (int c = 0; c < image.length; c++) {
            for (int i = 0; i < e.dictionary.rows * e.lanes; i++) {
                double r = e.measurements[c][i] - image[c][i];
                values[i % e.lanes] += r * r / 2;
            }
        }
        for (int i = 0; i < e.dictionary.domain * e.lanes; i++) {
            values[i % e.lanes] += thresholds[i] * curvature * norm(point, i);
        }
    }

    /** A lane is done when the step moved no entry by more than its threshold times the tolerance. */
    private void checkKkt(double tolerance) {
        boolean[] moved = new boolean[e.lanes];
        for (int i = 0; i < e.dictionary.domain * e.lanes; i++) {
            double energy = 0;
            for (int p = 0; p < x.length; p++) {
                double d = next[p][i] - z[p][i];
                energy += d * d;
            }
            moved[i % e.lanes] |= energy > tolerance * tolerance * thresholds[i] * thresholds[i];
        }
        for (int l = 0; l < e.lanes; l++) {
            if (!moved[l] && trial[l] <= objective[l]) {
                accept(l, 0);
                done[l] = true;
            }
        }
    }

    private void move() {
        for (int l = 0; l < e.lanes; l++) {
            if (done[l]) {
                continue;
            }
            if (trial[l] > objective[l]) {
                // from z = x a step never raises the objective but by rounding: nothing is left to gain then
                done[l] = t[l] == 1;
                restart(l);
                continue;
            }
            double later = (1 + Math.sqrt(1 + 4 * t[l] * t[l])) / 2;
            accept(l, (t[l] - 1) / later);
            t[l] = later;
        }
    }

    private void accept(int lane, double momentum) {
        accept(lane, momentum, e.dictionary.domain, x, next, z);
        accept(lane, momentum, e.dictionary.rows, imageX, imageNext, imageZ);
        objective[lane] = trial[lane];
    }

    /** z ← next + momentum·(next − x) and x ← next, in one lane. */
    private void accept(int lane, double momentum, int rows, double[][] old, double[][] fresh, double[][] ahead) {
        for (int p = 0; p < old.length; p++) {
            for (int i = lane; i < rows * e.lanes; i += e.lanes) {
                ahead[p][i] = fresh[p][i] + momentum * (fresh[p][i] - old[p][i]);
                old[p][i] = fresh[p][i];
            }
        }
    }

    private void restart(int lane) {
        t[lane] = 1;
        for (int p = 0; p < x.length; p++) {
            for (int i = lane; i < e.dictionary.domain * e.lanes; i += e.lanes) {
                z[p][i] = x[p][i];
            }
        }
        for (int c = 0; c < imageX.length; c++) {
            for (int i = lane; i < e.dictionary.rows * e.lanes; i += e.lanes) {
                imageZ[c][i] = imageX[c][i];
            }
        }
    }

    private static double norm(double[][] vector, int i) {
        double sum = 0;
        for (double[] plane : vector) {
            sum += plane[i] * plane[i];
        }
        return Math.sqrt(sum);
    }
}

package org.gatefold.sparse.classical;

import java.util.Arrays;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.IterateListener;
import org.gatefold.sparse.LinearOperator;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.kernel.Workers;

/**
 * The iteration {@code x ← H_k(x + μAᴴ(y − Ax))} that IHT and normalised IHT share; H_k keeps the k entries of largest
 * ‖xᵢ‖₂ over the planes. A shard of samples iterates at once; a sample that has come to rest is frozen.
 */
final class HardThresholding {
    /** c and κ of the normalised step: it shrinks by 1/(κ(1−c)) until μ ≤ (1−c)‖Δx‖²/‖AΔx‖². */
    private static final double C = 0.01;

    private static final double KAPPA = 2;

    private final LinearOperator a;
    private final Batch y;
    private final int sparsity;
    private final boolean normalised;
    private final Batch x;
    private final Batch next;
    private final Batch gradient;
    private final Batch direction;
    private final Batch image;
    private final double[] step;
    private final double[] scores;
    private final boolean[] chosen;
    private final boolean[] frozen;
    private final boolean[] searching;
    private final Largest largest;

    private HardThresholding(LinearOperator a, Batch y, int sparsity, boolean normalised) {
        this.a = a;
        this.y = y;
        this.sparsity = sparsity;
        this.normalised = normalised;
        x = y.like(a.domain());
        next = y.like(a.domain());
        gradient = y.like(a.domain());
        direction = y.like(a.domain());
        image = y.like(a.range());
        step = new double[y.count()];
        scores = new double[a.domain()];
        chosen = new boolean[a.domain()];
        frozen = new boolean[y.count()];
        searching = new boolean[y.count()];
        largest = new Largest(a.domain());
    }

    static Batch solve(
            SparseProblem problem,
            int sparsity,
            boolean normalised,
            int iterations,
            double tolerance,
            IterateListener listener) {
        Batch answer = problem.zeroEstimate();
        Workers.forShards(problem.count(), ProximalGradient.SHARD, (from, to) -> {
            Batch y = problem.measurements().slice(from, to);
            var run = new HardThresholding(problem.operator(), y, sparsity, normalised);
            run.iterate(iterations, tolerance, from, listener);
            answer.put(from, run.x);
        });
        return answer;
    }

    private void iterate(int iterations, double tolerance, int first, IterateListener listener) {
        double l = a.norm() * a.norm();
        Arrays.fill(step, l > 0 ? 1 / l : 0);
        for (int k = 1, running = y.count(); k <= iterations && running > 0; k++) {
            a.apply(x, image);
            subtractFromMeasurements();
            a.adjoint(image, gradient);
            if (normalised) {
                chooseSteps();
            }
            for (int s = 0; s < y.count(); s++) {
                threshold(s);
            }
            if (normalised) {
                shorten();
            }
            for (int s = 0; s < y.count(); s++) {
                if (!frozen[s] && !(move(s) > tolerance)) {
                    frozen[s] = true;
                    running--;
                }
            }
            if (listener != IterateListener.NONE) {
                report(first, k, listener);
            }
        }
    }

    /** image ← y − image. */
    private void subtractFromMeasurements() {
        float[] r = image.data();
        for (int i = 0; i < r.length; i++) {
            r[i] = y.data()[i] - r[i];
        }
    }

    /** μ = ‖g_Γ‖²/‖A g_Γ‖², exact line search on the present support Γ (at first that of H_k(Aᴴy)). */
    private void chooseSteps() {
        for (int s = 0; s < y.count(); s++) {
            mark(x, s);
            if (x.energy(s) == 0) {
                mark(gradient, s);
            }
            copyChosen(gradient, direction, s);
        }
        a.apply(direction, image);
        for (int s = 0; s < y.count(); s++) {
            double up = direction.energy(s);
            double down = image.energy(s);
            step[s] = down > 0 ? up / down : 0;
        }
    }

    /** next ← H_k(x + μg) for one sample. */
    private void threshold(int s) {
        int from = s * x.stride();
        float mu = (float) step[s];
        for (int i = from; i < from + x.stride(); i++) {
            direction.data()[i] = x.data()[i] + mu * gradient.data()[i];
        }
        mark(direction, s);
        copyChosen(direction, next, s);
    }

    /** Shortens the steps of the samples whose support would change until none can raise the residual. */
    private void shorten() {
        boolean any = false;
        for (int s = 0; s < y.count(); s++) {
            searching[s] = !frozen[s] && step[s] > 0 && supportChanges(s);
            any |= searching[s];
        }
        while (any) {
            for (int i = 0; i < direction.data().length; i++) {
                direction.data()[i] = next.data()[i] - x.data()[i];
            }
            a.apply(direction, image);
            any = false;
            for (int s = 0; s < y.count(); s++) {
                if (searching[s] && step[s] * image.energy(s) > (1 - C) * direction.energy(s)) {
                    step[s] /= KAPPA * (1 - C);
                    any = true;
                } else {
                    searching[s] = false;
                }
            }
            for (int s = 0; s < y.count(); s++) {
                if (searching[s]) {
                    threshold(s);
                }
            }
        }
    }

    private boolean supportChanges(int s) {
        boolean empty = x.energy(s) == 0;
        for (int i = 0; i < a.domain() && !empty; i++) {
            if ((x.energy(s, i) > 0) != (next.energy(s, i) > 0)) {
                return true;
            }
        }
        return false;
    }

    /** Marks the k largest entries of sample {@code s}. */
    private void mark(Batch v, int s) {
        for (int i = 0; i < scores.length; i++) {
            scores[i] = v.energy(s, i);
        }
        largest.mark(scores, sparsity, chosen);
    }

    private void copyChosen(Batch source, Batch target, int s) {
        for (int p = 0; p < source.planes(); p++) {
            int o = source.offset(s, p);
            for (int i = 0; i < chosen.length; i++) {
                target.data()[o + i] = chosen[i] ? source.data()[o + i] : 0;
            }
        }
    }

    /** x ← next; returns ‖x⁺ − x‖₂/‖x⁺‖₂. */
    private double move(int s) {
        double moved = 0;
        double size = 0;
        for (int i = s * x.stride(); i < (s + 1) * x.stride(); i++) {
            double v = next.data()[i];
            double d = v - x.data()[i];
            moved += d * d;
            size += v * v;
            x.data()[i] = next.data()[i];
        }
        return size > 0 ? Math.sqrt(moved / size) : 0;
    }

    private void report(int first, int iteration, IterateListener listener) {
        Batch fit = a.apply(x);
        for (int s = 0; s < x.count(); s++) {
            double cost = 0;
            for (int i = s * fit.stride(); i < (s + 1) * fit.stride(); i++) {
                double r = y.data()[i] - fit.data()[i];
                cost += r * r / 2;
            }
            listener.iterate(first + s, iteration, x.slice(s, s + 1), new double[0], cost);
        }
    }
}

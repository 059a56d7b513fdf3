package org.gatefold.sparse.classical;

import java.util.Arrays;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.IterateListener;
import org.gatefold.sparse.SparseProblem;

/** What AMP and VAMP share on a shard of samples: the loop, the stopping rule, and {@link Retreats} from divergence. */
abstract class MessagePassing {
    /** Noise below this share of the measurements' power is rounding of float32. */
    static final double ROUNDING = 1e-13;

    final SparseProblem problem;
    final Batch y;
    final Batch x;
    final double[] power;
    final double[] damping;
    private final Batch lastX;
    private final Batch bestX;
    private final Retreats retreats;
    private final double factor;
    private final boolean[] frozen;

    /** @param problem the shard */
    MessagePassing(SparseProblem problem, double damping) {
        this.problem = problem;
        y = problem.measurements();
        x = problem.zeroEstimate();
        lastX = problem.zeroEstimate();
        bestX = problem.zeroEstimate();
        int count = y.count();
        power = new double[count];
        factor = damping;
        this.damping = new double[count];
        retreats = new Retreats(count);
        frozen = new boolean[count];
        Arrays.fill(this.damping, damping);
        for (int s = 0; s < count; s++) {
            power[s] = y.energy(s) / y.stride();
            frozen[s] = power[s] == 0;
        }
    }

    /** Variance of the noise that the state shows in its estimate, per real number. */
    abstract double effectiveNoise(int s);

    /** Keeps the state of sample {@code s}, all but x, to come back to. */
    abstract void save(int s);

    abstract void restore(int s);

    /** One iteration of all samples; those of which {@link #running} is false may be left as they are. */
    abstract void advance();

    boolean running(int s) {
        return !frozen[s];
    }

    static void requirePossible(String name, int iterations, double damping, double tolerance) {
        if (iterations < 1 || !(damping > 0 && damping <= 1) || !(tolerance >= 0)) {
            throw new IllegalArgumentException(name + " cannot run " + iterations + " iterations with a damping of "
                    + damping + " (expected in (0, 1]) and a tolerance of " + tolerance);
        }
    }

    final Batch run(int iterations, double tolerance, int first, IterateListener listener) {
        int count = y.count();
        for (int s = 0; s < count; s++) {
            retreats.judge(s, effectiveNoise(s));
            save(s);
        }
        for (int k = 1; k <= iterations && anyRunning(); k++) {
            System.arraycopy(x.data(), 0, lastX.data(), 0, x.data().length);
            advance();
            for (int s = 0; s < count; s++) {
                if (!frozen[s]) {
                    guard(s);
                    frozen[s] |= moved(s) <= tolerance;
                } else {
                    copy(lastX, x, s);
                }
            }
            if (k == iterations) {
                settle();
            }
            if (listener != IterateListener.NONE) {
                for (int s = 0; s < count; s++) {
                    listener.iterate(first + s, k, x.slice(s, s + 1), new double[0], effectiveNoise(s));
                }
            }
        }
        return x;
    }

    private boolean anyRunning() {
        for (boolean f : frozen) {
            if (!f) {
                return true;
            }
        }
        return false;
    }

    private void guard(int s) {
        switch (retreats.judge(s, effectiveNoise(s))) {
            case BEST -> {
                copy(x, bestX, s);
                save(s);
            }
            case BACK -> {
                copy(bestX, x, s);
                restore(s);
                damping[s] = factor * retreats.factor(s);
                frozen[s] = retreats.over(s);
            }
            case ON -> {}
        }
    }

    /** Leaves no sample in the middle of an excursion. */
    private void settle() {
        for (int s = 0; s < y.count(); s++) {
            if (!frozen[s] && retreats.excursion(s, effectiveNoise(s))) {
                copy(bestX, x, s);
            }
        }
    }

    static void copy(Batch source, Batch target, int s) {
        System.arraycopy(source.data(), s * source.stride(), target.data(), s * source.stride(), source.stride());
    }

    /** ‖x⁺ − x‖₂/‖x⁺‖₂; infinite where nothing has moved because of a retreat. */
    private double moved(int s) {
        double change = 0;
        for (int i = s * x.stride(); i < (s + 1) * x.stride(); i++) {
            double d = x.data()[i] - lastX.data()[i];
            change += d * d;
        }
        double size = x.energy(s);
        return change == 0 || size == 0 ? Double.POSITIVE_INFINITY : Math.sqrt(change / size);
    }
}

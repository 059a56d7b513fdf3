package org.gatefold.sparse.learned;

import static org.gatefold.sparse.autodiff.Algebra.choose;
import static org.gatefold.sparse.autodiff.Algebra.scale;

import java.util.Arrays;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.autodiff.Node;
import org.gatefold.sparse.autodiff.Tape;
import org.gatefold.sparse.classical.Retreats;

/**
 * {@link Retreats} of an unrolled algorithm: what the classical one does with a sample that diverges, between layers.
 *
 * <p>Training alone does not cure divergence: it is rare (one sample in thousands), such samples are hardly ever in a
 * batch, and where they are their gradient is chaotic and drowns the others. The decision looks at values and lets no
 * gradient through; the gradient follows the state that was taken, so a sample that has gone back trains the layers
 * after its return, by the path of its best state. Samples that converge are not touched. Cost: comparisons, and copies
 * of the state in layers in which some sample is not at its best.
 */
final class Safeguard {
    private final Retreats retreats;
    private final int count;
    private final double[] noise;
    private Node[] state;
    private Node[] best;
    private boolean slowed;

    /**
     * @param noise effective noise of each sample at the start
     * @param state the nodes of the start: the estimate, then all from which the algorithm goes on
     */
    Safeguard(double[] noise, Node... state) {
        this.count = noise.length;
        this.noise = noise.clone();
        this.retreats = new Retreats(count);
        this.state = state.clone();
        this.best = this.state;
        for (int s = 0; s < count; s++) {
            retreats.judge(s, noise[s]);
        }
    }

    /** The state after a layer, from which {@link #state} takes what to go on from. */
    void judge(double[] effectiveNoise, Node... after) {
        boolean[] improved = new boolean[count];
        boolean[] back = new boolean[count];
        for (int s = 0; s < count; s++) {
            noise[s] = effectiveNoise[s];
            if (retreats.over(s)) {
                back[s] = true;
                continue;
            }
            switch (retreats.judge(s, noise[s])) {
                case BEST -> improved[s] = true;
                case BACK -> {
                    back[s] = true;
                    slowed = true;
                }
                case ON -> {}
            }
        }
        state = taken(back, best, after);
        best = taken(improved, state, best);
    }

    private static Node[] taken(boolean[] first, Node[] a, Node[] b) {
        if (!contains(first, true)) {
            return b;
        }
        if (!contains(first, false)) {
            return a;
        }
        Node[] mixed = new Node[a.length];
        Arrays.setAll(mixed, i -> choose(first, a[i], b[i]));
        return mixed;
    }

    private static boolean contains(boolean[] flags, boolean wanted) {
        for (boolean flag : flags) {
            if (flag == wanted) {
                return true;
            }
        }
        return false;
    }

    /** Part {@code i} of the state to go on from. */
    Node state(int i) {
        return state[i];
    }

    /** The answer: no sample ends in the middle of an excursion. */
    Node settled() {
        boolean[] excursion = new boolean[count];
        for (int s = 0; s < count; s++) {
            excursion[s] = retreats.excursion(s, noise[s]);
        }
        return taken(excursion, best, state)[0];
    }

    /** A damping factor, halved for each retreat of a sample. */
    Node damped(Tape tape, Node damping) {
        if (!slowed) {
            return damping;
        }
        float[] factors = new float[count];
        for (int s = 0; s < count; s++) {
            factors[s] = (float) retreats.factor(s);
        }
        return scale(damping, tape.constant(Batch.wrap(count, 1, 1, factors)));
    }

    /** Ends a layer of the tape, which keeps the state and the best one. */
    void layer(Tape tape, Node x) {
        Node[] all = Arrays.copyOf(state, state.length + best.length);
        System.arraycopy(best, 0, all, state.length, best.length);
        tape.layer(x, all);
    }

    /** The mean square of the numbers of each sample. */
    static double[] power(Node node) {
        int stride = node.planes() * node.length();
        double[] power = new double[node.count()];
        for (int s = 0; s < power.length; s++) {
            double sum = 0;
            for (int i = s * stride; i < (s + 1) * stride; i++) {
                sum += (double) node.value()[i] * node.value()[i];
            }
            power[s] = sum / stride;
        }
        return power;
    }

    /** The value of a node by which no derivative is taken. */
    static Node still(Node node) {
        return node.tape().constant(Batch.wrap(node.count(), node.planes(), node.length(), node.value()));
    }
}

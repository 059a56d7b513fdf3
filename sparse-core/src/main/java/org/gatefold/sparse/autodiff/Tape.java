package org.gatefold.sparse.autodiff;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.gatefold.sparse.Batch;
import org.jspecify.annotations.Nullable;

/**
 * The record of one forward pass, and the pass back.
 *
 * <p>Operations are static functions of nodes ({@link Algebra}, {@link Products}, {@link Shrinkages} …). With a
 * {@link Gradient} the tape records, and {@link #backward} adds the derivatives of a loss to it; without one it only
 * computes, and {@link #layer} gives the arrays of the finished layer back. {@link #reset} makes the tape ready for the
 * next pass, which then allocates nothing if its shapes are the same. A tape belongs to one thread at a time.
 */
public final class Tape {
    private final Parameters parameters;
    private final @Nullable Gradient gradient;
    private final Map<String, Node> parameterNodes = new HashMap<>();
    private final Pool<float[]> pool = new Pool<>(float[]::new);
    private final Pool<int[]> indexPool = new Pool<>(int[]::new);
    private final List<Node> nodes = new ArrayList<>();
    private final List<int[]> indices = new ArrayList<>();
    private final List<Step> backward = new ArrayList<>();
    private final List<Node> iterates = new ArrayList<>();
    private final Map<String, List<Node>> told = new HashMap<>();
    private float seed = 1;
    private final Set<float[]> keptForGood = identities();
    private LayerListener listener = x -> {};

    /** Arrays by their length, the last one given back first: it is the likeliest to be in cache. */
    private static final class Pool<A> {
        private final IntFunction<A> made;
        private final Map<Integer, Deque<A>> free = new HashMap<>();

        Pool(IntFunction<A> made) {
            this.made = made;
        }

        A take(int length) {
            Deque<A> arrays = free.get(length);
            return arrays == null || arrays.isEmpty() ? made.apply(length) : arrays.pop();
        }

        void giveBack(int length, A array) {
            free.computeIfAbsent(length, n -> new ArrayDeque<>()).push(array);
        }
    }

    /** The way back through an operation, from the gradients of its outputs to those of its inputs. */
    private record Step(List<Node> outputs, Runnable vectorJacobianProduct) {
        /** Runs it if a gradient came; that of the outputs is then done with. */
        void run(Tape tape) {
            for (Node output : outputs) {
                if (output.hasGradient()) {
                    vectorJacobianProduct.run();
                    outputs.forEach(tape::release);
                    return;
                }
            }
        }
    }

    /** Follows a pass layer by layer; nodes are valid only during the call unless the tape records. */
    @FunctionalInterface
    public interface LayerListener {
        /** Told of the iterate after each layer. */
        void layer(Node x);

        /** Told of a quantity inside a layer, before its iterate. */
        default void quantity(String name, Node value) {}

        /** A listener to one quantity alone. */
        static LayerListener to(String quantity, Consumer<Node> told) {
            return new LayerListener() {
                @Override
                public void layer(Node x) {}

                @Override
                public void quantity(String name, Node value) {
                    if (name.equals(quantity)) {
                        told.accept(value);
                    }
                }
            };
        }
    }

    private Tape(Parameters parameters, @Nullable Gradient gradient) {
        this.parameters = parameters;
        this.gradient = gradient;
    }

    /** A tape that records, and adds to {@code gradient} when it runs backward. */
    public static Tape recording(Parameters parameters, Gradient gradient) {
        return new Tape(parameters, gradient);
    }

    /** A tape that only computes. */
    public static Tape inference(Parameters parameters) {
        return new Tape(parameters, null);
    }

    public void listen(LayerListener layerListener) {
        this.listener = layerListener;
    }

    /** Shows the listener a quantity of the layer in progress; a tape that records remembers it for the loss. */
    public void tell(String name, Node value) {
        listener.quantity(name, value);
        if (recording()) {
            told.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
        }
    }

    /** What was told under that name so far, in order, on a tape that records. */
    public List<Node> told(String name) {
        return told.getOrDefault(name, List.of());
    }

    public boolean recording() {
        return gradient != null;
    }

    /** The parameter of that name, 1×rows×columns (a vector or number is 1×1×columns). */
    public Node parameter(String name) {
        return parameterNodes.computeIfAbsent(name, n -> {
            Parameter p = parameters.at(n);
            float[] slope = gradient != null && gradient.has(p) ? gradient.of(p) : null;
            return new Node(this, 1, p.rows(), p.columns(), p.values(), slope != null, slope, p);
        });
    }

    /** A fixed matrix that is not a parameter of the model, 1×rows×columns. */
    public Node matrix(Parameter matrix) {
        return new Node(this, 1, matrix.rows(), matrix.columns(), matrix.values(), false, null, matrix);
    }

    /** Data, which the node shares with the caller; no derivative is taken by it. */
    public Node constant(Batch data) {
        return new Node(this, data.count(), data.planes(), data.length(), data.data(), false, null, null);
    }

    /** Data by which a derivative is wanted, for tests and for gradients by the input. */
    public Node variable(Batch data) {
        float[] slope = recording() ? new float[data.data().length] : null;
        return new Node(this, data.count(), data.planes(), data.length(), data.data(), recording(), slope, null);
    }

    /** A node of zeros that starts a recursion. */
    public Node zeros(int count, int planes, int length) {
        Node node = node(count, planes, length);
        Arrays.fill(node.value, 0, node.size(), 0);
        return node;
    }

    /**
     * Ends a layer: {@code x} is its iterate, and {@code state} what later layers read besides it. A tape that does not
     * record takes the arrays of all other nodes back, except those that were kept before.
     */
    public void layer(Node x, Node... state) {
        listener.layer(x);
        if (recording()) {
            iterates.add(x);
            return;
        }
        Set<float[]> kept = identities();
        kept.add(x.value);
        for (Node node : state) {
            kept.add(node.value);
        }
        List<Node> left = new ArrayList<>();
        for (Node node : nodes) {
            if (kept.contains(node.value) || keptForGood.contains(node.value)) {
                left.add(node);
            } else {
                giveBack(node.value);
            }
        }
        giveIndicesBack();
        nodes.clear();
        nodes.addAll(left);
    }

    private static Set<float[]> identities() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    /** Keeps a node that every layer reads until the tape is reset, and returns it. */
    public Node keep(Node node) {
        keptForGood.add(node.value);
        return node;
    }

    /** The iterates of all layers so far, of a tape that records. */
    public List<Node> iterates() {
        return iterates;
    }

    /**
     * Adds seed·∂loss/∂parameter to the gradient for every parameter, and to that of every {@link #variable}. Gradients
     * of other nodes live only until the operation that made the node has passed them on, so that few are in memory at
     * a time.
     *
     * @param loss a 1×1×1 node
     */
    public void backward(Node loss, float seed) {
        loss.requireShape(1, 1, 1);
        if (!loss.wantsGradient()) {
            throw new IllegalStateException("the loss depends on nothing that is trained");
        }
        this.seed = seed;
        loss.gradient()[0] += seed;
        for (int i = backward.size() - 1; i >= 0; i--) {
            backward.get(i).run(this);
        }
    }

    /** The derivative by the loss itself of the pass back in progress: what slopes are measured by. */
    float seed() {
        return seed;
    }

    /** Forgets the pass; all its nodes become invalid and their arrays are used again. */
    public void reset() {
        for (Node node : nodes) {
            giveBack(node.value);
            release(node);
        }
        giveIndicesBack();
        nodes.clear();
        backward.clear();
        iterates.clear();
        told.clear();
        keptForGood.clear();
    }

    /** A node whose value is to be written, with a gradient of zeros if an input has one. */
    Node node(int count, int planes, int length, Node... inputs) {
        boolean wanted = false;
        for (Node input : inputs) {
            wanted |= input.wantsGradient();
        }
        float[] value = take(count * planes * length);
        Node node = new Node(this, count, planes, length, value, wanted, null, null);
        nodes.add(node);
        return node;
    }

    /** A node like {@code shape}. */
    Node like(Node shape, Node... inputs) {
        return node(shape.count, shape.planes, shape.length, inputs);
    }

    /** A workspace that is given back when the tape is reset. */
    float[] workspace(int size) {
        return node(1, 1, size).value;
    }

    /** A workspace of indices, given back at the same time. */
    int[] indices(int size) {
        int[] array = indexPool.take(size);
        indices.add(array);
        return array;
    }

    private void giveIndicesBack() {
        for (int[] array : indices) {
            indexPool.giveBack(array.length, array);
        }
        indices.clear();
    }

    /** Remembers how to send the gradient of {@code output} back; one operation has one way back. */
    void record(Node output, Runnable vectorJacobianProduct) {
        record(List.of(output), vectorJacobianProduct);
    }

    /** Remembers how to send the gradients of several outputs of an operation back. */
    void record(List<Node> outputs, Runnable vectorJacobianProduct) {
        for (Node output : outputs) {
            if (output.wantsGradient()) {
                backward.add(new Step(outputs, vectorJacobianProduct));
                return;
            }
        }
    }

    float[] zeroed(int size) {
        float[] array = take(size);
        Arrays.fill(array, 0);
        return array;
    }

    /** Uses the gradient of a node again. */
    private void release(Node node) {
        float[] slope = node.dropGradient();
        if (slope != null) {
            giveBack(slope);
        }
    }

    /** An array with whatever is in it, to be {@linkplain #giveBack given back}. */
    float[] take(int size) {
        return pool.take(size);
    }

    void giveBack(float[] array) {
        pool.giveBack(array.length, array);
    }
}

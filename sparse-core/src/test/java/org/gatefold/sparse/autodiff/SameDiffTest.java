package org.gatefold.sparse.autodiff;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import org.gatefold.sparse.Batch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Every operation against SameDiff: values and gradients of the same formula, written with its primitives in double.
 */
class SameDiffTest {
    private final RandomGenerator rng = new SplittableRandom(8);

    private Batch random(int count, int planes, int length) {
        return Batch.gaussian(rng, count, planes, length);
    }

    private Batch positive(int count, int planes, int length) {
        Batch batch = random(count, planes, length);
        for (int i = 0; i < batch.data().length; i++) {
            batch.data()[i] = 0.3f + Math.abs(batch.data()[i]);
        }
        return batch;
    }

    private static void check(
            BiFunction<Tape, List<Node>, Node> ours,
            BiFunction<SameDiff, List<SDVariable>, SDVariable> theirs,
            Batch... inputs) {
        SameDiff graph = SameDiff.create();
        List<SDVariable> variables = new ArrayList<>();
        Parameters none = new Parameters();
        Tape tape = Tape.recording(none, new Gradient(none));
        List<Node> nodes = new ArrayList<>();
        for (Batch input : inputs) {
            variables.add(graph.var("input" + variables.size(), array(input)));
            nodes.add(tape.variable(input));
        }
        Node output = ours.apply(tape, nodes);
        Batch weights = Batch.gaussian(new SplittableRandom(2), output.count(), output.planes(), output.length());
        SDVariable expected = theirs.apply(graph, variables);
        SDVariable loss = expected.mul(graph.constant(array(weights))).sum("loss");
        loss.markAsLoss();
        String[] names = variables.stream().map(SDVariable::name).toArray(String[]::new);
        Map<String, INDArray> gradients = graph.calculateGradients(Map.of(), names);

        assertClose("value", of(graph.output(Map.of(), expected.name()), expected.name()), output.value());
        tape.backward(Norms.sum(Algebra.scale(tape.constant(weights), output)), 1);
        for (int i = 0; i < inputs.length; i++) {
            assertClose(
                    "gradient by input " + i,
                    of(gradients, names[i]),
                    nodes.get(i).gradient());
        }
    }

    private static INDArray of(Map<String, INDArray> results, String name) {
        return Objects.requireNonNull(results.get(name), name);
    }

    private static INDArray array(Batch batch) {
        double[] values = new double[batch.data().length];
        Arrays.setAll(values, i -> batch.data()[i]);
        return Nd4j.createFromArray(values).reshape(batch.count(), batch.planes(), batch.length());
    }

    private static void assertClose(String what, INDArray expected, float[] found) {
        double[] values = expected.castTo(DataType.DOUBLE).dup('c').data().asDouble();
        double size = 1e-3;
        for (double v : values) {
            size = Math.max(size, Math.abs(v));
        }
        for (int i = 0; i < values.length; i++) {
            assertEquals(values[i], found[i], 2e-5 * size, what + " at " + i);
        }
    }

    private static SDVariable magnitude(SameDiff g, SDVariable x) {
        return g.math().sqrt(x.mul(x).sum(true, 1));
    }

    private static SDVariable relu(SameDiff g, SDVariable x) {
        return g.nn().relu(x, 0);
    }

    /** Rows of the samples, as a product with a matrix sees them. */
    private static SDVariable rows(SDVariable x, int rows, int columns) {
        return x.reshape(rows, columns);
    }

    @Test
    void products() {
        check(
                (t, n) -> Products.multiply(n.get(0), n.get(1)),
                (g, v) -> rows(v.get(0), 4, 10).mmul(rows(v.get(1), 10, 8)).reshape(4, 2, 4),
                random(4, 2, 5),
                random(1, 10, 8));
        check(
                (t, n) -> Products.multiplyTransposed(n.get(0), n.get(1)),
                (g, v) -> rows(v.get(0), 8, 5)
                        .mmul(g.transpose(rows(v.get(1), 6, 5)))
                        .reshape(4, 2, 6),
                random(4, 2, 5),
                random(1, 6, 5));
        check(
                (t, n) -> Products.affine(n.get(0), n.get(1), n.get(2)),
                (g, v) -> rows(v.get(0), 4, 5)
                        .mmul(rows(v.get(1), 5, 3))
                        .add(rows(v.get(2), 1, 3))
                        .reshape(4, 1, 3),
                random(4, 1, 5),
                random(1, 5, 3),
                random(1, 1, 3));
        check(
                (t, n) -> Products.affine(n.get(0), n.get(1), n.get(2)),
                (g, v) -> rows(v.get(0), 4, 5)
                        .mmul(rows(v.get(1), 5, 3))
                        .add(rows(v.get(2), 4, 3))
                        .reshape(4, 1, 3),
                random(4, 1, 5),
                random(1, 5, 3),
                random(4, 1, 3));
    }

    @Test
    void broadcastSteps() {
        for (int[] f : new int[][] {{1, 1, 1}, {4, 1, 1}, {1, 1, 5}, {4, 1, 5}, {4, 2, 5}}) {
            check(
                    (t, n) -> Algebra.step(n.get(0), n.get(1), n.get(2)),
                    (g, v) -> v.get(0).add(v.get(1).mul(v.get(2))),
                    random(4, 2, 5),
                    random(f[0], f[1], f[2]),
                    random(4, 2, 5));
        }
    }

    @Test
    void weightedAverage() {
        check(
                (t, n) -> Algebra.average(List.of(n.get(0), n.get(1)), n.get(2)),
                (g, v) -> {
                    SDVariable c = v.get(2).reshape(2);
                    return v.get(0)
                            .mul(g.slice(c, new int[] {0}, 1))
                            .add(v.get(1).mul(g.slice(c, new int[] {1}, 1)))
                            .div(2);
                },
                random(3, 2, 4),
                random(3, 2, 4),
                random(1, 1, 2));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void softThresholds(int planes) {
        for (int[] f : new int[][] {{1, 1, 1}, {4, 1, 1}, {1, 1, 9}, {4, 1, 9}}) {
            check(
                    (t, n) -> Shrinkages.softThreshold(n.get(0), n.get(1)),
                    (g, v) -> v.get(0)
                            .mul(relu(g, v.get(1).div(magnitude(g, v.get(0))).rsub(1))),
                    random(4, planes, 9),
                    positive(f[0], f[1], f[2]));
        }
    }

    @Test
    void doubleTanh() {
        check(
                (t, n) -> Shrinkages.doubleTanh(n.get(0), n.get(1), n.get(2)),
                (g, v) -> {
                    SDVariable above = g.math().tanh(v.get(0).add(v.get(1)));
                    SDVariable below = g.math().tanh(v.get(0).sub(v.get(1)));
                    return v.get(2).mul(above.add(below));
                },
                random(4, 1, 9),
                positive(1, 1, 9),
                positive(4, 1, 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void firmThresholds(int planes) {
        check(
                (t, n) -> Shrinkages.firmThreshold(n.get(0), n.get(1), Algebra.add(n.get(1), n.get(2))),
                (g, v) -> {
                    SDVariable norm = magnitude(g, v.get(0));
                    SDVariable phi = v.get(1).add(v.get(2));
                    SDVariable line = phi.mul(norm.sub(v.get(1))).div(v.get(2).mul(norm));
                    return v.get(0).mul(g.math().clipByValue(line, 0, 1));
                },
                random(4, planes, 9),
                positive(4, 1, 1),
                positive(4, 1, 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void bernoulliGaussian(int planes) {
        for (boolean wantsMean : new boolean[] {true, false}) {
            check(
                    (t, n) -> {
                        var r = Denoiser.bernoulliGaussian(n.get(0), n.get(1), n.get(2), n.get(3));
                        return wantsMean ? r.mean() : r.divergence();
                    },
                    (g, v) -> {
                        SDVariable r = v.get(0);
                        SDVariable tau = v.get(1);
                        SDVariable variance = v.get(3);
                        SDVariable gain = variance.div(variance.add(tau));
                        SDVariable slope = gain.div(tau);
                        SDVariable size = r.mul(r).sum(true, 1);
                        SDVariable odds = v.get(2)
                                .sub(g.math().log(variance.div(tau).add(1)).mul(planes / 2.0))
                                .add(slope.mul(size).mul(0.5));
                        SDVariable active = g.nn().sigmoid(odds);
                        SDVariable curvature = gain.mul(slope)
                                .mul(active)
                                .mul(active.rsub(1))
                                .mul(size)
                                .div(planes);
                        return wantsMean
                                ? r.mul(active.mul(gain))
                                : active.mul(gain).add(curvature).mean(true, 2);
                    },
                    random(3, planes, 6),
                    positive(3, 1, 1),
                    random(1, 1, 6),
                    positive(1, 1, 6));
        }
    }

    @Test
    void lstm() {
        check(
                (t, n) -> {
                    var next = Cells.lstm(n.get(0), new Cells.State(n.get(1), n.get(2)), n.get(3), n.get(4), n.get(5));
                    return Algebra.concatenate(next.h(), next.c());
                },
                (g, v) -> {
                    SDVariable gates = rows(v.get(0), 4, 2)
                            .mmul(rows(v.get(3), 2, 12))
                            .add(rows(v.get(1), 4, 3).mmul(rows(v.get(4), 3, 12)))
                            .add(rows(v.get(5), 1, 12));
                    SDVariable in = g.nn().sigmoid(part(g, gates, 0));
                    SDVariable forget = g.nn().sigmoid(part(g, gates, 1));
                    SDVariable candidate = g.nn().tanh(part(g, gates, 2));
                    SDVariable out = g.nn().sigmoid(part(g, gates, 3));
                    SDVariable c = forget.mul(rows(v.get(2), 4, 3)).add(in.mul(candidate));
                    return g.concat(1, out.mul(g.nn().tanh(c)), c).reshape(4, 1, 6);
                },
                random(4, 1, 2),
                random(4, 1, 3),
                random(4, 1, 3),
                random(1, 2, 12),
                random(1, 3, 12),
                random(1, 1, 12));
    }

    @Test
    void gru() {
        check(
                (t, n) -> Cells.gru(n.get(0), n.get(1), n.get(2), n.get(3), n.get(4), n.get(5)),
                (g, v) -> {
                    SDVariable x =
                            rows(v.get(0), 4, 2).mmul(rows(v.get(2), 2, 9)).add(rows(v.get(4), 1, 9));
                    SDVariable h =
                            rows(v.get(1), 4, 3).mmul(rows(v.get(3), 3, 9)).add(rows(v.get(5), 1, 9));
                    SDVariable reset = g.nn().sigmoid(part(g, x, 0).add(part(g, h, 0)));
                    SDVariable keep = g.nn().sigmoid(part(g, x, 1).add(part(g, h, 1)));
                    SDVariable fresh = g.nn().tanh(part(g, x, 2).add(reset.mul(part(g, h, 2))));
                    return keep.rsub(1)
                            .mul(fresh)
                            .add(keep.mul(rows(v.get(1), 4, 3)))
                            .reshape(4, 1, 3);
                },
                random(4, 1, 2),
                random(4, 1, 3),
                random(1, 2, 9),
                random(1, 3, 9),
                random(1, 1, 9),
                random(1, 1, 9));
    }

    /** By the formulas of the paper, for layer 2 of 2: blocks [c, g₁, g₂, i, f, o] and [c, g₁, g₂, r, z]. */
    @Test
    void gatedFeedback() {
        check(
                (t, n) -> {
                    Cells.State next = GatedFeedback.lstm(n.get(0), n.subList(1, 3), 1, n.get(3));
                    return Algebra.concatenate(next.h(), next.c());
                },
                (g, v) -> {
                    SDVariable x = rows(v.get(0), 4, 18);
                    SDVariable h1 = rows(v.get(1), 4, 9);
                    SDVariable h2 = rows(v.get(2), 4, 18);
                    SDVariable candidate = g.nn().tanh(part(g, x, 0).add(gatedSum(g, x, h1, h2)));
                    SDVariable in = g.nn().sigmoid(part(g, x, 3).add(part(g, h2, 3)));
                    SDVariable forget = g.nn().sigmoid(part(g, x, 4).add(part(g, h2, 4)));
                    SDVariable out = g.nn().sigmoid(part(g, x, 5).add(part(g, h2, 5)));
                    SDVariable c = forget.mul(rows(v.get(3), 4, 3)).add(in.mul(candidate));
                    return g.concat(1, out.mul(g.nn().tanh(c)), c).reshape(4, 1, 6);
                },
                random(4, 1, 18),
                random(4, 1, 9),
                random(4, 1, 18),
                random(4, 1, 3));
        check(
                (t, n) -> GatedFeedback.gru(n.get(0), n.subList(1, 3), 1, n.get(3)),
                (g, v) -> {
                    SDVariable x = rows(v.get(0), 4, 15);
                    SDVariable h1 = rows(v.get(1), 4, 9);
                    SDVariable h2 = rows(v.get(2), 4, 15);
                    SDVariable reset = g.nn().sigmoid(part(g, x, 3).add(part(g, h2, 3)));
                    SDVariable keep = g.nn().sigmoid(part(g, x, 4).add(part(g, h2, 4)));
                    SDVariable candidate = g.nn().tanh(part(g, x, 0).add(reset.mul(gatedSum(g, x, h1, h2))));
                    return keep.rsub(1)
                            .mul(candidate)
                            .add(keep.mul(rows(v.get(3), 4, 3)))
                            .reshape(4, 1, 3);
                },
                random(4, 1, 15),
                random(4, 1, 9),
                random(4, 1, 15),
                random(4, 1, 3));
    }

    /** Σₖ gₖ ⊙ U_{kL} hₖ. */
    private static SDVariable gatedSum(SameDiff g, SDVariable x, SDVariable h1, SDVariable h2) {
        SDVariable gate1 = g.nn().sigmoid(part(g, x, 1).add(part(g, h1, 1)).add(part(g, h2, 1)));
        SDVariable gate2 = g.nn().sigmoid(part(g, x, 2).add(part(g, h1, 2)).add(part(g, h2, 2)));
        return gate1.mul(part(g, h1, 0)).add(gate2.mul(part(g, h2, 0)));
    }

    /** Columns 3k … 3k + 2 of four rows. */
    private static SDVariable part(SameDiff g, SDVariable gates, int k) {
        return g.slice(gates, new int[] {0, 3 * k}, 4, 3);
    }

    @Test
    void ridge() {
        Batch singular = positive(1, 1, 6);
        for (boolean wantsCorrection : new boolean[] {true, false}) {
            check(
                    (t, n) -> {
                        var r = Products.ridge(n.get(0), n.get(1), t.constant(singular), 10);
                        return wantsCorrection
                                ? r.correction()
                                : Algebra.concatenate(r.divergence(), Norms.energy(n.get(0)));
                    },
                    (g, v) -> {
                        SDVariable s = g.constant(array(singular));
                        SDVariable denominator = s.mul(s).add(v.get(1));
                        return wantsCorrection
                                ? s.mul(v.get(0)).div(denominator)
                                : g.concat(
                                        2,
                                        s.mul(s).div(denominator).sum(true, 2).div(10),
                                        v.get(0).mul(v.get(0)).sum(true, 1, 2));
                    },
                    random(4, 2, 6),
                    positive(4, 1, 1));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void norms(int planes) {
        check((t, n) -> Norms.l1(n.get(0)), (g, v) -> magnitude(g, v.get(0)).sum(true, 2), random(4, planes, 6));
        check((t, n) -> Norms.energy(n.get(0)), (g, v) -> v.get(0).mul(v.get(0)).sum(true, 1, 2), random(4, planes, 6));
        check((t, n) -> Norms.magnitude(n.get(0)), (g, v) -> magnitude(g, v.get(0)), random(4, planes, 6));
        check(
                (t, n) -> Norms.standardise(n.get(0), 0.1),
                (g, v) -> {
                    SDVariable centred = v.get(0).sub(v.get(0).mean(true, 2));
                    return centred.div(
                            g.math().sqrt(centred.mul(centred).mean(true, 2).add(0.1)));
                },
                random(4, planes, 6));
    }

    @Test
    void losses() {
        Batch truth = random(4, 2, 6);
        check(
                (t, n) -> Losses.squaredError(n.get(0), truth),
                (g, v) -> {
                    SDVariable d = v.get(0).sub(g.constant(array(truth)));
                    return d.mul(d).sum().reshape(1, 1, 1);
                },
                random(4, 2, 6));
        check(
                (t, n) -> Losses.normalisedError(n.get(0), truth),
                (g, v) -> {
                    SDVariable x = g.constant(array(truth));
                    SDVariable d = v.get(0).sub(x);
                    return d.mul(d)
                            .sum(true, 1, 2)
                            .div(x.mul(x).sum(true, 1, 2))
                            .sum()
                            .reshape(1, 1, 1);
                },
                random(4, 2, 6));
        check(
                (t, n) -> Losses.logNormalisedError(n.get(0), truth, 0.1),
                (g, v) -> {
                    SDVariable x = g.constant(array(truth));
                    SDVariable d = v.get(0).sub(x);
                    SDVariable errors = d.mul(d).sum(true, 1, 2).div(x.mul(x).sum(true, 1, 2));
                    return g.math().log(errors.add(0.1)).sum().reshape(1, 1, 1);
                },
                random(4, 2, 6));
        Batch sparse = new Batch(3, 1, 7);
        sparse.set(0, 0, 2, 1);
        sparse.set(1, 0, 0, 1);
        sparse.set(1, 0, 6, 1);
        check(
                (t, n) -> Losses.support(n.get(0), sparse),
                (g, v) -> g.nn().logSoftmax(v.get(0).reshape(3, 7))
                        .mul(g.constant(array(sparse)).reshape(3, 7))
                        .sum()
                        .neg()
                        .reshape(1, 1, 1),
                random(3, 1, 7));
    }

    @Test
    void activations() {
        check((t, n) -> Activation.SOFTPLUS.of(n.get(0)), (g, v) -> g.nn().softplus(v.get(0)), random(3, 1, 5));
        check((t, n) -> Activation.SIGMOID.of(n.get(0)), (g, v) -> g.nn().sigmoid(v.get(0)), random(3, 1, 5));
        check((t, n) -> Activation.TANH.of(n.get(0)), (g, v) -> g.nn().tanh(v.get(0)), random(3, 1, 5));
        check((t, n) -> Activation.RELU.of(n.get(0)), (g, v) -> relu(g, v.get(0)), random(3, 1, 5));
        check((t, n) -> Activation.SOFTSIGN.of(n.get(0)), (g, v) -> g.nn().softsign(v.get(0)), random(3, 1, 5));
        check((t, n) -> Activation.EXP.of(n.get(0)), (g, v) -> g.math().exp(v.get(0)), random(3, 1, 5));
        check((t, n) -> Activation.RECIPROCAL.of(n.get(0)), (g, v) -> v.get(0).rdiv(1), positive(3, 1, 5));
        check((t, n) -> Activation.SQUARE_ROOT.of(n.get(0)), (g, v) -> g.math().sqrt(v.get(0)), positive(3, 1, 5));
        check((t, n) -> Activation.LEAKY_RELU.of(n.get(0)), (g, v) -> g.nn().leakyRelu(v.get(0), 0.1), random(3, 1, 5));
    }
}

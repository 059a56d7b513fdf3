package org.gatefold.sparse.autodiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.operator.Matrices;
import org.gatefold.sparse.operator.PartialFourier;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every operation against central differences. */
class OperationsTest {
    private final RandomGenerator rng = new SplittableRandom(3);

    private Batch random(int count, int planes, int length) {
        return Batch.gaussian(rng, count, planes, length);
    }

    private Batch positive(int count, int planes, int length) {
        Batch batch = random(count, planes, length);
        for (int i = 0; i < batch.data().length; i++) {
            batch.data()[i] = 0.5f + Math.abs(batch.data()[i]);
        }
        return batch;
    }

    @TestFactory
    List<DynamicTest> broadcasting() {
        int[][] shapes = {{1, 1, 1}, {5, 1, 1}, {1, 1, 7}, {5, 1, 7}, {5, 2, 7}};
        return Arrays.stream(shapes)
                .map(f -> DynamicTest.dynamicTest(Arrays.toString(f), () -> {
                    Batch factor = random(f[0], f[1], f[2]);
                    Batch x = random(5, 2, 7);
                    GradientLaws.check((t, n) -> Algebra.scale(n.get(0), n.get(1)), factor, x);
                    GradientLaws.check(
                            (t, n) -> Algebra.step(n.get(0), n.get(1), n.get(2)), random(5, 2, 7), factor, x);
                    GradientLaws.check((t, n) -> Algebra.plus(n.get(1), n.get(0)), factor, x);
                }))
                .toList();
    }

    @Test
    void sums() {
        Batch a = random(4, 2, 6);
        Batch b = random(4, 2, 6);
        GradientLaws.check((t, n) -> Algebra.add(n.get(0), n.get(1)), a, b);
        GradientLaws.check((t, n) -> Algebra.combine(2, n.get(0), -3, n.get(1)), a, b);
        GradientLaws.check((t, n) -> Algebra.times(-0.7f, Algebra.plus(n.get(0), 3)), a);
        GradientLaws.check((t, n) -> Algebra.maximum(n.get(0), n.get(1)), a, b);
        GradientLaws.check((t, n) -> Algebra.clamp(n.get(0), -0.5f, 0.8f), a);
        boolean[] first = new boolean[a.count()];
        first[1] = true;
        GradientLaws.check((t, n) -> Algebra.choose(first, n.get(0), n.get(1)), a, b);
        GradientLaws.check(
                (t, n) -> Algebra.average(List.of(n.get(0), n.get(1), n.get(0)), n.get(2)), a, b, random(1, 1, 3));
        GradientLaws.check((t, n) -> Algebra.entries(Algebra.concatenate(n.get(0), n.get(1)), 3, 8), a, b);
        GradientLaws.check((t, n) -> Algebra.repeat(n.get(0), 4), random(1, 1, 5));
        GradientLaws.check((t, n) -> Algebra.scale(n.get(1), Algebra.reshape(n.get(0), 8, 1, 6)), a, random(8, 1, 1));
    }

    @Test
    void oneNodeTwice() {
        GradientLaws.check((t, n) -> Algebra.scale(n.get(0), n.get(0)), random(3, 1, 4));
    }

    @Test
    void products() {
        GradientLaws.check((t, n) -> Products.multiply(n.get(0), n.get(1)), random(6, 1, 5), random(1, 5, 4));
        GradientLaws.check((t, n) -> Products.multiply(n.get(0), n.get(1)), random(6, 2, 5), random(1, 5, 4));
        GradientLaws.check((t, n) -> Products.multiply(n.get(0), n.get(1)), random(6, 2, 5), random(1, 10, 8));
        GradientLaws.check(
                (t, n) -> Products.multiplyTransposed(n.get(0), n.get(1)), random(6, 2, 5), random(1, 8, 10));
        GradientLaws.check(
                (t, n) -> Products.affine(n.get(0), n.get(1), n.get(2)),
                random(6, 1, 5),
                random(1, 5, 4),
                random(1, 1, 4));
        GradientLaws.check(
                (t, n) -> Products.affine(n.get(0), n.get(1), n.get(2)),
                random(6, 2, 5),
                random(1, 10, 8),
                random(6, 2, 4));
    }

    @Test
    void operators() {
        for (var a : List.of(Matrices.realGaussian(rng, 6, 9), Matrices.complexGaussian(rng, 6, 9))) {
            GradientLaws.check((t, n) -> Products.apply(a, n.get(0)), random(3, 2, 9));
            GradientLaws.check((t, n) -> Products.adjoint(a, n.get(0)), random(3, 2, 6));
        }
        var fourier = new PartialFourier(32, new int[] {1, 4, 5, 9, 20}, -2, 8);
        GradientLaws.check((t, n) -> Products.apply(fourier, n.get(0)), random(3, 4, 8));
        GradientLaws.check((t, n) -> Products.adjoint(fourier, n.get(0)), random(3, 4, 5));
    }

    @Test
    void ridge() {
        Batch singular = positive(1, 1, 6);
        GradientLaws.check(
                (t, n) -> {
                    var r = Products.ridge(n.get(0), n.get(1), t.constant(singular), 10);
                    return Algebra.scale(r.divergence(), r.correction());
                },
                random(4, 2, 6),
                positive(4, 1, 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void softThreshold(int planes) {
        Batch z = random(4, planes, 9);
        for (int[] f : new int[][] {{1, 1, 1}, {4, 1, 1}, {1, 1, 9}, {4, 1, 9}}) {
            Batch theta = positive(f[0], f[1], f[2]);
            GradientLaws.check((t, n) -> Shrinkages.softThreshold(n.get(0), n.get(1)), z, theta);
            GradientLaws.check((t, n) -> Shrinkages.softThreshold(n.get(0), n.get(1), 3, false), z, theta);
            GradientLaws.check((t, n) -> Shrinkages.softThreshold(n.get(0), n.get(1), 4, true), z, theta);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void doubleTanh(int planes) {
        Batch x = random(4, planes, 9);
        for (int[] f : new int[][] {{1, 1, 1}, {4, 1, 1}, {1, 1, 9}, {4, 1, 9}}) {
            GradientLaws.check(
                    (t, n) -> Shrinkages.doubleTanh(n.get(0), n.get(1), n.get(2)),
                    x,
                    positive(f[0], f[1], f[2]),
                    positive(f[0], f[1], f[2]));
        }
    }

    /** What is not a number stays so, and the samples beside it do not notice. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void softThresholdShowsWhatIsNotANumber(int planes) {
        for (int[] f : new int[][] {{1, 1, 1}, {1, 1, 9}}) {
            for (int keep : new int[] {0, 3}) {
                Batch z = random(4, planes, 9);
                Batch theta = positive(f[0], f[1], f[2]);
                float[] expected = shrunk(z, theta, keep);
                int entry = planes * 9 + 5;
                z.data()[entry] = Float.NaN;
                float[] found = shrunk(z, theta, keep);
                assertTrue(Float.isNaN(found[entry]));
                for (int i = 0; i < found.length; i++) {
                    if (i / (9 * planes) != 1) {
                        assertEquals(expected[i], found[i]);
                    }
                }
            }
        }
    }

    private static float[] shrunk(Batch z, Batch theta, int keep) {
        Tape tape = Tape.inference(new Parameters());
        return Shrinkages.softThreshold(tape.constant(z), tape.constant(theta), keep, false)
                .toBatch()
                .data();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void softThresholdOfStep(int planes) {
        Batch x = random(4, planes, 9);
        Batch v = random(4, planes, 9);
        for (int keep : new int[] {0, 3}) {
            for (int[] f : new int[][] {{1, 1, 1}, {4, 1, 1}, {1, 1, 9}, {4, 1, 9}}) {
                Batch gamma = positive(f[0], 1, 1);
                Batch theta = positive(f[0], 1, f[2]);
                GradientLaws.check(
                        (t, n) -> Shrinkages.softThresholdOfStep(n.get(0), n.get(1), n.get(2), n.get(3), keep),
                        x,
                        gamma,
                        v,
                        theta);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void firmThreshold(int planes) {
        GradientLaws.check(
                (t, n) -> Shrinkages.firmThreshold(n.get(0), n.get(1), Algebra.add(n.get(1), n.get(2))),
                random(4, planes, 9),
                positive(4, 1, 1),
                positive(4, 1, 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void bernoulliGaussian(int planes) {
        for (int entries : new int[] {1, 8}) {
            GradientLaws.check(
                    (t, n) -> {
                        var r = Denoiser.bernoulliGaussian(n.get(0), n.get(1), n.get(2), n.get(3));
                        return Algebra.scale(r.divergence(), r.mean());
                    },
                    random(3, planes, 8),
                    positive(3, 1, 1),
                    random(1, 1, entries),
                    positive(1, 1, entries));
        }
        GradientLaws.check(
                (t, n) -> Denoiser.bernoulliGaussian(n.get(0), n.get(1), n.get(2), n.get(3))
                        .divergence(),
                random(3, planes, 8),
                positive(3, 1, 1),
                random(1, 1, 1),
                positive(3, 1, 1));
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void activations(Activation f) {
        GradientLaws.check((t, n) -> f.of(n.get(0)), positive(3, 1, 5));
        if (f != Activation.SQUARE_ROOT && f != Activation.RECIPROCAL && f != Activation.LOG) {
            GradientLaws.check((t, n) -> f.of(n.get(0)), random(3, 1, 5));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void norms(int planes) {
        Batch x = random(4, planes, 6);
        GradientLaws.check((t, n) -> Norms.l1(n.get(0)), x);
        GradientLaws.check((t, n) -> Norms.energy(n.get(0)), x);
        GradientLaws.check((t, n) -> Norms.magnitude(n.get(0)), x);
        GradientLaws.check((t, n) -> Norms.sum(n.get(0)), x);
        GradientLaws.check((t, n) -> Norms.standardise(n.get(0), 0.1), x);
    }

    @Test
    void losses() {
        Batch truth = random(4, 2, 6);
        GradientLaws.check((t, n) -> Losses.squaredError(n.get(0), truth), random(4, 2, 6));
        GradientLaws.check((t, n) -> Losses.normalisedError(n.get(0), truth), random(4, 2, 6));
        GradientLaws.check((t, n) -> Losses.logNormalisedError(n.get(0), truth, 0.1), random(4, 2, 6));
        Batch sparse = new Batch(3, 1, 7);
        sparse.set(0, 0, 2, 1);
        sparse.set(1, 0, 0, -1);
        sparse.set(1, 0, 6, 2);
        GradientLaws.check((t, n) -> Losses.support(n.get(0), sparse), random(3, 1, 7));
    }

    @Test
    void cells() {
        Batch x = random(4, 1, 2);
        Batch h = random(4, 1, 3);
        GradientLaws.check(
                (t, n) -> {
                    var next = Cells.lstm(n.get(0), new Cells.State(n.get(1), n.get(2)), n.get(3), n.get(4), n.get(5));
                    return Algebra.concatenate(next.h(), next.c());
                },
                x,
                h,
                random(4, 1, 3),
                random(1, 2, 12),
                random(1, 3, 12),
                random(1, 1, 12));
        GradientLaws.check(
                (t, n) -> Cells.gru(n.get(0), n.get(1), n.get(2), n.get(3), n.get(4), n.get(5)),
                x,
                h,
                random(1, 2, 9),
                random(1, 3, 9),
                random(1, 1, 9),
                random(1, 1, 9));
        GradientLaws.check(
                (t, n) -> Cells.recurrent(n.get(0), n.get(1), n.get(2), n.get(3), n.get(4)),
                x,
                h,
                random(1, 2, 3),
                random(1, 3, 3),
                random(1, 1, 3));
    }

    /** A stack of three, as its middle layer sees it. */
    @Test
    void gatedFeedback() {
        Batch state = random(4, 1, 2);
        GradientLaws.check(
                (t, n) -> {
                    var next = GatedFeedback.lstm(n.get(0), n.subList(1, 4), 1, n.get(4));
                    return Algebra.concatenate(next.h(), next.c());
                },
                random(4, 1, 14),
                random(4, 1, 8),
                random(4, 1, 14),
                random(4, 1, 8),
                state);
        GradientLaws.check(
                (t, n) -> GatedFeedback.gru(n.get(0), n.subList(1, 4), 1, n.get(4)),
                random(4, 1, 12),
                random(4, 1, 8),
                random(4, 1, 12),
                random(4, 1, 8),
                state);
    }
}

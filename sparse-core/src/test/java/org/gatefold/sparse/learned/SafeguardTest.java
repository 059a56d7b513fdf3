package org.gatefold.sparse.learned;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.LinearOperator;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.SparseSolver;
import org.gatefold.sparse.autodiff.GradientLaws;
import org.gatefold.sparse.autodiff.Parameter;
import org.gatefold.sparse.autodiff.Parameters;
import org.gatefold.sparse.autodiff.Tape;
import org.gatefold.sparse.classical.Amp;
import org.gatefold.sparse.classical.BernoulliGaussian;
import org.gatefold.sparse.classical.Vamp;
import org.gatefold.sparse.evaluation.SyntheticProblems;
import org.gatefold.sparse.operator.Matrices;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Learned message passing where message passing diverges: on correlated columns, and with absurd weights. */
class SafeguardTest {
    private static final double ACTIVITY = 0.1;
    private static final double SNR_DB = 30;

    /** Problems on which plain message passing diverges in some samples, and not in others. */
    private static LabelledProblem hard(boolean complex, int count) {
        LinearOperator a =
                complex ? Matrices.oversampledFourier(16, 32, 3) : Matrices.decaying(new SplittableRandom(6), 20, 32);
        return new SyntheticProblems(
                        a, SyntheticProblems.Support.EXACT, SyntheticProblems.Amplitudes.GAUSSIAN, 3, SNR_DB, false)
                .draw(new SplittableRandom(9), count);
    }

    private static UnrolledModel amp(int layers) {
        return new LearnedAmp(layers, ACTIVITY, 0.8);
    }

    private static UnrolledModel vamp(int layers) {
        return new LearnedVamp(layers, ACTIVITY, 0.8, SNR_DB);
    }

    static List<UnrolledModel> models() {
        return List.of(amp(12), vamp(12));
    }

    private static Parameters start(UnrolledModel model, LabelledProblem sample) {
        return model.initial(sample, new SplittableRandom(1));
    }

    /** The start with every number multiplied and shifted at random. */
    private static Parameters absurd(UnrolledModel model, LabelledProblem sample, int seed) {
        SplittableRandom rng = new SplittableRandom(seed);
        Parameters w = start(model, sample);
        for (Parameter p : w) {
            for (int i = 0; p.trainable() && i < p.size(); i++) {
                p.values()[i] = (float) (p.values()[i] * (1 + rng.nextGaussian()) + 0.5 * rng.nextGaussian());
            }
            p.changed();
        }
        return w;
    }

    private static Batch run(UnrolledModel model, Parameters w, SparseProblem problem) {
        return model.forward(Tape.inference(w), problem, model.layers()).toBatch();
    }

    /** Samples whose iterate is, bit for bit, an earlier one other than that of the layer before. */
    private static int returned(UnrolledModel model, Parameters w, LabelledProblem sample) {
        List<Batch> iterates = new ArrayList<>();
        Tape tape = Tape.inference(w);
        tape.listen(x -> iterates.add(x.toBatch()));
        model.forward(tape, sample.problem(), model.layers());
        int returned = 0;
        for (int s = 0; s < sample.truth().count(); s++) {
            boolean back = false;
            for (int k = 2; k < model.layers(); k++) {
                for (int j = 0; j < k - 1; j++) {
                    float[] now = iterates.get(k).slice(s, s + 1).data();
                    back |= Arrays.equals(now, iterates.get(j).slice(s, s + 1).data());
                }
            }
            returned += back ? 1 : 0;
        }
        return returned;
    }

    @ParameterizedTest
    @MethodSource("models")
    void someSamplesReturnAndSomeDoNot(UnrolledModel model) {
        for (boolean complex : new boolean[] {false, true}) {
            LabelledProblem sample = hard(complex, 40);
            int returned = returned(model, start(model, sample), sample);
            assertTrue(returned >= 4 && returned <= 36, returned + " of 40 went back");
        }
    }

    @Test
    void itIsTheClassicalOne() {
        BernoulliGaussian prior = new BernoulliGaussian(ACTIVITY, 0.8);
        SparseSolver vamp = (problem, listener) -> {
            Batch y = problem.measurements();
            double[] noise = new double[y.count()];
            Arrays.setAll(noise, s -> y.energy(s) / y.stride() / (1 + Math.pow(10, SNR_DB / 10)));
            return new Vamp(prior, 12, 1, 0).solve(new SparseProblem(problem.operator(), y, noise), listener);
        };
        for (boolean complex : new boolean[] {false, true}) {
            assertStartsAs(amp(12), complex, new Amp(prior, 12, 1, 0));
            assertStartsAs(vamp(12), complex, vamp);
        }
    }

    /** Divergence multiplies rounding: where it is at work, single and double precision agree to a per mille. */
    private static void assertStartsAs(UnrolledModel model, boolean complex, SparseSolver classical) {
        LabelledProblem sample = hard(complex, 40);
        Batch learned = run(model, start(model, sample), sample.problem());
        Batch expected = classical.solve(sample.problem());
        int alike = 0;
        for (int s = 0; s < expected.count(); s++) {
            double error = 0;
            for (int i = s * expected.stride(); i < (s + 1) * expected.stride(); i++) {
                error = Math.max(error, Math.abs(learned.data()[i] - expected.data()[i]));
            }
            alike += error <= 1e-3 * (1 + Math.sqrt(expected.energy(s))) ? 1 : 0;
        }
        assertTrue(alike >= 38, model.architecture() + ": " + alike + " of 40 samples alike");
    }

    /** Whatever the weights, the answer explains the measurements no worse than nothing does, up to the factor 2. */
    @Test
    void absurdWeightsDoNoHarm() {
        for (boolean complex : new boolean[] {false, true}) {
            LabelledProblem sample = hard(complex, 40);
            Batch y = sample.problem().measurements();
            for (int seed = 0; seed < 20; seed++) {
                UnrolledModel model = amp(12);
                Batch x = run(model, absurd(model, sample, seed), sample.problem());
                Batch fit = sample.problem().operator().apply(x);
                for (int s = 0; s < y.count(); s++) {
                    double left = 0;
                    for (int i = s * y.stride(); i < (s + 1) * y.stride(); i++) {
                        left += Math.pow(y.data()[i] - fit.data()[i], 2);
                    }
                    assertTrue(left <= 2.001 * y.energy(s), "seed " + seed + ": leaves " + left / y.energy(s));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void absurdWeightsGiveFiniteAnswers(UnrolledModel model) {
        for (boolean complex : new boolean[] {false, true}) {
            LabelledProblem sample = hard(complex, 40);
            for (int seed = 0; seed < 20; seed++) {
                assertTrue(
                        run(model, absurd(model, sample, seed), sample.problem())
                                .isFinite(),
                        "seed " + seed);
            }
        }
    }

    /** A sample that goes back leaves the others alone. */
    @ParameterizedTest
    @MethodSource("models")
    void batchEqualsOneByOne(UnrolledModel model) {
        LabelledProblem sample = hard(false, 12);
        Parameters w = start(model, sample);
        Batch all = run(model, w, sample.problem());
        for (int s = 0; s < all.count(); s++) {
            Batch one = run(model, w, sample.problem().slice(s, s + 1));
            assertArrayEquals(all.slice(s, s + 1).data(), one.data(), 1e-3f, "sample " + s);
        }
    }

    @Test
    void gradientsFollowTheStateThatWasTaken() {
        for (boolean complex : new boolean[] {false, true}) {
            LabelledProblem sample = hard(complex, 12);
            for (UnrolledModel model : List.of(amp(5), vamp(5))) {
                Parameters w = start(model, sample);
                assertTrue(complex || returned(model, w, sample) > 0, model.architecture() + ": none went back");
                GradientLaws.check(w, tape -> model.forward(tape, sample.problem(), model.layers()));
            }
        }
    }
}

package org.gatefold.sparse.learned;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.autodiff.Losses;
import org.gatefold.sparse.autodiff.Node;
import org.gatefold.sparse.autodiff.Parameter;
import org.gatefold.sparse.autodiff.Parameters;
import org.gatefold.sparse.autodiff.Tape;
import org.gatefold.sparse.classical.GatedCellUpdate;
import org.gatefold.sparse.classical.Ista;
import org.gatefold.sparse.classical.Penalty;
import org.gatefold.sparse.classical.Sbl;
import org.gatefold.sparse.classical.SblPosterior;
import org.gatefold.sparse.classical.SupportFit;
import org.gatefold.sparse.evaluation.SyntheticProblems;
import org.gatefold.sparse.operator.DenseOperator;
import org.gatefold.sparse.operator.Matrices;
import org.gatefold.sparse.operator.UnitDictionary;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The laws of networks that classify the support. */
class SupportNetTest {
    private static final int LAYERS = 4;
    private final RandomGenerator rng = new SplittableRandom(5);
    private final DenseOperator real = Matrices.realGaussian(rng, 8, 14);
    private final DenseOperator complex = Matrices.complexGaussian(rng, 6, 12);

    private static LabelledProblem draw(DenseOperator a, int count) {
        return new SyntheticProblems(
                        a, SyntheticProblems.Support.EXACT, SyntheticProblems.Amplitudes.UNIFORM, 3, 30, true)
                .draw(new SplittableRandom(9), count);
    }

    private static Map<String, UnrolledModel> models() {
        Map<String, UnrolledModel> models = new LinkedHashMap<>();
        for (boolean whiten : new boolean[] {false, true}) {
            String input = whiten ? " white" : "";
            for (RecurrentNet.Kind kind : RecurrentNet.Kind.values()) {
                models.put(kind + input, new RecurrentNet(kind, 5, LAYERS, whiten ? 2 : 3, whiten, false));
            }
            models.put("ista-net" + input, new ThresholdingNet(LAYERS, false, 0.1, 1, whiten));
            models.put("iht-net" + input, new ThresholdingNet(LAYERS, true, 0.1, 0.3, whiten));
            models.put("maxsparse-net" + input, new MaxSparseNet(LAYERS, 2, 1, whiten));
        }
        models.put("lstm-sbl", new LstmSbl(LAYERS, 0.5, 1e-8));
        return models;
    }

    @TestFactory
    List<DynamicTest> laws() {
        List<DynamicTest> tests = new ArrayList<>();
        models().forEach((name, model) -> {
            for (DenseOperator a : List.of(real, complex)) {
                String title = name + (a.complex() ? " complex" : " real");
                tests.add(DynamicTest.dynamicTest(title, () -> checkLaws(model, draw(a, 6))));
            }
        });
        return tests;
    }

    private static void checkLaws(UnrolledModel model, LabelledProblem sample) {
        Parameters w = disturbed(model.initial(sample, new SplittableRandom(1)));
        SparseProblem problem = sample.problem();
        List<float[]> layers = ModelLaws.check(model, w, problem);
        Tape inference = Tape.inference(w);
        Node scores = model.forward(inference, problem, LAYERS);
        assertEquals(sample.truth().length() * sample.truth().count(), scores.value().length);
        assertTrue(Losses.support(scores, sample.truth()).scalar() > 0);
        inference.reset();
        for (int pass = 0; pass < 2; pass++) {
            for (int k = 1; k <= LAYERS; k++) {
                float[] alone = model.forward(inference, problem, k).toBatch().data();
                inference.reset();
                assertArrayEquals(layers.get(k - 1), alone, "layer " + k + " of pass " + pass);
            }
        }
        checkScale(model, w, problem);
        checkAnswer(model, problem, Batch.wrap(6, 1, sample.truth().length(), layers.get(LAYERS - 1)));
    }

    /** The scale of the measurements says nothing of the support, and nothing measured gives no NaN. */
    private static void checkScale(UnrolledModel model, Parameters w, SparseProblem problem) {
        Batch y = problem.measurements().copy();
        for (int i = 0; i < y.data().length; i++) {
            y.data()[i] *= 256;
        }
        double[] noise = new double[y.count()];
        Arrays.setAll(noise, i -> 256 * 256 * problem.noiseVariance(i));
        SparseProblem loud = new SparseProblem(problem.operator(), y, noise);
        Tape tape = Tape.inference(w);
        float[] expected = model.forward(tape, problem, LAYERS).toBatch().data();
        assertArrayEquals(expected, model.forward(tape, loud, LAYERS).toBatch().data(), 1e-4f);
        Arrays.fill(y.data(), 0);
        assertTrue(model.forward(tape, loud, LAYERS).toBatch().isFinite());
    }

    private static void checkAnswer(UnrolledModel model, SparseProblem problem, Batch scores) {
        assertTrue(model.scoresIndices());
        assertArrayEquals(
                SupportFit.estimate(problem, scores).data(),
                model.answer(problem, scores).data());
    }

    /** Weights away from the special values of the start. */
    private static Parameters disturbed(Parameters w) {
        RandomGenerator rng = new SplittableRandom(2);
        for (Parameter p : w) {
            for (int i = 0; p.trainable() && i < p.size(); i++) {
                p.values()[i] += (float) (0.05 * rng.nextGaussian());
            }
            p.changed();
        }
        return w;
    }

    /** What the network takes for measurements and dictionary, as a problem for a classical solver. */
    private static SparseProblem seen(LabelledProblem sample, Parameters w, boolean whiten) {
        NetworkInput input = new NetworkInput(whiten);
        Batch y = input.planes(Tape.inference(w), sample.problem()).toBatch();
        return new SparseProblem(input.dictionary(sample), y, SparseProblem.UNKNOWN);
    }

    private static Batch estimate(UnrolledModel model, Parameters w, SparseProblem problem) {
        List<Batch> told = new ArrayList<>();
        Tape tape = Tape.inference(w);
        tape.listen(Tape.LayerListener.to(ThresholdingNet.ESTIMATE, x -> told.add(x.toBatch())));
        model.forward(tape, problem, LAYERS);
        return told.get(LAYERS - 1);
    }

    /** γ after every layer, against the classical cell stopped there. */
    @Test
    void lstmSblStartsAsTheCellOfSbl() {
        for (DenseOperator a : List.of(real, complex)) {
            LabelledProblem sample = draw(a, 12);
            SparseProblem problem = sample.problem();
            List<Batch> told = new ArrayList<>();
            UnrolledModel model = new LstmSbl(LAYERS, 0.7, 1e-8);
            Tape tape = Tape.inference(model.initial(sample, rng));
            tape.listen(Tape.LayerListener.to(UnrolledModel.GAMMA, x -> told.add(x.toBatch())));
            model.forward(tape, problem, LAYERS);
            GatedCellUpdate cell = new GatedCellUpdate(0.7, GatedCellUpdate.Momentum.NONE);
            UnitDictionary phi = UnitDictionary.of(a);
            for (int k = 1; k <= LAYERS; k++) {
                SblPosterior posterior = Sbl.of(cell).withStop(k, 0).posterior(problem);
                for (int s = 0; s < problem.count(); s++) {
                    double unit = problem.measurements().energy(s)
                            / problem.measurements().stride();
                    for (int j = 0; j < a.domain(); j++) {
                        double expected = posterior.gamma(s)[j] * phi.norms()[j] * phi.norms()[j] / unit;
                        assertEquals(expected, Math.exp(told.get(k - 1).at(s, 0, j)), 1e-4 * (1 + expected));
                    }
                }
            }
        }
    }

    /** Told the dictionary, an untrained network ranks most of the support first; by chance it would a third. */
    @Test
    void anInformedNetworkStartsAsAnIteration() {
        LabelledProblem sample = draw(Matrices.realGaussian(rng, 20, 60), 200);
        for (RecurrentNet.Kind kind : List.of(RecurrentNet.Kind.GFLSTM, RecurrentNet.Kind.LSTM)) {
            checkLaws(new RecurrentNet(kind, 30, LAYERS, 2, true, true), draw(real, 6));
            double informed = startOf(new RecurrentNet(kind, 120, 8, 2, true, true), sample);
            double random = startOf(new RecurrentNet(kind, 120, 8, 2, true, false), sample);
            assertTrue(informed > 0.8 && random < 0.5, kind + ": " + informed + ", uninformed " + random);
        }
        UnrolledModel small = new RecurrentNet(RecurrentNet.Kind.LSTM, 119, 8, 2, true, true);
        assertThrows(IllegalArgumentException.class, () -> small.initial(sample, rng));
        UnrolledModel one = new RecurrentNet(RecurrentNet.Kind.LSTM, 120, 8, 2, true, true);
        assertThrows(IllegalArgumentException.class, () -> one.initial(draw(complex, 3), rng));
        assertThrows(
                IllegalArgumentException.class, () -> new RecurrentNet(RecurrentNet.Kind.GRU, 120, 8, 2, true, true));
    }

    /** The share of the support among the twenty highest scores of an untrained network. */
    private static double startOf(UnrolledModel model, LabelledProblem sample) {
        Parameters w = model.initial(sample, new SplittableRandom(1));
        Batch scores = model.forward(Tape.inference(w), sample.problem(), model.layers())
                .toBatch();
        double found = 0;
        for (int s = 0; s < scores.count(); s++) {
            int sampleIndex = s;
            found += IntStream.range(0, scores.length())
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> -scores.at(sampleIndex, 0, i)))
                    .limit(20)
                    .filter(i -> sample.truth().energy(sampleIndex, i) > 0)
                    .count();
        }
        return found / 3 / scores.count();
    }

    @Test
    void istaNetStartsAsIsta() {
        for (DenseOperator a : List.of(real, complex)) {
            for (boolean whiten : new boolean[] {false, true}) {
                LabelledProblem sample = draw(a, 20);
                ThresholdingNet model = new ThresholdingNet(LAYERS, false, 0.2, 1, whiten);
                Parameters w = model.initial(sample, rng);
                Batch expected = new Ista(Penalty.absolute(0.2), LAYERS).solve(seen(sample, w, whiten));
                Batch found = estimate(model, w, sample.problem());
                assertArrayEquals(expected.data(), found.data(), 1e-5f);
                assertRanksBySize(model.forward(Tape.inference(w), sample.problem(), LAYERS), found);
            }
        }
    }

    private static void assertRanksBySize(Node scores, Batch x) {
        double rms = Math.sqrt(x.dot(x) / x.count() / x.length());
        for (int i = 0; i < scores.value().length; i++) {
            double size = Math.sqrt(x.energy(i / x.length(), i % x.length()));
            assertEquals(size / rms, scores.value()[i], 1e-3);
        }
    }

    /** With a steep HELU: x ← z where ‖z‖² > 2λγ, else 0, with z = x + γAᴴ(y − Ax). */
    @Test
    void ihtNetStartsAsHardThresholding() {
        for (DenseOperator a : List.of(real, complex)) {
            for (boolean whiten : new boolean[] {false, true}) {
                LabelledProblem sample = draw(a, 20);
                ThresholdingNet model = new ThresholdingNet(LAYERS, true, 0.2, 1e-5, whiten);
                Parameters w = model.initial(sample, rng);
                SparseProblem problem = seen(sample, w, whiten);
                Batch x = problem.zeroEstimate();
                double step = 1 / Math.pow(problem.operator().norm(), 2);
                for (int k = 0; k < LAYERS; k++) {
                    x = hardStep(problem, x, step, 0.2);
                }
                assertArrayEquals(x.data(), estimate(model, w, sample.problem()).data(), 1e-4f);
            }
        }
    }

    private static Batch hardStep(SparseProblem problem, Batch x, double step, double lambda) {
        Batch r = problem.operator().apply(x);
        for (int i = 0; i < r.data().length; i++) {
            r.data()[i] = problem.measurements().data()[i] - r.data()[i];
        }
        Batch z = problem.operator().adjoint(r);
        for (int i = 0; i < z.data().length; i++) {
            z.data()[i] = (float) (x.data()[i] + step * z.data()[i]);
        }
        Batch next = z.copy();
        for (int s = 0; s < z.count(); s++) {
            for (int i = 0; i < z.length(); i++) {
                for (int p = 0; p < z.planes() && z.energy(s, i) <= 2 * lambda * step; p++) {
                    next.set(s, p, i, 0);
                }
            }
        }
        return next;
    }

    /** The covariance of whitened measurements of many problems is a multiple of the identity. */
    @Test
    void whitenedMeasurementsAreWhite() {
        for (DenseOperator a : List.of(real, complex)) {
            LabelledProblem sample = draw(a, 20_000);
            NetworkInput input = new NetworkInput(true);
            Parameters w = new Parameters();
            input.addTo(w, sample);
            Batch x = input.stacked(Tape.inference(w), sample.problem()).toBatch();
            int n = x.length();
            double[] covariance = new double[n * n];
            for (int s = 0; s < x.count(); s++) {
                for (int i = 0; i < n * n; i++) {
                    covariance[i] += x.at(s, 0, i / n) * x.at(s, 0, i % n) / x.count();
                }
            }
            for (int i = 0; i < n * n; i++) {
                assertEquals(i % (n + 1) == 0 ? 1 : 0, covariance[i], 0.1);
            }
        }
    }

    /** 4,864,650 parameters of the authors' code, without 26 − 12 biases a unit of which each only adds to another. */
    @Test
    void theSizeIsThatOfThePaper() {
        LabelledProblem sample = draw(Matrices.realGaussian(rng, 20, 100), 2);
        UnrolledModel model = new RecurrentNet(RecurrentNet.Kind.GFLSTM, 425, 11, 2, false, false);
        assertEquals(4_864_650 - 14 * 425, model.initial(sample, rng).trainableSize());
    }
}

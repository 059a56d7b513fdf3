package org.gatefold.sparse.learned;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.LinearOperator;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.SparseSolver;
import org.gatefold.sparse.autodiff.Node;
import org.gatefold.sparse.autodiff.Parameter;
import org.gatefold.sparse.autodiff.Parameters;
import org.gatefold.sparse.autodiff.Tape;
import org.gatefold.sparse.classical.Amp;
import org.gatefold.sparse.classical.BernoulliGaussian;
import org.gatefold.sparse.classical.Ista;
import org.gatefold.sparse.classical.Penalty;
import org.gatefold.sparse.classical.Vamp;
import org.gatefold.sparse.evaluation.SyntheticProblems;
import org.gatefold.sparse.operator.Matrices;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The laws of every architecture: gradients, inference equals recording, zero to zero, and the classical start. */
class UnrolledModelTest {
    private static final int LAYERS = 4;
    private final RandomGenerator rng = new SplittableRandom(5);
    private final LinearOperator real = Matrices.realGaussian(rng, 20, 32);
    private final LinearOperator complex = Matrices.complexGaussian(rng, 16, 24);

    private static LabelledProblem draw(LinearOperator a, int count) {
        return new SyntheticProblems(
                        a, SyntheticProblems.Support.BERNOULLI, SyntheticProblems.Amplitudes.GAUSSIAN, 3, 30, false)
                .draw(new SplittableRandom(9), count);
    }

    private static Map<String, UnrolledModel> models() {
        Map<String, UnrolledModel> models = new LinkedHashMap<>();
        SupportSelection some = SupportSelection.upTo(4);
        for (AlistaWeights.Kind kind : AlistaWeights.Kind.values()) {
            AlistaWeights w = new AlistaWeights(kind, 0.1);
            models.put("alista " + kind, new Alista(LAYERS, w, some, false, StartingPoint.of(0.8, 0.1)));
        }
        models.put("alista-at", new Alista(LAYERS, AlistaWeights.ANALYTIC, some, true, StartingPoint.of(0.8, 0.1)));
        models.put("aglista", new Aglista(LAYERS, AlistaWeights.ANALYTIC, some, StartingPoint.of(0.8, 0.1)));
        for (NaAlista.Cell cell : NaAlista.Cell.values()) {
            for (NaAlista.Inputs inputs : NaAlista.Inputs.values()) {
                models.put(
                        "na-alista " + cell + " " + inputs,
                        new NaAlista(
                                LAYERS,
                                AlistaWeights.ANALYTIC,
                                some,
                                cell,
                                inputs,
                                5,
                                1,
                                0.2,
                                inputs == NaAlista.Inputs.R,
                                inputs == NaAlista.Inputs.U));
            }
        }
        for (Lista.Injection injection : Lista.Injection.values()) {
            models.put("lista " + injection, lista(Connectivity.dense(LAYERS), injection, Lista.Neuron.SOFT, true));
        }
        for (Lista.Neuron neuron : Lista.Neuron.values()) {
            models.put("lista " + neuron, lista(Connectivity.chain(), Lista.Injection.WEIGHTED, neuron, true));
        }
        models.put(
                "lista untied", lista(Connectivity.fista(LAYERS), Lista.Injection.WEIGHTED, Lista.Neuron.SOFT, false));
        for (Lista.Injection injection : Lista.Injection.values()) {
            models.put("lista analytic " + injection, analyticLista(injection));
        }
        models.put("lista-cp", new ListaCp(LAYERS, false, 0.1));
        models.put("lista-cpss", new ListaCp(LAYERS, true, 0.1));
        models.put("hyperlista", new HyperLista(LAYERS, 0.3, 0.2, 0.1));
        models.put("learned-amp", new LearnedAmp(LAYERS, 0.1, 0.8));
        models.put("learned-vamp", new LearnedVamp(LAYERS, 0.1, 0.8, 25));
        return models;
    }

    private static Lista lista(
            Connectivity connectivity, Lista.Injection injection, Lista.Neuron neuron, boolean tied) {
        return new Lista(LAYERS, connectivity, injection, neuron, new ListaStart.Ista(0.1), tied);
    }

    private static Lista analyticLista(Lista.Injection injection) {
        ListaStart start = new ListaStart.Analytic(0.8, 2, 0.1);
        return new Lista(LAYERS, Connectivity.dense(LAYERS), injection, Lista.Neuron.SOFT, start, true);
    }

    @TestFactory
    List<DynamicTest> laws() {
        List<DynamicTest> tests = new ArrayList<>();
        models().forEach((name, model) -> {
            for (LinearOperator a : List.of(real, complex)) {
                String title = name + (a.complex() ? " complex" : " real");
                tests.add(DynamicTest.dynamicTest(title, () -> checkLaws(model, draw(a, 6))));
            }
        });
        return tests;
    }

    private static void checkLaws(UnrolledModel model, LabelledProblem sample) {
        Parameters w = disturbed(model.initial(sample, new SplittableRandom(1)));
        SparseProblem problem = sample.problem();
        ModelLaws.check(model, w, problem);
        Batch zero =
                new Batch(2, problem.measurements().planes(), problem.operator().range());
        Node x = model.forward(
                Tape.inference(w), new SparseProblem(problem.operator(), zero, SparseProblem.UNKNOWN), LAYERS);
        if (!(model instanceof Lista lista) || lista.neuron() != Lista.Neuron.LEAKY_RELU) {
            assertArrayEquals(new float[x.value().length], x.value(), 1e-12f);
        }
    }

    /** Weights away from the special values of the start. */
    private static Parameters disturbed(Parameters w) {
        RandomGenerator rng = new SplittableRandom(2);
        for (Parameter p : w) {
            for (int i = 0; p.trainable() && i < p.size(); i++) {
                p.values()[i] += (float) (0.05 * Math.abs(p.values()[i]) * rng.nextGaussian());
            }
            p.changed();
        }
        return w;
    }

    private void assertStartsAs(UnrolledModel model, LinearOperator a, SparseSolver classical, double tolerance) {
        LabelledProblem sample = draw(a, 20);
        Parameters w = model.initial(sample, new SplittableRandom(1));
        Batch learned = model.forward(Tape.inference(w), sample.problem(), model.layers())
                .toBatch();
        Batch expected = classical.solve(sample.problem());
        double error = 0;
        for (int i = 0; i < learned.data().length; i++) {
            error = Math.max(error, Math.abs(learned.data()[i] - expected.data()[i]));
        }
        assertTrue(error <= tolerance, model.architecture() + " at its start differs by " + error);
    }

    @Test
    void listaStartsAsIsta() {
        for (LinearOperator a : List.of(real, complex)) {
            Ista ista = new Ista(Penalty.absolute(0.1), LAYERS);
            assertStartsAs(
                    lista(Connectivity.chain(), Lista.Injection.WEIGHTED, Lista.Neuron.SOFT, true), a, ista, 1e-5);
            assertStartsAs(
                    lista(Connectivity.dense(LAYERS), Lista.Injection.MOMENTUM, Lista.Neuron.SOFT, false),
                    a,
                    ista,
                    1e-5);
        }
    }

    @Test
    void listaStartsAsAlista() {
        for (LinearOperator a : List.of(real, complex)) {
            LabelledProblem sample = draw(a, 6);
            Alista alista = new Alista(
                    LAYERS,
                    new AlistaWeights(AlistaWeights.Kind.ANALYTIC, 0.1),
                    SupportSelection.NONE,
                    false,
                    new StartingPoint(0.8, 2, true));
            for (Lista.Injection injection : List.of(Lista.Injection.WEIGHTED, Lista.Injection.MOMENTUM)) {
                assertArrayEquals(start(alista, sample), start(analyticLista(injection), sample), 1e-5f);
            }
        }
    }

    private static float[] start(UnrolledModel model, LabelledProblem sample) {
        Parameters untrained = model.initial(sample, new SplittableRandom(1));
        return model.forward(Tape.inference(untrained), sample.problem(), LAYERS)
                .toBatch()
                .data();
    }

    @Test
    void alistaWithItsAdjointIsIsta() {
        for (LinearOperator a : List.of(real, complex)) {
            double step = 1 / (a.norm() * a.norm());
            Alista alista = new Alista(
                    LAYERS, AlistaWeights.ADJOINT, SupportSelection.NONE, false, StartingPoint.of(step, 0.1 * step));
            assertStartsAs(alista, a, new Ista(Penalty.absolute(0.1), LAYERS), 1e-5);
        }
    }

    /** θₖ over the mean of |Wᴴ(y − Ax)| that layer k of the finished start meets. */
    @Test
    void aRelativeStartHasItsThresholdsInUnitsOfTheErrorOfEachLayer() {
        for (LinearOperator a : List.of(real, complex)) {
            SupportSelection some = SupportSelection.upTo(4);
            StartingPoint start = new StartingPoint(0.6, 3, true);
            for (UnrolledModel model : List.of(
                    new Alista(LAYERS, AlistaWeights.ANALYTIC, some, false, start),
                    new Alista(LAYERS, AlistaWeights.ANALYTIC, some, true, start),
                    new Aglista(LAYERS, AlistaWeights.ANALYTIC, some, start))) {
                LabelledProblem sample = draw(a, 10);
                Parameters w = model.initial(sample, new SplittableRandom(1));
                List<Double> means = new ArrayList<>();
                Tape tape = Tape.inference(w);
                tape.listen(Tape.LayerListener.to(UnrolledModel.DIRECTION, direction -> {
                    Batch v = direction.toBatch();
                    double sum = 0;
                    for (int i = 0; i < v.count() * v.length(); i++) {
                        sum += Math.sqrt(v.energy(i / v.length(), i % v.length()));
                    }
                    means.add(sum / v.count() / v.length());
                }));
                model.forward(tape, sample.problem(), LAYERS);
                for (int k = 0; k < LAYERS; k++) {
                    double theta = w.at("theta." + k).values()[0];
                    assertEquals(3 * means.get(k), theta, 1e-5 * theta, model.architecture() + " layer " + k);
                }
                assertTrue(w.at("theta.3").values()[0] < w.at("theta.0").values()[0]);
            }
        }
    }

    @Test
    void analyticWeightsAreThoseOfTheDictionaryAtHand() {
        SupportSelection some = SupportSelection.upTo(4);
        StartingPoint start = StartingPoint.of(0.8, 0.1);
        Alista analytic = new Alista(LAYERS, new AlistaWeights(AlistaWeights.Kind.ANALYTIC, 0.2), some, false, start);
        Alista stored = new Alista(LAYERS, new AlistaWeights(AlistaWeights.Kind.TRAINED, 0.2), some, false, start);
        Parameters trainedElsewhere = analytic.initial(draw(real, 10), rng);
        assertFalse(trainedElsewhere.has("W"));
        for (LinearOperator other : List.of(real, complex, Matrices.realGaussian(rng, 12, 40))) {
            LabelledProblem sample = draw(other, 10);
            assertArrayEquals(
                    stored.forward(Tape.inference(stored.initial(sample, rng)), sample.problem(), LAYERS)
                            .toBatch()
                            .data(),
                    analytic.forward(Tape.inference(trainedElsewhere), sample.problem(), LAYERS)
                            .toBatch()
                            .data());
        }
    }

    @Test
    void relativeNaAlistaWithSilentNetworkActsAlikeAtEveryScale() {
        for (LinearOperator a : List.of(real, complex)) {
            SupportSelection some = SupportSelection.upTo(4);
            NaAlista model = new NaAlista(
                    LAYERS, AlistaWeights.ANALYTIC, some, NaAlista.Cell.LSTM, NaAlista.Inputs.RU, 8, 1, 2, true, false);
            LabelledProblem sample = draw(a, 10);
            Parameters w = model.initial(sample, new SplittableRandom(1));
            Arrays.fill(w.at("U2").values(), 0);
            Batch y = sample.problem().measurements();
            Batch loud = new Batch(y.count(), y.planes(), y.length());
            for (int i = 0; i < y.data().length; i++) {
                loud.data()[i] = 64 * y.data()[i];
            }
            float[] expected = model.forward(Tape.inference(w), sample.problem(), LAYERS)
                    .toBatch()
                    .data();
            for (int i = 0; i < expected.length; i++) {
                expected[i] *= 64;
            }
            SparseProblem scaled = new SparseProblem(a, loud, SparseProblem.UNKNOWN);
            assertArrayEquals(
                    expected,
                    model.forward(Tape.inference(w), scaled, LAYERS).toBatch().data(),
                    1e-3f);
        }
    }

    @Test
    void naAlistaWithSilentNetworkIsAlista() {
        for (LinearOperator a : List.of(real, complex)) {
            SupportSelection some = SupportSelection.upTo(4);
            NaAlista model = new NaAlista(
                    LAYERS,
                    AlistaWeights.ANALYTIC,
                    some,
                    NaAlista.Cell.LSTM,
                    NaAlista.Inputs.RU,
                    8,
                    1,
                    0.1,
                    false,
                    false);
            LabelledProblem sample = draw(a, 10);
            Parameters w = model.initial(sample, new SplittableRandom(1));
            Arrays.fill(w.at("U2").values(), 0);
            Arrays.fill(w.at("b2").values(), 0);
            float softplus = (float) Math.log(2);
            Alista alista = new Alista(
                    LAYERS, AlistaWeights.ANALYTIC, some, false, StartingPoint.of(softplus, 0.1f * softplus));
            Parameters constant = alista.initial(sample, new SplittableRandom(1));
            assertArrayEquals(
                    alista.forward(Tape.inference(constant), sample.problem(), LAYERS)
                            .toBatch()
                            .data(),
                    model.forward(Tape.inference(w), sample.problem(), LAYERS)
                            .toBatch()
                            .data(),
                    1e-6f);
        }
    }

    @Test
    void aglistaWithoutGatesIsAlista() {
        SupportSelection some = SupportSelection.upTo(4);
        Aglista model = new Aglista(LAYERS, AlistaWeights.ANALYTIC, some, StartingPoint.of(0.8, 0.1));
        LabelledProblem sample = draw(real, 10);
        Parameters w = model.initial(sample, new SplittableRandom(1));
        for (int k = 0; k < LAYERS; k++) {
            w.at("nu." + k).values()[0] = 0;
            w.at("a." + k).values()[0] = 0;
        }
        Alista alista = new Alista(LAYERS, AlistaWeights.ANALYTIC, some, false, StartingPoint.of(0.8, 0.1));
        assertArrayEquals(
                alista.forward(Tape.inference(alista.initial(sample, rng)), sample.problem(), LAYERS)
                        .toBatch()
                        .data(),
                model.forward(Tape.inference(w), sample.problem(), LAYERS)
                        .toBatch()
                        .data(),
                1e-6f);
    }

    @Test
    void learnedAmpStartsAsAmp() {
        for (LinearOperator a : List.of(real, complex)) {
            BernoulliGaussian prior = new BernoulliGaussian(0.1, 0.8);
            assertStartsAs(new LearnedAmp(3, 0.1, 0.8), a, new Amp(prior, 3, 1, 0), 2e-4);
        }
    }

    @Test
    void learnedVampStartsAsVamp() {
        for (LinearOperator a : List.of(real, complex)) {
            BernoulliGaussian prior = new BernoulliGaussian(0.1, 0.8);
            SparseSolver vamp = (problem, listener) -> {
                Batch y = problem.measurements();
                double[] noise = new double[y.count()];
                for (int s = 0; s < noise.length; s++) {
                    noise[s] = y.energy(s) / y.stride() / (1 + Math.pow(10, 2.5));
                }
                return new Vamp(prior, 3, 1, 0).solve(new SparseProblem(problem.operator(), y, noise), listener);
            };
            assertStartsAs(new LearnedVamp(3, 0.1, 0.8, 25), a, vamp, 2e-4);
        }
    }
}

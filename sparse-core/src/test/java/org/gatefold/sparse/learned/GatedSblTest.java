package org.gatefold.sparse.learned;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.LinearOperator;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.autodiff.Gradient;
import org.gatefold.sparse.autodiff.GradientLaws;
import org.gatefold.sparse.autodiff.Parameter;
import org.gatefold.sparse.autodiff.Parameters;
import org.gatefold.sparse.autodiff.Tape;
import org.gatefold.sparse.classical.Sbl;
import org.gatefold.sparse.classical.SblPosterior;
import org.gatefold.sparse.classical.SblUpdate;
import org.gatefold.sparse.classical.StartingVariances;
import org.gatefold.sparse.evaluation.SyntheticProblems;
import org.gatefold.sparse.operator.DenseOperator;
import org.gatefold.sparse.operator.Matrices;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GatedSblTest {
    private static final int RANGE = 12;
    private static final int DOMAIN = 30;
    private final RandomGenerator rng = new SplittableRandom(8);

    private static GatedSbl model(int layers, int messages, GatedSbl.Cell cell, GatedSbl.Base base) {
        return new GatedSbl(layers, 12, 6, messages, messages > 0, cell, base, true, 1e-8, 0, StartingVariances.EVEN);
    }

    private DenseOperator dictionary(boolean complex) {
        return complex ? Matrices.complexGaussian(rng, RANGE, DOMAIN) : Matrices.realGaussian(rng, RANGE, DOMAIN);
    }

    private static LabelledProblem draw(LinearOperator a, int count) {
        return new SyntheticProblems(
                        a, SyntheticProblems.Support.EXACT, SyntheticProblems.Amplitudes.UNIFORM, 3, 25, true)
                .draw(new SplittableRandom(9), count);
    }

    /** As many snapshots of one support. */
    private LabelledProblem snapshots(DenseOperator a, int count, int snapshots) {
        LabelledProblem one = draw(a, count);
        int planes = one.truth().planes();
        Batch x = new Batch(count, planes * snapshots, DOMAIN);
        for (int s = 0; s < count; s++) {
            for (int p = 0; p < x.planes(); p++) {
                for (int j = 0; j < DOMAIN; j++) {
                    x.set(s, p, j, one.truth().energy(s, j) > 0 ? rng.nextGaussian() : 0);
                }
            }
        }
        return new LabelledProblem(new SparseProblem(a, a.apply(x), 1e-3), x);
    }

    /** Weights that do something everywhere. */
    private Parameters weights(UnrolledModel model, LabelledProblem sample) {
        Parameters w = model.initial(sample, new SplittableRandom(1));
        for (Parameter p : w) {
            for (int i = 0; i < p.size(); i++) {
                p.values()[i] += (float) (0.1 * rng.nextGaussian());
            }
            p.changed();
        }
        return w;
    }

    @ParameterizedTest
    @CsvSource({"false, 1, MACKAY", "true, 1, MACKAY", "true, 3, MACKAY", "false, 2, EM", "true, 1, EM"})
    void startsAsClassicalSbl(boolean complex, int count, GatedSbl.Base base) {
        int layers = 8;
        GatedSbl gated = model(layers, 4, GatedSbl.Cell.GRU, base);
        LabelledProblem sample = snapshots(dictionary(complex), 5, count);
        Tape tape = Tape.inference(gated.initial(sample, rng));
        List<Batch> gammas = new ArrayList<>();
        tape.listen(Tape.LayerListener.to(UnrolledModel.GAMMA, g -> gammas.add(g.toBatch())));
        gated.forward(tape, sample.problem(), layers);
        SblUpdate update = base == GatedSbl.Base.EM ? SblUpdate.EM : SblUpdate.MACKAY;
        SblPosterior classical = new Sbl(update, false, 1e-8, 1, layers - 1, 0).posterior(sample.problem());
        Batch y = sample.problem().measurements();
        for (int s = 0; s < 5; s++) {
            double square = y.energy(s) / y.stride();
            double[] expected = classical.gamma(s);
            for (int j = 0; j < DOMAIN; j++) {
                double norm = norm(sample.problem().operator(), j);
                double found = Math.exp(gammas.get(layers - 1).at(s, 0, j)) * square / (norm * norm);
                if (expected[j] > 1e-4 * square) {
                    assertEquals(1, found / expected[j], base == GatedSbl.Base.EM ? 5e-3 : 1e-3);
                }
            }
        }
    }

    private static double norm(LinearOperator a, int j) {
        Batch unit = new Batch(1, a.complex() ? 2 : 1, a.domain());
        unit.set(0, 0, j, 1);
        return Math.sqrt(a.apply(unit).energy(0));
    }

    /** Where no correlation weighs anything, all of the gradient is exact. */
    @ParameterizedTest
    @EnumSource(GatedSbl.Base.class)
    void gradientIsExact(GatedSbl.Base base) {
        for (boolean complex : new boolean[] {false, true}) {
            for (GatedSbl.Cell cell : GatedSbl.Cell.values()) {
                GatedSbl gated = model(3, 0, cell, base);
                // Several snapshots, for log q is not smooth where a single amplitude vanishes.
                LabelledProblem sample = snapshots(dictionary(complex), 1, 4);
                Parameters w = weights(gated, sample);
                withoutWeightedMeans(w);
                Parameters held = new Parameters();
                for (Parameter p : w) {
                    if (p.name().equals("D") || p.name().equals("H")) {
                        held.addFixed(p.name(), p.rows(), p.columns(), p.values());
                    } else {
                        held.add(p.name(), p.rows(), p.columns(), p.values());
                    }
                }
                GradientLaws.check(held, tape -> gated.forward(tape, sample.problem(), 3));
            }
        }
    }

    /** Clears the columns of D and H that meet means weighted by ρ, through which no gradient flows. */
    private static void withoutWeightedMeans(Parameters w) {
        for (String name : List.of("D", "H")) {
            Parameter p = w.at(name);
            for (int i = 0; i < p.size(); i++) {
                p.values()[i] = i % p.columns() < p.columns() / 2 ? p.values()[i] : 0;
            }
            p.changed();
        }
    }

    @Test
    void inferenceIsTheRecordedPass() {
        GatedSbl gated = model(4, 4, GatedSbl.Cell.GRU, GatedSbl.Base.MACKAY);
        LabelledProblem sample = draw(dictionary(true), 6);
        Parameters w = weights(gated, sample);
        Tape inference = Tape.inference(w);
        float[] recorded = gated.forward(Tape.recording(w, new Gradient(w)), sample.problem(), 4)
                .toBatch()
                .data();
        for (int pass = 0; pass < 2; pass++) {
            assertArrayEquals(
                    recorded,
                    gated.forward(inference, sample.problem(), 4).toBatch().data());
            inference.reset();
        }
    }

    @Test
    void problemsDoNotMeet() {
        GatedSbl gated = model(5, 4, GatedSbl.Cell.GRU, GatedSbl.Base.MACKAY);
        LabelledProblem sample = draw(dictionary(false), 5);
        Parameters w = weights(gated, sample);
        Batch all = scores(gated, w, sample.problem());
        for (int s = 0; s < 5; s++) {
            Batch alone = scores(gated, w, sample.problem().slice(s, s + 1));
            for (int j = 0; j < DOMAIN; j++) {
                assertEquals(all.at(s, 0, j), alone.at(0, 0, j), 2e-3);
            }
        }
    }

    private static Batch scores(GatedSbl gated, Parameters w, SparseProblem problem) {
        return gated.forward(Tape.inference(w), problem, gated.layers()).toBatch();
    }

    /** The order of the columns, the size of y and those of the columns change nothing but the order of the scores. */
    @ParameterizedTest
    @CsvSource({"false", "true"})
    void orderAndScaleDoNotMatter(boolean complex) {
        GatedSbl gated = model(5, 4, GatedSbl.Cell.GRU, GatedSbl.Base.MACKAY);
        DenseOperator a = dictionary(complex);
        LabelledProblem sample = draw(a, 4);
        Parameters w = weights(gated, sample);
        Batch expected = scores(gated, w, sample.problem());
        double[] factors = rng.doubles(DOMAIN, 0.3, 3).toArray();
        Batch y = sample.problem().measurements().copy();
        double[] noise = new double[4];
        for (int i = 0; i < y.data().length; i++) {
            y.data()[i] *= 40;
        }
        for (int s = 0; s < 4; s++) {
            noise[s] = 1600 * sample.problem().noiseVariance(s);
        }
        DenseOperator turned = rotated(a.scaled(factors));
        Batch found = scores(gated, w, new SparseProblem(turned, y, noise));
        for (int s = 0; s < 4; s++) {
            for (int j = 0; j < DOMAIN; j++) {
                assertEquals(expected.at(s, 0, j), found.at(s, 0, (j + 7) % DOMAIN), 2e-3);
            }
        }
    }

    /** Column j becomes column j + 7. */
    private static DenseOperator rotated(DenseOperator a) {
        double[] re = new double[RANGE * DOMAIN];
        double[] im = new double[a.complex() ? re.length : 0];
        for (int i = 0; i < RANGE; i++) {
            for (int j = 0; j < DOMAIN; j++) {
                re[i * DOMAIN + (j + 7) % DOMAIN] = a.re()[i * DOMAIN + j];
                if (a.complex()) {
                    im[i * DOMAIN + (j + 7) % DOMAIN] = a.im()[i * DOMAIN + j];
                }
            }
        }
        return a.complex()
                ? new org.gatefold.sparse.operator.ComplexMatrix(RANGE, DOMAIN, re, im)
                : new org.gatefold.sparse.operator.RealMatrix(RANGE, DOMAIN, re);
    }

    @Test
    void nothingMeasuredIsNothingFound() {
        GatedSbl gated = model(3, 4, GatedSbl.Cell.GRU, GatedSbl.Base.MACKAY);
        LabelledProblem sample = draw(dictionary(true), 2);
        Parameters w = weights(gated, sample);
        SparseProblem silent = new SparseProblem(sample.problem().operator(), new Batch(2, 2, RANGE), 0);
        Batch scores = scores(gated, w, silent);
        assertTrue(scores.isFinite());
        Batch x = gated.answer(silent, scores);
        assertEquals(0, x.energy(0));
        assertEquals(0, x.energy(1));
    }
}

package org.gatefold.sparse.learned;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.autodiff.Gradient;
import org.gatefold.sparse.autodiff.Losses;
import org.gatefold.sparse.autodiff.Parameter;
import org.gatefold.sparse.autodiff.Parameters;
import org.gatefold.sparse.autodiff.Tape;
import org.gatefold.sparse.evaluation.SyntheticProblems;
import org.gatefold.sparse.operator.DenseOperator;
import org.gatefold.sparse.operator.Matrices;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Whole models against SameDiff graphs of the papers' equations, written from scratch in double: the loss and its
 * gradient by every trained parameter.
 */
class SameDiffModelTest {
    private static final int LAYERS = 3;
    private static final int COUNT = 5;
    private static final double LAMBDA = 0.1;

    /** A graph over rows of all planes of a sample, [Re | Im] for complex data. */
    private static final class Graph {
        final SameDiff g = SameDiff.create();
        final Map<String, SDVariable> weights = new HashMap<>();
        final int planes;
        final int range;
        final int n;
        final SDVariable y;
        final SDVariable matrix;
        final SDVariable adjoint;

        Graph(Parameters parameters, LabelledProblem problem) {
            DenseOperator a = (DenseOperator) problem.problem().operator();
            planes = a.complex() ? 2 : 1;
            range = a.range();
            n = a.domain();
            INDArray real = Nd4j.createFromArray(a.realForm()).reshape((long) planes * a.range(), (long) planes * n);
            adjoint = g.constant(real);
            matrix = g.constant(real.transpose().dup('c'));
            y = rows(problem.problem().measurements());
            for (Parameter p : parameters) {
                double[] values = new double[p.size()];
                Arrays.setAll(values, i -> p.values()[i]);
                // SameDiff wants names without dots.
                INDArray array = Nd4j.createFromArray(values).reshape((long) p.rows(), (long) p.columns());
                weights.put(p.name(), g.var(p.name().replace('.', '_').replace('-', '_'), array));
            }
        }

        SDVariable rows(Batch batch) {
            double[] values = new double[batch.data().length];
            Arrays.setAll(values, i -> batch.data()[i]);
            return g.constant(Nd4j.createFromArray(values).reshape(batch.count(), batch.stride()));
        }

        SDVariable w(String name) {
            return Objects.requireNonNull(weights.get(name), name);
        }

        SDVariable zero() {
            return g.constant(Nd4j.zeros(DataType.DOUBLE, COUNT, (long) planes * n));
        }

        SDVariable magnitude(SDVariable x) {
            SDVariable parts = x.reshape(COUNT, planes, n);
            return g.math().sqrt(parts.mul(parts).sum(1).add(1e-30));
        }

        /** A number for each entry, for all planes. */
        SDVariable spread(SDVariable perEntry) {
            return planes == 1 ? perEntry : g.concat(1, perEntry, perEntry);
        }

        SDVariable soft(SDVariable z, SDVariable theta) {
            SDVariable factor = g.nn().relu(theta.div(magnitude(z)).rsub(1), 0);
            return z.mul(spread(factor));
        }

        SDVariable residual(SDVariable x) {
            return y.sub(x.mmul(matrix));
        }
    }

    private static SDVariable alista(Graph m, boolean adaptive) {
        SDVariable x = m.zero();
        for (int k = 0; k < LAYERS; k++) {
            SDVariable theta = m.w("theta." + k);
            if (adaptive) {
                theta = theta.div(m.magnitude(x).div(0.1).add(1));
            }
            x = m.soft(x.add(m.residual(x).mmul(m.w("W")).mul(m.w("gamma." + k))), theta);
        }
        return x;
    }

    private static SDVariable aglista(Graph m) {
        SDVariable x = m.zero();
        for (int k = 0; k < LAYERS; k++) {
            SDVariable inside = x;
            if (k > 0) {
                SDVariable decay =
                        m.g.math().exp(m.magnitude(x).mul(m.w("v." + k)).neg());
                SDVariable height = m.w("theta." + (k - 1)).mul(m.w("nu." + k));
                inside = x.mul(m.spread(decay.mul(height).add(1)));
            }
            SDVariable z = x.add(m.residual(inside).mmul(m.w("W")).mul(m.w("gamma." + k)));
            SDVariable next = m.soft(z, m.w("theta." + k));
            SDVariable change = next.sub(x);
            SDVariable overshoot = m.magnitude(change).add(0.01).rdiv(1).mul(m.w("a." + k));
            x = next.add(change.mul(m.spread(overshoot)));
        }
        return x;
    }

    private static SDVariable naAlista(Graph m) {
        SDVariable ones = m.g.constant(Nd4j.ones(DataType.DOUBLE, COUNT, 1));
        SDVariable x = m.zero();
        SDVariable h = ones.mul(m.w("cell.h0"));
        SDVariable c = ones.mul(m.w("cell.c0"));
        for (int k = 0; k < LAYERS; k++) {
            SDVariable r = m.residual(x);
            SDVariable v = r.mmul(m.w("W"));
            SDVariable parts = r.reshape(COUNT, m.planes, m.range);
            SDVariable rNorm =
                    m.g.math().sqrt(parts.mul(parts).sum(1).add(1e-30)).sum(true, 1);
            SDVariable features = m.g.concat(1, rNorm, m.magnitude(v).sum(true, 1));
            SDVariable input = features.add(m.w("input.shift")).mul(m.w("input.factor"));
            SDVariable gates = input.mmul(m.w("cell.input"))
                    .add(h.mmul(m.w("cell.hidden")))
                    .add(m.w("cell.bias"));
            SDVariable keep = m.g.nn().sigmoid(quarter(m, gates, 1)).mul(c);
            c = keep.add(m.g.nn().sigmoid(quarter(m, gates, 0)).mul(m.g.nn().tanh(quarter(m, gates, 2))));
            h = m.g.nn().sigmoid(quarter(m, gates, 3)).mul(m.g.nn().tanh(c));
            SDVariable hidden = m.g.nn().relu(c.mmul(m.w("U1")).add(m.w("b1")), 0);
            SDVariable out = m.g.nn().softplus(hidden.mmul(m.w("U2")).add(m.w("b2")));
            SDVariable gamma = m.g.slice(out, new int[] {0, 0}, COUNT, 1);
            SDVariable theta = m.g.slice(out, new int[] {0, 1}, COUNT, 1).mul(0.2);
            x = m.soft(x.add(v.mul(gamma)), theta);
        }
        return x;
    }

    private static SDVariable quarter(Graph m, SDVariable gates, int k) {
        return m.g.slice(gates, new int[] {0, 4 * k}, COUNT, 4);
    }

    private static SDVariable lista(Graph m) {
        SDVariable shared = m.y.mmul(m.w("Wb"));
        List<SDVariable> outputs = new ArrayList<>();
        for (int k = 0; k < LAYERS; k++) {
            SDVariable z = shared;
            if (k > 0) {
                SDVariable sum = m.zero();
                for (int i = 0; i < k; i++) {
                    // The link from the layer before comes first, then the earlier ones.
                    int source = i == 0 ? k - 1 : i - 1;
                    SDVariable c = m.g.slice(m.w("c." + k), new int[] {0, i}, 1, 1);
                    SDVariable term = outputs.get(source).mul(c);
                    sum = sum.add(term);
                }
                z = shared.add(sum.div(k).mmul(m.w("Wx")));
            }
            outputs.add(m.soft(z, m.w("theta." + k)));
        }
        return outputs.get(LAYERS - 1);
    }

    private static SDVariable listaCp(Graph m) {
        SDVariable x = m.zero();
        for (int k = 0; k < LAYERS; k++) {
            x = m.soft(x.add(m.residual(x).mmul(m.w("W." + k))), m.w("theta." + k));
        }
        return x;
    }

    private static SDVariable learnedAmp(Graph m, double ratio) {
        SDVariable x = m.zero();
        SDVariable z = m.y;
        double numbers = (double) m.planes * m.range;
        for (int k = 0; k < LAYERS; k++) {
            SDVariable r = x.add(z.mmul(m.adjoint).mul(m.w("step." + k)));
            SDVariable tau = z.mul(z).sum(true, 1).div(numbers).mul(m.g.math().exp(m.w("log-tau." + k)));
            SDVariable variance = m.g.math().exp(m.w("log-variance." + k));
            SDVariable gain = tau.add(variance).rdiv(1).mul(variance);
            SDVariable size = m.g.math().square(m.magnitude(r));
            SDVariable odds = size.mul(gain.div(tau).mul(0.5))
                    .add(m.w("logit." + k))
                    .sub(m.g.math().log(tau.rdiv(1).mul(variance).add(1)).mul(m.planes / 2.0));
            SDVariable active = m.g.nn().sigmoid(odds);
            SDVariable mean = r.mul(m.spread(active.mul(gain)));
            SDVariable bend = size.mul(active)
                    .mul(active.rsub(1))
                    .mul(gain.mul(gain).div(tau).div(m.planes));
            SDVariable divergence = active.mul(gain).add(bend).mean(true, 1);
            SDVariable damping = m.w("damping." + k);
            x = x.add(mean.sub(x).mul(damping));
            if (k < LAYERS - 1) {
                SDVariable memory = divergence.mul(ratio).mul(m.w("memory." + k));
                SDVariable fresh = m.residual(x).add(z.mul(memory));
                z = z.add(fresh.sub(z).mul(damping));
            }
        }
        return x;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void modelsAgree(boolean complex) {
        RandomGenerator rng = new SplittableRandom(4);
        DenseOperator a = complex ? Matrices.complexGaussian(rng, 12, 18) : Matrices.realGaussian(rng, 12, 18);
        LabelledProblem problem = new SyntheticProblems(
                        a, SyntheticProblems.Support.EXACT, SyntheticProblems.Amplitudes.GAUSSIAN, 3, 30, false)
                .draw(rng, COUNT);
        SupportSelection none = SupportSelection.NONE;
        AlistaWeights w = AlistaWeights.TRAINED;
        check(new Alista(LAYERS, w, none, false, StartingPoint.of(0.8, LAMBDA)), problem, m -> alista(m, false));
        check(new Alista(LAYERS, w, none, true, StartingPoint.of(0.8, LAMBDA)), problem, m -> alista(m, true));
        check(new Aglista(LAYERS, w, none, StartingPoint.of(0.8, LAMBDA)), problem, SameDiffModelTest::aglista);
        check(
                new NaAlista(LAYERS, w, none, NaAlista.Cell.LSTM, NaAlista.Inputs.RU, 4, 1, 0.2, false, false),
                problem,
                SameDiffModelTest::naAlista);
        check(
                new Lista(
                        LAYERS,
                        Connectivity.dense(LAYERS),
                        Lista.Injection.WEIGHTED,
                        Lista.Neuron.SOFT,
                        new ListaStart.Ista(LAMBDA),
                        true),
                problem,
                SameDiffModelTest::lista);
        check(new ListaCp(LAYERS, false, LAMBDA), problem, SameDiffModelTest::listaCp);
        check(new LearnedAmp(LAYERS, 0.15, 0.7), problem, m -> learnedAmp(m, (double) a.domain() / a.range()));
    }

    private static void check(UnrolledModel model, LabelledProblem problem, Function<Graph, SDVariable> equations) {
        Parameters w = model.initial(problem, new SplittableRandom(3));
        RandomGenerator rng = new SplittableRandom(5);
        for (Parameter p : w) {
            for (int i = 0; p.trainable() && i < p.size(); i++) {
                p.values()[i] += (float) (0.05 * Math.abs(p.values()[i]) * rng.nextGaussian());
            }
            p.changed();
        }
        Gradient gradient = new Gradient(w);
        Tape tape = Tape.recording(w, gradient);
        var loss = Losses.squaredError(model.forward(tape, problem.problem(), LAYERS), problem.truth());
        tape.backward(loss, 1);

        Graph graph = new Graph(w, problem);
        SDVariable difference = equations.apply(graph).sub(graph.rows(problem.truth()));
        SDVariable expected = difference.mul(difference).sum("loss");
        expected.markAsLoss();
        List<String> names = new ArrayList<>();
        for (Parameter p : w) {
            if (p.trainable()) {
                names.add(graph.w(p.name()).name());
            }
        }
        Map<String, INDArray> slopes = graph.g.calculateGradients(Map.of(), names.toArray(new String[0]));
        double value = Objects.requireNonNull(graph.g.output(Map.of(), "loss").get("loss"))
                .getDouble(0);
        assertEquals(value, loss.scalar(), 1e-4 * value, model.architecture());
        for (Parameter p : w) {
            if (p.trainable()) {
                // SameDiff has no gradient by what the loss does not depend on.
                INDArray known = slopes.get(graph.w(p.name()).name());
                double[] slope = known == null
                        ? new double[p.size()]
                        : known.castTo(DataType.DOUBLE).dup('c').data().asDouble();
                double size = 1e-2;
                for (double v : slope) {
                    size = Math.max(size, Math.abs(v));
                }
                for (int i = 0; i < slope.length; i++) {
                    assertEquals(
                            slope[i],
                            gradient.of(p)[i],
                            1e-3 * size,
                            model.architecture() + ": gradient by " + p.name() + " at " + i);
                }
            }
        }
    }
}

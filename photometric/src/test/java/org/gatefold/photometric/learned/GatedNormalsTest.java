package org.gatefold.photometric.learned;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.gatefold.photometric.Lights;
import org.gatefold.photometric.learned.GatedNormals.Cell;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.autodiff.Gradient;
import org.gatefold.sparse.autodiff.GradientLaws;
import org.gatefold.sparse.autodiff.Node;
import org.gatefold.sparse.autodiff.Parameter;
import org.gatefold.sparse.autodiff.Parameters;
import org.gatefold.sparse.autodiff.Tape;
import org.gatefold.sparse.operator.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Laws of gated SBL for normals. */
class GatedNormalsTest {
    private static final GatedNormals MODEL = model(3, Cell.GRU, true, true, true);

    private static GatedNormals model(int layers, Cell cell, boolean context, boolean view, boolean correction) {
        return new GatedNormals(layers, 8, 4, cell, context, view, correction, 1e9);
    }

    private static LabelledProblem pixels(long seed, int lights, int count) {
        return PixelProblems.anyLights(lights, lights).draw(new SplittableRandom(seed), count);
    }

    /** The same with noise: clean pixels whose errors vanish amplify the rounding of single precision. */
    private static LabelledProblem noisy(long seed, int lights, int count) {
        LabelledProblem pixels = pixels(seed, lights, count);
        Batch o = pixels.problem().measurements().copy();
        SplittableRandom rng = new SplittableRandom(seed);
        for (int p = 0; p < count; p++) {
            double albedo = Math.sqrt(pixels.truth().energy(p));
            for (int i = 0; i < lights; i++) {
                o.data()[p * lights + i] += (float) (0.05 * (0.1 + albedo) * rng.nextDouble(0.5, 1.5));
            }
        }
        return new LabelledProblem(
                new SparseProblem(pixels.problem().operator(), o, SparseProblem.UNKNOWN), pixels.truth());
    }

    /** Weights as training might find them. */
    private static Parameters trained(GatedNormals model) {
        SplittableRandom rng = new SplittableRandom(3);
        Parameters w = model.initial(pixels(1, 8, 4), rng);
        for (String name : new String[] {"head", "head.bias"}) {
            Parameter p = w.at(name);
            for (int i = 0; i < p.size(); i++) {
                p.values()[i] = (float) (0.4 * rng.nextGaussian());
            }
        }
        return w;
    }

    private static Batch solve(GatedNormals model, Parameters w, SparseProblem problem) {
        return model.forward(Tape.inference(w), problem, model.layers()).toBatch();
    }

    private static SparseProblem problem(Lights lights, Batch intensities) {
        return new SparseProblem(
                new RealMatrix(lights.count(), 3, lights.matrix()), intensities, SparseProblem.UNKNOWN);
    }

    @Test
    void atTheStartItIsMacKaysIteration() {
        LabelledProblem pixels = pixels(2, 12, 30);
        GatedNormals model = model(20, Cell.GRU, true, true, true);
        Batch answer = solve(model, model.initial(pixels, new SplittableRandom(1)), pixels.problem());
        for (int p = 0; p < 30; p++) {
            double[] expected = macKay(pixels.problem(), p, 20);
            double size = Math.sqrt(answer.energy(p));
            for (int d = 0; d < 3; d++) {
                assertEquals(expected[d], answer.at(p, 0, d), 2e-4 * size + 1e-12, "pixel " + p);
            }
        }
    }

    /** The textbook iteration γ ← e²/(1 − wlᵀCl), one pixel at a time. */
    private static double[] macKay(SparseProblem problem, int p, int steps) {
        int r = problem.operator().range();
        double[] light = ((RealMatrix) problem.operator()).re();
        double mean = 0;
        int used = 0;
        for (int i = 0; i < r; i++) {
            float v = problem.measurements().at(p, 0, i);
            mean += Float.isNaN(v) ? 0 : Math.abs(v);
            used += Float.isNaN(v) ? 0 : 1;
        }
        mean = mean > 0 ? mean / used : 1;
        double[] gamma = new double[r];
        java.util.Arrays.fill(gamma, 1);
        double[] n = new double[3];
        for (int t = 0; t <= steps; t++) {
            var gram = new org.apache.commons.math3.linear.Array2DRowRealMatrix(3, 3);
            var right = new org.apache.commons.math3.linear.ArrayRealVector(3);
            for (int i = 0; i < r; i++) {
                float v = problem.measurements().at(p, 0, i);
                for (int a = 0; a < 3 && !Float.isNaN(v); a++) {
                    right.addToEntry(a, light[3 * i + a] * v / mean / gamma[i]);
                    for (int b = 0; b < 3; b++) {
                        gram.addToEntry(a, b, light[3 * i + a] * light[3 * i + b] / gamma[i]);
                    }
                }
            }
            for (int a = 0; a < 3; a++) {
                gram.addToEntry(a, a, 1e-12 * gram.getTrace());
            }
            var inverse = new org.apache.commons.math3.linear.LUDecomposition(gram, 1e-300)
                    .getSolver()
                    .getInverse();
            n = inverse.operate(right).toArray();
            for (int i = 0; i < r; i++) {
                double[] l = {light[3 * i], light[3 * i + 1], light[3 * i + 2]};
                double e = problem.measurements().at(p, 0, i) / mean - l[0] * n[0] - l[1] * n[1] - l[2] * n[2];
                double rho = new org.apache.commons.math3.linear.ArrayRealVector(l)
                                .dotProduct(inverse.operate(new org.apache.commons.math3.linear.ArrayRealVector(l)))
                        / gamma[i];
                double step = Math.log(e * e + 1e-8) - Math.log(Math.max(1 - rho, 1e-9)) - Math.log(gamma[i]);
                double next = Math.log(gamma[i]) + Math.max(-12, Math.min(12, step));
                gamma[i] = Math.exp(Math.max(-18, Math.min(6, next)));
            }
        }
        return new double[] {n[0] * mean, n[1] * mean, n[2] * mean};
    }

    @ParameterizedTest
    @ValueSource(strings = {"gru", "mlp", "no context", "no view", "no correction"})
    void derivatives(String variant) {
        GatedNormals model = model(
                2,
                variant.equals("mlp") ? Cell.MLP : Cell.GRU,
                !variant.equals("no context"),
                !variant.equals("no view"),
                !variant.equals("no correction"));
        LabelledProblem pixels = pixels(5, 9, 5);
        for (String told : new String[] {"", GatedNormals.OUTLIER, GatedNormals.ERROR}) {
            GradientLaws.check(trained(model), tape -> {
                Node[] heard = new Node[1];
                tape.listen(Tape.LayerListener.to(told, node -> heard[0] = node));
                Node answer = model.forward(tape, pixels.problem(), 2);
                return heard[0] == null ? answer : heard[0];
            });
        }
    }

    @Test
    void derivativesOfTheLoss() {
        LabelledProblem pixels = noisy(8, 10, 12);
        Parameters w = trained(MODEL);
        Gradient gradient = new Gradient(w);
        Tape tape = Tape.recording(w, gradient);
        // No slope passes through the error that is to be expected, so differences by the other weights would differ.
        AngularLoss objective = new AngularLoss(0.3, 0);
        tape.backward(objective.loss(tape, MODEL.forward(tape, pixels.problem(), 3), pixels), 1);
        SplittableRandom rng = new SplittableRandom(9);
        for (String name : new String[] {"features", "cell.input", "head", "head.bias"}) {
            Parameter p = w.at(name);
            double predicted = 0;
            double[] losses = new double[2];
            float[] before = p.values().clone();
            double[] direction = rng.doubles(p.size(), -1, 1).toArray();
            double step = 4e-4;
            for (int side = 0; side < 2; side++) {
                for (int i = 0; i < p.size(); i++) {
                    p.values()[i] = (float) (before[i] + (2 * side - 1) * step * direction[i]);
                }
                Tape other = Tape.recording(w, new Gradient(w));
                losses[side] = objective
                        .loss(other, MODEL.forward(other, pixels.problem(), 3), pixels)
                        .scalar();
            }
            System.arraycopy(before, 0, p.values(), 0, before.length);
            for (int i = 0; i < p.size(); i++) {
                predicted += gradient.of(p)[i] * direction[i];
            }
            double measured = (losses[1] - losses[0]) / (2 * step);
            assertEquals(measured, predicted, 0.02 * Math.abs(measured) + 2e-3, name);
        }
    }

    @Test
    void orderOfLightsScaleAndTurnDoNotMatter() {
        LabelledProblem pixels = noisy(7, 11, 40);
        Parameters w = trained(MODEL);
        Batch o = pixels.problem().measurements();
        Lights lights = new Lights(((RealMatrix) pixels.problem().operator()).re());
        Batch expected = solve(MODEL, w, pixels.problem());
        int[] order = {3, 0, 10, 1, 7, 2, 9, 4, 6, 5, 8};
        double angle = 0.7;
        double[] turned = new double[33];
        Batch moved = new Batch(40, 1, 11);
        for (int i = 0; i < 11; i++) {
            int from = order[i];
            turned[3 * i] = Math.cos(angle) * lights.x(from) - Math.sin(angle) * lights.y(from);
            turned[3 * i + 1] = Math.sin(angle) * lights.x(from) + Math.cos(angle) * lights.y(from);
            turned[3 * i + 2] = lights.z(from);
            for (int p = 0; p < 40; p++) {
                moved.set(p, 0, i, 1024 * o.at(p, 0, from));
            }
        }
        Batch answer = solve(MODEL, w, problem(new Lights(turned), moved));
        for (int p = 0; p < 40; p++) {
            double x = expected.at(p, 0, 0);
            double y = expected.at(p, 0, 1);
            double size = Math.sqrt(expected.energy(p)) + 1e-9;
            assertEquals(Math.cos(angle) * x - Math.sin(angle) * y, answer.at(p, 0, 0) / 1024, 2e-3 * size);
            assertEquals(Math.sin(angle) * x + Math.cos(angle) * y, answer.at(p, 0, 1) / 1024, 2e-3 * size);
            assertEquals(expected.at(p, 0, 2), answer.at(p, 0, 2) / 1024, 2e-3 * size);
        }
    }

    @Test
    void aBatchIsItsPixelsOneByOne() {
        LabelledProblem pixels = noisy(8, 9, 21);
        Parameters w = trained(MODEL);
        Batch together = solve(MODEL, w, pixels.problem());
        for (int p = 0; p < 21; p++) {
            Batch alone = solve(MODEL, w, pixels.problem().slice(p, p + 1));
            float size = (float) Math.sqrt(together.energy(p)) + 1e-9f;
            assertArrayEquals(together.slice(p, p + 1).data(), alone.data(), 2e-3f * size);
        }
    }

    @Test
    void whatIsLeftOutDoesNotMatter() {
        LabelledProblem pixels = noisy(9, 12, 10);
        Parameters w = trained(MODEL);
        Lights lights = new Lights(((RealMatrix) pixels.problem().operator()).re());
        Batch some = pixels.problem().measurements().copy();
        Batch without = new Batch(10, 1, 9);
        for (int p = 0; p < 10; p++) {
            for (int i = 0; i < 12; i++) {
                if (i < 9) {
                    without.set(p, 0, i, some.at(p, 0, i));
                } else {
                    some.set(p, 0, i, Double.NaN);
                }
            }
        }
        Batch answer = solve(MODEL, w, problem(lights, some));
        Batch fewer = solve(MODEL, w, problem(lights.chosen(0, 1, 2, 3, 4, 5, 6, 7, 8), without));
        for (int p = 0; p < 10; p++) {
            float size = (float) Math.sqrt(answer.energy(p)) + 1e-9f;
            assertArrayEquals(
                    fewer.slice(p, p + 1).data(), answer.slice(p, p + 1).data(), 2e-3f * size);
        }
    }

    @Test
    void nothingIsEverNotANumber() {
        float nan = Float.NaN;
        float[][] strange = {
            {0, 0, 0, 0, 0, 0, 0, 0},
            {1, 1, 1, 1, 1, 1, 1, 1},
            {0, 0, 0, 5, 0, 0, 0, 0},
            {0, 0, 0, 5, 4, 0, 0, 0},
            {nan, nan, nan, nan, nan, nan, nan, nan},
            {nan, nan, nan, 3, nan, nan, nan, nan},
            {nan, nan, nan, 3, 2, nan, nan, nan},
            {-1, -2, 1, 3, -4, 1, 1, 1},
            {1e30f, 0, 1e-30f, 1, 1, 1, 1, 1},
            {1e-38f, 1e-38f, 0, 0, 1e-38f, 0, 0, 0}
        };
        Batch o = new Batch(strange.length, 1, 8);
        for (int p = 0; p < strange.length; p++) {
            System.arraycopy(strange[p], 0, o.data(), 8 * p, 8);
        }
        Lights lights = new Lights(((RealMatrix) pixels(3, 8, 1).problem().operator()).re());
        SparseProblem problem = problem(lights, o);
        for (GatedNormals model : new GatedNormals[] {MODEL, model(8, Cell.MLP, false, true, false)}) {
            Parameters w = trained(model);
            Gradient gradient = new Gradient(w);
            Tape tape = Tape.recording(w, gradient);
            Node answer = model.forward(tape, problem, model.layers());
            for (int p = 0; p < strange.length; p++) {
                assertTrue(answer.toBatch().slice(p, p + 1).isFinite(), "pixel " + p);
            }
            assertEquals(0, answer.toBatch().energy(0));
            assertEquals(0, answer.toBatch().energy(4));
            Batch truth = new Batch(strange.length, 1, 3);
            for (int p = 0; p < strange.length; p++) {
                truth.set(p, 0, 2, 1);
            }
            tape.backward(new AngularLoss().loss(tape, answer, new LabelledProblem(problem, truth)), 1);
            for (Parameter p : w) {
                for (float v : gradient.of(p)) {
                    assertTrue(Float.isFinite(v), p.name());
                }
            }
        }
    }
}

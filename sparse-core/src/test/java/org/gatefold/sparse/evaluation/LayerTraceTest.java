package org.gatefold.sparse.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.Metric;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.autodiff.Algebra;
import org.gatefold.sparse.autodiff.Node;
import org.gatefold.sparse.autodiff.Norms;
import org.gatefold.sparse.autodiff.Parameters;
import org.gatefold.sparse.autodiff.Tape;
import org.gatefold.sparse.io.Options;
import org.gatefold.sparse.kernel.Workers;
import org.gatefold.sparse.learned.Architectures;
import org.gatefold.sparse.learned.LearnedSolver;
import org.gatefold.sparse.learned.OperatorIdentity;
import org.gatefold.sparse.learned.ProblemStatistics;
import org.gatefold.sparse.learned.Provenance;
import org.gatefold.sparse.learned.UnrolledModel;
import org.gatefold.sparse.operator.DenseOperator;
import org.gatefold.sparse.operator.Matrices;
import org.gatefold.sparse.operator.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayerTraceTest {
    private static final List<Metric> METRICS = List.of(Nmse.RATIO_OF_SUMS, Nmse.MEAN_OF_DB);

    /** With A the unit matrix: x ← x + ½(y − x), which halves every error; γ = −r, θ is 1 where y₀ is positive. */
    private record Halving() implements UnrolledModel {
        @Override
        public String architecture() {
            return "halving";
        }

        @Override
        public Map<String, String> settings() {
            return Map.of();
        }

        @Override
        public int layers() {
            return 3;
        }

        @Override
        public Parameters initial(LabelledProblem sample, RandomGenerator rng) {
            return new Parameters();
        }

        @Override
        public Node forward(Tape tape, SparseProblem problem, int layers) {
            Node y = tape.constant(problem.measurements());
            Batch sign = new Batch(y.count(), 1, 1);
            for (int s = 0; s < y.count(); s++) {
                sign.set(s, 0, 0, problem.measurements().at(s, 0, 0) > 0 ? 1 : 0);
            }
            Node x = tape.zeros(y.count(), y.planes(), y.length());
            for (int k = 0; k < layers; k++) {
                Node r = Algebra.subtract(y, x);
                tape.tell(RESIDUAL, r);
                tape.tell(GAMMA, Algebra.times(-1, Norms.l1(r)));
                tape.tell(THETA, tape.constant(sign));
                x = Algebra.add(x, Algebra.times(0.5f, r));
                tape.layer(x);
            }
            return x;
        }

        @Override
        public boolean anyOperator() {
            return true;
        }
    }

    private static LearnedSolver solver(UnrolledModel model, Parameters parameters, DenseOperator a) {
        return new LearnedSolver(
                model,
                parameters,
                new Provenance(OperatorIdentity.of(a), "", "", 1, 0, 0, 0, List.of(), "2026-01-01", "test"));
    }

    private static LayerTrace halving(float... rows) {
        RealMatrix unit = new RealMatrix(2, 2, new double[] {1, 0, 0, 1});
        Batch x = Batch.wrap(rows.length / 2, 1, 2, rows);
        LayerTrace trace = new LayerTrace(solver(new Halving(), new Parameters(), unit), x.count(), METRICS);
        trace.add(0, new LabelledProblem(new SparseProblem(unit, unit.apply(x), 0), x));
        return trace;
    }

    @Test
    void errorsAndRanksOfAHandMadeCase() {
        LayerTrace trace = halving(-1, 0, -2, 0, 1, 2, 3, 1); // ‖x‖₁ = 1 2 3 4; θ = 0 0 1 1
        assertArrayEquals(new double[] {0.25, 0.5, 0.75, 1}, trace.errorL1(2), 1e-6);
        assertArrayEquals(new double[] {0.25, 0.5, 0.75, 1}, trace.quantity(LayerTrace.R, 3), 1e-6);
        for (int k = 1; k <= 3; k++) {
            for (Nmse metric : Nmse.values()) {
                Interval error = trace.score(metric, k);
                assertEquals(k * 20 * Math.log10(0.5), error.value(), 1e-5);
                assertEquals(error.low(), error.high(), 1e-5);
            }
            assertEquals(1, trace.spearman(LayerTrace.R, k, 0), 1e-12, "increasing");
            assertEquals(1, trace.spearman(LayerTrace.R, k, 3), 1e-12, "increasing, across layers");
            assertEquals(-1, trace.spearman(LayerTrace.GAMMA, k, k), 1e-12, "decreasing");
            // ranks 1 2 3 4 and, with ties, 1.5 1.5 3.5 3.5: 4/√(5·4)
            assertEquals(4 / Math.sqrt(20), trace.spearman(LayerTrace.THETA, k, k), 1e-12, "ties");
        }
        assertFalse(trace.has(LayerTrace.U), "nothing told, nothing shown");
        assertTrue(Double.isNaN(trace.spearman(LayerTrace.U, 1, 0)));
        assertTrue(
                Double.isNaN(LayerTrace.spread(trace.quantity(LayerTrace.U, 1)).value()));
        assertArrayEquals(new double[] {0, 0, -1.0 / 3, -0.25}, trace.quantity(LayerTrace.RATIO, 1), 1e-6);
    }

    @Test
    void whatIsTheSameForAllHasNoRank() {
        assertTrue(Double.isNaN(halving(1, 0, 2, 0).spearman(LayerTrace.THETA, 1, 0)));
        assertTrue(Double.isNaN(halving(1, 0).spearman(LayerTrace.R, 1, 0)), "one sample");
    }

    @Test
    void nineTenthsLieInTheSpread() {
        double[] values = IntStream.rangeClosed(0, 1000)
                .mapToDouble(i -> (i * 3 % 1001) / 1000.0)
                .toArray();
        Interval spread = LayerTrace.spread(values);
        assertEquals(0.5, spread.value(), 1e-9);
        assertEquals(0.05, spread.low(), 2e-3);
        assertEquals(0.95, spread.high(), 2e-3);
    }

    /**
     * Every model with analytic or trained weights, and one that tells nothing; real and complex, in shards and parts.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {"na-alista", "alista", "alista-at", "tilista", "aglista", "hyperlista", "lista-cpss", "lista"})
    void aTraceIsWhatTheSolverDoes(String architecture) {
        for (boolean complex : new boolean[] {false, true}) {
            SplittableRandom rng = new SplittableRandom(2);
            DenseOperator a = complex ? Matrices.complexGaussian(rng, 12, 24) : Matrices.realGaussian(rng, 12, 24);
            SyntheticProblems source = new SyntheticProblems(
                    a, SyntheticProblems.Support.EXACT, SyntheticProblems.Amplitudes.GAUSSIAN, 3, 30, true);
            LabelledProblem problems = source.draw(rng, 200);
            UnrolledModel model = Architectures.standard()
                    .model(
                            architecture,
                            new Options("model", Map.of("layers", "3")),
                            new ProblemStatistics(3.0 / 24, 3, complex ? 0.5 : 1, 30));
            LearnedSolver solver = solver(model, model.initial(source.draw(rng, 64), rng), a);

            LayerTrace whole = new LayerTrace(solver, 200, METRICS);
            whole.add(0, problems);
            LayerTrace parts = new LayerTrace(solver, 200, METRICS);
            int threads = Workers.threads();
            Workers.threads(1);
            parts.add(0, problems.slice(0, 70));
            parts.add(70, problems.slice(70, 200));
            Workers.threads(threads);
            List<Scores> expected = new ArrayList<>();
            for (int k = 1; k <= 3; k++) {
                expected.add(new Scores(Nmse.RATIO_OF_SUMS));
                for (String q : List.of(LayerTrace.GAMMA, LayerTrace.THETA, LayerTrace.R, LayerTrace.U)) {
                    assertArrayEquals(whole.quantity(q, k), parts.quantity(q, k), 1e-4, q);
                }
                assertArrayEquals(whole.errorL1(k), parts.errorL1(k), 1e-4);
            }
            Batch answer = new Batch(200, complex ? 2 : 1, 24);
            solver.solve(problems.problem(), (s, k, x, w, c) -> {
                if (k == 2) {
                    synchronized (answer) {
                        answer.put(s, x);
                    }
                }
            });
            expected.get(1).add(problems, answer);
            expected.get(2).add(problems, solver.solve(problems.problem()));
            assertEquals(expected.get(1).summary(), whole.score(Nmse.RATIO_OF_SUMS, 2));
            assertEquals(expected.get(2).summary(), whole.score(Nmse.RATIO_OF_SUMS, 3));
            // The first layer starts from zero, so r is the norm of the measurements.
            if (whole.has(LayerTrace.R)) {
                double norm = 0;
                for (int i = 0; i < 12; i++) {
                    norm += Math.sqrt(problems.problem().measurements().energy(150, i));
                }
                assertEquals(norm, whole.quantity(LayerTrace.R, 1)[150], 1e-5 * norm);
            }
            assertEquals(!architecture.equals("lista"), whole.has(LayerTrace.U));
        }
    }
}

package org.gatefold.doa.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.gatefold.doa.algebra.ComplexArray;
import org.gatefold.doa.method.DoaMethods;
import org.gatefold.doa.method.SourceCount;
import org.gatefold.sparse.evaluation.ScoreTable;
import org.gatefold.sparse.io.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScenarioTest {
    @ParameterizedTest
    @EnumSource(Scenario.class)
    void theSameStateGivesTheSameTrial(Scenario scenario) {
        Trial first = scenario.draw(new Random(5), 10, 3, 10);
        Trial second = scenario.draw(new Random(5), 10, 3, 10);
        assertEquals(first.truthDegrees(), second.truthDegrees());
        assertEquals(
                0,
                first.bins()
                        .get(0)
                        .matrix()
                        .minus(second.bins().get(0).matrix())
                        .energy());
        assertEquals(Scenario.parse(scenario.label()), scenario);
        assertEquals(scenario.sources(), first.truthDegrees().size());
    }

    @Test
    void paperDrawsDistinctGridAngles() {
        Random rng = new Random(1);
        for (int t = 0; t < 50; t++) {
            List<Double> truth = Scenario.PAPER.draw(rng, 20, 1, 0).truthDegrees();
            assertEquals(4, new HashSet<>(truth).size());
            for (double angle : truth) {
                assertEquals(Math.rint(angle), angle);
                assertTrue(angle >= -90 && angle <= 89);
            }
        }
    }

    @Test
    void variantsOfThePapersScenario() {
        Random rng = new Random(2);
        RandomSources sector = new RandomSources(3, 20, true, 10, true);
        RandomSources grid = new RandomSources(2, 5, false, 0, false);
        boolean between = false;
        for (int t = 0; t < 50; t++) {
            List<Double> truth = sector.draw(rng, 20, 2, Double.NaN).truthDegrees();
            assertEquals(3, truth.size());
            for (double angle : truth) {
                assertTrue(Math.abs(angle) <= 20);
                between |= angle != Math.rint(angle);
            }
            Trial trial = grid.draw(rng, 20, 1, Double.NaN);
            for (double angle : trial.truthDegrees()) {
                assertTrue(Math.abs(angle) <= 5 && angle == Math.rint(angle));
            }
            assertEquals(trial.noiseVariance(), trial.binsWithNoise().get(0).noiseVariance());
            assertTrue(Double.isNaN(trial.bins().get(0).noiseVariance()));
        }
        assertTrue(between);
        assertThrows(IllegalArgumentException.class, () -> new RandomSources(10, 90, false, 0, false));
    }

    @Test
    void pairsAreOffTheGridAtTheirDistance() {
        Random rng = new Random(1);
        for (int t = 0; t < 20; t++) {
            List<Double> truth = Scenario.TWO_SOURCES.draw(rng, 0, 2, 10).truthDegrees();
            assertEquals(10, truth.get(1) - truth.get(0), 1e-9);
            assertEquals(-5, truth.get(0), 0.5);
            assertTrue(Math.abs(truth.get(0) - Math.rint(truth.get(0))) > 0);
        }
    }

    @Test
    void energyIsThatOfTheRatio() {
        // two unit sources at 0 dB: E|y|² = 2 + 1 an element
        ComplexArray r = Scenario.TWO_SOURCES
                .draw(new Random(2), 0, 20000, 10)
                .bins()
                .get(0)
                .covariance();
        assertEquals(3, r.trace() / 10, 0.1);
        double noise = 0;
        for (int t = 0; t < 200; t++) {
            ComplexArray clean =
                    Scenario.PAPER.draw(new Random(t), 300, 1, 0).bins().get(0).matrix();
            ComplexArray noisy =
                    Scenario.PAPER.draw(new Random(t), 0, 1, 0).bins().get(0).matrix();
            noise += noisy.minus(clean).energy() / clean.energy() / 200;
        }
        assertEquals(1, noise, 0.07);
    }

    @Test
    void coherentSourcesHaveRankOne() {
        double[] eigenvalues = Scenario.COHERENT
                .draw(new Random(2), 60, 50, 10)
                .bins()
                .get(0)
                .covariance()
                .hermitianEigen()
                .values();
        assertTrue(eigenvalues[1] < 1e-4 * eigenvalues[0]);
    }

    @Test
    void scoresOfKnownAnswers() {
        AngleScore near = AngleScore.of(new double[] {-5, 5}, new double[] {6, -5}, 1);
        assertTrue(near.resolved() && near.counted());
        assertEquals(0.5, near.meanSquareDegrees(), 1e-12);
        assertEquals(0.5, near.chamferDegrees(), 1e-12);
        AngleScore merged = AngleScore.of(new double[] {-5, 5}, new double[] {0.1, 30}, 1);
        assertEquals(false, merged.resolved());
        AngleScore one = AngleScore.of(new double[] {-5, 5}, new double[] {-5}, 1);
        assertEquals(false, one.counted());
        assertEquals(2.5, one.chamferDegrees(), 1e-12);
    }

    @Test
    void subspaceAndSparseMethodsComeNearTheBound() {
        Comparison comparison = new Comparison(
                Scenario.TWO_SOURCES, DoaMethods.parseList("root-music,music,sbl"), SourceCount.of(2), 100, 60, 3);
        ScoreTable table = Comparison.table();
        comparison.addRows(table, 0, 10, () -> {});
        for (int row = 0; row < 3; row++) {
            double bound = (Double) java.util.Objects.requireNonNull(table.cell(row, "sqrt_crb_deg"));
            double error = (Double) java.util.Objects.requireNonNull(table.cell(row, "rmse_deg"));
            assertEquals(1.0, table.cell(row, "resolved"));
            assertEquals(0.207, bound, 0.003);
            // 120 errors: the root mean square has a standard error of 6.5 %
            assertTrue(error < 1.2 * bound && error > 0.75 * bound, table.text());
        }
    }

    @Test
    void refusesUnknownScenarios() {
        assertThrows(InputException.class, () -> Scenario.parse("papr"));
    }
}

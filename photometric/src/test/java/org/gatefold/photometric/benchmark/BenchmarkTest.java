package org.gatefold.photometric.benchmark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import org.gatefold.photometric.Reflectance;
import org.gatefold.photometric.method.OracleLeastSquares;
import org.gatefold.photometric.render.Albedo;
import org.gatefold.photometric.render.Scene;
import org.gatefold.photometric.render.Sensor;
import org.gatefold.photometric.render.Shadowing;
import org.gatefold.photometric.render.Surface;
import org.gatefold.photometric.render.View;
import org.gatefold.photometric.report.AngularErrors;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.cli.MethodSpec;
import org.gatefold.sparse.evaluation.ScoreTable;
import org.gatefold.sparse.io.InputException;
import org.junit.jupiter.api.Test;

class BenchmarkTest {
    private static final View VIEW = new View(Surface.bust(), 48, 48);

    private static Subject bust(Reflectance reflectance) {
        return new RenderedSubject(
                new Scene(VIEW, Albedo.uniform(VIEW, 0.7), reflectance, Shadowing.BOTH), Sensor.IDEAL, 5);
    }

    private static final Subject GLOSSY = bust(Reflectance.cookTorrance(0.2, 0.04, 1));

    private static Batch grades(Samples samples) {
        return Objects.requireNonNull(samples.grades());
    }

    @Test
    void theFirstLightsOfADrawAreTheDrawOfFewer() {
        Samples many = GLOSSY.draw(2, 9, 0.3);
        Samples few = GLOSSY.draw(2, 4, 0.3);
        Samples first = many.first(4);
        assertArrayEquals(few.lights().matrix(), first.lights().matrix(), 1e-15);
        assertArrayEquals(few.intensities().data(), first.intensities().data());
        assertArrayEquals(grades(few).data(), grades(first).data());
        double other = GLOSSY.draw(1, 4, 0.3).lights().x(0);
        assertTrue(Math.abs(other - few.lights().x(0)) > 1e-6, "another draw has other lights");
    }

    @Test
    void gradesAreTrue() {
        Samples samples = GLOSSY.draw(0, 12, 0.1);
        Batch grades = grades(samples);
        int[] count = new int[3];
        for (int p = 0; p < samples.normals().count(); p++) {
            for (int i = 0; i < 12; i++) {
                double lambert = 0;
                for (int d = 0; d < 3; d++) {
                    lambert += 0.7
                            * samples.normals().at(p, 0, d)
                            * samples.lights().at(i, d);
                }
                double found = samples.intensities().at(p, 0, i);
                int grade = Math.round(2 * grades.at(p, 0, i));
                count[grade]++;
                if (grade == 0) {
                    assertEquals(0, found);
                } else if (grade == 2) {
                    assertEquals(lambert, found, 1.1e-3 * lambert);
                } else {
                    assertTrue(found > lambert * (1 + 0.9e-3));
                }
            }
        }
        assertTrue(count[0] > 1000 && count[1] > 1000 && count[2] > 1000);
    }

    /** Without highlights the oracle is exact wherever three lights reach. */
    @Test
    void theOracleIsExactOnLambertsSurface() {
        Samples samples = bust(Reflectance.lambert()).draw(0, 10, 0.1);
        Batch grades = grades(samples);
        float[] found = new OracleLeastSquares(grades)
                .estimate(samples.lights(), samples.intensities())
                .directions();
        AngularErrors errors = AngularErrors.of(samples.normals().data(), found);
        int exact = 0;
        for (int p = 0; p < samples.normals().count(); p++) {
            double lit = 0;
            for (int i = 0; i < 10; i++) {
                lit += grades.at(p, 0, i);
            }
            assertTrue(lit < 3 || errors.degrees()[p] < 0.2, lit + " lights: " + errors.degrees()[p]);
            exact += lit >= 3 ? 1 : 0;
        }
        assertTrue(exact > 800);
    }

    @Test
    void rowsAreMeansOfTheirDraws() {
        Benchmark benchmark = new Benchmark(GLOSSY, Benchmark.methods("ls", GLOSSY), 3);
        long[] done = {0};
        Benchmark.Scores scores = benchmark.run(List.of(6, 12), List.of(0.2, 0.5), runs -> done[0] = runs);
        assertEquals(benchmark.runs(List.of(6, 12), List.of(0.2, 0.5)), done[0]);
        ScoreTable rows = scores.rows();
        assertEquals(2 * 2 * 5, rows.rows());
        assertEquals(3 * rows.rows(), scores.draws().rows());
        for (int r = 0; r < rows.rows(); r++) {
            double sum = 0;
            double least = 90;
            for (int d = 0; d < 3; d++) {
                assertEquals(rows.cell(r, "method"), scores.draws().cell(3 * r + d, "method"));
                assertEquals(rows.cell(r, "lights"), scores.draws().cell(3 * r + d, "lights"));
                double one = number(scores.draws(), 3 * r + d, "mean_error_deg");
                sum += one;
                least = Math.min(least, one);
            }
            assertEquals(sum / 3, number(rows, r, "mean_error_deg"), 1e-12);
            assertEquals(least, number(rows, r, "best_draw_deg"), 1e-12);
            assertTrue(number(rows, r, "mean_low_deg") < number(rows, r, "mean_error_deg"));
            assertTrue(number(rows, r, "mean_high_deg") > number(rows, r, "mean_error_deg"));
        }
        assertTrue(error(rows, "oracle", 12) < error(rows, "masked-ls", 12));
        assertTrue(error(rows, "masked-sbl", 12) < error(rows, "sbl", 12));
        assertTrue(error(rows, "sbl", 12) < error(rows, "ls", 12));
    }

    private static double number(ScoreTable table, int row, String key) {
        return table.cell(row, key) instanceof Double value ? value : Double.NaN;
    }

    private static double error(ScoreTable rows, String method, int lights) {
        for (int r = 0; r < rows.rows(); r++) {
            if (method.equals(rows.cell(r, "method")) && Integer.valueOf(lights).equals(rows.cell(r, "lights"))) {
                return number(rows, r, "mean_error_deg");
            }
        }
        return Double.NaN;
    }

    @Test
    void baselinesAreInEveryTableOnce() {
        List<String> names = Benchmark.methods("sbl,l1,oracle", GLOSSY).stream()
                .map(MethodSpec::toString)
                .toList();
        assertEquals(List.of("sbl", "l1", "oracle", "masked-sbl", "masked-ls"), names);
        assertEquals(10, Benchmark.methods("all", GLOSSY).size());
        assertThrows(InputException.class, () -> Benchmark.methods("best", GLOSSY));
        assertThrows(InputException.class, () -> Benchmark.methods("sbl:nonsense=1", GLOSSY));
    }
}

package org.gatefold.doa.scenario;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import org.gatefold.doa.method.DoaMethods;
import org.gatefold.doa.method.SourceCount;
import org.gatefold.sparse.evaluation.ScoreTable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** The reference tables for narrow-band arrays of ten elements. */
@Tag("slow")
class ReferenceTablesTest {
    @ParameterizedTest
    @CsvFileSource(resources = "/reference/paper-scenario.csv")
    void sblIsNotAboveThePapersScenario(double snrDb, double emSbl, double gerstoft) {
        ScoreTable table = rows(Scenario.PAPER, "sbl", 200, snrDb, 1, Double.NaN);
        double chamfer = number(table, 0, "chamfer_deg");
        assertTrue(chamfer <= Math.min(emSbl, gerstoft) + 0.3, table.text());
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/reference/gated-scenario.csv")
    void gatedSblIsBelowTheBestOfSbl(double snrDb, double within, double atMost) {
        String methods = "gated-sbl:decode=mbr,refine=false,"
                + "sbl:update=em,decode=mbr,refine=false,sbl:update=mackay,iterations=8,decode=mbr,refine=false,"
                + "sbl:update=mackay,decode=ascent,refine=false";
        Comparison comparison = new Comparison(
                new RandomSources(4, within, false, 0, false),
                DoaMethods.parseList(methods),
                SourceCount.of(4),
                1,
                2000,
                2,
                true,
                0);
        ScoreTable table = Comparison.table();
        comparison.addRows(table, snrDb, Double.NaN, () -> {});
        assertTrue(number(table, 0, "chamfer_low_deg") <= atMost, table.text());
        for (int row = 1; row < table.rows(); row++) {
            assertTrue(number(table, row, "difference_low_deg") > 0, table.text());
        }
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/reference/two-sources.csv")
    void errorsOfTwoSources(int snapshots, double snrDb, double rootMusic, double sbl) {
        ScoreTable table = rows(Scenario.TWO_SOURCES, "root-music,sbl", 200, snrDb, snapshots, 10);
        if (rootMusic > 0) {
            assertTrue(number(table, 0, "rmse_deg") <= 1.1 * rootMusic, table.text());
        }
        // The reference of ten snapshots at -5 dB, 1.13°, is below the bound of 1.27° and could not be reproduced.
        double reference = Math.max(sbl, number(table, 1, "sqrt_crb_deg") * (snapshots == 1 ? 0 : 1));
        assertTrue(number(table, 1, "rmse_deg") <= 1.1 * reference, table.text());
        if (snapshots == 100) {
            assertTrue(number(table, 1, "rmse_deg") <= 1.15 * number(table, 1, "sqrt_crb_deg"), table.text());
        }
    }

    @Test
    void coherentSourcesNeedSmoothing() {
        List<String> methods = List.of("root-music:smoothing=none,fb=false", "root-music:smoothing=7,fb=false");
        ScoreTable table = rows(Scenario.COHERENT, String.join(",", methods), 100, 20, 100, 20);
        assertTrue(number(table, 0, "resolved") < 0.95, table.text());
        assertTrue(number(table, 1, "resolved") > 0.95, table.text());
        assertTrue(number(table, 1, "rmse_deg") < 0.1 * number(table, 0, "rmse_deg"), table.text());
    }

    private static ScoreTable rows(
            Scenario scenario, String methods, int trials, double snrDb, int snapshots, double separation) {
        Comparison comparison = new Comparison(
                scenario, DoaMethods.parseList(methods), SourceCount.of(scenario.sources()), snapshots, trials, 1);
        ScoreTable table = Comparison.table();
        comparison.addRows(table, snrDb, separation, () -> {});
        return table;
    }

    private static double number(ScoreTable table, int row, String key) {
        return (Double) Objects.requireNonNull(table.cell(row, key));
    }
}

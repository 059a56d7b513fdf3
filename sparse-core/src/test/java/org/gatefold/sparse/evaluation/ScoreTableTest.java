package org.gatefold.sparse.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.gatefold.sparse.evaluation.ScoreTable.Column;
import org.junit.jupiter.api.Test;

class ScoreTableTest {
    private static ScoreTable table() {
        return new ScoreTable(List.of(
                        new Column("method", "method", "", 0),
                        new Column("sparsity", "d", "", 0),
                        new Column("snr_db", "SNR", "dB", 0),
                        new Column("nmse_db", "NMSE", "dB", 2),
                        Column.forFiles("nmse_db_low")))
                .add("sbl:update=em,iterations=9", 3, Double.POSITIVE_INFINITY, -45.678912345, -46.0)
                .add("say \"ista\"", 10, 20.0, Double.NaN, null);
    }

    @Test
    void textIsAligned() {
        assertEquals(
                """
                method                       d  SNR [dB]  NMSE [dB]
                sbl:update=em,iterations=9   3       inf     -45.68
                say "ista"                  10        20          –
                """,
                table().text());
    }

    @Test
    void csvQuotesWhatItMust() {
        assertEquals(
                """
                method,sparsity,snr_db,nmse_db,nmse_db_low
                "sbl:update=em,iterations=9",3,inf,-45.6789,-46.0
                "say ""ista""\",10,20.0,,
                """,
                table().csv());
    }

    @Test
    void jsonHoldsNumbersNullsAndInf() {
        assertEquals(
                "[{\"method\":\"sbl:update=em,iterations=9\",\"sparsity\":3,\"snr_db\":\"inf\",\"nmse_db\":-45.6789,"
                        + "\"nmse_db_low\":-46.0},{\"method\":\"say \\\"ista\\\"\",\"sparsity\":10,\"snr_db\":20.0,"
                        + "\"nmse_db\":null,\"nmse_db_low\":null}]",
                table().json().toString());
    }

    @Test
    void rowsMustFit() {
        assertThrows(IllegalArgumentException.class, () -> table().add("a", 1));
        assertThrows(IllegalArgumentException.class, () -> table().add("a", 1, List.of(), 1.0, 2.0));
    }

    @Test
    void cellsAreFoundByKey() {
        assertEquals(10, table().cell(1, "sparsity"));
        assertThrows(IllegalArgumentException.class, () -> table().cell(0, "none"));
    }
}

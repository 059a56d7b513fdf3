package org.gatefold.ofdm.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gatefold.sparse.cli.CommandRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BerCommandTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void tableJsonCsvAndPicture() throws IOException {
        Path json = folder.resolve("ber.json");
        Path csv = folder.resolve("ber.csv");
        Path plot = folder.resolve("ber.png");
        CommandRun run = CommandRun.of(
                new OfdmCommand(),
                "ber",
                "--resource-blocks",
                6,
                "--ports",
                2,
                "--profile",
                "epa",
                "--doppler",
                5,
                "--snr=-5,10",
                "--methods",
                "ls,dft:taps=12",
                "--frames",
                2,
                "--json",
                json,
                "--csv",
                csv,
                "--plot",
                plot);
        assertEquals("", run.err());
        assertEquals(0, run.code());
        assertTrue(run.out().contains("perfect") && run.out().contains("dft:taps=12"), run.out());
        JsonNode root = new ObjectMapper().readTree(json.toFile());
        assertEquals("EPA", root.get("profile").asText());
        assertEquals(6, root.get("rows").size());
        JsonNode row = root.at("/rows/4");
        assertEquals("ls", row.get("method").asText());
        assertEquals(10, row.get("snr_db").asDouble());
        for (String key : new String[] {"pbch_ber", "pbch_bler", "qpsk_ber", "qam16_ber"}) {
            double worse = root.at("/rows/1").get(key).asDouble();
            double rate = row.get(key).asDouble();
            assertTrue(rate < worse, key + " " + row + " " + worse);
            assertTrue(row.get(key + "_low").asDouble() <= rate, row.toString());
            assertTrue(row.get(key + "_high").asDouble() > rate, row.toString());
        }
        assertTrue(row.get("nmse_db_low").asDouble() < row.get("nmse_db_high").asDouble());
        assertTrue(root.at("/rows/3").get("nmse_db_low").isNull(), "the true channel has no error");
        assertTrue(run.out().contains("0.500 [0.095, 0.905]") || run.out().contains("0.000 [0.000, 0.658]"), run.out());
        assertEquals(7, Files.readAllLines(csv).size());
        assertTrue(Files.readString(csv).startsWith("method,snr_db,nmse_db,pbch_ber,"));
        assertTrue(Files.size(plot) > 10_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--methods=none", "--snr=loud", "--frames=0", "--ports=3", "--json=.", "--pci=-1"})
    void badOptionsAreOneLine(String option) {
        CommandRun run = CommandRun.of(new OfdmCommand(), "ber", "--resource-blocks", 6, option);
        assertEquals(2, run.code());
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(run.err().contains("expected"), run.err());
    }
}

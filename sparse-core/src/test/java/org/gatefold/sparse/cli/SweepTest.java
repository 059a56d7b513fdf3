package org.gatefold.sparse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.gatefold.sparse.io.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class SweepTest {
    private static final String COMPARE =
            "compare --problem gaussian:20x40 --sparsity 3 --snr 30 --trials 50 --json - ";

    private static Sweep sweep(String each) {
        Sweep sweep = new Sweep();
        new CommandLine(CommandLine.Model.CommandSpec.create()
                        .addMixin("sweep", CommandLine.Model.CommandSpec.forAnnotatedObject(sweep)))
                .parseArgs("--each", each);
        return sweep;
    }

    private static List<String> values(String each) {
        return sweep(each).parts(MethodSpec.parseList("omp:sparsity={K}")).stream()
                .skip(1)
                .map(part -> String.valueOf(part.value()))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"'K=4,8,16', '4 8 16'", "K=2:5, 2 3 4 5", "K=1:10:4, 1 5 9", "'K=0.10,1e-3,7:8', 0.10 1e-3 7 8"})
    void aListHoldsNumbersAsWrittenAndRanges(String each, String expected) {
        assertEquals(List.of(expected.split(" ")), values(each));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"K", "K=", "=3", "k=3", "K=3,", "K=5:2", "K=1:9:0", "K=1:2:3:4", "K=x", "K=0:100000", "K=NaN"})
    void whatIsNoListIsRefused(String each) {
        InputException e = assertThrows(InputException.class, () -> values(each));
        String message = String.valueOf(e.getMessage());
        assertTrue(message.startsWith("--each: expected") && message.contains(each), message);
    }

    @Test
    void whatDoesNotDependOnTheQuantityIsComparedOnce() {
        Sweep sweep = sweep("K=4,8");
        List<MethodSpec> methods = MethodSpec.parseList("sbl,ista:iterations={K},omp,m-{K}.npz");
        List<Sweep.Part> parts = sweep.parts(methods, "gaussian");
        assertEquals(3, parts.size());
        assertNull(parts.get(0).value());
        assertEquals("[sbl, omp]", parts.get(0).methods().toString());
        assertEquals("[ista:iterations={K}, m-{K}.npz]", parts.get(1).methods().toString());
        assertEquals(8L, parts.get(2).cell());
        assertEquals("m-8.npz", sweep.at("8", methods.get(3)).name());

        parts = sweep.parts(methods, "gaussian:20x{K}");
        assertEquals(2, parts.size());
        assertEquals(methods, parts.get(0).methods());
        assertThrows(InputException.class, () -> sweep.parts(MethodSpec.parseList("sbl"), "gaussian"));
        assertEquals(
                List.of(methods), List.of(new Sweep().parts(methods, "x").get(0).methods()));
    }

    @Test
    void rowsOfASweepAreThoseOfSeparateRuns(@TempDir Path folder) throws IOException {
        CommandRun all = CommandRun.of(new GatefoldCommand(), (Object[])
                (COMPARE + "--methods omp,ista:iterations={K} --each K=2,9 --plot " + folder + "/k.png").split(" "));
        assertEquals(0, all.code(), all.err());
        CommandRun one = CommandRun.of(
                new GatefoldCommand(), (Object[]) (COMPARE + "--methods omp,ista:iterations=9").split(" "));
        assertEquals(4, all.json().get("rows").size());
        assertTrue(all.json().at("/rows/0/K").isNull());
        assertEquals("oracle", all.json().at("/rows/1/method").asText());
        assertEquals("ista:iterations={K}", all.json().at("/rows/3/method").asText());
        assertEquals(9, all.json().at("/rows/3/K").asInt());
        for (String key : List.of("nmse_db", "mean_sample_nmse_db", "mean_sample_nmse_db_low", "loose_high")) {
            assertEquals(one.json().at("/rows/0/" + key), all.json().at("/rows/0/" + key), key);
            assertEquals(one.json().at("/rows/1/" + key), all.json().at("/rows/3/" + key), key);
        }
        assertTrue(ImageIO.read(folder.resolve("k.png").toFile()).getWidth() > 800);
    }

    @Test
    void aSweepMayChangeTheDictionary() throws IOException {
        CommandRun all = CommandRun.of(new GatefoldCommand(), (Object[])
                (COMPARE.replace("x40", "x{N}") + "--methods omp --each N=40,60").split(" "));
        CommandRun one = CommandRun.of(
                new GatefoldCommand(), (Object[]) (COMPARE.replace("x40", "x60") + "--methods omp").split(" "));
        assertEquals(4, all.json().get("rows").size(), all.err());
        assertEquals(60, all.json().at("/rows/2/N").asInt());
        assertEquals(one.json().at("/rows/0/nmse_db"), all.json().at("/rows/2/nmse_db"));
        assertEquals(one.json().at("/rows/1/nmse_db"), all.json().at("/rows/3/nmse_db"));
        assertFalse(all.json().has("domain"));
    }
}

package org.gatefold.sparse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.gatefold.sparse.learned.ModelFile;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks that classify supports, from training as in the paper to a comparison, by the real commands. */
class SupportNetCommandTest {
    private static final String PROBLEM = "correlated:8x14 --sparsity 2:3 --seed 3 --threads 1";
    private static final String PAPER = " --optimiser rmsprop:decay=0.95,momentum=0.9,epsilon=1e-4,weight-decay=1e-4"
            + " --rate 1e-3 --clip 5 --batch 64 --steps 150 --validation 300 --validate-every 30 --test 100";

    private static CommandRun done(String args) {
        CommandRun run = CommandRun.of(new GatefoldCommand(), (Object[]) args.split(" "));
        assertEquals(0, run.code(), run.err());
        return run;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gflstm:units=16,layers=4",
                "gfgru:units=16,layers=4",
                "lstm:units=16,layers=4",
                "gru:units=16,layers=4",
                "ista-net:layers=4",
                "iht-net:layers=4",
                "maxsparse-net:layers=2,narrow=1",
                "lstm-sbl:layers=4"
            })
    void learnsToFindSupports(String model, @TempDir Path folder) throws JsonProcessingException {
        Path file = folder.resolve("m.npz");
        Path untrained = folder.resolve("0.npz");
        done("train --dictionary " + PROBLEM + PAPER + " --model " + model + " --out " + file);
        done("train --dictionary " + PROBLEM + PAPER.replace("150", "1") + " --model " + model + " --out " + untrained);
        double before = surprise(untrained);
        double after = surprise(file);
        assertTrue(after < before - 0.1, "surprise " + before + " before and " + after + " after training");
        assertTrue(after < Math.log(14) - 0.1, "surprise " + after);
        for (JsonNode row : done("compare --problem " + PROBLEM + " --methods " + file + " --trials 60 --json -")
                .json()
                .path("rows")) {
            assertTrue(row.path("loose").asDouble() > 0.5, row.toString());
        }
    }

    private static double surprise(Path file) {
        return ModelFile.read(file).provenance().scores().stream()
                .filter(s -> s.set().equals("test"))
                .findFirst()
                .orElseThrow()
                .value();
    }
}

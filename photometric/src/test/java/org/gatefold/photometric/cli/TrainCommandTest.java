package org.gatefold.photometric.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.gatefold.sparse.cli.CommandRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainCommandTest {
    @TempDir
    private Path out = Path.of("");

    private static CommandRun photometric(Object... words) {
        return CommandRun.of(
                new PhotometricCommand(), Stream.of(words).map(Object::toString).toArray());
    }

    private CommandRun train(Path model, Object... more) {
        Object[] usual = {
            "train",
            "--model",
            "gated-normals:layers=2,width=6,memory=4",
            "--steps",
            6,
            "--batch",
            64,
            "--validation",
            64,
            "--validate-every",
            3,
            "--test",
            64,
            "--out",
            model
        };
        return photometric(Stream.concat(Stream.of(usual), Stream.of(more)).toArray());
    }

    @Test
    void whatWasTrainedFindsNormalsAndIsRefinedForARig() throws IOException {
        Path model = out.resolve("any.npz");
        CommandRun run = train(model);
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().contains("mean_error_deg"), run.out());
        Path again = out.resolve("again.npz");
        train(again, "--threads", 1);
        Path rig = Files.writeString(out.resolve("rig.txt"), RIG);
        Path refined = out.resolve("rig.npz");
        CommandRun second = train(refined, "--from", model, "--lights", rig);
        assertEquals(0, second.code(), second.err());
        Object[] scene = {"compare", "--scene", "sphere", "--size", "24x24", "--lights", 8, "--draws", 1, "--methods"};
        String[] tables = new String[3];
        Path[] models = {model, again, refined};
        for (int k = 0; k < 3; k++) {
            CommandRun compared =
                    photometric(Stream.concat(Stream.of(scene), Stream.of("gated-sbl:weights=" + models[k]))
                            .toArray());
            assertEquals(0, compared.code(), compared.err());
            tables[k] = compared.out()
                    .lines()
                    .filter(line -> line.contains("gated-sbl"))
                    .findFirst()
                    .orElseThrow()
                    .replaceAll("gated-sbl\\S*|[0-9.]+\\s*$", "");
        }
        assertEquals(tables[0], tables[1], "threads do not matter");
    }

    @Test
    void shippedWeightsAreRefined() {
        CommandRun run = photometric(
                "train",
                "--from",
                "shipped",
                "--lights",
                "6,12",
                "--steps",
                2,
                "--batch",
                16,
                "--validation",
                16,
                "--test",
                16,
                "--out",
                out.resolve("mine.npz"));
        assertEquals(0, run.code(), run.err());
    }

    private static final String RIG = "1 0 2\n0 1 2\n-1 0 2\n0 -1 2\n0 0 1\n1 1 1\n-1 1 1\n-1 -1 1\n";

    private Path supportNet(Path rig, String model) {
        Path file = out.resolve("net.npz");
        CommandRun run = photometric(
                "train",
                "--model",
                model,
                "--lights",
                rig,
                "--steps",
                6,
                "--batch",
                64,
                "--validation",
                64,
                "--test",
                64,
                "--out",
                file);
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().contains("surprise"), run.out());
        return file;
    }

    /** Of a network of one rig: its lights may come in any order, and must be these. */
    @ParameterizedTest
    @ValueSource(strings = {"gflstm:units=8,layers=2", "maxsparse-net:layers=2,narrow=1"})
    void aNetworkOfOneRigKnowsItsLights(String model) throws IOException {
        Path rig = Files.writeString(out.resolve("rig.txt"), RIG);
        Path net = supportNet(rig, model);
        Path folder = out.resolve("sphere");
        CommandRun rendered = photometric(
                "simulate",
                "--scene",
                "sphere",
                "--size",
                "24x24",
                "--lights",
                rig,
                "--format",
                "npz",
                "--out",
                folder);
        assertEquals(0, rendered.code(), rendered.err());
        List<String> rows = new ArrayList<>();
        for (int seed = 1; seed <= 2; seed++) { // another order of all eight lights
            CommandRun compared = photometric(
                    "compare",
                    "--scene",
                    folder,
                    "--lights",
                    8,
                    "--draws",
                    1,
                    "--seed",
                    seed,
                    "--methods",
                    "support-net:weights=" + net);
            assertEquals(0, compared.code(), compared.err());
            rows.add(compared.out()
                    .lines()
                    .filter(line -> line.contains("support-net"))
                    .findFirst()
                    .orElseThrow()
                    .replaceAll("[0-9.]+\\s*$", ""));
        }
        assertEquals(rows.get(0), rows.get(1));
        CommandRun fewer = photometric(
                "compare", "--scene", folder, "--lights", 7, "--draws", 1, "--methods", "support-net:weights=" + net);
        assertEquals(2, fewer.code(), fewer.err());
        assertTrue(
                fewer.err().contains("expected the 8 lights that the network was trained for, found 7"), fewer.err());
    }

    @Test
    void wrongOptionsAreNamed() throws IOException {
        Path flat = Files.writeString(out.resolve("flat.txt"), "1 0 1\n0 0 1\n-1 0 1\n2 0 1\n");
        String[][] wrong = {
            {"--lights", "3,10", "--lights"},
            {"--lights", "10", "--lights"},
            {"--lights", flat.toString(), "flat.txt"},
            {"--model", "gated-normals:depth=3", "depth"},
            {"--model", "lista", "lista"},
            {"--model", "gated-sbl", "gated-sbl"},
            {"--model", "gflstm", "--lights"}
        };
        for (String[] one : wrong) {
            CommandRun run = photometric("train", one[0], one[1], "--out", out.resolve("x.npz"));
            assertEquals(2, run.code(), run.err());
            assertTrue(run.err().contains(one[2]), run.err());
            assertEquals(1, run.err().lines().count(), run.err());
        }
    }
}

package org.gatefold.ofdm.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gatefold.sparse.cli.CommandRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pictures of a reception, by a small simulated capture. */
class ReceptionPicturesTest {
    @Test
    void everyPictureIsThere(@TempDir Path folder) throws IOException {
        Path capture = folder.resolve("cell.cf32");
        CommandRun.of(
                new OfdmCommand(),
                "simulate",
                "--pci",
                9,
                "--resource-blocks",
                15,
                "--rate",
                "3.84e6",
                "--frames",
                3,
                "--out",
                capture);
        Path pictures = folder.resolve("pictures");
        CommandRun run = CommandRun.of(
                new OfdmCommand(),
                "receive",
                capture,
                "--rate",
                "3.84e6",
                "--format",
                "cf32",
                "--method",
                "sbl,ls",
                "--plot",
                pictures);
        assertEquals(0, run.code(), run.err());
        for (String name : List.of("constellation", "delays", "response", "frames")) {
            assertTrue(Files.size(pictures.resolve(name + ".png")) > 10_000, name);
        }
    }

    @Test
    void aFileInTheWayIsRefused(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        CommandRun run = CommandRun.of(
                new OfdmCommand(), "receive", folder.resolve("none.cf32"), "--rate", "3.84e6", "--plot", file);
        assertEquals(2, run.code());
        assertEquals(1, run.err().lines().count(), run.err());
    }
}

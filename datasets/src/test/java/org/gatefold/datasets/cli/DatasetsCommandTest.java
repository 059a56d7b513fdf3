package org.gatefold.datasets.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.gatefold.sparse.RealData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the command as a user does, in a process of its own with an environment of its own. */
@SuppressWarnings("NullAway.Init") // JUnit sets the folder
class DatasetsCommandTest {
    @TempDir
    Path folder;

    private record Outcome(int code, String out, String err) {}

    private Outcome run(String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                DatasetsCommand.class.getName()));
        command.addAll(List.of(args));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put("GATEFOLD_DATA_DIR", folder.resolve("cache").toString());
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        Process process = builder.start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    @Test
    void listsAnEmptyCache() throws Exception {
        Outcome table = run("list");
        assertEquals(0, table.code(), table.err());
        assertTrue(table.out().matches("(?s).*radar +3 +0 +0\\.008  MIT\\R.*"), table.out());
        assertTrue(table.out().contains("folder: " + folder.resolve("cache")), table.out());
        JsonNode cards =
                new ObjectMapper().readTree(run("list", "robat", "--json").out());
        assertEquals(1, cards.size());
        assertEquals("doa/robat", cards.path(0).path("folder").asText());
        assertEquals(9, cards.path(0).path("files").size());
        assertEquals(0, cards.path(0).path("present").asInt());
        assertFalse(Files.exists(folder.resolve("cache")));
    }

    @Test
    void fetchesFromAFolderAndVerifies() throws Exception {
        Path real = RealData.file("doa/radar");
        Outcome fetched = run("fetch", "radar", "--from", real.toString());
        assertEquals(0, fetched.code(), fetched.err());
        assertEquals(
                3, fetched.out().lines().filter(l -> l.startsWith("fetched ")).count());
        Outcome sound = run("verify", "radar");
        assertEquals(0, sound.code(), sound.err());
        assertTrue(sound.out().contains("3 of 3 files sound"), sound.out());
        Path csv = folder.resolve("cache/doa/radar/bv86.csv");
        Files.writeString(csv, "1,2,3");
        Outcome damaged = run("verify");
        assertEquals(2, damaged.code());
        assertTrue(damaged.out().contains("damaged: " + csv), damaged.out());
        assertEquals(1, damaged.err().lines().count(), damaged.err());
        assertTrue(damaged.err().contains("1 damaged"), damaged.err());
    }

    @Test
    void fetchesFromAnAddressAndRefusesAnotherFile() throws Exception {
        Path real = RealData.file("doa/radar");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/good/", exchange -> {
            String name =
                    String.valueOf(Path.of(exchange.getRequestURI().getPath()).getFileName());
            byte[] body = Files.readAllBytes(real.resolve(name));
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.createContext("/wrong/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("not it".getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        server.start();
        try {
            String base = "http://127.0.0.1:" + server.getAddress().getPort();
            Outcome wrong = run("fetch", "radar", "--from", base + "/wrong");
            assertEquals(2, wrong.code());
            assertTrue(wrong.err().contains("SHA-256") && wrong.err().lines().count() == 1, wrong.err());
            Path target = folder.resolve("cache/doa/radar");
            assertTrue(!Files.exists(target) || target.toFile().list().length == 0);
            Outcome good = run("fetch", "radar", "--from", base + "/good/");
            assertEquals(0, good.code(), good.err());
            assertEquals(-1, Files.mismatch(target.resolve("bv86_c128.npy"), real.resolve("bv86_c128.npy")));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void saysHowToObtainWhatHasNoPublicCopy() throws Exception {
        Outcome outcome = run("fetch", "robat");
        assertEquals(2, outcome.code());
        assertTrue(outcome.out().contains("github.com/albertodoimo/Ro-BATs"), outcome.out());
        assertTrue(outcome.err().contains("9 still missing"), outcome.err());
    }

    @Test
    void wrongNamesOptionsAndFoldersAreOneLine() throws Exception {
        for (String[] args : new String[][] {
            {"verify", "nothing"},
            {"fetch", "radar", "--from", folder.resolve("nowhere").toString()},
            {}
        }) {
            Outcome outcome = run(args);
            assertEquals(2, outcome.code(), String.join(" ", args));
            assertEquals(1, outcome.err().lines().count(), outcome.err());
            assertEquals("", outcome.out());
        }
        Outcome missing = run("verify", "radar");
        assertEquals(2, missing.code());
        assertEquals(
                3, missing.out().lines().filter(l -> l.startsWith("missing: ")).count());
        Outcome help = run("fetch", "--help");
        assertEquals(0, help.code());
        assertTrue(help.out().contains("datasets fetch robat --from"), help.out());
    }
}

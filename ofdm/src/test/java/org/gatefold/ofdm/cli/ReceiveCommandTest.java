package org.gatefold.ofdm.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.gatefold.sparse.cli.CommandRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole chain on simulated captures of known truth, and on what is no capture. */
class ReceiveCommandTest {
    @TempDir
    private Path folder = Path.of("");

    private Path simulate(String name, String options) {
        Path file = folder.resolve(name);
        List<Object> words = new ArrayList<>(List.of("simulate", "--out", file));
        words.addAll(List.of(options.split(" ", -1)));
        CommandRun run = CommandRun.of(new OfdmCommand(), words.toArray());
        assertEquals(0, run.code(), run.err());
        return file;
    }

    private static CommandRun receive(Path file, String options) {
        List<Object> words = new ArrayList<>(List.of("receive", file));
        words.addAll(List.of(options.split(" ", -1)));
        return CommandRun.of(new OfdmCommand(), words.toArray());
    }

    private static JsonNode json(CommandRun run) throws IOException {
        assertEquals(0, run.code(), run.err());
        return new ObjectMapper().readTree(run.out());
    }

    @ParameterizedTest
    @CsvSource({
        "42, 50, 2, FDD, EVA, 15.36e6, 6000, 7, 0.004, 14",
        "503, 6, 4, TDD, ETU, 1.92e6, -147000, -60, 0.0071, 1022",
        "168, 15, 1, FDD, EPA, 3.84e6, 33333, 20, 0, 1023",
        "301, 25, 2, TDD, EPA, 7.68e6, 222000, 0, 0.011, 500"
    })
    void simulatedCellsAreReceived(
            int cell,
            int blocks,
            int ports,
            String duplex,
            String profile,
            String rate,
            double carrier,
            double clock,
            double start,
            int number)
            throws IOException {
        Path file = simulate(
                "cell.sigmf-meta",
                "--pci " + cell + " --resource-blocks " + blocks + " --ports " + ports + " --duplex " + duplex
                        + " --profile " + profile + " --rate " + rate + " --cfo " + carrier + " --clock-ppm " + clock
                        + " --start " + start + " --sfn " + number + " --snr 15 --frames 5 --doppler 5");
        JsonNode found = json(receive(file, "--method ls --json -"));
        assertEquals(cell, found.at("/cell/pci").asInt());
        assertEquals(blocks, found.at("/cell/resource_blocks").asInt());
        assertEquals(ports, found.at("/cell/ports").asInt());
        assertEquals(duplex, found.at("/cell/duplex").asText());
        assertEquals(carrier, found.get("cfo_hz").asDouble(), 40);
        assertEquals(clock, found.get("clock_ppm").asDouble(), 12);
        assertTrue(found.get("frames").size() >= 4, found.toString());
        int first = number + (int) Math.ceil(100 * start);
        for (JsonNode frame : found.get("frames")) {
            assertEquals(first++ % 1024, frame.get("sfn").asInt());
            assertTrue(frame.get("mib_crc").asBoolean(), found.toString());
            assertTrue(frame.get("pbch_evm").asDouble() < 0.7, found.toString());
        }
        assertEquals(2 * blocks, found.at("/channel/0/pilots_used").asInt());
        assertTrue(found.at("/channel/0/heldout_nmse_db").asDouble() < -5, found.toString());
    }

    /** The absolute scale of samples means nothing. */
    @Test
    void scaleDoesNotMatter() throws IOException {
        Path file = simulate("cell.cf32", "--resource-blocks 6 --rate 1.92e6 --frames 3 --snr 12 --cfo 900");
        String options = "--format cf32 --rate 1.92e6 --method ls,lmmse,bmp --json -";
        JsonNode expected = json(receive(file, options));
        for (float scale : new float[] {1e-6f, 1e4f}) {
            JsonNode found = json(receive(scaled(file, scale), options));
            assertEquals(expected.get("frames"), found.get("frames"));
            for (int i = 0; i < 3; i++) {
                assertEquals(
                        expected.at("/channel/" + i + "/heldout_nmse_db").asDouble(),
                        found.at("/channel/" + i + "/heldout_nmse_db").asDouble(),
                        0.02);
            }
        }
    }

    private Path scaled(Path file, float scale) throws IOException {
        ByteBuffer samples = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < samples.capacity(); i += 4) {
            samples.putFloat(i, scale * samples.getFloat(i));
        }
        Path other = folder.resolve("scaled.cf32");
        Files.write(other, samples.array());
        return other;
    }

    @Test
    void textAndFileTellTheSame() throws IOException {
        Path file = simulate(
                "cell.sigmf-meta", "--pci 9 --resource-blocks 6 --rate 1.92e6 --frames 2 --frequency 796e6 --sfn 77");
        Path json = folder.resolve("out.json");
        CommandRun run = receive(file, "--method ls,dft --pilots-used 18 --json " + json);
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().contains("LTE cell 9, FDD, 6 resource blocks, 2 antenna ports"), run.out());
        assertTrue(run.out().contains("decoded in 2 of 2 frames"), run.out());
        assertTrue(run.out().contains("ppm of 796.000 MHz"), run.out());
        JsonNode root = new ObjectMapper().readTree(json.toFile());
        assertEquals(2, root.get("channel").size());
        assertEquals(18, root.at("/channel/1/pilots_used").asInt());
        assertEquals(6, root.at("/channel/1/pilots_held_out").asInt());
    }

    @Test
    void wrongRateAndFormatAreHintedAt() throws IOException {
        Path file = simulate("cell.ci8", "--resource-blocks 15 --rate 3.84e6 --frames 4 --snr 25");
        complains(receive(file, "--format ci8 --rate 1.92e6"), "with --format ci8 --rate 3.84e6 there is one");
        complains(receive(file, "--format ci16 --rate 3.84e6"), "with --format ci8 --rate 3.84e6 there is one");
        complains(receive(file, "--format cu8 --rate 3.84e6"), "ci8");
        complains(receive(file, "--format ci8 --rate 1e6"), "expected a sample rate from 1.92");
        complains(receive(file, "--format ci8"), "give --rate");
        complains(receive(file, "--format ci8 --rate 3.84e6 --pilots-used 60"), "--pilots-used: expected 1 to 59");
        complains(receive(file, "--format ci8 --rate 3.84e6 --method abc"), "abc");
        complains(receive(file, "--format ci8 --rate 3.84e6 --json /"), "--json");
        complains(receive(folder.resolve("none.ci8"), "--rate 3.84e6"), "none.ci8");
        byte[] all = Files.readAllBytes(file);
        Path odd = folder.resolve("odd.ci8");
        Files.write(odd, Arrays.copyOf(all, 30_001));
        complains(receive(odd, "--format ci8 --rate 3.84e6"), "odd.ci8");
        Files.write(odd, Arrays.copyOf(all, 2_000));
        complains(receive(odd, "--format ci8 --rate 3.84e6"), "ms");
        Files.write(odd, new byte[4_000]);
        complains(receive(odd, "--format ci8 --rate 3.84e6"), "same value");
    }

    /** Random bytes of random lengths: one line, or a result, but never a stack trace. */
    @Test
    void randomBytesNeverSurprise() throws IOException {
        Random random = new Random(20);
        String[] formats = {"ci8", "cu8", "ci16", "cf32", "cf64", "ri16"};
        String[] rates = {"1.92e6", "2.4e6", "15.36e6", "19.2e6", "122.88e6"};
        for (int i = 0; i < 12; i++) {
            byte[] bytes = new byte[i < 9 ? random.nextInt(3000) : 16 * random.nextInt(5_000)];
            random.nextBytes(bytes);
            Path file = folder.resolve("noise" + i + ".bin");
            Files.write(file, bytes);
            Path json = folder.resolve("noise" + i + ".json");
            CommandRun run = receive(
                    file,
                    "--format " + formats[i % formats.length] + " --rate " + rates[i % rates.length]
                            + " --method ls --json " + json);
            complains(run, "noise" + i + ".bin");
            assertFalse(Files.exists(json));
        }
    }

    /** Damaged captures: pieces of a real signal in wrong order, cut and overwritten. */
    @Test
    void damagedCapturesNeverSurprise() throws IOException {
        byte[] all = Files.readAllBytes(simulate("cell.ci8", "--resource-blocks 6 --rate 1.92e6 --frames 3"));
        Random random = new Random(21);
        for (int i = 0; i < 8; i++) {
            byte[] bytes = Arrays.copyOf(all, 2 * (1 + random.nextInt(all.length / 2)));
            for (int j = 0; j < 4; j++) {
                int length = random.nextInt(bytes.length);
                int to = random.nextInt(bytes.length - length + 1);
                System.arraycopy(all, random.nextInt(all.length - length), bytes, to, length);
            }
            Path file = folder.resolve("damaged.bin");
            Files.write(file, bytes);
            CommandRun run = receive(file, "--format ci8 --rate 1.92e6 --method ls");
            if (run.code() != 0) {
                complains(run, "damaged.bin");
            }
        }
    }

    private static void complains(CommandRun run, String expected) {
        assertEquals(2, run.code(), run.out() + run.err());
        assertEquals("", run.out());
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(run.err().contains(expected), run.err());
    }
}

package org.gatefold.doa.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.gatefold.datasets.recording.Description;
import org.gatefold.datasets.recording.Frames;
import org.gatefold.datasets.recording.RecordingWriter;
import org.gatefold.sparse.cli.CommandRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be used gives one line that names it, exit code 2, and leaves nothing behind. */
class BadInputTest {
    @TempDir
    private Path directory = Path.of("");

    private Path good = Path.of("");
    private Path sound = Path.of("");

    @BeforeEach
    void recordings() {
        good = directory.resolve("good.npy");
        sound = directory.resolve("sound.wav");
        assertEquals(
                0,
                CommandRun.of(new DoaCommand(), "simulate", "--array", "ula:4:0.5wl", "--angles", 10, "--out", good)
                        .code());
        assertEquals(
                0,
                CommandRun.of(
                                new DoaCommand(),
                                "simulate",
                                "--array",
                                "ula:4:0.04m",
                                "--angles",
                                10,
                                "--seconds",
                                0.2,
                                "--out",
                                sound)
                        .code());
    }

    private void refused(String mentioned, Object... args) throws IOException {
        List<Path> before = files();
        List<Object> all = new ArrayList<>(Arrays.asList(args));
        if (args[0].equals("estimate")) {
            all.addAll(List.of("--plot", directory.resolve("left.png"), "--json", directory.resolve("left.json")));
        }
        CommandRun run = CommandRun.of(new DoaCommand(), all.toArray());
        assertEquals(2, run.code(), run.out() + run.err());
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(run.err().contains(mentioned), "expected '" + mentioned + "' in: " + run.err());
        assertEquals("", run.out());
        assertEquals(before, files());
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.sorted().toList();
        }
    }

    private Path file(String name, byte[] content) throws IOException {
        return Files.write(directory.resolve(name), content);
    }

    @Test
    void filesThatAreNoRecordings() throws IOException {
        byte[] npy = Files.readAllBytes(good);
        byte[] wav = Files.readAllBytes(sound);
        refused("missing.wav", "estimate", directory.resolve("missing.wav"), "--array", "ula:4:0.04m");
        refused("dir", "estimate", Files.createDirectory(directory.resolve("dir")), "--array", "ula:4:0.04m");
        refused("empty.wav", "estimate", file("empty.wav", new byte[0]), "--array", "ula:4:0.04m");
        refused(
                "text.wav",
                "estimate",
                file("text.wav", "hello".getBytes(StandardCharsets.UTF_8)),
                "--array",
                "ula:4:0.04m");
        refused("short.npy", "estimate", file("short.npy", Arrays.copyOf(npy, 200)), "--array", "ula:4:0.5wl");
        refused("short.wav", "estimate", file("short.wav", Arrays.copyOf(wav, 300)), "--array", "ula:4:0.04m");
        refused("named.npy", "estimate", file("named.npy", wav), "--array", "ula:4:0.04m");
        ByteBuffer.wrap(npy).order(ByteOrder.LITTLE_ENDIAN).putFloat(npy.length - 8, Float.NaN);
        refused("nan.npy", "estimate", file("nan.npy", npy), "--array", "ula:4:0.5wl");
    }

    @Test
    void recordingsThatDoNotFit() throws IOException {
        refused("expected 5 channels", "estimate", sound, "--array", "ula:5:0.04m");
        refused("expected 3 channels", "estimate", sound, "--array", "ula:4:0.04m", "--channels", 3);
        refused("16000", "estimate", sound, "--array", "ula:4:0.04m", "--rate", 44100);
        refused("half the sample rate", "estimate", sound, "--array", "ula:4:0.04m", "--band", "500:9000");
        refused("within its 0.2", "estimate", sound, "--array", "ula:4:0.04m", "--segment", "0.1:5");
        refused("--every", "estimate", sound, "--array", "ula:4:0.04m", "--every", 3);
        refused("samples a channel", "estimate", sound, "--array", "ula:4:0.04m", "--every", 0.0005);
        refused("no frequency", "estimate", sound, "--array", "ula:4:0.04m", "--band", "501:502");
        refused("sample rate", "estimate", good, "--array", "ula:4:0.5wl", "--segment", "0:1");
        refused("--frequency", "estimate", good, "--array", "ula:4:0.5m");
        refused("sources", "estimate", good, "--array", "ula:4:0.5wl", "--sources", 4);
        Path slow = directory.resolve("slow.wav");
        RecordingWriter.write(
                slow, Frames.zeros(4, 400, false), new Description("slow", 4, 400, false, 20, Double.NaN), null);
        refused("--speed", "estimate", slow, "--array", "ula:4:100m");
        Path real = directory.resolve("real.npy");
        RecordingWriter.write(
                real, Frames.zeros(4, 9, false), new Description("r", 4, 9, false, Double.NaN, Double.NaN), null);
        refused("complex", "estimate", real, "--array", "ula:4:0.5wl");
    }

    @Test
    void optionsThatAreImpossible() throws IOException {
        refused("--array", "estimate", good);
        refused("nonsense", "estimate", good, "--array", "nonsense");
        refused("ula:1", "estimate", good, "--array", "ula:1:0.5wl");
        refused("magic", "estimate", good, "--array", "ula:4:0.5wl", "--method", "magic");
        refused("speed", "estimate", good, "--array", "ula:4:0.5wl", "--speed", -3);
        refused("sources", "estimate", good, "--array", "ula:4:0.5wl", "--sources", "many");
        refused("--grid", "estimate", good, "--array", "ula:4:0.5wl", "--grid", 0);
        refused("--threads", "estimate", good, "--array", "ula:4:0.5wl", "--threads", -1);
        refused("band", "estimate", sound, "--array", "ula:4:0.04m", "--band", "900");
        refused("segment", "estimate", sound, "--array", "ula:4:0.04m", "--segment", "-1:2");
        refused("convention", "estimate", good, "--array", "ula:4:0.5wl", "--convention", "left");
        refused("--out", "simulate", "--array", "ula:4:0.5wl", "--angles", 3, "--out", directory.resolve("x.mp3"));
        refused("coherence", "simulate", "--array", "ula:4:0.5wl", "--angles", 3, "--coherence", 2, "--out", good);
        refused("power", "simulate", "--array", "ula:4:0.5wl", "--angles", "3,4", "--powers", 1, "--out", good);
        refused("metres", "simulate", "--array", "ula:4:0.5wl", "--angles", 3, "--out", directory.resolve("x.wav"));
    }

    @Test
    void outputsThatCannotBeWritten() throws IOException {
        Path taken = Files.createDirectory(directory.resolve("taken.png"));
        CommandRun run = CommandRun.of(
                new DoaCommand(), "estimate", good, "--array", "ula:4:0.5wl", "--plot", taken, "--json", "-");
        assertEquals(2, run.code());
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(run.err().contains("taken.png"));
        assertEquals("", run.out());
        refused("good.npy", "simulate", "--array", "ula:4:0.5wl", "--angles", 3, "--out", good.resolve("below.npy"));
    }

    @Test
    void aSilentChannelAndSaturationAreToldOf() throws IOException {
        Frames frames = Frames.zeros(4, 3200, false);
        for (int i = 0; i < 3200; i++) {
            for (int c = 0; c < 3; c++) {
                frames.re()[c][i] = (float) Math.max(-1, Math.min(1, 1.6 * Math.sin(0.7 * i + 0.1 * c * i % 5)));
            }
        }
        Path file = directory.resolve("clipped.wav");
        RecordingWriter.write(file, frames, new Description("c", 4, 3200, false, 16000, Double.NaN), null);
        CommandRun run = CommandRun.of(
                new DoaCommand(), "estimate", file, "--array", "ula:4:0.04m", "--sources", 1, "--method", "beamscan");
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().contains("saturated"), run.out());
        assertTrue(run.out().contains("channel 4 of 4 is silent"), run.out());
    }
}

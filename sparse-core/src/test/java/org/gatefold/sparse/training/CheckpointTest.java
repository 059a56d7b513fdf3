package org.gatefold.sparse.training;

import static org.gatefold.sparse.training.Trainings.ALISTA;
import static org.gatefold.sparse.training.Trainings.NA_ALISTA;
import static org.gatefold.sparse.training.Trainings.bits;
import static org.gatefold.sparse.training.Trainings.settings;
import static org.gatefold.sparse.training.Trainings.trainer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.gatefold.sparse.io.InputException;
import org.gatefold.sparse.learned.UnrolledModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A training that is interrupted, however rudely, goes on to the same bits. */
class CheckpointTest {
    private static final class Interrupted extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private final Path folder;
    private final Path file;

    CheckpointTest(@TempDir Path folder) {
        this.folder = folder;
        this.file = folder.resolve("training.npz");
    }

    record Case(UnrolledModel model, TrainingSettings settings) {}

    static Stream<Case> cases() {
        return Stream.of(
                new Case(NA_ALISTA, settings(30)),
                new Case(ALISTA, settings(45).with(new TrainingPlan.LayerWise(10))),
                new Case(
                        ALISTA,
                        settings(30)
                                .trainingSet(400)
                                .with(new TrainingSettings.Descent(
                                        new RmsProp(0.9, 0.5, 1e-6, 1e-4), 1e-3, new Schedule.Constant(), 10))));
    }

    /** Runs until step {@code last}, then stops in the middle of everything. */
    private void interrupt(Trainer trainer, long last, boolean resume) {
        TrainingListener stop = new TrainingListener() {
            @Override
            public void step(Standing now) {
                if (now.step() == last) {
                    throw new Interrupted();
                }
            }
        };
        assertThrows(Interrupted.class, () -> trainer.train(stop, new Checkpoint(file, 0, resume)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void resumedIsUninterrupted(Case c) {
        Trainer.Result expected = trainer(c.model, c.settings).train(TrainingListener.NONE);
        interrupt(trainer(c.model, c.settings), 8, false);
        interrupt(trainer(c.model, c.settings), 23, true);
        Trainer.Result result =
                trainer(c.model, c.settings).train(TrainingListener.NONE, new Checkpoint(file, 0, true));
        assertEquals(bits(expected.parameters()), bits(result.parameters()));
        assertEquals(expected.score(), result.score());
        assertEquals(expected.steps(), result.steps());
        assertEquals(withoutTime(expected.log()), withoutTime(result.log()));
        Trainer.Result again = trainer(c.model, c.settings).train(TrainingListener.NONE, new Checkpoint(file, 0, true));
        assertEquals(bits(expected.parameters()), bits(again.parameters()), "a training that is over is over");
        assertEquals(expected.steps(), again.steps());
    }

    private static List<TrainingLog.Row> withoutTime(TrainingLog log) {
        return log.rows().stream()
                .map(r -> new TrainingLog.Row(
                        r.step(), r.samples(), 0, r.stage(), r.rate(), Math.max(-1, r.loss()), r.validation()))
                .toList();
    }

    /** What the child process of the next test runs: {@code FILE false|true}, and prints the bits of the weights. */
    public static void main(String[] args) {
        Checkpoint checkpoint = new Checkpoint(Path.of(args[0]), 0, Boolean.parseBoolean(args[1]));
        Trainer.Result result = trainer(NA_ALISTA, settings(300)).train(TrainingListener.NONE, checkpoint);
        System.out.println("bits " + bits(result.parameters()));
    }

    private Process child(boolean resume) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CheckpointTest.class.getName(),
                        file.toString(),
                        Boolean.toString(resume))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out.txt").toFile())
                .start();
    }

    @Test
    void aKilledProcessLosesNoBit() throws IOException, InterruptedException {
        String expected = "bits "
                + bits(trainer(NA_ALISTA, settings(300))
                        .train(TrainingListener.NONE)
                        .parameters());
        SplittableRandom rng = new SplittableRandom(1);
        boolean resume = false;
        for (int kill = 0; kill < 2; kill++) {
            Process process = child(resume);
            long before = resume ? Files.getLastModifiedTime(file).toMillis() : 0;
            for (int wait = 0; wait < 2000 && process.isAlive() && !isNewer(before); wait++) {
                Thread.sleep(10);
            }
            Thread.sleep(rng.nextInt(20, 120));
            assertTrue(process.isAlive(), () -> "the process is to be killed in the midst of its work");
            process.destroyForcibly().waitFor();
            resume = true;
        }
        Process process = child(true);
        assertTrue(process.waitFor(120, TimeUnit.SECONDS));
        assertEquals(expected, Files.readString(folder.resolve("out.txt")).strip());
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(2, left.count(), "nothing half-written is left");
        }
    }

    private boolean isNewer(long millis) throws IOException {
        return Files.exists(file) && Files.getLastModifiedTime(file).toMillis() > millis;
    }

    private String refusal(TrainingSettings settings, boolean resume) {
        Trainer trainer = trainer(ALISTA, settings);
        InputException e = assertThrows(
                InputException.class, () -> trainer.train(TrainingListener.NONE, new Checkpoint(file, 0, resume)));
        assertFalse(String.valueOf(e.getMessage()).contains("\n"));
        return String.valueOf(e.getMessage());
    }

    @Test
    void aCheckpointOfAnotherTrainingIsRefused() throws IOException {
        assertEquals(
                "--resume: expected the checkpoint " + file + ", found none of this name", refusal(settings(9), true));
        interrupt(trainer(ALISTA, settings(9)), 7, false);
        assertEquals("--resume " + file + ": expected a training with steps 10, found 9", refusal(settings(10), true));
        assertEquals(
                "--resume " + file + ": expected a training with batch 20, found 150",
                refusal(settings(9).batch(20), true));
        assertTrue(refusal(settings(9), false).endsWith("found one of an earlier training"));
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        assertTrue(refusal(settings(9), true).startsWith(file + ": "));
        Files.writeString(file, "");
        assertTrue(refusal(settings(9), true).startsWith(file + ": "));
    }
}

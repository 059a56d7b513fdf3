package org.gatefold.ofdm.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.gatefold.ofdm.channel.LearnedScalars;
import org.gatefold.ofdm.training.ScalarTraining.Estimator;
import org.gatefold.sparse.classical.Annealing;
import org.gatefold.sparse.classical.Tracking;
import org.gatefold.sparse.io.InputException;
import org.gatefold.sparse.io.NdArray;
import org.gatefold.sparse.io.Npz;
import org.gatefold.sparse.kernel.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScalarTrainingTest {
    @TempDir
    private Path folder = Path.of("");

    /** The same bits for any number of threads; what is written is not worse than the start on the validation. */
    @Test
    void theSeedAloneDecides() throws IOException {
        ScalarTraining training = new ScalarTraining(Estimator.TRACKING, 2, 1, 3);
        int before = Workers.threads();
        try {
            Workers.threads(1);
            ObjectNode card = training.run(folder.resolve("one.npz"), (evaluation, of, loss) -> {});
            Workers.threads(3);
            training.run(folder.resolve("three.npz"), (evaluation, of, loss) -> {});
            assertArrayEquals(
                    Files.readAllBytes(folder.resolve("one.npz")), Files.readAllBytes(folder.resolve("three.npz")));
            assertTrue(card.get("validation_loss").asDouble()
                    <= card.get("validation_loss_at_start").asDouble());
            assertEquals(
                    1 + ScalarSearch.population(card.get("point").size()),
                    card.get("evaluations").asInt());
        } finally {
            Workers.threads(before);
        }
    }

    /** Before training the scalars are those of the classical steps. */
    @Test
    void theStartIsPlain() {
        assertEquals(
                Tracking.plain().first(),
                TrackingTraining.tracking(TrackingTraining.START).first());
        assertEquals(
                Tracking.plain().second(),
                TrackingTraining.tracking(TrackingTraining.START).second());
        assertEquals(0.8, TrackingTraining.tracking(TrackingTraining.START).forgetting(), 1e-12);
        Annealing plain = Annealing.plain(AnnealingTraining.LAYERS, AnnealingTraining.ACTIVE);
        Annealing start = AnnealingTraining.annealing(AnnealingTraining.START);
        for (int t = 0; t < AnnealingTraining.LAYERS; t++) {
            assertEquals(
                    plain.layers().get(t).background(), start.layers().get(t).background(), 1e-12);
            assertEquals(0.8, start.layers().get(t).damping(), 1e-12);
            assertEquals(1, start.layers().get(t).heat());
        }
    }

    /** The shipped files are read, and are others than the start. */
    @Test
    void theShippedScalarsAreTrained() {
        assertTrue(!LearnedScalars.tracking().equals(Tracking.plain()));
        assertTrue(!LearnedScalars.annealing().equals(Annealing.plain(6, 16)));
        Path copy = folder.resolve("copy.npz");
        LearnedScalars.write(copy, LearnedScalars.tracking());
        assertEquals(LearnedScalars.tracking(), LearnedScalars.tracking(copy));
        LearnedScalars.write(copy, LearnedScalars.annealing());
        assertEquals(LearnedScalars.annealing(), LearnedScalars.annealing(copy));
    }

    @Test
    void filesOfOthersAreRefusedInOneLine() {
        Path file = folder.resolve("other.npz");
        LearnedScalars.write(file, LearnedScalars.annealing());
        InputException mixed = assertThrows(InputException.class, () -> LearnedScalars.tracking(file));
        assertTrue(String.valueOf(mixed.getMessage()).contains("first_exponent"), mixed.getMessage());
        Map<String, NdArray> arrays = Npz.read(file);
        arrays.put("heat", NdArray.real(new int[] {2}, new double[] {1, 1}));
        Npz.write(file, arrays);
        assertThrows(InputException.class, () -> LearnedScalars.annealing(file));
        arrays.put("heat", NdArray.real(new int[] {6}, new double[6]));
        Npz.write(file, arrays);
        InputException cold = assertThrows(InputException.class, () -> LearnedScalars.annealing(file));
        assertEquals(1, String.valueOf(cold.getMessage()).lines().count());
    }
}

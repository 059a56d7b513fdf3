package org.gatefold.sparse.learned;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.autodiff.Parameter;
import org.gatefold.sparse.evaluation.SyntheticProblems;
import org.gatefold.sparse.evaluation.SyntheticProblems.Amplitudes;
import org.gatefold.sparse.evaluation.SyntheticProblems.Support;
import org.gatefold.sparse.io.InputException;
import org.gatefold.sparse.io.NpzArchive;
import org.gatefold.sparse.io.NpzArchive.Matrix;
import org.gatefold.sparse.kernel.Workers;
import org.gatefold.sparse.learned.NaAlista.Cell;
import org.gatefold.sparse.learned.NaAlista.Inputs;
import org.gatefold.sparse.learned.Provenance.Score;
import org.gatefold.sparse.operator.Matrices;
import org.gatefold.sparse.operator.RealMatrix;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Model files, and the solvers they hold. */
class ModelFileTest {
    private static final RealMatrix A = Matrices.realGaussian(new SplittableRandom(1), 20, 40);

    private final Path folder;

    ModelFileTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private static LabelledProblem problems(int count) {
        return new SyntheticProblems(A, Support.EXACT, Amplitudes.GAUSSIAN, 3, 30, true)
                .draw(new SplittableRandom(2), count);
    }

    private static ModelFile model() {
        return model(OperatorIdentity.of(A));
    }

    private static ModelFile model(@Nullable OperatorIdentity operator) {
        NaAlista model = new NaAlista(
                4, AlistaWeights.ANALYTIC, SupportSelection.upTo(3), Cell.LSTM, Inputs.RU, 8, 0.5, 0.25, false, false);
        return new ModelFile(
                model,
                model.initial(problems(100), new SplittableRandom(3)),
                new Provenance(
                        operator,
                        "3 entries that are not zero",
                        "gatefold train",
                        9,
                        100,
                        12_800,
                        0.1,
                        List.of(
                                new Score("validation", "nmse_db", -12.5, 1000),
                                new Score("test", "nmse_db", Double.NaN, 10)),
                        "2026-01-01",
                        "0.1.0"));
    }

    private Path written() {
        Path file = folder.resolve("model.npz");
        model().write(file);
        return file;
    }

    @Test
    void aModelComesBackToTheBit() {
        ModelFile read = ModelFile.read(written());
        ModelFile expected = model();
        assertEquals(expected.model(), read.model());
        assertEquals(expected.provenance(), read.provenance());
        for (Parameter p : expected.parameters()) {
            assertArrayEquals(p.values(), read.parameters().at(p.name()).values(), p.name());
            assertEquals(p.trainable(), read.parameters().at(p.name()).trainable(), p.name());
        }
        SparseProblem problem = problems(300).problem();
        assertArrayEquals(
                expected.solver().solve(problem).data(),
                read.solver().solve(problem).data());
    }

    @Test
    void theCardIsReadableByAnyProgram() throws IOException {
        JsonNode card =
                new ObjectMapper().readTree(NpzArchive.read(written()).texts().get("card"));
        assertEquals("na-alista", card.at("/architecture").asText());
        assertEquals("lstm", card.at("/settings/cell").asText());
        assertEquals(40, card.at("/operator/domain").asInt());
        assertEquals(-12.5, card.at("/scores/0/value").asDouble());
        assertFalse(card.at("/parameters/input.shift/trained").asBoolean(true));
    }

    @Test
    void estimatesDependNeitherOnThreadsNorOnCompany() {
        LearnedSolver solver = model().solver();
        SparseProblem problem = problems(300).problem();
        int threads = Workers.threads();
        try {
            Workers.threads(1);
            Batch one = solver.solve(problem);
            Workers.threads(3);
            assertArrayEquals(one.data(), solver.solve(problem).data());
            Batch alone = solver.solve(problem.slice(170, 171));
            for (int i = 0; i < 40; i++) {
                assertEquals(one.at(170, 0, i), alone.at(0, 0, i), 1e-5);
            }
        } finally {
            Workers.threads(threads);
        }
    }

    @Test
    void theListenerHearsEveryLayer() {
        SparseProblem problem = problems(130).problem();
        Map<Integer, Batch> last = new LinkedHashMap<>();
        int[] heard = new int[problem.count()];
        Batch x = model().solver().solve(problem, (sample, iteration, estimate, weights, cost) -> {
            synchronized (heard) {
                assertEquals(++heard[sample], iteration);
                last.put(sample, estimate.copy());
            }
        });
        for (int s = 0; s < heard.length; s++) {
            assertEquals(4, heard[s]);
            assertArrayEquals(x.slice(s, s + 1).data(), last.getOrDefault(s, x).data());
        }
    }

    @Test
    void anotherDictionaryIsRefusedAndACopyIsNot() {
        LearnedSolver solver = model().solver();
        Batch y = problems(2).problem().measurements();
        double[] rounded = new double[A.re().length];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = (float) A.re()[i];
        }
        // The analytic weights are those of the rounded dictionary and may differ in their last digit.
        assertArrayEquals(
                solver.solve(new SparseProblem(A, y, 0.1)).data(),
                solver.solve(new SparseProblem(new RealMatrix(20, 40, rounded), y, 0.1))
                        .data(),
                1e-5f);
        double[] other = A.re().clone();
        other[7] += 1e-3;
        SparseProblem foreign = new SparseProblem(new RealMatrix(20, 40, other), y, 0.1);
        String message = assertThrows(IllegalArgumentException.class, () -> solver.solve(foreign))
                .toString();
        assertTrue(
                message.contains(": expected the dictionary it was trained for, real 20×40 ")
                        && message.contains(", found another of that size"),
                message);
        SparseProblem small =
                new SparseProblem(Matrices.realGaussian(new SplittableRandom(1), 10, 40), new Batch(1, 1, 10), 0.1);
        message = assertThrows(IllegalArgumentException.class, () -> solver.solve(small))
                .toString();
        assertTrue(message.endsWith("found a real 10×40"), message);
    }

    @Test
    void anAnswerThatHasDivergedIsZero() {
        Alista alista =
                new Alista(4, AlistaWeights.ANALYTIC, SupportSelection.NONE, false, new StartingPoint(3, 0.01, false));
        LearnedSolver solver = new ModelFile(
                        alista, alista.initial(problems(100), new SplittableRandom(3)), model().provenance())
                .solver();
        SparseProblem problem = problems(20).problem();
        Map<Integer, Batch> last = new ConcurrentHashMap<>();
        Batch x = solver.solve(
                problem, (sample, iteration, estimate, weights, cost) -> last.put(sample, estimate.copy()));
        int diverged = 0;
        for (int s = 0; s < 20; s++) {
            Batch raw = last.getOrDefault(s, x);
            Batch misfit = A.apply(raw);
            for (int i = 0; i < 20; i++) {
                misfit.data()[i] -= problem.measurements().at(s, 0, i);
            }
            boolean worse = misfit.energy(0) > 4 * problem.measurements().energy(s);
            assertArrayEquals(
                    worse ? new float[40] : raw.data(), x.slice(s, s + 1).data());
            diverged += worse ? 1 : 0;
        }
        assertTrue(diverged > 10, "diverged " + diverged);
    }

    @Test
    void aModelTrainedOnOperatorsThatChangeServesAny() {
        Path file = folder.resolve("any.npz");
        model(null).write(file);
        ModelFile read = ModelFile.read(file);
        assertNull(read.provenance().operator());
        RealMatrix other = Matrices.realGaussian(new SplittableRandom(8), 10, 30);
        Batch x = read.solver().solve(new SparseProblem(other, new Batch(2, 1, 10), 0.1));
        x.requireShape(2, 1, 30);
    }

    @Test
    void aModelWithWeightsOfItsOwnNamesItsDictionary() {
        Alista trained =
                new Alista(2, AlistaWeights.TRAINED, SupportSelection.upTo(3), false, StartingPoint.of(0.5, 0.1));
        Path file = folder.resolve("nameless.npz");
        new ModelFile(
                        trained,
                        trained.initial(problems(10), new SplittableRandom(3)),
                        model(null).provenance())
                .write(file);
        assertEquals(
                file + ": expected a field 'operator' in its card, found none",
                assertThrows(InputException.class, () -> ModelFile.read(file)).getMessage());
    }

    private String refusal(NpzArchive archive) {
        Path file = folder.resolve("bad.npz");
        archive.write(file);
        String message = String.valueOf(
                assertThrows(InputException.class, () -> ModelFile.read(file)).getMessage());
        assertTrue(message.startsWith(file + ": expected "), message);
        return message.substring(file.toString().length() + 2);
    }

    @Test
    void foreignFilesAreRefusedByOneLine() {
        NpzArchive good = NpzArchive.read(written());
        String card = good.texts().getOrDefault("card", "");
        assertEquals(
                "expected a trained model with an array 'card', found the arrays x",
                refusal(new NpzArchive().put("x", new Matrix(1, 1, new float[1]))));
        assertEquals(
                "expected a card in JSON, found",
                refusal(new NpzArchive().put("card", "{no")).substring(0, 30));
        assertEquals(
                "expected a field 'format' in its card, found none",
                refusal(new NpzArchive().put("card", "{\"a\": 1}")));
        assertEquals("expected an array 'input.shift' of 1×2, found none", refusal(new NpzArchive().put("card", card)));
        assertTrue(refusal(changed(good, card.replace("\"format_version\" : 1", "\"format_version\" : 2")))
                .endsWith("found gatefold-model 2"));
        assertTrue(refusal(changed(good, card).put("extra", new Matrix(1, 1, new float[1])))
                .endsWith("found extra"));
        assertTrue(refusal(changed(good, card.replace("\"rows\" : 8", "\"rows\" : \"8\"")))
                .startsWith("expected a whole number as field 'rows'"));
        Path file = folder.resolve("other.npz");
        changed(good, card.replace("na-alista", "nb-alista")).write(file);
        assertTrue(assertThrows(InputException.class, () -> ModelFile.read(file))
                .toString()
                .contains("other.npz: architecture nb-alista: expected one of the architectures "));
        changed(good, card.replace("\"hidden\"", "\"hiden\"")).write(file);
        assertTrue(assertThrows(InputException.class, () -> ModelFile.read(file))
                .toString()
                .endsWith("found option 'hiden'"));
    }

    private static NpzArchive changed(NpzArchive archive, String card) {
        NpzArchive other = new NpzArchive().put("card", card);
        archive.matrices().forEach(other::put);
        return other;
    }

    @Test
    void damagedFilesAreRefusedByOneLine() throws IOException {
        Path file = written();
        byte[] whole = Files.readAllBytes(file);
        SplittableRandom rng = new SplittableRandom(4);
        int refused = 0;
        for (int trial = 0; trial < 200; trial++) {
            byte[] bytes = whole.clone();
            for (int flips = 0; flips < 3; flips++) {
                bytes[rng.nextInt(bytes.length)] ^= (byte) (1 << rng.nextInt(8));
            }
            Files.write(file, trial % 2 == 0 ? bytes : Arrays.copyOf(whole, rng.nextInt(whole.length)));
            try {
                assertEquals(model().provenance(), ModelFile.read(file).provenance());
            } catch (InputException e) {
                assertFalse(String.valueOf(e.getMessage()).contains("\n"));
                refused++;
            }
        }
        assertTrue(refused > 180, "refused " + refused);
    }
}

package org.gatefold.sparse.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Map.Entry;
import org.gatefold.sparse.autodiff.Parameter;
import org.gatefold.sparse.autodiff.Parameters;
import org.gatefold.sparse.io.InputException;
import org.gatefold.sparse.io.NpzArchive;
import org.gatefold.sparse.io.NpzArchive.Matrix;
import org.gatefold.sparse.io.ResultFile;

/**
 * The file from which a training goes on as if it had not stopped, a {@code .npz} like a model: weights now and at
 * their best, the optimiser's memory, counters and the log. It is written whole or not at all; a process that is killed
 * at any moment leaves the checkpoint before.
 *
 * @param file where it is
 * @param everySeconds time between two checkpoints; 0 for one after every step
 * @param resume whether to go on from the file, which must then exist; otherwise it must not
 */
public record Checkpoint(Path file, double everySeconds, boolean resume) {
    private static final String FORMAT = "gatefold-checkpoint 1";
    private static final String NOW = "now:";
    private static final String BEST = "best:";
    private static final String AVERAGE = "average";

    /**
     * Finds out whether a training can begin or go on.
     *
     * @throws InputException if the file is missing though there is something to resume, or there though there is not
     */
    public void requireFit() {
        if (resume && !Files.isRegularFile(file)) {
            throw new InputException("--resume: expected the checkpoint " + file + ", found none of this name");
        }
        if (!resume && Files.exists(file)) {
            throw new InputException("--checkpoint " + file
                    + ": expected no such file, or --resume to go on from it, found one of an earlier training");
        }
        ResultFile.discardLeftovers(file);
    }

    /**
     * The budget of the training that wrote the file.
     *
     * @throws InputException if the file is damaged or no checkpoint
     */
    public long steps() {
        return training(NpzArchive.read(file)).path("run").path("steps").asLong();
    }

    /** @param run what the training is, by which {@link #read} knows its own */
    void write(TrainingState state, Map<String, String> run) {
        ObjectNode text = JsonNodeFactory.instance.objectNode();
        text.put("format", FORMAT);
        ObjectNode settings = text.putObject("run");
        run.forEach(settings::put);
        text.put("step", state.step)
                .put("stage", state.stage)
                .put("stage_step", state.stageStep)
                .put("first_score", Double.toString(state.firstScore))
                .put("best_score", Double.toString(state.bestScore))
                .put("best_step", state.bestStep)
                .put("rate_scale", state.rateScale)
                .put("failures", state.failures)
                .put("mean_norm", Double.toString(state.meanNorm))
                .put("skipped", state.skipped)
                .put("loss_sum", state.lossSum)
                .put("loss_count", state.lossCount)
                .put("seconds", state.seconds)
                .put("averaged_steps", state.averages.count());
        ArrayNode fixed = text.putArray("fixed");
        NpzArchive archive = new NpzArchive();
        for (Parameter p : state.now) {
            archive.put(NOW + p.name(), matrix(p, p.values()));
            if (p.trainable()) {
                Parameter best = state.best.at(p.name());
                archive.put(BEST + p.name(), matrix(p, best.values()));
            } else {
                fixed.add(p.name());
            }
        }
        for (Entry<String, float[][]> memory : state.averages.all().entrySet()) {
            Parameter p = state.now.at(memory.getKey());
            for (int i = 0; i < memory.getValue().length; i++) {
                archive.put(AVERAGE + i + ":" + p.name(), matrix(p, memory.getValue()[i]));
            }
        }
        archive.put("training", text.toString()).put("log", state.log.csv()).write(file);
    }

    private static Matrix matrix(Parameter p, float[] values) {
        return new Matrix(p.rows(), p.columns(), values);
    }

    /** @throws InputException if the file is damaged, no checkpoint, or that of another training */
    TrainingState read(TrainingSettings settings, Map<String, String> run) {
        NpzArchive archive = NpzArchive.read(file);
        JsonNode text = training(archive);
        for (Entry<String, String> expected : run.entrySet()) {
            String found = text.path("run").path(expected.getKey()).asText();
            if (!found.equals(expected.getValue())) {
                throw new InputException("--resume " + file + ": expected a training with " + expected.getKey() + " "
                        + expected.getValue() + ", found " + found);
            }
        }
        try {
            return state(text, archive, settings);
        } catch (IllegalArgumentException e) {
            throw new InputException(file + ": expected a whole checkpoint, found that " + e.getMessage(), e);
        }
    }

    private JsonNode training(NpzArchive archive) {
        try {
            JsonNode text = new ObjectMapper().readTree(archive.texts().getOrDefault("training", "{}"));
            if (text.path("format").asText().equals(FORMAT)) {
                return text;
            }
        } catch (JsonProcessingException e) {
            // reported below with what was expected
        }
        throw new InputException(file + ": expected a checkpoint of a training, found another .npz");
    }

    private TrainingState state(JsonNode text, NpzArchive archive, TrainingSettings settings) {
        Parameters now = new Parameters();
        Map<String, float[][]> memory = new LinkedHashMap<>();
        int each = settings.descent().optimiser().averages();
        for (Entry<String, Matrix> array : archive.matrices().entrySet()) {
            if (!array.getKey().startsWith(NOW)) {
                continue;
            }
            String name = array.getKey().substring(NOW.length());
            Matrix m = array.getValue();
            if (isFixed(text, name)) {
                now.addFixed(name, m.rows(), m.columns(), m.values());
                continue;
            }
            now.add(name, m.rows(), m.columns(), m.values());
            if (archive.matrices().containsKey(AVERAGE + "0:" + name)) {
                float[][] arrays = new float[each][];
                for (int i = 0; i < each; i++) {
                    arrays[i] = values(archive, AVERAGE + i + ":" + name, m.values().length);
                }
                memory.put(name, arrays);
            }
        }
        Parameters best = now.copy();
        for (Parameter p : best) {
            if (p.trainable()) {
                System.arraycopy(values(archive, BEST + p.name(), p.size()), 0, p.values(), 0, p.size());
            }
        }
        String metric = settings.validation().metric().key();
        TrainingLog log =
                TrainingLog.parse(file.toString(), metric, archive.texts().getOrDefault("log", ""));
        RunningAverages averages = new RunningAverages(each);
        averages.restore(text.path("averaged_steps").asLong(), memory);
        TrainingState state = new TrainingState(now, best, averages, log);
        state.step = text.path("step").asLong();
        state.stage = text.path("stage").asInt();
        state.stageStep = text.path("stage_step").asLong();
        state.firstScore = text.path("first_score").asDouble(Double.NaN);
        state.bestScore = text.path("best_score").asDouble(Double.NaN);
        state.bestStep = text.path("best_step").asLong();
        state.rateScale = text.path("rate_scale").asDouble();
        state.failures = text.path("failures").asInt();
        state.meanNorm = text.path("mean_norm").asDouble(Double.NaN);
        state.skipped = text.path("skipped").asLong();
        state.lossSum = text.path("loss_sum").asDouble();
        state.lossCount = text.path("loss_count").asLong();
        state.seconds = text.path("seconds").asDouble();
        return state;
    }

    private static boolean isFixed(JsonNode text, String name) {
        for (JsonNode fixed : text.path("fixed")) {
            if (fixed.asText().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private static float[] values(NpzArchive archive, String name, int size) {
        Matrix found = archive.matrices().get(name);
        if (found == null || found.values().length != size) {
            throw new IllegalArgumentException("the array '" + name + "' is missing or has another size");
        }
        return found.values();
    }
}

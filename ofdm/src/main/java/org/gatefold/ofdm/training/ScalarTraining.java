package org.gatefold.ofdm.training;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.gatefold.ofdm.channel.LearnedScalars;
import org.gatefold.sparse.io.InputException;

/**
 * Trains one of the learned channel estimators and writes its file. Training, validation and the benchmark's test
 * channels come from different seeds: those of training and validation are drawn from {@code seed} split by two numbers
 * the benchmark does not use.
 *
 * @param estimator which
 * @param problems of the training; channels of each kind or sequences
 * @param generations of the search
 * @param seed of problems and search
 */
public record ScalarTraining(Estimator estimator, int problems, int generations, long seed) {
    /** So many times the problems of the training tell which point is the best. */
    private static final int VALIDATION = 4;

    /** Far from the seeds users give. */
    private static final long TRAINING_SEED = 0x7e1a_0000_0001L;

    private static final long VALIDATION_SEED = 0x7e1a_0000_0002L;

    /** What can be trained. */
    public enum Estimator {
        /** {@link org.gatefold.sparse.classical.AnnealedPropagation}: sparse channels of a known prior. */
        ANNEALING,
        /** {@link org.gatefold.sparse.classical.TrackedSbl}: successive symbols of an unknown channel. */
        TRACKING;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** @throws InputException if there is none of that name */
        public static Estimator parse(String label) {
            return Arrays.stream(values())
                    .filter(e -> e.label().equals(label))
                    .findFirst()
                    .orElseThrow(
                            () -> new InputException("--model: expected annealing or tracking, found '" + label + "'"));
        }
    }

    /** Told of the training. */
    @FunctionalInterface
    public interface Listener {
        void best(int evaluation, int of, double loss);
    }

    /**
     * Trains and writes the file.
     *
     * @return the card: what was trained, how, from what, and how good it is on the problems of the validation
     */
    public ObjectNode run(Path out, Listener listener) {
        long before = System.nanoTime();
        boolean annealing = estimator == Estimator.ANNEALING;
        double[] start = annealing ? AnnealingTraining.START : TrackingTraining.START;
        ScalarSearch search = new ScalarSearch(generations, seed);
        int total = search.evaluations(start.length);
        ScalarSearch.Result result = search.minimise(
                start,
                loss(TRAINING_SEED, problems),
                loss(VALIDATION_SEED, VALIDATION * problems),
                (evaluation, loss) -> listener.best(evaluation, total, loss));
        if (annealing) {
            LearnedScalars.write(out, AnnealingTraining.annealing(result.coordinates()));
        } else {
            LearnedScalars.write(out, TrackingTraining.tracking(result.coordinates()));
        }
        return card(result, (System.nanoTime() - before) / 60e9);
    }

    private ToDoubleFunction<double[]> loss(long salt, int count) {
        long mixed = seed ^ salt;
        return estimator == Estimator.ANNEALING
                ? new AnnealingTraining(mixed, count)::loss
                : new TrackingTraining(mixed, count)::loss;
    }

    private ObjectNode card(ScalarSearch.Result result, double minutes) {
        boolean annealing = estimator == Estimator.ANNEALING;
        ObjectNode card = JsonNodeFactory.instance.objectNode();
        card.put("estimator", estimator.label());
        card.put(
                "command",
                "ofdm train --model " + estimator.label() + " --problems " + problems + " --generations " + generations
                        + " --seed " + seed);
        card.put("scalars_searched", result.point().size());
        card.put(
                "method",
                "CMA-ES on fixed training problems; of the start and the last best points that of least loss"
                        + " on validation problems");
        card.put(
                "source",
                annealing
                        ? "both profiles of ofdm compare, 100 and 75 pilots, as many channels each"
                        : "simulated pilots of LTE: 1.4 to 20 MHz, EPA, EVA, ETU and random clusters, 0 to 30 dB; no capture");
        card.put("training_problems", problems);
        card.put("validation_problems", VALIDATION * problems);
        card.put("evaluations", result.evaluations());
        card.put("seed", seed);
        card.put("loss_unit", annealing ? "error of the genie" : "dB");
        card.put("validation_loss_at_start", result.start());
        card.put("validation_loss", result.loss());
        card.put("minutes", Math.round(10 * minutes) / 10.0);
        var point = card.putArray("point");
        for (double value : result.point()) {
            point.add(value);
        }
        return card;
    }
}

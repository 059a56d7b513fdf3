package org.gatefold.sparse.training;

import static org.gatefold.sparse.training.Trainings.A;
import static org.gatefold.sparse.training.Trainings.ALISTA;
import static org.gatefold.sparse.training.Trainings.NA_ALISTA;
import static org.gatefold.sparse.training.Trainings.SOURCE;
import static org.gatefold.sparse.training.Trainings.bits;
import static org.gatefold.sparse.training.Trainings.settings;
import static org.gatefold.sparse.training.Trainings.trainer;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.ProblemSource;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.autodiff.Node;
import org.gatefold.sparse.autodiff.Parameter;
import org.gatefold.sparse.autodiff.Parameters;
import org.gatefold.sparse.autodiff.Tape;
import org.gatefold.sparse.evaluation.Nmse;
import org.gatefold.sparse.io.InputException;
import org.gatefold.sparse.kernel.Workers;
import org.gatefold.sparse.learned.UnrolledModel;
import org.gatefold.sparse.training.Objective.AllLayers;
import org.gatefold.sparse.training.Objective.MeanSquaredError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TrainerTest {
    static Stream<UnrolledModel> models() {
        return Stream.of(ALISTA, NA_ALISTA);
    }

    @ParameterizedTest
    @MethodSource("models")
    void weightsDoNotDependOnTheThreads(UnrolledModel model) {
        int threads = Workers.threads();
        List<Integer> found = new ArrayList<>();
        try {
            for (int n = 1; n <= 3; n++) {
                Workers.threads(n);
                found.add(bits(trainer(model, settings(20))
                        .train(TrainingListener.NONE)
                        .parameters()));
            }
        } finally {
            Workers.threads(threads);
        }
        assertEquals(found.get(0), found.get(1));
        assertEquals(found.get(0), found.get(2));
    }

    @Test
    void trainingImprovesAndKeepsTheBest() {
        Trainer.Result result = trainer(ALISTA, settings(200)).train(TrainingListener.NONE);
        List<TrainingLog.Row> rows = result.log().rows();
        assertTrue(result.score() < rows.get(0).validation() - 3, result.log().csv());
        double best =
                rows.stream().mapToDouble(TrainingLog.Row::validation).min().orElseThrow();
        assertEquals(best, result.score());
        assertEquals(200, result.steps());
        assertEquals(200 * 150, result.samples());
        assertEquals(41, rows.size());
        ValidationSet again =
                new ValidationSet(ALISTA, result.parameters(), SOURCE, Draws.VALIDATION, Nmse.RATIO_OF_SUMS, 200, 5);
        double test = trainer(ALISTA, settings(200)).test(result.parameters(), 200);
        assertEquals(result.score(), test, 1);
        assertNotEquals(result.score(), test, "the test set is another one");
        assertEquals(result.score(), again.score(3), "the weights that come out are those of the score");
    }

    @Test
    void everySeedGivesItsOwnTraining() {
        TrainingSettings s = settings(5);
        TrainingSettings other =
                new TrainingSettings(s.plan(), s.steps(), s.batch(), 0, s.objective(), s.descent(), s.validation(), 6);
        assertNotEquals(
                bits(trainer(ALISTA, s).train(TrainingListener.NONE).parameters()),
                bits(trainer(ALISTA, other).train(TrainingListener.NONE).parameters()));
    }

    @Test
    void aStageChangesNothingButItsOwn() {
        Parameters before = trainer(ALISTA, settings(9)).initial();
        Stage first = new TrainingPlan.LayerWise(100).stages(3, before, 9).get(0);
        BatchGradient gradient = new BatchGradient(ALISTA, before, first, new MeanSquaredError(), 10);
        assertEquals(
                List.of("W", "gamma.0", "theta.0"),
                gradient.trained().stream().map(Parameter::name).toList());
        assertThrows(IllegalArgumentException.class, () -> gradient.of(before.at("theta.1")));
        Parameters copy = before.copy();
        gradient.run(TrainingData.fresh(SOURCE, 1), 0);
        RunningAverages averages = new RunningAverages(2);
        averages.next();
        gradient.descend(new Adam(), averages, 0.01, 1);
        for (Parameter p : before) {
            boolean same = Arrays.equals(p.values(), copy.at(p.name()).values());
            assertEquals(!first.trains(p), same, p.name());
        }
        // The first step of Adam is the rate for every value.
        assertEquals(
                0.01,
                Math.abs(before.at("gamma.0").values()[0] - copy.at("gamma.0").values()[0]),
                1e-6);
    }

    @Test
    void theGradientOfABatchIsTheMeanOverItsSamples() {
        Parameters w = trainer(ALISTA, settings(1)).initial();
        Stage all = new TrainingPlan.EndToEnd(1).stages(3, w, 1).get(0);
        BatchGradient many = new BatchGradient(ALISTA, w, all, new MeanSquaredError(), 150);
        TrainingData data = TrainingData.fresh(SOURCE, 3);
        double loss = many.run(data, 0);
        double sum = 0;
        double losses = 0;
        for (int from = 0; from < 150; from += 64) {
            LabelledProblem shard = data.shard(0, from, Math.min(150, from + 64));
            int count = shard.problem().count();
            BatchGradient one = new BatchGradient(ALISTA, w, all, new MeanSquaredError(), count);
            losses += count * one.run((step, a, b) -> shard, 0);
            sum += count * one.of(w.at("theta.1"))[0];
        }
        assertEquals(losses / 150, loss, 1e-6 * loss);
        assertEquals(sum / 150, many.of(w.at("theta.1"))[0], 1e-5 * Math.abs(sum / 150));
    }

    @Test
    void aLargeGradientIsClipped() {
        Parameters w = trainer(ALISTA, settings(1)).initial();
        Stage all = new TrainingPlan.EndToEnd(1).stages(3, w, 1).get(0);
        BatchGradient gradient = new BatchGradient(ALISTA, w, all, new MeanSquaredError(), 64);
        gradient.run(TrainingData.fresh(SOURCE, 3), 0);
        double norm = gradient.norm();
        double squares = 0;
        for (Parameter p : gradient.trained()) {
            for (float g : gradient.of(p)) {
                squares += (double) g * g;
            }
        }
        assertEquals(Math.sqrt(squares), norm, 1e-9 * norm);
        RunningAverages averages = new RunningAverages(2);
        averages.next();
        gradient.descend(new Adam(), averages, 1e-3, 0.25 / norm);
        double clipped = 0;
        for (Parameter p : gradient.trained()) {
            for (float g : gradient.of(p)) {
                clipped += (double) g * g;
            }
        }
        assertEquals(0.25, Math.sqrt(clipped), 1e-6);
    }

    /** Every tenth batch is thirty times as large as the others, its gradient a thousand times. */
    @Test
    void stepsWithALongGradientAreLeftOut() {
        AtomicInteger draws = new AtomicInteger();
        ProblemSource loud = (rng, count) -> {
            LabelledProblem p = SOURCE.draw(rng, count);
            if (count != 32 || draws.incrementAndGet() % 10 != 0) {
                return p;
            }
            Batch y = p.problem().measurements().copy();
            Batch x = p.truth().copy();
            for (Batch batch : List.of(x, y)) {
                for (int i = 0; i < batch.data().length; i++) {
                    batch.data()[i] *= 30;
                }
            }
            return new LabelledProblem(new SparseProblem(p.problem().operator(), y, SparseProblem.UNKNOWN), x);
        };
        for (double skip : new double[] {5, Double.POSITIVE_INFINITY}) {
            draws.set(0);
            TrainingSettings.Descent descent =
                    new TrainingSettings.Descent(new Adam(), 1e-3, new Schedule.Constant(), 1, skip);
            Trainer.Result result = new Trainer(
                            ALISTA, loud, "loud", settings(40).with(descent).batch(32))
                    .train(TrainingListener.NONE);
            assertEquals(Double.isInfinite(skip) ? 0 : 4, result.skipped());
        }
    }

    @Test
    void trainingStartsFromGivenWeights() {
        Parameters before =
                trainer(ALISTA, settings(5)).train(TrainingListener.NONE).parameters();
        Trainer again = new Trainer(ALISTA, SOURCE, "test", settings(5), before);
        assertEquals(bits(before), bits(again.initial()));
        again.train(TrainingListener.NONE);
        assertEquals(bits(before), bits(again.initial()));
    }

    @Test
    void patienceEndsAStage() {
        TrainingSettings.Descent still = new TrainingSettings.Descent(new Adam(), 1e-30, new Schedule.Constant(), 1);
        Trainer.Result result = trainer(ALISTA, settings(100).with(still).with(new TrainingPlan.EndToEnd(20)))
                .train(TrainingListener.NONE);
        assertEquals(20, result.steps());
        result = trainer(ALISTA, settings(900).with(still).with(new TrainingPlan.LayerWise(10)))
                .train(TrainingListener.NONE);
        assertEquals(9 * 10, result.steps());
    }

    /** Problems of which some batches are far too large for float32. */
    private static ProblemSource broken(int everyDraw) {
        AtomicInteger draws = new AtomicInteger();
        return (rng, count) -> {
            LabelledProblem p = SOURCE.draw(rng, count);
            if (count != 32 || draws.incrementAndGet() % everyDraw != 0) {
                return p;
            }
            Batch y = p.problem().measurements().copy();
            Arrays.fill(y.data(), 1e30f);
            return new LabelledProblem(new SparseProblem(A, y, 0.1), p.truth());
        };
    }

    @Test
    void aStepThatIsNotFiniteIsSkippedAtHalfTheRate() {
        List<String> warnings = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void warning(String line) {
                warnings.add(line);
            }
        };
        Trainer.Result result =
                new Trainer(ALISTA, broken(30), "broken", settings(70).batch(32)).train(listener);
        assertEquals(2, warnings.size());
        assertTrue(warnings.get(0).startsWith("training: expected finite numbers, found a loss of "), warnings.get(0));
        assertTrue(warnings.get(0).endsWith(" at step 29; going on from the best weights at half the rate"));
        assertTrue(result.parameters().isFinite());
        List<TrainingLog.Row> rows = result.log().rows();
        double factor = new Schedule.Cosine(0.1).factor(69, 70);
        assertEquals(1e-2 * factor / 4, rows.get(rows.size() - 1).rate(), 1e-12);
        assertTrue(result.score() < rows.get(0).validation());
    }

    /** Batches 21 to 30 are of problems whose truth is another, to which the weights run. */
    @Test
    void trainingThatLosesItsCourseGoesBack() {
        AtomicInteger draws = new AtomicInteger();
        ProblemSource misleading = (rng, count) -> {
            LabelledProblem p = SOURCE.draw(rng, count);
            int draw = count == 32 ? draws.incrementAndGet() : 0;
            if (draw <= 20 || draw > 30) {
                return p;
            }
            Batch other = p.truth().copy();
            for (int i = 0; i < other.data().length; i++) {
                other.data()[i] *= -9;
            }
            return new LabelledProblem(p.problem(), other);
        };
        List<String> warnings = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void warning(String line) {
                warnings.add(line);
            }
        };
        TrainingSettings settings =
                settings(70).batch(32).with(new TrainingSettings.Descent(new Adam(), 3e-2, new Schedule.Constant(), 1));
        Trainer.Result result = new Trainer(ALISTA, misleading, "misleading", settings).train(listener);
        int back = warnings.size();
        assertTrue(back == 1 || back == 2, warnings.toString());
        assertTrue(warnings.get(0).contains(" has lost more than half of what was gained from "), warnings.get(0));
        assertTrue(warnings.get(0).endsWith("; going on from the best weights at half the rate"), warnings.get(0));
        List<TrainingLog.Row> rows = result.log().rows();
        assertEquals(3e-2 / (1 << back), rows.get(rows.size() - 1).rate(), 1e-12);
        assertEquals(result.score(), rows.get(rows.size() - 1).validation(), 1);
    }

    @Test
    void trainingThatFailsAgainAndAgainIsGivenUp() {
        Trainer trainer = new Trainer(ALISTA, broken(1), "broken", settings(70).batch(32));
        String message = assertThrows(InputException.class, () -> trainer.train(TrainingListener.NONE))
                .toString();
        assertTrue(message.endsWith("for the 8th time; try a smaller rate or clip"), message);
    }

    @Test
    void anEpochUsesEveryProblemOnceInAnOrderOfItsOwn() {
        TrainingSet set = new TrainingSet(SOURCE, 90, 40, 5);
        List<List<Float>> epochs = new ArrayList<>();
        List<Float> all = new ArrayList<>();
        for (int step = 0; step < 9; step++) {
            Batch whole = set.shard(step, 0, 40).problem().measurements();
            Batch tail = set.shard(step, 30, 40).problem().measurements();
            assertArrayEquals(whole.slice(30, 40).data(), tail.data());
            for (int s = 0; s < 40; s++) {
                all.add(whole.at(s, 0, 0));
            }
        }
        for (int epoch = 0; epoch < 4; epoch++) {
            epochs.add(all.subList(90 * epoch, 90 * epoch + 90));
            assertEquals(
                    epochs.get(0).stream().sorted().toList(),
                    epochs.get(epoch).stream().sorted().toList());
        }
        assertEquals(90, epochs.get(0).stream().distinct().count());
        assertNotEquals(epochs.get(0), epochs.get(1));
        LabelledProblem shard = set.shard(2, 0, 40);
        Batch clean = A.apply(shard.truth());
        for (int s = 0; s < 40; s++) {
            double noise = 0;
            for (int i = 0; i < 20; i++) {
                noise += Math.pow(shard.problem().measurements().at(s, 0, i) - clean.at(s, 0, i), 2);
            }
            assertTrue(noise < 4 * 20 * shard.problem().noiseVariance(s), "truth and measurements belong together");
        }
    }

    @Test
    void deepSupervisionIsTheWeightedMeanOfTheLossesOfAllLayers() {
        Parameters w = trainer(ALISTA, settings(1)).initial();
        LabelledProblem shard = SOURCE.draw(new SplittableRandom(4), 30);
        double[] losses = new double[3];
        for (int k = 1; k <= 3; k++) {
            losses[k - 1] = loss(w, new MeanSquaredError(), shard, k);
        }
        double expected = (0.25 * losses[0] + 0.5 * losses[1] + losses[2]) / 1.75;
        assertEquals(expected, loss(w, new AllLayers(new MeanSquaredError(), 0.5), shard, 3), 1e-6 * expected);
        assertFalse(losses[0] == losses[2]);
    }

    private static double loss(Parameters w, Objective objective, LabelledProblem shard, int layers) {
        Tape tape = Tape.recording(w, new org.gatefold.sparse.autodiff.Gradient(w));
        Node estimate = ALISTA.forward(tape, shard.problem(), layers);
        return objective.loss(tape, estimate, shard).scalar();
    }

    @Test
    void theLogIsReadBackAndDrawn() {
        TrainingLog log =
                trainer(ALISTA, settings(10)).train(TrainingListener.NONE).log();
        String csv = log.csv();
        assertTrue(csv.startsWith("step,samples,seconds,stage,rate,loss,validation_nmse_db\n0,0,0.0,all layers,"));
        assertEquals(csv, TrainingLog.parse("x", "nmse_db", csv).csv());
        assertThrows(InputException.class, () -> TrainingLog.parse("x", "nmse_db", csv.replace("0.0", "a")));
        assertTrue(log.figure("Training", "dB").render().getWidth() > 0);
    }

    @Test
    void theTimeOfAStepIsMeasured() {
        assertTrue(trainer(ALISTA, settings(10)).secondsPerStep(0.1) > 0);
    }
}

package org.gatefold.sparse.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.ProblemSource;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.operator.DenseOperator;
import org.gatefold.sparse.operator.Matrices;
import org.junit.jupiter.api.Test;

class EvaluationTest {
    private static ProblemSource source(boolean complex) {
        SplittableRandom rng = new SplittableRandom(1);
        DenseOperator a = complex ? Matrices.complexGaussian(rng, 8, 12) : Matrices.realGaussian(rng, 8, 12);
        return (RandomGenerator random, int count) -> {
            Batch x = new Batch(count, complex ? 4 : 1, 12);
            for (int s = 0; s < count; s++) {
                for (int i = 0; i < 3; i++) {
                    int index = 4 * i + random.nextInt(4);
                    for (int p = 0; p < x.planes(); p++) {
                        x.set(s, p, index, random.nextGaussian());
                    }
                }
            }
            return new LabelledProblem(new SparseProblem(a, a.apply(x), 0), x);
        };
    }

    /** Remembers the problems it is shown after its warm-up, and answers with zeros. */
    private static Contestant recorder(String name, List<Float> seen) {
        return new Contestant(name, p -> {
            for (float v : p.problem().measurements().data()) {
                seen.add(v);
            }
            return p.problem().zeroEstimate();
        });
    }

    @Test
    void allContestantsGetTheSameProblemsWhateverTheOthersDo() {
        List<Float> first = new ArrayList<>();
        List<Float> second = new ArrayList<>();
        Evaluation evaluation = new Evaluation(source(false), 25, 10, 7, List.of(Nmse.RATIO_OF_SUMS));
        List<Evaluation.Result> results =
                evaluation.run(List.of(recorder("a", first), recorder("b", second)), done -> {});
        int problems = 25 * 8;
        assertEquals(
                first.subList(first.size() - problems, first.size()),
                second.subList(second.size() - problems, second.size()));
        assertEquals(0, results.get(0).score(Nmse.RATIO_OF_SUMS).value(), 1e-12);
        assertEquals(
                List.of("a", "b"), results.stream().map(Evaluation.Result::name).toList());
        assertTrue(results.get(0).millisecondsPerProblem() > 0);
    }

    @Test
    void theSeedDecidesAndProgressIsTold() {
        List<Integer> told = new ArrayList<>();
        Contestant half = new Contestant("half", p -> {
            Batch x = p.truth().copy();
            for (int i = 0; i < x.data().length; i += 2) {
                x.data()[i] = 0;
            }
            return x;
        });
        double[] scores = new double[3];
        long[] seeds = {7, 7, 8};
        for (int k = 0; k < 3; k++) {
            told.clear();
            Evaluation e = new Evaluation(source(false), 25, 10, seeds[k], List.of(Nmse.RATIO_OF_SUMS));
            scores[k] = e.run(List.of(half), told::add)
                    .get(0)
                    .score(Nmse.RATIO_OF_SUMS)
                    .value();
        }
        assertEquals(List.of(10, 20, 25), told);
        assertEquals(scores[0], scores[1]);
        assertTrue(scores[0] != scores[2]);
    }

    @Test
    void theOracleSolvesWhatHasNoNoise() {
        for (boolean complex : new boolean[] {false, true}) {
            LabelledProblem p = source(complex).draw(new SplittableRandom(2), 5);
            Batch x = Contestant.oracle().estimate().apply(p);
            assertArrayEquals(p.truth().data(), x.data(), 1e-4f);
        }
    }

    @Test
    void aLargeDrawOfAMixtureHasProblemsOfAllItsSources() {
        DenseOperator a = Matrices.realGaussian(new SplittableRandom(1), 8, 12);
        List<SyntheticProblems> sources = Stream.of(2, 5)
                .map(d -> new SyntheticProblems(
                        a, SyntheticProblems.Support.EXACT, SyntheticProblems.Amplitudes.GAUSSIAN, d, 10 * d, true))
                .toList();
        LabelledProblem drawn = new Mixture(sources).draw(new SplittableRandom(2), 1000);
        int[] found = new int[13];
        for (int s = 0; s < 1000; s++) {
            int sample = s;
            int d = (int) IntStream.range(0, 12)
                    .filter(i -> drawn.truth().energy(sample, i) > 0)
                    .count();
            found[d]++;
            // The noise is relative to the standard deviation of Ax, its mean square less a little.
            double signal = a.apply(drawn.truth().slice(s, s + 1)).energy(0) / 8;
            assertEquals(10 * d, 10 * Math.log10(signal / drawn.problem().noiseVariance(s)), 12);
        }
        assertEquals(1000, found[2] + found[5]);
        assertTrue(found[2] >= 64 && found[5] >= 64, found[2] + " and " + found[5]);
    }
}

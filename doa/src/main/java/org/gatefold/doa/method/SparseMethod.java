package org.gatefold.doa.method;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.gatefold.doa.array.ArrayGeometry;
import org.gatefold.doa.array.Snapshots;
import org.gatefold.sparse.kernel.Workers;

/**
 * Sparse recovery over a grid of directions, by a solver of the core: {@code Y = A(grid)·X + N} with X zero but for the
 * directions of the sources, in common to all snapshots and frequencies.
 *
 * <p>The solver scores the grid, a decoding makes K directions of the scores; refined, they leave the grid for the
 * nearby maximum of a likelihood. Needs no covariance: one snapshot will do, and coherent sources are no special case.
 *
 * <p>The noise variance is the one the snapshots tell. Where they do not, it is what directions chosen greedily leave
 * over, and once more, if that is clearly less, what the estimate leaves over.
 *
 * @param recovery the solver
 * @param decoding from scores to directions
 * @param stepDegrees grid spacing
 * @param refined whether to leave the grid
 */
record SparseMethod(GridRecovery recovery, Decoding decoding, double stepDegrees, boolean refined)
        implements DoaMethod {
    /** Share of the first noise variance below which a second one is worth another run. */
    private static final double LOWER_NOISE = 0.7;

    @Override
    public String name() {
        return recovery.name();
    }

    @Override
    public DoaEstimate estimate(ArrayGeometry geometry, List<Snapshots> bins, SourceCount sources) {
        return estimateAll(geometry, List.of(bins), sources).get(0);
    }

    @Override
    public List<DoaEstimate> estimateAll(ArrayGeometry geometry, List<List<Snapshots>> trials, SourceCount sources) {
        List<GridModel> models = GridModel.of(geometry, trials, stepDegrees);
        Answer[] answers = new Answer[models.size()];
        each(answers.length, t -> {
            GridModel model = models.get(t);
            int k = sources.of(geometry, model.bins);
            double known = model.knownNoise();
            answers[t] = new Answer(model, k, Double.isNaN(known) ? model.greedyNoise(k) : known);
        });
        run(List.of(answers));
        // Where greedy directions missed the sources, what they left over was no noise: once more with less of it.
        List<Answer> again = new ArrayList<>();
        for (Answer answer : answers) {
            double less = answer.model.noiseVariance(answer.angles);
            boolean known = !Double.isNaN(answer.model.knownNoise());
            if (!known && answer.sources > 0 && less < LOWER_NOISE * answer.noise) {
                answer.noise = less;
                again.add(answer);
            }
        }
        run(again);
        DoaEstimate[] estimates = new DoaEstimate[answers.length];
        each(estimates.length, t -> estimates[t] = answers[t].estimate(name(), geometry));
        return List.of(estimates);
    }

    /** Scores, decodes and refines. */
    private void run(List<Answer> answers) {
        if (answers.isEmpty()) {
            return;
        }
        List<AngleScores> scores = recovery.scores(
                answers.stream().map(a -> a.model).toList(),
                answers.stream().mapToInt(a -> a.sources).toArray(),
                answers.stream().mapToDouble(a -> a.noise).toArray());
        each(answers.size(), t -> {
            Answer answer = answers.get(t);
            answer.powers = scores.get(t).powers;
            int[] indices = decoding.indices(answer.model, scores.get(t), answer.sources, answer.noise);
            answer.angles = refined ? refine(answer, indices) : Peaks.angles(answer.model.grid, indices);
        });
    }

    /**
     * Off the grid. An angle of the least Bayes risk may stand between two that the likelihood could mean; climbing
     * would take it to one of them, so it stays unless the maximum is its neighbour.
     */
    private double[] refine(Answer answer, int[] indices) {
        int[] all = answer.model.completed(indices, answer.sources);
        double[] climbed = recovery.refine(answer.model, all, answer.noise);
        if (decoding instanceof MinimumBayesRisk) {
            double[] start = Peaks.angles(answer.model.grid, all);
            for (int k = 0; k < start.length; k++) {
                climbed[k] = Math.abs(climbed[k] - start[k]) <= stepDegrees ? climbed[k] : start[k];
            }
        }
        return climbed;
    }

    private static void each(int count, java.util.function.IntConsumer task) {
        Workers.forShards(count, 1, (from, to) -> IntStream.range(from, to).forEach(task));
    }

    /** What is known of one trial on the way. */
    private static final class Answer {
        final GridModel model;
        final int sources;
        double noise;
        double[] powers = {};
        double[] angles = {};

        Answer(GridModel model, int sources, double noise) {
            this.model = model;
            this.sources = sources;
            this.noise = noise;
        }

        DoaEstimate estimate(String method, ArrayGeometry geometry) {
            return SourceFit.estimate(method, geometry, model.bins, angles, new Spectrum(model.grid, powers));
        }
    }
}

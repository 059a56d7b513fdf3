package org.gatefold.doa.method;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.classical.JointSbl;
import org.gatefold.sparse.classical.Sbl;
import org.gatefold.sparse.classical.SblPosterior;

/**
 * Sparse Bayesian learning. Its power is γ; the log odds of a source at an angle are {@code gamma·ln γ + response·ln q}
 * with {@code q = |aᴴΣ⁻¹y|²} summed over snapshots.
 *
 * <p>Several frequencies are solved jointly by MacKay's fixed point ({@link JointSbl}), without q.
 *
 * @param sbl the form of the algorithm
 * @param gamma exponent of γ
 * @param response exponent of q
 */
record SblRecovery(Sbl sbl, double gamma, double response) implements GridRecovery {
    @Override
    public String name() {
        return "sbl";
    }

    @Override
    public List<AngleScores> scores(List<GridModel> trials, int[] sources, double[] noiseVariance) {
        boolean single = trials.stream().allMatch(model -> model.bins.size() == 1);
        return single ? together(trials, noiseVariance) : jointly(trials, noiseVariance);
    }

    private List<AngleScores> together(List<GridModel> trials, double[] noiseVariance) {
        AngleScores[] scores = new AngleScores[trials.size()];
        for (GridBatch batch : GridBatch.of(trials, noiseVariance)) {
            SblPosterior posterior = sbl.posterior(batch.problem());
            for (int s = 0; s < batch.trials().size(); s++) {
                scores[batch.trials().get(s)] = scores(posterior, s);
            }
        }
        return Arrays.asList(scores);
    }

    /** The posterior mean is γ·aᴴΣ⁻¹y. */
    private AngleScores scores(SblPosterior posterior, int sample) {
        double[] powers = posterior.gamma(sample);
        double[] logits = new double[powers.length];
        for (int j = 0; j < powers.length; j++) {
            double mean = posterior.mean().energy(sample, j);
            // γ²q = ‖mean‖²; a mean too small for single precision has the smallest one in its place.
            double logMean = Math.log(Math.max(mean, Double.MIN_NORMAL));
            double logGamma = Math.log(powers[j]);
            logits[j] =
                    powers[j] > 0 ? gamma * logGamma + response * (logMean - 2 * logGamma) : Double.NEGATIVE_INFINITY;
            powers[j] *= 2;
        }
        return new AngleScores(powers, logits);
    }

    private static List<AngleScores> jointly(List<GridModel> trials, double[] noiseVariance) {
        List<AngleScores> scores = new ArrayList<>();
        for (int t = 0; t < trials.size(); t++) {
            GridModel model = trials.get(t);
            double noise = noiseVariance[t];
            List<SparseProblem> problems = IntStream.range(0, model.bins.size())
                    .mapToObj(f -> model.problem(f, noise))
                    .toList();
            double[] powers = JointSbl.mackay().gamma(problems);
            scores.add(
                    AngleScores.ofPowers(Arrays.stream(powers).map(g -> 2 * g).toArray()));
        }
        return scores;
    }

    @Override
    public double[] refine(GridModel model, int[] indices, double noiseVariance) {
        return GridRecovery.climbGaussian(model, indices, noiseVariance);
    }

    @Override
    public Decoding usualDecoding(boolean refined) {
        return refined ? new LikelihoodAscent() : new HighestPeaks();
    }
}

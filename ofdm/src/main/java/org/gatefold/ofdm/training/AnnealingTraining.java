package org.gatefold.ofdm.training;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.LongAdder;
import org.gatefold.ofdm.benchmark.Draw;
import org.gatefold.ofdm.benchmark.PilotDraws;
import org.gatefold.ofdm.benchmark.PilotProfile;
import org.gatefold.ofdm.channel.TapPrior;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.classical.AnnealedPropagation;
import org.gatefold.sparse.classical.Annealing;
import org.gatefold.sparse.classical.BernoulliGaussian;
import org.gatefold.sparse.operator.DenseOperator;

/**
 * The schedule of {@link AnnealedPropagation} for sparse channels at random pilots, trained on channels of both
 * profiles of {@link PilotProfile} with 100 and 75 pilots. Loss: the mean over the four of the error relative to
 * {@code 8σ²N/M}, that of a genie, each channel's error at most {@value #CAP} times that; and {@value #PRICE} times the
 * share of channels whose search went on, which costs time.
 */
final class AnnealingTraining {
    static final int LAYERS = 6;
    static final int ACTIVE = 16;

    /** Coordinates of {@link #annealing}. */
    static final double[] START = {0, 0, 0, 0, 0, 0, 0};

    private static final double CAP = 1000;
    private static final double PRICE = 0.02;
    private static final int SHARED = 64;
    private static final int[] PILOTS = {100, 75};

    private final List<Draw> draws = new ArrayList<>();
    private final List<TapPrior> priors = new ArrayList<>();

    /** @param channels of each of the four kinds */
    AnnealingTraining(long seed, int channels) {
        SplittableRandom rng = new SplittableRandom(seed);
        for (PilotProfile profile : PilotProfile.values()) {
            for (int pilots : PILOTS) {
                for (int i = 0; i < channels; i += SHARED) {
                    draws.add(PilotDraws.anew(profile, pilots).draw(rng.split(), Math.min(SHARED, channels - i)));
                    priors.add(profile.prior());
                }
            }
        }
    }

    /**
     * Seven coordinates: background {@code βₜ = 10^(c₀ − (½ + ¼c₁)t)}, heat {@code hₜ = max(1, 10^(c₂(1 − t/(T/2))))},
     * damping 0.8 at first and at the end with the log-odds of both changed by c₃ and c₄, doubt {@code ½·10^(c₅/2)},
     * weight {@code ½ + c₆/2}, cut to [0, 1].
     */
    static Annealing annealing(double[] c) {
        List<Annealing.Layer> layers = new ArrayList<>();
        for (int t = 0; t < LAYERS; t++) {
            double share = (double) t / (LAYERS - 1);
            double odds = Math.log(4) + (1 - share) * c[3] + share * c[4];
            layers.add(new Annealing.Layer(
                    Math.pow(10, c[0] - (0.5 + c[1] / 4) * t),
                    Math.max(1, Math.pow(10, c[2] * (1 - 2.0 * t / LAYERS))),
                    1 / (1 + Math.exp(-odds))));
        }
        double weight = Math.max(0, Math.min(1, 0.5 + c[6] / 2));
        return new Annealing(layers, ACTIVE, 0.5 * Math.pow(10, c[5] / 2), weight);
    }

    double loss(double[] coordinates) {
        Annealing annealing = annealing(coordinates);
        double sum = 0;
        int channels = 0;
        LongAdder doubted = new LongAdder();
        for (int d = 0; d < draws.size(); d++) {
            double[] errors = errors(draws.get(d), priors.get(d), annealing, doubted);
            for (double error : errors) {
                sum += Math.min(CAP, error);
            }
            channels += errors.length;
        }
        return (sum + PRICE * doubted.sum()) / channels;
    }

    /** Relative to the genie's. */
    private static double[] errors(Draw draw, TapPrior prior, Annealing annealing, LongAdder doubted) {
        SparseProblem problem = draw.labelled().problem();
        double[] roots = new double[prior.taps()];
        for (int i = 0; i < roots.length; i++) {
            roots[i] = Math.sqrt(prior.power(i) / 2);
        }
        DenseOperator matrix = DenseOperator.of(problem.operator()).scaled(roots);
        Batch u = new AnnealedPropagation(new BernoulliGaussian(prior.activity(), 1), annealing)
                .solve(problem.with(matrix), (sample, iteration, x, weights, cost) -> {
                    if (iteration > 1) {
                        doubted.increment();
                    }
                });
        double genie = PilotProfile.MEAN_SPARSITY
                * 2
                * problem.noiseVariance(0)
                * PilotProfile.SIZE
                / problem.measurements().length();
        double[] errors = new double[problem.count()];
        for (int s = 0; s < errors.length; s++) {
            for (int p = 0; p < 2; p++) {
                for (int i = 0; i < roots.length; i++) {
                    double difference = u.at(s, p, i) * roots[i] - draw.taps().at(s, p, i);
                    errors[s] += difference * difference / genie;
                }
            }
        }
        return errors;
    }
}

package org.gatefold.sparse.cli;

import java.util.ArrayList;
import java.util.List;
import org.gatefold.sparse.evaluation.SyntheticProblems;
import org.gatefold.sparse.evaluation.SyntheticProblems.Amplitudes;
import org.gatefold.sparse.evaluation.SyntheticProblems.Support;
import org.gatefold.sparse.io.InputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What random problems are like, a mixin for the commands that draw them. */
final class PriorOptions {
    /** Whether methods are told the variance of the noise. */
    enum Noise {
        KNOWN,
        UNKNOWN
    }

    @Option(
            names = "--sparsity",
            required = true,
            paramLabel = "LIST",
            description = "Non-zero entries: 5, 3:10 or 3,5,8.")
    private String sparsity = "";

    @Option(
            names = "--snr",
            paramLabel = "LIST",
            defaultValue = "inf",
            description = "Signal-to-noise ratios in dB, inf for no noise: 40,20 (${DEFAULT-VALUE}).")
    private String snr = "inf";

    @Option(
            names = "--support",
            description = "exact: d entries; bernoulli: each with probability d/N. Default: exact for correlated and"
                    + " .mat, else bernoulli.")
    private @Nullable Support support;

    @Option(
            names = "--amplitudes",
            description = "uniform: [-0.5,0.5] without [-0.1,0.1]; gaussian: N(0,1). Default: uniform for correlated"
                    + " and .mat, else gaussian.")
    private @Nullable Amplitudes amplitudes;

    @Option(
            names = "--noise",
            defaultValue = "known",
            description = "Whether methods are told the noise variance: known or unknown (${DEFAULT-VALUE}).")
    private Noise noise = Noise.KNOWN;

    /** A source for each SNR and sparsity, in this order. @throws InputException if a list cannot be used */
    List<SyntheticProblems> cases(BenchmarkProblem benchmark) {
        List<Integer> sparsities = Lists.integers("--sparsity", sparsity);
        List<SyntheticProblems> cases = new ArrayList<>();
        for (double snrDb : Lists.decibels("--snr", snr)) {
            for (int d : sparsities) {
                if (d > benchmark.dictionary().domain()) {
                    throw new InputException("--sparsity: expected at most the "
                            + benchmark.dictionary().domain() + " columns of the dictionary, found " + d);
                }
                cases.add(new SyntheticProblems(
                        benchmark.dictionary(),
                        support == null ? benchmark.support() : support,
                        amplitudes == null ? benchmark.amplitudes() : amplitudes,
                        d,
                        snrDb,
                        noise == Noise.KNOWN));
            }
        }
        return cases;
    }
}

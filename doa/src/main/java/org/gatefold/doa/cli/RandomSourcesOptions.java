package org.gatefold.doa.cli;

import java.util.ArrayList;
import java.util.List;
import org.gatefold.doa.scenario.RandomSources;
import org.gatefold.doa.scenario.Scenario;
import org.gatefold.doa.scenario.TrialSource;
import org.gatefold.sparse.io.InputException;
import picocli.CommandLine.Option;

/** What may differ from the paper's scenario, a mixin. */
final class RandomSourcesOptions {
    private static final int MOST = 9;

    @Option(names = "--truths", paramLabel = "K", description = "of paper: number of sources, 1 to 9 (default: 4)")
    private int truths = RandomSources.PAPER.sources();

    @Option(
            names = "--within",
            paramLabel = "DEGREES",
            description = "of paper: angles from -DEGREES to DEGREES (default: 90)")
    private double within = RandomSources.PAPER.withinDegrees();

    @Option(names = "--off-grid", description = "of paper: angles that are no whole degrees")
    private boolean offGrid;

    @Option(
            names = "--spread",
            paramLabel = "DB",
            description = "of paper: powers uniform over so many decibels (default: 0)")
    private double spread;

    @Option(names = "--gaussian", description = "of paper: Gaussian amplitudes in place of ±1±i")
    private boolean gaussian;

    /** @throws InputException if an option is impossible, or given for another scenario than the paper's */
    TrialSource apply(Scenario scenario) {
        if (truths < 1 || truths > MOST) {
            throw new InputException("--truths: expected 1 to " + MOST + " sources, found " + truths);
        }
        if (!(within > 0 && within <= 90) || (!offGrid && 2 * (int) within < truths)) {
            throw new InputException(
                    "--within: expected up to 90 degrees with room for " + truths + " sources, found " + within);
        }
        if (!(spread >= 0 && spread <= 100)) {
            throw new InputException("--spread: expected 0 to 100 dB, found " + spread);
        }
        RandomSources chosen = new RandomSources(truths, within, offGrid, spread, gaussian);
        if (scenario != Scenario.PAPER && !chosen.equals(RandomSources.PAPER)) {
            throw new InputException("--truths, --within, --off-grid, --spread, --gaussian: expected them with scenario"
                    + " paper, found " + scenario.label());
        }
        return scenario == Scenario.PAPER ? chosen : scenario;
    }

    /** Number of sources of a trial. */
    int sources(Scenario scenario) {
        return scenario == Scenario.PAPER ? truths : scenario.sources();
    }

    /** What differs from the paper's scenario, with a comma before each; empty if nothing does. */
    String words() {
        List<String> words = new ArrayList<>();
        words.add(truths == RandomSources.PAPER.sources() ? "" : ", " + truths + " sources");
        words.add(within == 90 ? "" : ", within ±" + within + "°");
        words.add(offGrid ? ", off the grid" : "");
        words.add(spread == 0 ? "" : ", powers over " + spread + " dB");
        words.add(gaussian ? ", Gaussian amplitudes" : "");
        return String.join("", words);
    }
}

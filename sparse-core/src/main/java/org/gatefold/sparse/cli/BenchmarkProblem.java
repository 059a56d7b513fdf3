package org.gatefold.sparse.cli;

import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatefold.sparse.dictionary.Dictionaries;
import org.gatefold.sparse.evaluation.SyntheticProblems.Amplitudes;
import org.gatefold.sparse.evaluation.SyntheticProblems.Support;
import org.gatefold.sparse.io.ArrayFile;
import org.gatefold.sparse.io.InputException;
import org.gatefold.sparse.operator.DenseOperator;
import org.jspecify.annotations.Nullable;

/**
 * A dictionary and the protocol it is usually tried under.
 *
 * @param dictionary Φ
 * @param support usual law of the support
 * @param amplitudes usual law of the amplitudes
 */
record BenchmarkProblem(DenseOperator dictionary, Support support, Amplitudes amplitudes) {
    private static final Pattern NAMED =
            Pattern.compile("(correlated|gaussian)(?::(\\d{1,5})x(\\d{1,5}))?(?::decay=([0-9.]{1,9}))?");
    private static final long MOST_ENTRIES = 100_000_000;

    /**
     * Reads {@code correlated[:MxN][:decay=P]} (20×100, 2), {@code gaussian[:MxN]} (250×1000) or the name of an array
     * file. Correlated ones and MAT-files come with the protocol of the gated-recurrent-nets paper, others with that of
     * NA-ALISTA.
     *
     * @param option names the option in a complaint
     * @param seed of a random dictionary
     */
    static BenchmarkProblem parse(String option, String text, long seed) {
        Matcher named = NAMED.matcher(text);
        if (!named.matches()) {
            if (text.startsWith("correlated:") || text.startsWith("gaussian:")) {
                throw new InputException(
                        option + ": expected correlated[:MxN][:decay=P] or gaussian[:MxN], found '" + text + "'");
            }
            DenseOperator phi = ArrayFile.read(text).operator(option + " " + text);
            boolean mat = text.matches("(?i).*\\.mat(:.*)?");
            return of(phi, mat);
        }
        boolean correlated = named.group(1).equals("correlated");
        int m = named.group(2) == null ? (correlated ? 20 : 250) : Integer.parseInt(named.group(2));
        int n = named.group(3) == null ? (correlated ? 100 : 1000) : Integer.parseInt(named.group(3));
        if (m < 1 || n < 1 || (long) m * n > MOST_ENTRIES || (!correlated && named.group(4) != null)) {
            throw new InputException(option + ": expected a dictionary of 1 to " + MOST_ENTRIES
                    + " entries, and a decay only for a correlated one, found '" + text + "'");
        }
        SplittableRandom rng = new SplittableRandom(seed);
        return correlated
                ? of(Dictionaries.correlated(rng, m, n, decay(option, named.group(4), text)), true)
                : of(Dictionaries.gaussian(rng, m, n), false);
    }

    private static double decay(String option, @Nullable String digits, String text) {
        try {
            return digits == null ? 2 : Double.parseDouble(digits);
        } catch (NumberFormatException e) {
            throw new InputException(option + ": expected a number as decay, found '" + text + "'", e);
        }
    }

    private static BenchmarkProblem of(DenseOperator phi, boolean correlated) {
        return correlated
                ? new BenchmarkProblem(phi, Support.EXACT, Amplitudes.UNIFORM)
                : new BenchmarkProblem(phi, Support.BERNOULLI, Amplitudes.GAUSSIAN);
    }
}

package org.gatefold.sparse.cli;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
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
    private static final Pattern NAMED = Pattern.compile(
            "(correlated|gaussian|cosine)(?::(\\d{1,5})x(\\d{1,5}))?(?::decay=([0-9.]{1,9}))?(?::seed=(\\d{1,18}))?");
    private static final String FORMS = "correlated[:MxN][:decay=P][:seed=S], gaussian[:MxN][:seed=S] or cosine[:MxN]";
    private static final long MOST_ENTRIES = 100_000_000;

    /** A kind of dictionary of which there are as many as one draws. */
    @FunctionalInterface
    interface Kind {
        BenchmarkProblem draw(RandomGenerator rng);
    }

    /**
     * Reads {@code correlated[:MxN][:decay=P][:seed=S]} (20×100, 2), {@code gaussian[:MxN][:seed=S]} (250×1000),
     * {@code cosine[:MxN]} (20×100) or the name of an array file. Correlated ones, cosines and MAT-files come with the
     * protocol of the gated-recurrent-nets paper, others with that of NA-ALISTA.
     *
     * @param option names the option in a complaint
     * @param seed of a random dictionary that names none
     */
    static BenchmarkProblem parse(String option, String text, long seed) {
        Matcher named = NAMED.matcher(text);
        if (named.matches()) {
            long own = named.group(5) == null ? seed : Long.parseLong(named.group(5));
            return kind(option, text).draw(new SplittableRandom(own));
        }
        if (text.matches("(correlated|gaussian|cosine):.*")) {
            throw new InputException(option + ": expected " + FORMS + ", found '" + text + "'");
        }
        DenseOperator phi = ArrayFile.read(text).operator(option + " " + text);
        return of(phi, text.matches("(?i).*\\.mat(:.*)?"));
    }

    /** The kind of dictionary that a name stands for. @throws InputException if it is none */
    static Kind kind(String option, String text) {
        Matcher named = NAMED.matcher(text);
        if (!named.matches()) {
            throw new InputException(option + ": expected " + FORMS + ", found '" + text + "'");
        }
        String name = named.group(1);
        boolean gaussian = name.equals("gaussian");
        int m = named.group(2) == null ? (gaussian ? 250 : 20) : Integer.parseInt(named.group(2));
        int n = named.group(3) == null ? (gaussian ? 1000 : 100) : Integer.parseInt(named.group(3));
        boolean decays = named.group(4) != null;
        if (m < 1 || n < 1 || (long) m * n > MOST_ENTRIES || (decays && !name.equals("correlated"))) {
            throw new InputException(option + ": expected a dictionary of 1 to " + MOST_ENTRIES
                    + " entries, and a decay only for a correlated one, found '" + text + "'");
        }
        double decay = decay(option, named.group(4), text);
        return switch (name) {
            case "correlated" -> rng -> of(Dictionaries.correlated(rng, m, n, decay), true);
            case "gaussian" -> rng -> of(Dictionaries.gaussian(rng, m, n), false);
            default -> {
                if (m > n) {
                    throw new InputException(option + ": expected at most " + n + " cosines, found '" + text + "'");
                }
                yield rng -> of(Dictionaries.lowPassCosine(m, n), true);
            }
        };
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

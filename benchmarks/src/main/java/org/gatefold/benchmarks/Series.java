package org.gatefold.benchmarks;

import java.util.Locale;
import java.util.function.Consumer;
import org.gatefold.benchmarks.torch.Torch;
import org.jspecify.annotations.Nullable;

/** Runs cases one after the other and tells each result as it comes. */
public final class Series {
    private static final double TOLERANCE = 1e-3;

    private final Race race;
    private final long seed;
    private final Consumer<String> lines;
    private final StringBuilder csv = new StringBuilder(ResultTable.csvHeader()).append('\n');
    private int threads = 1;
    private @Nullable Peak peak;

    /**
     * @param seconds of timing for each side of a case
     * @param rounds at least
     * @param lines receives the table
     */
    public Series(double seconds, int rounds, long seed, Consumer<String> lines) {
        this.race = new Race(seconds, rounds, TOLERANCE);
        this.seed = seed;
        this.lines = lines;
        lines.accept(
                Torch.version() + ", " + System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
    }

    /** Sets the threads of the cases that follow and measures the machine's peak with them. */
    public void threads(int count) {
        threads = count;
        peak = Peak.measure(count);
        lines.accept(String.format(
                Locale.ROOT,
                "%nPeak of single-precision products on %d thread(s): %.1f GFLOP/s (LibTorch %.1f, Gatefold %.1f)",
                count,
                peak.gigaflops(),
                peak.torch(),
                peak.gatefold()));
        lines.accept(ResultTable.header());
    }

    /** Runs a case at a size. */
    public void run(Cases one, Cases.Shape shape) {
        if (peak == null) {
            throw new IllegalStateException("the number of threads is not set");
        }
        Result result = race.run(one.make(shape, seed), threads);
        lines.accept(ResultTable.row(result, peak));
        csv.append(ResultTable.csv(result, peak)).append('\n');
    }

    /** All results so far. */
    public String csv() {
        return csv.toString();
    }
}

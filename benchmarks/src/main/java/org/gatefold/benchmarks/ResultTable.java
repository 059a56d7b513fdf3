package org.gatefold.benchmarks;

import java.util.Locale;
import org.gatefold.sparse.evaluation.Interval;
import org.jspecify.annotations.Nullable;

/** A result as a row of a table for people, and of CSV. */
final class ResultTable {
    private static final String TABLE = "%-16s %4s %5s %6s %3s  %22s %22s  %18s  %15s  %7s  %s";

    private ResultTable() {}

    static String header() {
        return String.format(
                TABLE,
                "case",
                "m",
                "n",
                "batch",
                "thr",
                "LibTorch ms",
                "Gatefold ms",
                "ratio",
                "GFLOP/s (peak)",
                "differ",
                "LibTorch's way");
    }

    static String row(Result r, Peak peak) {
        Case work = r.work();
        return String.format(
                Locale.ROOT,
                TABLE,
                work.name(),
                work.m(),
                work.n(),
                work.count(),
                r.threads(),
                milliseconds(r.peer()),
                milliseconds(r.ours()),
                r.ratio() == null
                        ? "-"
                        : String.format(
                                Locale.ROOT,
                                "%.2f [%.2f, %.2f]",
                                r.ratio().value(),
                                r.ratio().low(),
                                r.ratio().high()),
                rate(work, r.peer(), peak) + " " + rate(work, r.ours(), peak),
                Double.isNaN(r.distance()) ? "-" : String.format(Locale.ROOT, "%.0e", r.distance()),
                r.way());
    }

    static String csvHeader() {
        return "case,m,n,batch,threads,rounds,libtorch_ms,libtorch_low,libtorch_high,gatefold_ms,gatefold_low,"
                + "gatefold_high,ratio,ratio_low,ratio_high,libtorch_gflops,gatefold_gflops,peak_gflops,distance,"
                + "libtorch_way";
    }

    static String csv(Result r, Peak peak) {
        Case work = r.work();
        return String.format(
                Locale.ROOT,
                "%s,%d,%d,%d,%d,%d,%s,%s,%s,%s,%s,%.1f,%s,%s",
                work.name(),
                work.m(),
                work.n(),
                work.count(),
                r.threads(),
                r.rounds(),
                triple(r.peer(), 1e3),
                triple(r.ours(), 1e3),
                triple(r.ratio(), 1),
                gigaflops(work, r.peer()),
                gigaflops(work, r.ours()),
                peak.gigaflops(),
                Double.isNaN(r.distance()) ? "" : String.format(Locale.ROOT, "%.2e", r.distance()),
                r.way());
    }

    private static String milliseconds(@Nullable Interval seconds) {
        if (seconds == null) {
            return "-";
        }
        return String.format(
                Locale.ROOT, "%.4g [%.4g, %.4g]", 1e3 * seconds.value(), 1e3 * seconds.low(), 1e3 * seconds.high());
    }

    private static String rate(Case work, @Nullable Interval seconds, Peak peak) {
        if (seconds == null) {
            return "-";
        }
        double rate = work.operations() / seconds.value() / 1e9;
        return String.format(Locale.ROOT, "%.0f (%.0f%%)", rate, 100 * rate / peak.gigaflops());
    }

    private static String gigaflops(Case work, @Nullable Interval seconds) {
        return seconds == null ? "" : String.format(Locale.ROOT, "%.2f", work.operations() / seconds.value() / 1e9);
    }

    private static String triple(@Nullable Interval interval, double scale) {
        return interval == null
                ? ",,"
                : String.format(
                        Locale.ROOT,
                        "%.5g,%.5g,%.5g",
                        scale * interval.value(),
                        scale * interval.low(),
                        scale * interval.high());
    }
}

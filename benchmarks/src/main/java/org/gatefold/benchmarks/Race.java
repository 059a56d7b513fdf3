package org.gatefold.benchmarks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.gatefold.benchmarks.torch.Torch;
import org.gatefold.sparse.evaluation.Interval;
import org.gatefold.sparse.kernel.Workers;

/**
 * Runs cases: all ways of both sides must agree, the peer's fastest way is chosen, both sides are warmed up, and then
 * they are timed in turn, the one that begins changing from round to round.
 *
 * @param seconds of timing for each side of a case
 * @param rounds at least
 * @param tolerance how far results of both sides may differ, relative to their norm
 */
record Race(double seconds, int rounds, double tolerance) {
    private static final int MOST_ROUNDS = 1001;

    Result run(Case work, int threads) {
        Workers.threads(threads);
        Torch.threads(threads);
        Contender first = work.ways().get(0);
        Outcome expected = first.outcome();
        for (Contender way : work.ways()) {
            way.outcome().requireAgreement(expected, tolerance);
        }
        Contender ours = work.ours();
        double distance = ours == null ? Double.NaN : ours.outcome().requireAgreement(expected, tolerance);
        Contender peer = fastest(work.ways());
        warmUp(peer);
        if (ours == null) {
            double[] alone = times(List.of(peer), work.parts())[0];
            return new Result(work, threads, alone.length, peer.name(), Timing.median(alone), null, null, distance);
        }
        warmUp(ours);
        double[][] times = times(List.of(peer, ours), work.parts());
        Interval ratio = Timing.medianRatio(times[0], times[1]);
        return new Result(
                work,
                threads,
                times[0].length,
                peer.name(),
                Timing.median(times[0]),
                Timing.median(times[1]),
                ratio,
                distance);
    }

    /** The way whose quickest run is the quickest of all, of up to five runs within a second or two. */
    private static Contender fastest(List<? extends Contender> ways) {
        if (ways.size() == 1) {
            return ways.get(0);
        }
        return ways.stream().min(Comparator.comparingDouble(Race::quickest)).orElseThrow();
    }

    private static double quickest(Contender way) {
        double best = Double.POSITIVE_INFINITY;
        double spent = 0;
        for (int i = 0; i < 5 && spent < 2; i++) {
            double seconds = time(way);
            best = Math.min(best, seconds);
            spent += seconds;
        }
        return best;
    }

    /** For a third of the time of the measurement, and at least once. */
    private void warmUp(Contender contender) {
        double spent = 0;
        do {
            spent += time(contender);
        } while (spent < seconds / 3);
    }

    private double[][] times(List<Contender> sides, int parts) {
        List<double[]> measured = new ArrayList<>();
        double spent = 0;
        while (measured.size() < rounds || (spent < seconds * sides.size() && measured.size() < MOST_ROUNDS)) {
            double[] round = new double[sides.size()];
            for (int i = 0; i < round.length; i++) {
                int side = (i + measured.size()) % round.length;
                round[side] = time(sides.get(side)) / parts;
                spent += round[side] * parts;
            }
            measured.add(round);
        }
        double[][] bySide = new double[sides.size()][measured.size()];
        for (int i = 0; i < measured.size(); i++) {
            for (int side = 0; side < bySide.length; side++) {
                bySide[side][i] = measured.get(i)[side];
            }
        }
        return bySide;
    }

    private static double time(Contender contender) {
        long start = System.nanoTime();
        contender.run();
        return (System.nanoTime() - start) / 1e9;
    }
}

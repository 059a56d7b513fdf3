package org.gatefold.benchmarks;

import org.gatefold.sparse.evaluation.Interval;
import org.jspecify.annotations.Nullable;

/**
 * Times of a case on a number of threads.
 *
 * @param work the case
 * @param threads of both sides
 * @param rounds how often each side was timed
 * @param way the name of the peer's fastest way
 * @param peer seconds a part, the median with its 95 % interval
 * @param ours the same of Gatefold, null if it did not run
 * @param ratio the median of peer/ours over the rounds
 * @param distance the largest relative distance of the results of both sides, NaN if Gatefold did not run
 */
record Result(
        Case work,
        int threads,
        int rounds,
        String way,
        Interval peer,
        @Nullable Interval ours,
        @Nullable Interval ratio,
        double distance) {}

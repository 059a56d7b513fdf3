package org.gatefold.benchmarks;

/** One library's way to do the work of a case. */
public interface Contender {
    /** The library, and how the work is written if there are several ways. */
    String name();

    /** What this contender computes from the weights and data of the case, before any step changes them. */
    Outcome outcome();

    /** Does the work once; a training step changes the contender's own copy of the weights. */
    void run();
}

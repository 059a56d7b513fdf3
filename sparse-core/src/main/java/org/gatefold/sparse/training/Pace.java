package org.gatefold.sparse.training;

import java.util.List;

/** How fast a training goes, as the layers it runs through in a second. */
final class Pace {
    /** Half of what is known of the speed is this old, in seconds. */
    private static final double MEMORY = 20;

    private long last = System.nanoTime();
    private double seconds;
    private double layers;

    /** Takes note of a step through {@code depth} layers that has just ended; returns its time in seconds. */
    double step(int depth) {
        long now = System.nanoTime();
        double passed = (now - last) / 1e9;
        last = now;
        double keep = Math.pow(0.5, passed / MEMORY);
        seconds = keep * seconds + passed;
        layers = keep * layers + depth;
        return passed;
    }

    double stepsPerSecond(int depth) {
        return layers / Math.max(seconds, 1e-9) / depth;
    }

    /** Time for the rest of {@code stages} after {@code done} steps of stage {@code stage}. */
    double secondsLeft(List<Stage> stages, int stage, long done) {
        double left = 0;
        for (int s = stage; s < stages.size(); s++) {
            left += (double) stages.get(s).layers() * (stages.get(s).steps() - (s == stage ? done : 0));
        }
        return left * seconds / Math.max(layers, 1e-9);
    }
}

package org.gatefold.doa.scenario;

import java.util.random.RandomGenerator;

/** Draws simulated trials, all of one array. */
public interface TrialSource {
    /**
     * One trial; the same generator state gives the same one.
     *
     * @param separationDegrees distance of two sources, NaN where angles are drawn
     */
    Trial draw(RandomGenerator rng, double snrDb, int snapshots, double separationDegrees);

    /** Whether sources may be in places where no bound on their angles holds, side by side or at end-fire. */
    boolean mayLackBound();
}

package org.gatefold.photometric.benchmark;

import java.util.List;

/** An object that can be seen under random sets of lights, the same for the same number of the draw. */
public interface Subject {
    /** How many lights there are with z of at least {@code elevation}. */
    int lights(double elevation);

    /**
     * One draw of lights.
     *
     * @param draw number of the draw, from 0
     * @param lights how many; the first of them are the draw of fewer
     * @param elevation least z of a light
     */
    Samples draw(int draw, int lights, double elevation);

    /** Methods that belong in every table of this subject, strongest first. */
    List<String> baselines();
}

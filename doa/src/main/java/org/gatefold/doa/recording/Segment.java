package org.gatefold.doa.recording;

import org.gatefold.sparse.io.InputException;

/**
 * A part of a recording.
 *
 * @param startSeconds from the beginning of the file, at least 0
 * @param lengthSeconds above 0
 */
public record Segment(double startSeconds, double lengthSeconds) {
    /** @throws InputException unless {@code text} is START:LENGTH in seconds */
    public static Segment parse(String text) {
        String form = "START:LENGTH in seconds, as in 120:10";
        double[] parts = pair("segment", text, form);
        if (parts[0] < 0 || !(parts[1] > 0)) {
            throw new InputException("segment: expected " + form + ", found '" + text + "'");
        }
        return new Segment(parts[0], parts[1]);
    }

    static double[] pair(String what, String text, String form) {
        String[] parts = text.split(":", -1);
        try {
            if (parts.length == 2) {
                double[] pair = {Double.parseDouble(parts[0]), Double.parseDouble(parts[1])};
                if (Double.isFinite(pair[0]) && Double.isFinite(pair[1])) {
                    return pair;
                }
            }
        } catch (NumberFormatException e) {
            // reported below with what was expected
        }
        throw new InputException(what + ": expected " + form + ", found '" + text + "'");
    }
}

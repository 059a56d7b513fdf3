package org.gatefold.sparse.plot;

import java.util.List;

/** The smallest box around the finite points of some series, with their bars and bands; empty if low is above high. */
record Extent(double xLow, double xHigh, double yLow, double yHigh) {
    /** Counts only what can be seen: inside the given ranges of the axes, and positive on a logarithmic one. */
    static Extent of(List<Series> series, Axis x, Axis y) {
        double[] box = {
            Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY
        };
        for (Series s : series) {
            for (int i = 0; i < s.size(); i++) {
                if (shown(x, s.x(i)) && Double.isFinite(s.y(i))) {
                    widen(box, 0, x, s.x(i));
                    widen(box, 2, y, s.y(i));
                    widen(box, 2, y, s.lower(i));
                    widen(box, 2, y, s.upper(i));
                }
            }
        }
        return new Extent(box[0], box[1], box[2], box[3]);
    }

    private static boolean shown(Axis axis, double v) {
        return Double.isFinite(v) && !(v < axis.low()) && !(v > axis.high());
    }

    private static void widen(double[] box, int at, Axis axis, double v) {
        if (Double.isFinite(v) && (v > 0 || !axis.logarithmic())) {
            box[at] = Math.min(box[at], v);
            box[at + 1] = Math.max(box[at + 1], v);
        }
    }
}

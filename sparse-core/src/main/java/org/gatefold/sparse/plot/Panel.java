package org.gatefold.sparse.plot;

import org.jfree.chart.JFreeChart;

/** One plot of a {@link Figure}. */
public sealed interface Panel permits XyPlot, HeatMap, PolarPlot, Blank {
    /** The chart to draw on a panel of this size in points. */
    JFreeChart chart(double width, double height);

    /** Share of the width of a row, relative to its neighbours. */
    double weight();
}

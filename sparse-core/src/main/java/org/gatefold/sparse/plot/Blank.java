package org.gatefold.sparse.plot;

import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.XYPlot;

/**
 * An empty place in a row, so that panels above and below each other have one size.
 *
 * @param weight share of the width of the row, as of the panels beside it
 */
public record Blank(double weight) implements Panel {
    @Override
    public JFreeChart chart(double width, double height) {
        XYPlot plot = new XYPlot();
        plot.setOutlineVisible(false);
        plot.setBackgroundPaint(null);
        JFreeChart chart = new JFreeChart(null, null, plot, false);
        chart.setBackgroundPaint(null);
        return chart;
    }
}

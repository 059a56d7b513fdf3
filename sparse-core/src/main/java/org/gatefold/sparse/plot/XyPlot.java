package org.gatefold.sparse.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.TextAnchor;

/** Series over two axes: lines, marks, stems, with error bars or bands, and labelled vertical rules. */
public final class XyPlot implements Panel {
    private record Rule(double x, String label) {}

    private final String title;
    private final Axis x;
    private final Axis y;
    private final List<Series> series;
    private final List<Rule> rules;
    private final boolean equalScales;

    private XyPlot(String title, Axis x, Axis y, List<Series> series, List<Rule> rules, boolean equalScales) {
        this.title = title;
        this.x = x;
        this.y = y;
        this.series = series;
        this.rules = rules;
        this.equalScales = equalScales;
    }

    /** An empty plot; an empty title takes no room. */
    public static XyPlot of(String title, Axis x, Axis y) {
        return new XyPlot(title, x, y, List.of(), List.of(), false);
    }

    public XyPlot with(Series more) {
        return new XyPlot(title, x, y, appended(series, more), rules, equalScales);
    }

    public XyPlot with(List<Series> more) {
        List<Series> all = new ArrayList<>(series);
        all.addAll(more);
        return new XyPlot(title, x, y, List.copyOf(all), rules, equalScales);
    }

    /** The same plot with a thin vertical line at {@code position}, named at its top; the name may be empty. */
    public XyPlot rule(double position, String label) {
        return new XyPlot(title, x, y, series, appended(rules, new Rule(position, label)), equalScales);
    }

    /** The same plot with units of equal length on both axes, as for a constellation or a map. */
    public XyPlot equalScales() {
        return new XyPlot(title, x, y, series, rules, true);
    }

    static <T> List<T> appended(List<T> list, T more) {
        List<T> all = new ArrayList<>(list);
        all.add(more);
        return List.copyOf(all);
    }

    @Override
    public double weight() {
        return equalScales ? 1 : 1.6;
    }

    @Override
    public JFreeChart chart(double width, double height) {
        Extent extent = Extent.of(series, x, y);
        XYPlot plot = Look.plot(
                Look.axis(x, extent.xLow(), extent.xHigh(), 0.02), Look.axis(y, extent.yLow(), extent.yHigh(), 0.05));
        Layers.add(plot, series);
        for (Rule rule : rules) {
            ValueMarker marker = new ValueMarker(rule.x(), Look.INK, new BasicStroke(0.8f));
            marker.setLabel(rule.label());
            marker.setLabelFont(Look.TICK);
            marker.setLabelPaint(Look.INK);
            marker.setLabelBackgroundColor(new Color(0, true));
            // Beside the line, on the side that has more room.
            boolean leftHalf = rule.x() < plot.getDomainAxis().getRange().getCentralValue();
            marker.setLabelAnchor(leftHalf ? RectangleAnchor.TOP_RIGHT : RectangleAnchor.TOP_LEFT);
            marker.setLabelTextAnchor(leftHalf ? TextAnchor.TOP_LEFT : TextAnchor.TOP_RIGHT);
            plot.addDomainMarker(marker, Layer.BACKGROUND);
        }
        boolean named = series.stream().anyMatch(s -> !s.name().isEmpty());
        JFreeChart chart = Look.chart(title, plot, named);
        if (equalScales) {
            Look.equaliseScales(chart, width, height);
        }
        return chart;
    }
}

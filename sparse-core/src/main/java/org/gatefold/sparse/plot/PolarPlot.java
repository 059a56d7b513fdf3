package org.gatefold.sparse.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Arc2D;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYLineAnnotation;
import org.jfree.chart.annotations.XYShapeAnnotation;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * Series over direction: their x is the angle in degrees, 0 at the top and clockwise, their y the radius. Over the
 * upper half circle for what a linear array can tell apart, or over the full circle.
 */
public final class PolarPlot implements Panel {
    private final String title;
    private final Axis radius;
    private final boolean half;
    private final DoubleFunction<String> angleLabel;
    private final List<Series> series;

    private PolarPlot(String title, Axis radius, boolean half, DoubleFunction<String> angleLabel, List<Series> series) {
        if (Double.isNaN(radius.low()) || Double.isNaN(radius.high()) || radius.logarithmic()) {
            throw new IllegalArgumentException("a polar plot needs a linear radius with both ends, found " + radius);
        }
        this.title = title;
        this.radius = radius;
        this.half = half;
        this.angleLabel = angleLabel;
        this.series = series;
    }

    /** An empty plot over −90°…90°; the low end of {@code radius} is the centre. */
    public static PolarPlot half(String title, Axis radius) {
        return new PolarPlot(title, radius, true, a -> Look.number(a) + "°", List.of());
    }

    /** An empty plot over all directions, labelled 0°…330°. */
    public static PolarPlot full(String title, Axis radius) {
        return new PolarPlot(title, radius, false, a -> Look.number(a) + "°", List.of());
    }

    public PolarPlot with(Series more) {
        return new PolarPlot(title, radius, half, angleLabel, XyPlot.appended(series, more));
    }

    /** The same plot with other texts for the angles, which stand every 30° clockwise from the top. */
    public PolarPlot angles(DoubleFunction<String> label) {
        return new PolarPlot(title, radius, half, label, series);
    }

    @Override
    public double weight() {
        return half ? 1.2 : 1;
    }

    @Override
    public JFreeChart chart(double width, double height) {
        double bottom = half ? -0.3 : -1.22;
        XYPlot plot = Look.plot(bare(-1.28, 1.28), bare(bottom, 1.2));
        plot.setOutlineVisible(false);
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlinesVisible(false);
        XYLineAndShapeRenderer background = new XYLineAndShapeRenderer();
        background.setDefaultSeriesVisibleInLegend(false);
        grid(background);
        plot.setDataset(0, new XYSeriesCollection());
        plot.setRenderer(0, background);
        List<Series> flat = new ArrayList<>();
        for (Series s : series) {
            flat.add(flattened(s));
        }
        Layers.add(plot, flat);
        JFreeChart chart =
                Look.chart(title, plot, series.stream().anyMatch(s -> !s.name().isEmpty()));
        chart.setPadding(new org.jfree.chart.ui.RectangleInsets(6, 4, 6, 4));
        Look.equaliseScales(chart, width, height);
        return chart;
    }

    private static ValueAxis bare(double low, double high) {
        ValueAxis axis = Look.axis(Axis.of("", "").range(low, high), 0, 1, 0);
        axis.setVisible(false);
        return axis;
    }

    private double length(double r) {
        return Math.max(0, (r - radius.low()) / (radius.high() - radius.low()));
    }

    private Series flattened(Series s) {
        double[] x = new double[s.size()];
        double[] y = new double[s.size()];
        for (int i = 0; i < s.size(); i++) {
            double angle = Math.toRadians(s.x(i));
            // Max with 0 hides NaN, which must stay a gap.
            double r = Double.isNaN(s.y(i)) ? Double.NaN : length(s.y(i));
            x[i] = r * Math.sin(angle);
            y[i] = r * Math.cos(angle);
        }
        Series flat = s.form() == Series.Form.LINE ? Series.line(s.name(), x, y) : Series.points(s.name(), x, y);
        return s.slot() == Series.OWN_SLOT
                ? flat
                : s.slot() == Series.REFERENCE ? flat.reference() : flat.slot(s.slot());
    }

    private void grid(XYLineAndShapeRenderer layer) {
        BasicStroke thin = new BasicStroke(0.6f);
        for (int ring = 1; ring <= 4; ring++) {
            double r = ring / 4.0;
            Arc2D arc = half
                    ? new Arc2D.Double(-r, -r, 2 * r, 2 * r, 0, -180, Arc2D.OPEN)
                    : new Arc2D.Double(-r, -r, 2 * r, 2 * r, 0, 360, Arc2D.OPEN);
            Color colour = ring == 4 ? Look.INK : Look.GRID;
            layer.addAnnotation(new XYShapeAnnotation(arc, thin, colour), Layer.BACKGROUND);
        }
        for (int angle = half ? -90 : 0; angle <= (half ? 90 : 330); angle += 30) {
            double sin = Math.sin(Math.toRadians(angle));
            double cos = Math.cos(Math.toRadians(angle));
            layer.addAnnotation(new XYLineAnnotation(0, 0, sin, cos, thin, Look.GRID), Layer.BACKGROUND);
            text(layer, angleLabel.apply(angle), 1.13 * sin, 1.1 * cos, TextAnchor.CENTER);
        }
        radiusLabels(layer);
    }

    /** Below the flat side of a half circle; along the lower half of the vertical of a full one. */
    private void radiusLabels(XYLineAndShapeRenderer layer) {
        for (int ring = 0; ring <= 4; ring += 2) {
            double r = ring / 4.0;
            double value = radius.low() + r * (radius.high() - radius.low());
            String text = Look.number(value) + (ring == 4 ? " " + radius.unit() : "");
            if (half) {
                text(layer, text, ring == 4 ? 0.96 : r, -0.09, TextAnchor.CENTER);
            } else if (ring > 0) {
                text(layer, text, 0.02, -r + 0.045, TextAnchor.CENTER_LEFT);
            }
        }
        if (half) {
            text(layer, radius.label(), 0.5, -0.21, TextAnchor.CENTER);
        }
    }

    private static void text(XYLineAndShapeRenderer layer, String text, double x, double y, TextAnchor anchor) {
        XYTextAnnotation label = new XYTextAnnotation(text, x, y);
        label.setFont(Look.TICK);
        label.setPaint(Look.INK);
        label.setTextAnchor(anchor);
        layer.addAnnotation(label, Layer.BACKGROUND);
    }
}

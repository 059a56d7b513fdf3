package org.gatefold.sparse.plot;

import java.awt.image.BufferedImage;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYDataImageAnnotation;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.PaintScale;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.title.PaintScaleLegend;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * A table of values in colour, such as a bearing-time record, with a colour scale, and series drawn over it. Darker is
 * more.
 */
public final class HeatMap implements Panel {
    private final String title;
    private final Axis x;
    private final Axis y;
    private final Axis scale;
    private final double[][] values;
    private final List<Series> series;

    private HeatMap(String title, Axis x, Axis y, Axis scale, double[][] values, List<Series> series) {
        this.title = title;
        this.x = x;
        this.y = y;
        this.scale = scale;
        this.values = values;
        this.series = series;
    }

    /**
     * A map of {@code values[row][column]}: rows share the range of the y axis equally from its low end up, columns
     * that of the x axis.
     *
     * @param x an axis with both ends given
     * @param y an axis with both ends given
     * @param scale what the colours mean; NaN ends fit the finite values
     * @param values rows of one length, kept without copying; NaN is drawn grey
     */
    public static HeatMap of(String title, Axis x, Axis y, Axis scale, double[][] values) {
        for (Axis axis : List.of(x, y)) {
            if (Double.isNaN(axis.low()) || Double.isNaN(axis.high()) || axis.logarithmic()) {
                throw new IllegalArgumentException("a heat map needs linear axes with both ends, found " + axis);
            }
        }
        if (values.length == 0 || values[0].length == 0) {
            throw new IllegalArgumentException("a heat map of no values");
        }
        return new HeatMap(title, x, y, scale, values, List.of());
    }

    /** The same map with marks or lines over it. */
    public HeatMap with(Series more) {
        return new HeatMap(title, x, y, scale, values, XyPlot.appended(series, more));
    }

    @Override
    public double weight() {
        return 1.6;
    }

    @Override
    public JFreeChart chart(double width, double height) {
        double[] ends = finiteRange();
        ValueAxis colours = Look.axis(scale, ends[0], ends[1], 0);
        double low = colours.getLowerBound();
        double high = colours.getUpperBound();
        XYPlot plot = Look.plot(Look.axis(x, 0, 1, 0), Look.axis(y, 0, 1, 0));
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlinesVisible(false);
        XYLineAndShapeRenderer background = new XYLineAndShapeRenderer();
        background.addAnnotation(
                new XYDataImageAnnotation(
                        image(low, high), x.low(), y.low(), x.high() - x.low(), y.high() - y.low(), true),
                Layer.BACKGROUND);
        background.setDefaultSeriesVisibleInLegend(false);
        plot.setDataset(0, new XYSeriesCollection());
        plot.setRenderer(0, background);
        Layers.add(plot, series);
        JFreeChart chart =
                Look.chart(title, plot, series.stream().anyMatch(s -> !s.name().isEmpty()));
        chart.addSubtitle(legend(colours, low, high));
        return chart;
    }

    private static PaintScaleLegend legend(ValueAxis colours, double low, double high) {
        PaintScale paints = new PaintScale() {
            @Override
            public double getLowerBound() {
                return low;
            }

            @Override
            public double getUpperBound() {
                return high;
            }

            @Override
            public java.awt.Paint getPaint(double value) {
                return ColourMap.at((value - low) / (high - low));
            }
        };
        PaintScaleLegend legend = new PaintScaleLegend(paints, colours);
        legend.setPosition(RectangleEdge.RIGHT);
        legend.setAxisLocation(AxisLocation.BOTTOM_OR_RIGHT);
        legend.setSubdivisionCount(256);
        legend.setStripWidth(12);
        legend.setStripOutlineVisible(true);
        legend.setMargin(new RectangleInsets(12, 10, 40, 0));
        legend.setBackgroundPaint(java.awt.Color.WHITE);
        return legend;
    }

    /** One pixel a value, row 0 at the bottom, repeated so that a smooth enlargement keeps the edges of the cells. */
    private BufferedImage image(double low, double high) {
        int rows = values.length;
        int columns = values[0].length;
        int tall = Math.max(1, 800 / rows);
        int wide = Math.max(1, 1600 / columns);
        BufferedImage image = new BufferedImage(columns * wide, rows * tall, BufferedImage.TYPE_INT_RGB);
        for (int v = 0; v < image.getHeight(); v++) {
            double[] row = values[rows - 1 - v / tall];
            for (int u = 0; u < image.getWidth(); u++) {
                image.setRGB(
                        u, v, ColourMap.at((row[u / wide] - low) / (high - low)).getRGB());
            }
        }
        return image;
    }

    private double[] finiteRange() {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double[] row : values) {
            for (double v : row) {
                if (Double.isFinite(v)) {
                    low = Math.min(low, v);
                    high = Math.max(high, v);
                }
            }
        }
        return new double[] {low, high};
    }
}

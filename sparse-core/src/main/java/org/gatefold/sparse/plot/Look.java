package org.gatefold.sparse.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import org.jfree.chart.ChartRenderingInfo;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;

/** What all charts share: fonts, axes, grid, legend and margins. */
final class Look {
    static final Color INK = new Color(0x22, 0x22, 0x22);
    static final Color GRID = new Color(0xDA, 0xDA, 0xDA);
    static final Font HEADING = new Font(Font.SANS_SERIF, Font.BOLD, 16);
    static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 13);
    static final Font LABEL = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    static final Font TICK = new Font(Font.SANS_SERIF, Font.PLAIN, 11);

    private Look() {}

    static XYPlot plot(ValueAxis x, ValueAxis y) {
        XYPlot plot = new XYPlot(null, x, y, null);
        plot.setBackgroundPaint(Color.WHITE);
        plot.setDomainGridlinePaint(GRID);
        plot.setRangeGridlinePaint(GRID);
        plot.setDomainGridlineStroke(new BasicStroke(0.6f));
        plot.setRangeGridlineStroke(new BasicStroke(0.6f));
        plot.setOutlinePaint(INK);
        plot.setOutlineStroke(new BasicStroke(0.8f));
        plot.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        return plot;
    }

    static JFreeChart chart(String title, XYPlot plot, boolean legend) {
        JFreeChart chart = new JFreeChart(null, TITLE, plot, false);
        chart.setBackgroundPaint(Color.WHITE);
        // Half of the last tick label stands out beyond the axis: it needs the margin on the right.
        chart.setPadding(new RectangleInsets(6, 6, 6, 18));
        if (!title.isEmpty()) {
            TextTitle text = new TextTitle(title, TITLE);
            text.setPaint(INK);
            text.setPadding(2, 2, 6, 2);
            chart.setTitle(text);
        }
        if (legend) {
            LegendTitle box = new LegendTitle(plot);
            box.setItemFont(TICK);
            box.setItemPaint(INK);
            box.setFrame(BlockBorder.NONE);
            box.setPosition(RectangleEdge.BOTTOM);
            box.setItemLabelPadding(new RectangleInsets(2, 3, 2, 12));
            chart.addLegend(box);
        }
        return chart;
    }

    /** The axis for data from {@code dataLow} to {@code dataHigh}; {@code margin} is a share of the range. */
    static ValueAxis axis(Axis axis, double dataLow, double dataHigh, double margin) {
        NumberAxis linear = new NumberAxis(axis.text());
        ValueAxis result = linear;
        if (axis.logarithmic()) {
            LogAxis log = new LogAxis(axis.text());
            log.setMinorTickMarksVisible(true);
            log.setMinorTickCount(9);
            log.setTickUnit(new NumberTickUnit(1), false, true);
            log.setNumberFormatOverride(RoundTicks.PLAIN);
            result = log;
        } else {
            linear.setStandardTickUnits(new RoundTicks());
            if (!Double.isNaN(axis.step())) {
                linear.setTickUnit(new NumberTickUnit(axis.step(), RoundTicks.format(axis.step())), false, true);
            }
        }
        double[] range = range(axis, dataLow, dataHigh, margin);
        result.setRange(range[0], range[1]);
        result.setLabelFont(LABEL);
        result.setTickLabelFont(TICK);
        result.setLabelPaint(INK);
        result.setTickLabelPaint(INK);
        result.setAxisLinePaint(INK);
        result.setTickMarkPaint(INK);
        return result;
    }

    private static double[] range(Axis axis, double dataLow, double dataHigh, double margin) {
        double low = axis.low();
        double high = axis.high();
        boolean log = axis.logarithmic();
        double from = Double.isNaN(low) ? dataLow : low;
        double to = Double.isNaN(high) ? dataHigh : high;
        if (!(from <= to) || !Double.isFinite(from) || !Double.isFinite(to)) {
            from = Double.isNaN(low) ? (log ? 0.1 : 0) : low;
            to = Double.isNaN(high) ? (log ? 10 * from : from + 1) : high;
        }
        if (log) {
            double pad = Math.max(Math.pow(to / from, margin), from == to ? 2 : 1);
            from = Double.isNaN(low) ? from / pad : low;
            to = Double.isNaN(high) ? to * pad : high;
            // Only decades carry labels: an axis needs two of them.
            boolean few = Math.floor(Math.log10(to)) - Math.ceil(Math.log10(from)) < 1;
            return new double[] {
                few && Double.isNaN(low) ? Math.pow(10, Math.floor(Math.log10(from))) : from,
                few && Double.isNaN(high) ? Math.pow(10, Math.ceil(Math.log10(to))) : to
            };
        }
        double pad = from == to ? Math.max(1e-9, 0.5 * Math.abs(from)) : margin * (to - from);
        return new double[] {Double.isNaN(low) ? from - pad : low, Double.isNaN(high) ? to + pad : high};
    }

    /** Widens one of the axes until a unit is equally long on both. */
    static void equaliseScales(JFreeChart chart, double width, double height) {
        XYPlot plot = chart.getXYPlot();
        // Margins depend on the tick labels, which depend on the range: the second pass sees nearly the final ones.
        for (int pass = 0; pass < 2; pass++) {
            Rectangle2D area = dataArea(chart, width, height);
            ValueAxis x = plot.getDomainAxis();
            ValueAxis y = plot.getRangeAxis();
            double xUnit = x.getRange().getLength() / area.getWidth();
            double yUnit = y.getRange().getLength() / area.getHeight();
            ValueAxis grow = xUnit < yUnit ? x : y;
            double half = grow.getRange().getLength() / 2 * Math.max(xUnit, yUnit) / Math.min(xUnit, yUnit);
            double centre = grow.getRange().getCentralValue();
            grow.setRange(centre - half, centre + half);
        }
    }

    private static Rectangle2D dataArea(JFreeChart chart, double width, double height) {
        ChartRenderingInfo info = new ChartRenderingInfo();
        BufferedImage scratch = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
        var g = scratch.createGraphics();
        chart.draw(g, new Rectangle2D.Double(0, 0, width, height), info);
        g.dispose();
        return info.getPlotInfo().getDataArea();
    }

    /** A number of a scale, with at most two decimals. */
    static String number(double value) {
        return RoundTicks.SHORT.format(value);
    }
}

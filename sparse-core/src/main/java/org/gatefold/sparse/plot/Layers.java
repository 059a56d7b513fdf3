package org.gatefold.sparse.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Ellipse2D;
import java.util.List;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.DeviationRenderer;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;

/** Puts series on a JFreeChart plot, each as a data set with a renderer of its own, the first one at the bottom. */
final class Layers {
    private static final float LINE = 1.7f;
    private static final double MARK = 6.5;
    private static final double DOT = 3;

    private Layers() {}

    static void add(XYPlot plot, List<Series> series) {
        int own = 0;
        for (Series s : series) {
            int slot = s.slot() == Series.OWN_SLOT ? own++ : s.slot();
            int index = plot.getDataset(0) == null ? 0 : plot.getDatasetCount();
            plot.setDataset(index, data(s));
            plot.setRenderer(index, renderer(s, slot));
        }
    }

    private static XYIntervalSeriesCollection data(Series s) {
        XYIntervalSeries points = new XYIntervalSeries(s.name(), false, true);
        for (int i = 0; i < s.size(); i++) {
            points.add(s.x(i), s.x(i), s.x(i), s.y(i), s.lower(i), s.upper(i));
        }
        XYIntervalSeriesCollection data = new XYIntervalSeriesCollection();
        data.addSeries(points);
        return data;
    }

    private static XYLineAndShapeRenderer renderer(Series s, int slot) {
        boolean lines = s.form() == Series.Form.LINE || s.form() == Series.Form.CURVE;
        boolean marks = s.form() != Series.Form.LINE;
        XYLineAndShapeRenderer renderer;
        if (s.form() == Series.Form.STEMS || s.spread() == Series.Spread.BARS) {
            renderer = errorBars(s, slot);
        } else if (s.spread() == Series.Spread.BAND) {
            DeviationRenderer band = new DeviationRenderer(lines, marks);
            band.setAlpha(0.2f);
            band.setSeriesFillPaint(0, Palette.colour(slot));
            renderer = band;
        } else {
            renderer = new XYLineAndShapeRenderer(lines, marks);
            // One path, or each short piece would begin the dash anew.
            renderer.setDrawSeriesLineAsPath(true);
        }
        renderer.setDefaultLinesVisible(lines);
        renderer.setDefaultShapesVisible(marks);
        renderer.setSeriesPaint(0, Palette.colour(slot));
        renderer.setSeriesStroke(0, Palette.stroke(slot, LINE));
        renderer.setSeriesShape(0, Palette.mark(slot, MARK));
        renderer.setUseFillPaint(false);
        renderer.setUseOutlinePaint(marks);
        renderer.setSeriesOutlinePaint(0, slot == Series.REFERENCE ? Color.BLACK : Color.WHITE);
        renderer.setSeriesOutlineStroke(0, new BasicStroke(0.6f));
        if (s.form() == Series.Form.DOTS) {
            dots(renderer, slot);
        }
        renderer.setLegendLine(new java.awt.geom.Line2D.Double(-14, 0, 14, 0));
        renderer.setDefaultSeriesVisibleInLegend(!s.name().isEmpty());
        return renderer;
    }

    /** The legend keeps the full mark. */
    private static void dots(XYLineAndShapeRenderer renderer, int slot) {
        Color full = Palette.colour(slot);
        renderer.setSeriesShape(0, new Ellipse2D.Double(-DOT / 2, -DOT / 2, DOT, DOT));
        renderer.setSeriesPaint(0, new Color(full.getRed(), full.getGreen(), full.getBlue(), 120));
        renderer.setUseOutlinePaint(false);
        renderer.setDrawOutlines(false);
        renderer.setLegendShape(0, Palette.mark(0, MARK));
    }

    private static XYErrorRenderer errorBars(Series s, int slot) {
        XYErrorRenderer bars = new XYErrorRenderer();
        bars.setDrawXError(false);
        bars.setDrawYError(true);
        bars.setCapLength(s.form() == Series.Form.STEMS ? 0 : 5);
        bars.setErrorPaint(Palette.colour(slot));
        bars.setErrorStroke(new BasicStroke(1.1f));
        return bars;
    }
}

package org.gatefold.photometric.report;

import java.util.ArrayList;
import java.util.List;
import org.gatefold.photometric.scene.Mask;
import org.gatefold.sparse.plot.Axis;
import org.gatefold.sparse.plot.Blank;
import org.gatefold.sparse.plot.Figure;
import org.gatefold.sparse.plot.HeatMap;
import org.gatefold.sparse.plot.Panel;

/** Maps in colours with a scale, side by side. */
final class MapPicture {
    private static final int ACROSS = 3;
    /** Width of a map in points; what axes, scale and title take beside it and above. */
    private static final double MAP = 300;

    private static final double BESIDE = 158;
    private static final double ABOVE = 83;
    /** Larger maps are thinned to this many pixels a side: a picture shows no more. */
    private static final int MOST = 600;

    private MapPicture() {}

    /** @param values height × width, NaN where there is nothing to show */
    static HeatMap panel(String heading, Mask mask, Axis scale, double[] values) {
        int step = Math.max(1, (Math.max(mask.width(), mask.height()) + MOST - 1) / MOST);
        int rows = (mask.height() + step - 1) / step;
        int columns = (mask.width() + step - 1) / step;
        double[][] shown = new double[rows][columns];
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                double v = values[(rows - 1 - y) * step * mask.width() + x * step];
                shown[y][x] = Double.isNaN(v) ? v : Math.min(v, scale.high());
            }
        }
        return HeatMap.of(
                heading,
                Axis.of("column", "pixels").range(0, mask.width()),
                Axis.of("row from the bottom", "pixels").range(0, mask.height()),
                scale,
                shown);
    }

    /** Maps of one size in rows of three; four in two rows. */
    static Figure figure(String title, Mask mask, List<HeatMap> maps) {
        int across = maps.size() == 4 ? 2 : Math.min(ACROSS, maps.size());
        Figure figure = Figure.titled(title).width((MAP + BESIDE) * across);
        double height = MAP * mask.height() / mask.width() + ABOVE;
        for (int from = 0; from < maps.size(); from += across) {
            List<Panel> row = new ArrayList<>(maps.subList(from, Math.min(maps.size(), from + across)));
            while (row.size() < across) {
                row.add(new Blank(row.get(0).weight()));
            }
            figure = figure.row(height, row.toArray(Panel[]::new));
        }
        return figure;
    }
}

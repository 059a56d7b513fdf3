package org.gatefold.photometric.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gatefold.photometric.scene.Mask;
import org.gatefold.sparse.plot.Axis;
import org.gatefold.sparse.plot.Figure;
import org.gatefold.sparse.plot.HeatMap;
import org.gatefold.sparse.plot.Panel;

/** Error maps of several methods side by side, on one scale. */
public final class ErrorPicture {
    private static final int ACROSS = 3;
    private static final double PANEL = 300;
    /** Larger maps are thinned to this many pixels a side: a picture shows no more. */
    private static final int MOST = 600;

    private ErrorPicture() {}

    public static Figure of(String title, Mask mask, Map<String, AngularErrors> errors) {
        double most = errors.values().stream()
                .mapToDouble(e -> e.quantile(0.95))
                .max()
                .orElseThrow();
        double scale = Math.max(1, Math.ceil(most));
        List<Panel> panels = new ArrayList<>();
        errors.forEach((name, e) -> panels.add(panel(name, mask, e, scale)));
        Figure figure = Figure.titled(title).width(PANEL * Math.min(ACROSS, panels.size()) + 60.0 * panels.size());
        for (int from = 0; from < panels.size(); from += ACROSS) {
            figure = figure.row(
                    PANEL * mask.height() / mask.width() + 60,
                    panels.subList(from, Math.min(panels.size(), from + ACROSS)).toArray(Panel[]::new));
        }
        return figure;
    }

    private static Panel panel(String name, Mask mask, AngularErrors errors, double scale) {
        int step = Math.max(1, (Math.max(mask.width(), mask.height()) + MOST - 1) / MOST);
        int rows = (mask.height() + step - 1) / step;
        int columns = (mask.width() + step - 1) / step;
        double[][] values = new double[rows][columns];
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                double v = errors.degrees()[(rows - 1 - y) * step * mask.width() + x * step];
                values[y][x] = Double.isNaN(v) ? v : Math.min(v, scale);
            }
        }
        String heading =
                String.format(Locale.ROOT, "%s: mean %.2f°, median %.2f°", name, errors.mean(), errors.quantile(0.5));
        return HeatMap.of(
                heading,
                Axis.of("column", "pixels").range(0, mask.width()),
                Axis.of("row from the bottom", "pixels").range(0, mask.height()),
                Axis.of("error", "°").range(0, scale),
                values);
    }
}

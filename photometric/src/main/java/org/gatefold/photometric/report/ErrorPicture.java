package org.gatefold.photometric.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gatefold.photometric.scene.Mask;
import org.gatefold.sparse.plot.Axis;
import org.gatefold.sparse.plot.Figure;
import org.gatefold.sparse.plot.HeatMap;

/** Error maps of several methods side by side, on one scale up to the largest of their 95 % errors. */
public final class ErrorPicture {
    private ErrorPicture() {}

    public static Figure of(String title, Mask mask, Map<String, AngularErrors> errors) {
        double most = errors.values().stream()
                .mapToDouble(e -> e.quantile(0.95))
                .max()
                .orElseThrow();
        Axis scale = Axis.of("error", "°").range(0, Math.max(1, Math.ceil(most)));
        List<HeatMap> maps = new ArrayList<>();
        errors.forEach((name, e) -> maps.add(MapPicture.panel(heading(name, e), mask, scale, e.degrees())));
        return MapPicture.figure(title, mask, maps);
    }

    private static String heading(String name, AngularErrors errors) {
        return String.format(Locale.ROOT, "%s: mean %.2f°, median %.2f°", name, errors.mean(), errors.quantile(0.5));
    }
}

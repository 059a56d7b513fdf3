package org.gatefold.doa.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.gatefold.doa.array.AngleConvention;
import org.gatefold.doa.array.ArrayGeometry;
import org.gatefold.doa.method.DoaEstimate;
import org.gatefold.doa.method.Spectrum;
import org.gatefold.sparse.plot.Axis;
import org.gatefold.sparse.plot.Figure;
import org.gatefold.sparse.plot.HeatMap;
import org.gatefold.sparse.plot.PolarPlot;
import org.gatefold.sparse.plot.Series;
import org.gatefold.sparse.plot.XyPlot;

/** Findings as a figure: spectra over angle and in polar view, and a bearing-time record of a track. */
public final class EstimatePicture {
    private static final double FLOOR_DB = -40;

    private final ArrayGeometry geometry;
    private final AngleConvention convention;

    private EstimatePicture(ArrayGeometry geometry, AngleConvention convention) {
        this.geometry = geometry;
        this.convention = convention;
    }

    /** The figure of all methods on one observation. */
    public static Figure spectra(
            String title, List<Finding> findings, ArrayGeometry geometry, AngleConvention convention) {
        return new EstimatePicture(geometry, convention).spectraFigure(title, findings);
    }

    /** The figure of a track: a bearing-time record of the first method with the angles of all. */
    public static Figure track(
            String title, List<Finding> findings, ArrayGeometry geometry, AngleConvention convention) {
        return new EstimatePicture(geometry, convention).trackFigure(title, findings);
    }

    private Axis angles() {
        String label =
                switch (convention) {
                    case BROADSIDE -> geometry.isLinear() ? "Angle from broadside" : "Bearing";
                    case ENDFIRE -> "Angle from the axis";
                    case COMPASS -> "Bearing, clockwise from north";
                };
        boolean linear = geometry.isLinear();
        double low = convention == AngleConvention.BROADSIDE ? (linear ? -90 : -180) : 0;
        double high = linear ? low + 180 : low + 360;
        if (convention == AngleConvention.COMPASS && linear) {
            low = convention.fromBroadside(-90, geometry);
            high = low + 180;
        }
        return Axis.of(label, "°").range(low, high).ticks(linear ? 30 : 45);
    }

    /** The angle in the convention, moved by full turns into the range of the axis. */
    private double onAxis(double broadsideDegrees, Axis axis) {
        double angle = convention.fromBroadside(broadsideDegrees, geometry);
        while (angle < axis.low() - 1e-9) {
            angle += 360;
        }
        while (angle > axis.high() + 1e-9) {
            angle -= 360;
        }
        return angle;
    }

    private Figure spectraFigure(String title, List<Finding> findings) {
        Axis axis = angles();
        XyPlot plot = XyPlot.of(
                "Spectra; marks are the estimates",
                axis,
                Axis.of("Power below the largest", "dB").range(FLOOR_DB, 3));
        Axis radius = Axis.of("Power below the largest", "dB").range(FLOOR_DB, 0);
        PolarPlot polar = geometry.isLinear() ? PolarPlot.half("", radius) : PolarPlot.full("", radius);
        polar = polar.angles(a -> String.format(Locale.ROOT, "%.0f°", tidy(onAxis(a > 180 ? a - 360 : a, axis)))
                .replace('-', '−'));
        for (int i = 0; i < findings.size(); i++) {
            Finding finding = findings.get(i);
            DoaEstimate estimate = finding.estimate();
            if (estimate == null) {
                continue;
            }
            double[] broadside = closed(estimate.spectrum());
            double[] decibels = closedDecibels(estimate.spectrum());
            plot = plot.with(sorted(finding.method(), broadside, decibels, axis).slot(i));
            polar = polar.with(
                    Series.line(finding.method(), broadside, decibels).slot(i));
        }
        for (int i = findings.size() - 1; i >= 0; i--) {
            List<DoaEstimate.Source> sources = findings.get(i).sources();
            double strongest = sources.stream()
                    .mapToDouble(DoaEstimate.Source::powerDb)
                    .max()
                    .orElse(0);
            double[] at = sources.stream()
                    .mapToDouble(s -> onAxis(s.angleDegrees(), axis))
                    .toArray();
            double[] from = sources.stream()
                    .mapToDouble(DoaEstimate.Source::angleDegrees)
                    .toArray();
            double[] level = sources.stream()
                    .mapToDouble(s -> Math.max(FLOOR_DB, s.powerDb() - strongest))
                    .toArray();
            plot = plot.with(Series.points("", at, level).slot(i));
            polar = polar.with(Series.points("", from, level).slot(i));
        }
        return Figure.titled(title).width(1000).row(400, plot, polar);
    }

    private Figure trackFigure(String title, List<Finding> findings) {
        Map<String, List<Finding>> byMethod = new LinkedHashMap<>();
        for (Finding finding : findings) {
            byMethod.computeIfAbsent(finding.method(), m -> new ArrayList<>()).add(finding);
        }
        List<Finding> first = byMethod.values().iterator().next();
        double start = first.get(0).observation().startSeconds();
        double step = first.size() > 1 ? first.get(1).observation().startSeconds() - start : 1;
        Axis axis = angles();
        Axis time = Axis.of("Time", "s").range(start, start + step * first.size());
        HeatMap record = HeatMap.of(
                "Power of " + first.get(0).method() + " over time",
                axis,
                time,
                Axis.of("Power below the largest of its time", "dB").range(FLOOR_DB, 0),
                table(first, axis));
        XyPlot tracks = XyPlot.of("Angles with standard deviations", time, axis);
        int slot = 0;
        for (Map.Entry<String, List<Finding>> method : byMethod.entrySet()) {
            tracks = tracks.with(
                    track(method.getKey(), method.getValue(), step, axis).slot(slot));
            slot++;
        }
        return Figure.titled(title).width(1000).row(400, record).row(320, tracks);
    }

    private Series track(String method, List<Finding> findings, double step, Axis axis) {
        List<double[]> points = new ArrayList<>();
        for (Finding finding : findings) {
            for (DoaEstimate.Source source : finding.sources()) {
                double angle = onAxis(source.angleDegrees(), axis);
                double spread = Double.isFinite(source.stdDegrees()) ? Math.min(90, source.stdDegrees()) : 0;
                points.add(new double[] {
                    finding.observation().startSeconds() + step / 2, angle, angle - spread, angle + spread
                });
            }
        }
        return Series.points(method, column(points, 0), column(points, 1)).bars(column(points, 2), column(points, 3));
    }

    private static double[] column(List<double[]> rows, int column) {
        return rows.stream().mapToDouble(r -> r[column]).toArray();
    }

    /** Rows of time, columns over the axis from its low end. */
    private double[][] table(List<Finding> findings, Axis axis) {
        int columns = findings.stream()
                .mapToInt(f -> f.estimate() == null
                        ? 0
                        : f.estimate().spectrum().grid().size())
                .max()
                .orElse(1);
        double[][] table = new double[findings.size()][Math.max(2, columns)];
        for (int t = 0; t < table.length; t++) {
            Arrays.fill(table[t], Double.NaN);
            DoaEstimate estimate = findings.get(t).estimate();
            if (estimate == null) {
                continue;
            }
            double[] decibels = estimate.spectrum().decibels(FLOOR_DB);
            double width = (axis.high() - axis.low()) / table[t].length;
            for (int i = 0; i < decibels.length; i++) {
                double angle = onAxis(estimate.spectrum().grid().angleDegrees(i), axis);
                int at = (int) Math.floor((angle - axis.low()) / width + 1e-6);
                table[t][Math.min(at, table[t].length - 1)] = decibels[i];
            }
        }
        return table;
    }

    private Series sorted(String name, double[] broadside, double[] decibels, Axis axis) {
        double[] x = Arrays.stream(broadside).map(a -> onAxis(a, axis)).toArray();
        // The last grid angle of a linear array stands for the end of the axis even where turning round moves it.
        Integer[] order = IntStream.range(0, x.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, (i, j) -> Double.compare(x[i], x[j]));
        return Series.line(
                name,
                Arrays.stream(order).mapToDouble(i -> x[i]).toArray(),
                Arrays.stream(order).mapToDouble(i -> decibels[i]).toArray());
    }

    /** The grid angles and, where the grid goes all round, the first once more at the end. */
    private static double[] closed(Spectrum spectrum) {
        double[] angles = spectrum.grid().anglesDegrees();
        return spectrum.grid().wraps() ? appended(angles, angles[0] + 360) : angles;
    }

    private static double[] closedDecibels(Spectrum spectrum) {
        double[] decibels = spectrum.decibels(FLOOR_DB);
        return spectrum.grid().wraps() ? appended(decibels, decibels[0]) : decibels;
    }

    private static double[] appended(double[] values, double last) {
        double[] more = Arrays.copyOf(values, values.length + 1);
        more[values.length] = last;
        return more;
    }

    private static double tidy(double angle) {
        return Math.rint(angle) == 0 ? 0 : angle;
    }
}

package org.gatefold.doa.report;

import java.util.List;
import java.util.Locale;
import org.gatefold.doa.array.AngleConvention;
import org.gatefold.doa.array.ArrayGeometry;
import org.gatefold.doa.method.DoaEstimate;
import org.gatefold.doa.recording.FrequencyBand;

/** Findings as a table for people. */
public final class EstimateTable {
    private EstimateTable() {}

    /**
     * @param name of the recording
     * @param track whether lines begin with a time
     */
    public static String text(
            String name, List<Finding> findings, ArrayGeometry geometry, AngleConvention convention, boolean track) {
        StringBuilder out = new StringBuilder();
        Finding first = findings.get(0);
        out.append(name).append(": ").append(geometry);
        if (!track) {
            out.append("; ").append(first.observation().snapshots()).append(" snapshots");
        }
        FrequencyBand band = first.observation().band();
        if (band != null) {
            out.append(String.format(Locale.ROOT, "; %.5g to %.5g Hz", band.lowHz(), band.highHz()));
        }
        out.append('\n').append("angles: ").append(convention.meaning()).append("\n\n");
        int width = Math.max(
                10, findings.stream().mapToInt(f -> f.method().length()).max().orElse(10));
        String time = track ? String.format("%9s  ", "time s") : "";
        out.append(time)
                .append(String.format("%-" + width + "s  %10s  %8s  %9s%n", "method", "angle °", "± °", "power dB"));
        for (Finding finding : findings) {
            String start = track
                    ? String.format(
                            Locale.ROOT, "%9.3f  ", finding.observation().startSeconds())
                    : "";
            if (finding.sources().isEmpty()) {
                out.append(start).append(String.format("%-" + width + "s  %10s%n", finding.method(), "no source"));
            }
            for (DoaEstimate.Source source : finding.sources()) {
                out.append(start)
                        .append(String.format(
                                Locale.ROOT,
                                "%-" + width + "s  %10.2f  %8s  %9.1f%n",
                                finding.method(),
                                convention.fromBroadside(source.angleDegrees(), geometry),
                                deviation(source.stdDegrees()),
                                source.powerDb()));
            }
        }
        return out.toString();
    }

    private static String deviation(double degrees) {
        return Double.isFinite(degrees) && degrees < 1000 ? String.format(Locale.ROOT, "%.2f", degrees) : "–";
    }
}

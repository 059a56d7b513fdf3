package org.gatefold.doa.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.gatefold.doa.array.AngleConvention;
import org.gatefold.doa.array.ArrayGeometry;
import org.gatefold.doa.method.DoaEstimate;
import org.gatefold.doa.recording.FrequencyBand;

/**
 * Findings as JSON: {@code {"method","convention","sources":[{"angle_deg","std_deg","power_db"}],"noise_variance",
 * "elements","snapshots","band_hz","warnings":[]}}; several methods give an array of these, a track an array in which
 * each also has {@code "time_s"}, the beginning of its block. A number that does not exist is null.
 */
public final class EstimateJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private EstimateJson() {}

    /** @param track whether each object says its time */
    public static String text(
            List<Finding> findings, ArrayGeometry geometry, AngleConvention convention, boolean track) {
        ArrayNode all = NODES.arrayNode();
        for (Finding finding : findings) {
            all.add(node(finding, geometry, convention, track));
        }
        try {
            return new ObjectMapper()
                            .enable(SerializationFeature.INDENT_OUTPUT)
                            .writeValueAsString(all.size() == 1 && !track ? all.get(0) : all)
                    + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ObjectNode node(Finding finding, ArrayGeometry geometry, AngleConvention convention, boolean track) {
        ObjectNode node = NODES.objectNode();
        if (track) {
            node.set("time_s", number(finding.observation().startSeconds(), 6));
        }
        node.put("method", finding.method());
        node.put("convention", convention.name().toLowerCase(Locale.ROOT));
        ArrayNode sources = node.putArray("sources");
        for (DoaEstimate.Source source : finding.sources()) {
            ObjectNode one = sources.addObject();
            one.set("angle_deg", number(convention.fromBroadside(source.angleDegrees(), geometry), 4));
            one.set("std_deg", number(source.stdDegrees(), 4));
            one.set("power_db", number(source.powerDb(), 3));
        }
        DoaEstimate estimate = finding.estimate();
        node.set(
                "noise_variance",
                estimate == null || !Double.isFinite(estimate.noiseVariance())
                        ? NODES.nullNode()
                        : NODES.numberNode(estimate.noiseVariance()));
        node.put("elements", geometry.elements());
        node.put("snapshots", finding.observation().snapshots());
        FrequencyBand band = finding.observation().band();
        if (band == null) {
            node.putNull("band_hz");
        } else {
            node.putArray("band_hz").add(number(band.lowHz(), 3)).add(number(band.highHz(), 3));
        }
        finding.warnings().forEach(node.putArray("warnings")::add);
        return node;
    }

    /** Rounded, null if not finite. */
    private static com.fasterxml.jackson.databind.JsonNode number(double value, int decimals) {
        if (!Double.isFinite(value)) {
            return NODES.nullNode();
        }
        double scale = Math.pow(10, decimals);
        return NODES.numberNode(Math.rint(value * scale) / scale);
    }
}

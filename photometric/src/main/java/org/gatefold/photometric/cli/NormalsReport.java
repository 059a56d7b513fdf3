package org.gatefold.photometric.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.gatefold.photometric.report.AngularErrors;
import org.gatefold.photometric.scene.LitImages;
import org.gatefold.sparse.cli.ResultTarget;
import org.gatefold.sparse.evaluation.ScoreTable;
import org.gatefold.sparse.evaluation.ScoreTable.Column;
import org.jspecify.annotations.Nullable;

/** What is told of the methods: a table, and JSON. */
final class NormalsReport {
    private final String scene;
    private final LitImages images;
    private final ScoreTable table = new ScoreTable(List.of(
            new Column("method", "method", "", 0),
            new Column("mean_error_deg", "mean error", "°", 3),
            new Column("median_error_deg", "median", "°", 3),
            new Column("p95_error_deg", "95 %", "°", 3),
            new Column("seconds", "time", "s", 3)));
    private final ArrayNode results = JsonNodeFactory.instance.arrayNode();

    NormalsReport(String scene, LitImages images) {
        this.scene = scene;
        this.images = images;
    }

    /** @param seconds of the method alone, without reading */
    void add(String method, double seconds, @Nullable AngularErrors errors) {
        ObjectNode one = results.addObject();
        one.put("method", method);
        one.put("pixels", images.mask().count());
        one.put("images", images.lights().count());
        one.put("seconds", seconds);
        if (errors == null) {
            table.add(method, null, null, null, seconds);
            return;
        }
        one.put("mean_error_deg", errors.mean());
        one.put("median_error_deg", errors.quantile(0.5));
        one.put("p95_error_deg", errors.quantile(0.95));
        table.add(method, errors.mean(), errors.quantile(0.5), errors.quantile(0.95), seconds);
    }

    /** Writes JSON if it is wanted, and the table unless JSON goes to its place. */
    void print(PrintWriter print, @Nullable Path json, List<String> warnings) {
        if (json != null) {
            ObjectNode all = JsonNodeFactory.instance.objectNode();
            all.set("results", results);
            warnings.forEach(all.putArray("warnings")::add);
            ResultTarget.writeJson(json, all, print);
            if (json.toString().equals("-")) {
                return;
            }
        }
        print.println(scene + ": " + images.lights().count() + " images of "
                + images.mask().width() + "×" + images.mask().height() + ", "
                + images.mask().count() + " pixels");
        print.print(table.text());
        warnings.forEach(w -> print.println("note: " + w));
        print.flush();
    }
}

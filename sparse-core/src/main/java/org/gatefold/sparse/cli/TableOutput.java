package org.gatefold.sparse.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.gatefold.sparse.evaluation.ScoreTable;
import org.gatefold.sparse.io.ResultFile;
import org.gatefold.sparse.plot.Figure;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the rows of a table go: the console, {@code --json}, {@code --csv} and {@code --plot}; a mixin. */
public final class TableOutput {
    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Write the rows as JSON, with their intervals; - for stdout, in place of the table.")
    private @Nullable Path json;

    @Option(names = "--csv", paramLabel = "FILE", description = "Write the rows as CSV, with their intervals.")
    private @Nullable Path csv;

    @Option(names = "--plot", paramLabel = "FILE.png", description = "Draw the rows.")
    private @Nullable Path plot;

    /** Finds out before the work whether the files can be written after it. */
    public void requireWritable() {
        ResultTarget.requireWritable("--json", json);
        ResultTarget.requireWritable("--csv", csv);
        ResultTarget.requireWritable("--plot", plot);
    }

    /**
     * Shows the table and writes what was asked for.
     *
     * @param text for the console: the table and what is said of it
     * @param head what the JSON object has before its rows
     */
    public void write(
            PrintWriter out, String text, ScoreTable table, Supplier<ObjectNode> head, Supplier<Figure> figure) {
        if (json == null || !json.toString().equals("-")) {
            out.print(text);
            out.flush();
        }
        if (json != null) {
            ObjectNode object = head.get();
            object.set("rows", table.json());
            ResultTarget.writeJson(json, object, out);
        }
        if (csv != null) {
            ResultFile.write(csv, table.csv());
        }
        if (plot != null) {
            figure.get().write(plot);
        }
    }
}

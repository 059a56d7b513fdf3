package org.gatefold.sparse.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.gatefold.sparse.io.Options;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists every method with its options, their defaults, and its source. */
@Command(
        name = "solvers",
        mixinStandardHelpOptions = true,
        description = "List every method with its options, their defaults, and its source.",
        footerHeading = "%nExamples:%n",
        footer = {"  gatefold solvers", "  gatefold solvers --json methods.json"})
final class SolversCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the list as JSON, - for stdout.")
    private @Nullable Path json;

    @Override
    public Integer call() {
        PrintWriter out = CommandRunner.out(spec);
        if (json != null) {
            ResultTarget.writeJson(json, list(), out);
            return 0;
        }
        for (Method method : SolverCatalogue.methods()) {
            out.println(method.name() + "  " + method.title());
            out.println("    " + method.source());
            int names = width(method, false);
            int fallbacks = width(method, true);
            for (Options.Option o : method.options()) {
                out.println(("    " + pad(o.name(), names) + " = " + pad(o.fallback(), fallbacks) + "  " + o.meaning())
                        .stripTrailing());
            }
            out.println();
        }
        out.println("Use: NAME, or NAME:option=value,option=value");
        out.flush();
        return 0;
    }

    private static int width(Method method, boolean fallback) {
        return method.options().stream()
                .mapToInt(o -> (fallback ? o.fallback() : o.name()).length())
                .max()
                .orElse(0);
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(width - text.length());
    }

    private static ArrayNode list() {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (Method method : SolverCatalogue.methods()) {
            ObjectNode object = array.addObject();
            object.put("name", method.name()).put("title", method.title()).put("source", method.source());
            ArrayNode options = object.putArray("options");
            for (Options.Option o : method.options()) {
                options.addObject()
                        .put("name", o.name())
                        .put("default", o.fallback())
                        .put("meaning", o.meaning());
            }
        }
        return array;
    }
}

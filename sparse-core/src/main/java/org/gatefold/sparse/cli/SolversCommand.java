package org.gatefold.sparse.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.gatefold.sparse.io.Options;
import org.gatefold.sparse.learned.Architecture;
import org.gatefold.sparse.learned.Architectures;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists every method and every architecture to train with its options, their defaults, and its source. */
@Command(
        name = "solvers",
        mixinStandardHelpOptions = true,
        description = "List every method, and every model to train, with its options, their defaults, and its source.",
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
        for (Method m : SolverCatalogue.methods()) {
            print(out, m.name(), m.title(), m.source(), m.options());
        }
        out.println("Models for 'gatefold train --model', which makes a FILE.npz that is a method too:");
        out.println();
        for (Architecture a : Architectures.standard().list()) {
            print(out, a.name(), a.title(), a.source(), a.options());
        }
        out.println(
                "Use: NAME, or NAME:option=value,option=value; FILE.npz of a training serves the dictionary it was trained");
        out.println(
                "for, FILE.npz:any-dictionary=true any, if it has no matrices of its own; FILE.npz:layers=24 runs it with");
        out.println("another number of layers, if they share all weights.");
        out.flush();
        return 0;
    }

    private static void print(PrintWriter out, String name, String title, String source, List<Options.Option> options) {
        out.println(name + "  " + title);
        out.println("    " + source);
        int names = width(options, false);
        int fallbacks = width(options, true);
        for (Options.Option o : options) {
            out.println(("    " + pad(o.name(), names) + " = " + pad(o.fallback(), fallbacks) + "  " + o.meaning())
                    .stripTrailing());
        }
        out.println();
    }

    private static int width(List<Options.Option> options, boolean fallback) {
        return options.stream()
                .mapToInt(o -> (fallback ? o.fallback() : o.name()).length())
                .max()
                .orElse(0);
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(width - text.length());
    }

    private static ArrayNode list() {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (Method m : SolverCatalogue.methods()) {
            add(array, "method", m.name(), m.title(), m.source(), m.options());
        }
        for (Architecture a : Architectures.standard().list()) {
            add(array, "architecture", a.name(), a.title(), a.source(), a.options());
        }
        return array;
    }

    private static void add(
            ArrayNode array, String kind, String name, String title, String source, List<Options.Option> options) {
        ObjectNode object = array.addObject();
        object.put("name", name).put("kind", kind).put("title", title).put("source", source);
        ArrayNode list = object.putArray("options");
        for (Options.Option o : options) {
            list.addObject().put("name", o.name()).put("default", o.fallback()).put("meaning", o.meaning());
        }
    }
}

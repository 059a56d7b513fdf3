package org.gatefold.datasets.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.gatefold.datasets.DatasetCache;
import org.gatefold.datasets.DatasetCard;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code datasets list}: a line for each data set, or its whole card. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists the data sets: files, how many of them are here, size, licence. With names: their cards.",
        footerHeading = "%nExamples:%n",
        footer = {"  datasets list", "  datasets list radar", "  datasets list --json"})
final class ListCommand implements Runnable {
    @Parameters(arity = "0..*", paramLabel = "NAME", description = "data sets to tell all about")
    private List<String> names = List.of();

    @Option(names = "--json", description = "print JSON: name, folder, licence, files, present, bytes ...")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        DatasetCache cache = DatasetsCommand.cache();
        List<DatasetCard> cards = DatasetsCommand.cards(names);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(json(cards, cache).toPrettyString());
        } else if (names.isEmpty()) {
            table(cards, cache, out);
        } else {
            cards.forEach(card -> card(card, cache, out));
        }
        out.flush();
    }

    private static long present(DatasetCard card, DatasetCache cache) {
        return card.files().stream().filter(f -> cache.has(card, f)).count();
    }

    private static void table(List<DatasetCard> cards, DatasetCache cache, PrintWriter out) {
        out.printf(Locale.ROOT, "%-17s %5s %5s %9s  %s%n", "name", "files", "here", "MB", "licence");
        for (DatasetCard card : cards) {
            out.printf(
                    Locale.ROOT,
                    "%-17s %5d %5d %9.3f  %s%n",
                    card.name(),
                    card.files().size(),
                    present(card, cache),
                    card.bytes() / 1e6,
                    card.licence());
        }
        out.println("folder: " + cache.folder());
    }

    private static void card(DatasetCard card, DatasetCache cache, PrintWriter out) {
        out.println(card.name() + ": " + card.title());
        out.println("  folder    " + cache.folder().resolve(card.folder()));
        out.println("  licence   " + card.licence());
        out.println("  citation  " + card.citation());
        out.println("  origin    " + card.origin());
        out.println("  obtain    " + card.obtain());
        for (DatasetCard.Payload file : card.files()) {
            out.printf(
                    Locale.ROOT,
                    "  %-7s %10d  %s  %s%n",
                    cache.has(card, file) ? "here" : "missing",
                    file.bytes(),
                    file.sha256(),
                    file.name());
        }
    }

    private static ArrayNode json(List<DatasetCard> cards, DatasetCache cache) {
        ArrayNode all = new ObjectMapper().createArrayNode();
        for (DatasetCard card : cards) {
            ObjectNode node = all.addObject();
            node.put("name", card.name()).put("title", card.title()).put("folder", card.folder());
            node.put("licence", card.licence()).put("citation", card.citation());
            node.put("origin", card.origin()).put("obtain", card.obtain());
            node.put("bytes", card.bytes()).put("present", present(card, cache));
            ArrayNode files = node.putArray("files");
            for (DatasetCard.Payload file : card.files()) {
                files.addObject()
                        .put("name", file.name())
                        .put("bytes", file.bytes())
                        .put("sha256", file.sha256())
                        .put("present", cache.has(card, file));
            }
        }
        return all;
    }
}

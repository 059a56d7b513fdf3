package org.gatefold.datasets.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.gatefold.datasets.DatasetCache;
import org.gatefold.datasets.DatasetCard;
import org.gatefold.datasets.DatasetSource;
import org.gatefold.sparse.io.InputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code datasets fetch}: takes files into the cache after comparing their checksums. */
@Command(
        name = "fetch",
        mixinStandardHelpOptions = true,
        description = {
            "Takes the files of data sets from a folder or an address into the data folder.",
            "A file whose checksum is not that of its card is refused. Files that are here are left alone.",
            "Without --from, the public copies named on the card are fetched; for files without one it says how to"
                    + " obtain them by hand."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  datasets fetch radar",
            "  datasets fetch robat --from ~/Downloads/robat",
            "  datasets fetch wifi --from https://example.org/mirror/wifi"
        })
final class FetchCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "NAME", description = "data sets to fetch")
    private List<String> names = List.of();

    @Option(names = "--from", paramLabel = "DIR_OR_URL", description = "folder or address that holds the files")
    private String from = "";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        DatasetCache cache = DatasetsCommand.cache();
        DatasetSource source = new DatasetSource(from);
        int lacking = 0;
        for (DatasetCard card : DatasetsCommand.cards(names)) {
            int left = fetch(card, source, cache);
            if (left > 0) {
                PrintWriter out = spec.commandLine().getOut();
                out.println(card.name() + ": " + left + " files have no public copy of this form. By hand, from "
                        + card.origin() + ":");
                out.println("  " + card.obtain());
                out.println("  Then: datasets fetch " + card.name() + " --from FOLDER");
                out.flush();
            }
            lacking += left;
        }
        if (lacking > 0) {
            throw new InputException(cache.folder() + ": expected all files, found " + lacking + " still missing");
        }
        return 0;
    }

    private int fetch(DatasetCard card, DatasetSource source, DatasetCache cache) {
        PrintWriter out = spec.commandLine().getOut();
        int left = 0;
        for (DatasetCard.Payload file : card.files()) {
            if (cache.verify(card, file) == DatasetCache.State.PRESENT) {
                continue;
            }
            if (source.fetch(card, file, cache)) {
                out.println("fetched " + cache.path(card, file));
                out.flush();
            } else {
                left++;
            }
        }
        return left;
    }
}

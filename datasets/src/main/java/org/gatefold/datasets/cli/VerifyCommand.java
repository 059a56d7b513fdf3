package org.gatefold.datasets.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.gatefold.datasets.DatasetCache;
import org.gatefold.datasets.DatasetCard;
import org.gatefold.sparse.io.InputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code datasets verify}: compares the files that are here with the checksums of their cards. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Compares the files that are here with their checksums.",
            "Exit code 2 if one differs, or if a data set that was named is incomplete."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  datasets verify", "  datasets verify radar wifi"})
final class VerifyCommand implements Callable<Integer> {
    @Parameters(arity = "0..*", paramLabel = "NAME", description = "data sets, all if none is named")
    private List<String> names = List.of();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        DatasetCache cache = DatasetsCommand.cache();
        PrintWriter out = spec.commandLine().getOut();
        int damaged = 0;
        int missing = 0;
        for (DatasetCard card : DatasetsCommand.cards(names)) {
            int sound = 0;
            for (DatasetCard.Payload file : card.files()) {
                DatasetCache.State state = cache.verify(card, file);
                sound += state == DatasetCache.State.PRESENT ? 1 : 0;
                missing += state == DatasetCache.State.MISSING ? 1 : 0;
                if (state == DatasetCache.State.DAMAGED) {
                    damaged++;
                    out.println("damaged: " + cache.path(card, file));
                } else if (state == DatasetCache.State.MISSING && !names.isEmpty()) {
                    out.println("missing: " + cache.path(card, file));
                }
            }
            out.printf(
                    "%-17s %d of %d files sound%n",
                    card.name(), sound, card.files().size());
        }
        out.flush();
        if (damaged > 0 || (missing > 0 && !names.isEmpty())) {
            throw new InputException(cache.folder() + ": expected sound files, found " + damaged + " damaged and "
                    + missing + " missing");
        }
        return 0;
    }
}

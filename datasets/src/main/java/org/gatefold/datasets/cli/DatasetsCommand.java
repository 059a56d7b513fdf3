package org.gatefold.datasets.cli;

import java.util.List;
import org.gatefold.datasets.DatasetCache;
import org.gatefold.datasets.DatasetCard;
import org.gatefold.datasets.DatasetCatalogue;
import org.gatefold.sparse.cli.CommandRunner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code datasets list|verify|fetch}. */
@Command(
        name = "datasets",
        mixinStandardHelpOptions = true,
        version = "Gatefold 0.1.0",
        description =
                "Real recordings for the tools: which there are, whether they are here and sound, how to get them.",
        subcommands = {ListCommand.class, VerifyCommand.class, FetchCommand.class},
        footerHeading = "%nThe data are kept in the folder GATEFOLD_DATA_DIR, else in gatefold below XDG_CACHE_HOME or"
                + " ~/.cache.%n%nExamples:%n",
        footer = {"  datasets list", "  datasets verify radar robat", "  datasets fetch radar --from ~/Downloads"})
public final class DatasetsCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    public static void main(String[] args) {
        System.exit(CommandRunner.run(new DatasetsCommand(), args));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "expected list, verify or fetch, found no command");
    }

    /** The cards of these names, of all data sets if there are none. */
    static List<DatasetCard> cards(List<String> names) {
        DatasetCatalogue catalogue = DatasetCatalogue.load();
        return names.isEmpty()
                ? catalogue.cards()
                : names.stream().map(catalogue::card).toList();
    }

    static DatasetCache cache() {
        return DatasetCache.standard();
    }
}

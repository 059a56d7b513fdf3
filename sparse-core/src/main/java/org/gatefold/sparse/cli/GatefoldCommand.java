package org.gatefold.sparse.cli;

import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine.Command;

/** Sparse recovery with a dictionary of one's own, from the command line. */
@Command(
        name = "gatefold",
        mixinStandardHelpOptions = true,
        version = "Gatefold " + GatefoldCommand.VERSION,
        description = "Sparse recovery with a dictionary of your own.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            SolveCommand.class,
            SolversCommand.class,
            CompareCommand.class,
            TrainCommand.class,
            InspectCommand.class,
            CurvesCommand.class,
            GatefoldCommand.CompletionCommand.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  gatefold solve --dictionary PHI.npy --measurements Y.npy --method omp:sparsity=5 --out X.npy",
            "  gatefold solvers",
            "  gatefold compare --problem correlated --sparsity 3:8 --methods omp,rwl1 --trials 500",
            "  gatefold train --dictionary PHI.npy --sparsity 5 --snr 40 --model alista --out model.npz",
            "  gatefold inspect model.npz --dictionary PHI.npy --sparsity 5 --snr 40 --plot layers.png"
        })
public final class GatefoldCommand {
    static final String VERSION = "0.1.0";

    /** The completion script, under a name of one word. */
    @Command(
            name = "completion",
            mixinStandardHelpOptions = true,
            description = "Print a completion script for bash and zsh.",
            footerHeading = "%nExample:%n",
            footer = "  source <(gatefold completion)")
    static final class CompletionCommand extends GenerateCompletion {}

    GatefoldCommand() {}

    public static void main(String[] args) {
        System.exit(CommandRunner.run(new GatefoldCommand(), args));
    }
}

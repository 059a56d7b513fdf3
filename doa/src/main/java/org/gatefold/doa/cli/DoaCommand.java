package org.gatefold.doa.cli;

import org.gatefold.sparse.cli.CommandRunner;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The tool {@code doa}. */
@Command(
        name = "doa",
        mixinStandardHelpOptions = true,
        description = "Directions of arrival from recordings of a sensor array.",
        subcommands = {
            EstimateCommand.class,
            SimulateCommand.class,
            CompareCommand.class,
            TrainCommand.class,
            DemoCommand.class,
            HelpCommand.class
        })
public final class DoaCommand {
    public static void main(String[] args) {
        System.exit(CommandRunner.run(new DoaCommand(), args));
    }
}

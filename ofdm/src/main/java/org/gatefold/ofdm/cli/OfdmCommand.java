package org.gatefold.ofdm.cli;

import org.gatefold.sparse.cli.CommandRunner;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The tool {@code ofdm}. */
@Command(
        name = "ofdm",
        mixinStandardHelpOptions = true,
        description = "LTE downlink captures: cell, channel estimate and broadcast information.",
        subcommands = {
            ReceiveCommand.class,
            SimulateCommand.class,
            CompareCommand.class,
            BerCommand.class,
            TrainCommand.class,
            DemoCommand.class,
            HelpCommand.class
        })
public final class OfdmCommand {
    public static void main(String[] args) {
        System.exit(CommandRunner.run(new OfdmCommand(), args));
    }
}

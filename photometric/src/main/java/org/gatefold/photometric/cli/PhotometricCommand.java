package org.gatefold.photometric.cli;

import org.gatefold.sparse.cli.CommandRunner;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The tool {@code photometric}. */
@Command(
        name = "photometric",
        mixinStandardHelpOptions = true,
        description = "Photometric stereo: normals, albedo and depth from images under different lights.",
        subcommands = {
            NormalsCommand.class,
            DepthCommand.class,
            SimulateCommand.class,
            CompareCommand.class,
            TrainCommand.class,
            DemoCommand.class,
            HelpCommand.class
        })
public final class PhotometricCommand {
    public static void main(String[] args) {
        System.exit(CommandRunner.run(new PhotometricCommand(), args));
    }
}

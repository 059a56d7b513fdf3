package org.gatefold.sparse.cli;

import java.io.PrintWriter;
import java.util.Objects;
import org.gatefold.sparse.io.InputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * Runs a picocli command under the exit codes all tools share: 0 done; 2 for input or options that cannot be used,
 * after one line on stderr; 1 for a defect of the program, with its stack trace.
 */
public final class CommandRunner {
    private CommandRunner() {}

    /** Runs {@code command} with {@code args} and returns the exit code. */
    public static int run(Object command, String... args) {
        return configure(new CommandLine(command)).execute(args);
    }

    /** Gives {@code line} the error handling of the tools. */
    public static CommandLine configure(CommandLine line) {
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler((e, args) -> complain(e.getCommandLine(), message(e)));
        line.setExecutionExceptionHandler((e, executed, parsed) -> {
            if (e instanceof InputException) {
                return complain(executed, String.valueOf(e.getMessage()));
            }
            e.printStackTrace(executed.getErr());
            return CommandLine.ExitCode.SOFTWARE;
        });
        return line;
    }

    /** Stdout of a running command. */
    public static PrintWriter out(@Nullable CommandSpec spec) {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }

    /** Stderr of a running command. */
    public static PrintWriter err(@Nullable CommandSpec spec) {
        return Objects.requireNonNull(spec).commandLine().getErr();
    }

    private static String message(ParameterException e) {
        String text = e.getCause() instanceof InputException cause ? cause.getMessage() : e.getMessage();
        return text + " (see --help)";
    }

    private static int complain(CommandLine line, String message) {
        PrintWriter err = line.getErr();
        err.println(line.getCommandSpec().qualifiedName() + ": " + message.replaceAll("\\s+", " "));
        err.flush();
        return CommandLine.ExitCode.USAGE;
    }
}

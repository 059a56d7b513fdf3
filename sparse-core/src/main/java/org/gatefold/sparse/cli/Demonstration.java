package org.gatefold.sparse.cli;

import java.io.PrintWriter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Runs commands of a tool one after the other, each shown as the user would write it, until one fails. */
public final class Demonstration {
    private final CommandLine tool;
    private final PrintWriter out;
    private int code;

    /** @param demo the command of the tool that demonstrates the others */
    public Demonstration(@Nullable CommandSpec demo) {
        CommandLine line = Objects.requireNonNull(demo).commandLine();
        this.tool = line.getParent();
        this.out = line.getOut();
    }

    /** Runs a command unless one before has failed. */
    public Demonstration run(String... args) {
        if (code == 0) {
            out.println("$ " + tool.getCommandName() + " " + String.join(" ", args));
            out.flush();
            code = tool.execute(args);
            out.println();
        }
        return this;
    }

    /** The exit code of the first command that failed, 0 if none has. */
    public int code() {
        return code;
    }
}

package org.gatefold.ofdm.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import org.gatefold.sparse.cli.CommandRunner;
import picocli.CommandLine;

/** One run of the real command. */
record Tool(int code, String out, String err) {
    static Tool run(Object... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = CommandRunner.configure(new CommandLine(new OfdmCommand()));
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        int code = line.execute(Arrays.stream(args).map(Object::toString).toArray(String[]::new));
        return new Tool(code, out.toString(), err.toString());
    }
}

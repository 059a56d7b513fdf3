package org.gatefold.sparse.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;

/** A line of progress on stderr while a person looks at a terminal; nothing in scripts and logs. */
public final class Progress implements AutoCloseable {
    private static final long PERIOD_NANOS = 200_000_000;

    private final PrintWriter err;
    private final boolean shown;
    private final String task;
    private final long total;
    private long last;

    /** @param total steps of the whole task */
    public Progress(PrintWriter err, String task, long total) {
        this.err = err;
        this.task = task;
        this.total = total;
        this.shown = isTerminal();
    }

    @SuppressWarnings("SystemConsoleNull") // it is null without a terminal up to JDK 21
    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            // From JDK 22 on there is a console without a terminal too, and a method to ask.
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    /** Tells of {@code done} steps; the line is renewed a few times a second at most. */
    public synchronized void show(long done, String what) {
        long now = System.nanoTime();
        if (shown && now - last > PERIOD_NANOS) {
            last = now;
            String line =
                    String.format(Locale.ROOT, "%s: %3d %% %s", task, total == 0 ? 100 : 100 * done / total, what);
            err.print("\r\u001b[K" + line);
            err.flush();
        }
    }

    /** Clears the line. */
    @Override
    public void close() {
        if (shown) {
            err.print("\r\u001b[K");
            err.flush();
        }
    }
}

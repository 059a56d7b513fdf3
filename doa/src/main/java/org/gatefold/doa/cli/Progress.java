package org.gatefold.doa.cli;

/** A line on stderr that says how far long work is; nothing where nobody watches. */
final class Progress {
    private final long total;
    private final boolean watched;
    private long done;

    /** From JDK 22 on there is a console even without a terminal; the line is then harmless. */
    @SuppressWarnings("SystemConsoleNull")
    Progress(long total) {
        this.total = total;
        this.watched = total > 1 && System.console() != null;
    }

    void step() {
        done++;
        if (watched) {
            System.err.print("\r" + done + " of " + total + (done == total ? "\n" : ""));
            System.err.flush();
        }
    }
}

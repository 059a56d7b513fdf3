package org.gatefold.sparse.cli;

import org.gatefold.sparse.io.InputException;
import org.gatefold.sparse.kernel.Workers;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --threads}, a mixin for every command that computes. */
public final class ThreadsOption {
    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads to compute on; all cores if not given. Results do not depend on it.")
    private @Nullable Integer threads;

    /** Sets the threads of all work that follows. */
    public void apply() {
        if (threads == null) {
            return;
        }
        if (threads < 1 || threads > 1024) {
            throw new InputException("--threads: expected a whole number from 1 to 1024, found " + threads);
        }
        Workers.threads(threads);
    }
}

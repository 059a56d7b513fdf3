package org.gatefold.sparse.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gatefold.sparse.io.InputException;
import org.gatefold.sparse.io.ResultFile;
import org.jspecify.annotations.Nullable;

/** Where a command puts its results: a file, or stdout for {@code -}. */
public final class ResultTarget {
    private ResultTarget() {}

    /**
     * Finds out before the work whether a file can be written after it; null and {@code -} always can.
     *
     * @param option names the option in a complaint
     * @throws InputException if it cannot
     */
    public static void requireWritable(String option, @Nullable Path file) {
        if (file == null || file.toString().equals("-")) {
            return;
        }
        Path target = file.toAbsolutePath();
        if (Files.isDirectory(target)) {
            throw new InputException(option + " " + file + ": expected a file to write, found a directory");
        }
        Path folder = target.getParent();
        while (folder != null && !Files.exists(folder)) {
            folder = folder.getParent();
        }
        if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw new InputException(option + " " + file + ": expected a folder one can write to, found " + folder);
        }
    }

    /** Writes JSON, indented, with a line end. */
    public static void writeJson(Path file, JsonNode json, PrintWriter out) {
        String text;
        try {
            text = new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
        if (file.toString().equals("-")) {
            out.println(text);
            out.flush();
        } else {
            ResultFile.write(file, text + "\n");
        }
    }
}

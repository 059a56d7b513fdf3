package org.gatefold.sparse.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes a result so that it is there whole or not at all: to a temporary file beside it, which is then moved. */
public final class ResultFile {
    private static final String PART = ".part";

    private ResultFile() {}

    /** Writes the content of a file. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** @throws InputException if {@code file} cannot be written; an older file then stays as it was */
    public static void write(Path file, Content content) {
        Path target = file.toAbsolutePath();
        Path temporary = null;
        try {
            if (target.getParent() != null) {
                Files.createDirectories(target.getParent());
            }
            if (Files.isDirectory(target)) {
                throw new InputException(file + ": expected a file to write, found a directory");
            }
            // Not createTempFile, whose files nobody else may read, whatever the user's umask says.
            temporary = target.resolveSibling(prefix(target) + UUID.randomUUID() + PART);
            try (FileChannel channel =
                            FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                    OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel))) {
                content.writeTo(out);
                out.flush();
                channel.force(true); // else the name may reach the disk before the content
            }
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
            temporary = null;
        } catch (IOException e) {
            throw new InputException(file + ": cannot be written (" + e + ")", e);
        } finally {
            discard(temporary);
        }
    }

    public static void write(Path file, String text) {
        write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Deletes what a process that was killed while it wrote {@code file} left beside it. Nobody else may be writing it.
     *
     * @throws InputException if the folder cannot be read
     */
    public static void discardLeftovers(Path file) {
        Path target = file.toAbsolutePath();
        Path folder = target.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> siblings = Files.list(folder)) {
            siblings.filter(p -> {
                        String name = p.getFileName().toString();
                        return name.startsWith(prefix(target)) && name.endsWith(PART);
                    })
                    .forEach(ResultFile::discard);
        } catch (IOException e) {
            throw new InputException(folder + ": cannot be read (" + e + ")", e);
        }
    }

    private static String prefix(Path target) {
        return "." + target.getFileName() + ".";
    }

    private static void discard(@Nullable Path temporary) {
        if (temporary != null) {
            try {
                Files.deleteIfExists(temporary);
            } catch (IOException e) {
                temporary.toFile().deleteOnExit();
            }
        }
    }
}

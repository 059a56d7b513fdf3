package org.gatefold.datasets;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.gatefold.datasets.DatasetCard.Payload;
import org.gatefold.sparse.io.InputException;
import org.gatefold.sparse.io.ResultFile;

/**
 * The folder that holds the data sets: {@code GATEFOLD_DATA_DIR}, else {@code gatefold} in {@code XDG_CACHE_HOME}, else
 * {@code .cache/gatefold} in the home directory. Nothing gets into it whose checksum is not that of its card.
 *
 * @param folder the folder, which need not exist yet
 */
public record DatasetCache(Path folder) {
    /** What became of a file. */
    public enum State {
        PRESENT,
        MISSING,
        DAMAGED
    }

    /** The folder as the environment of this process says. */
    public static DatasetCache standard() {
        return of(System.getenv(), System.getProperty("user.home", "."));
    }

    static DatasetCache of(Map<String, String> environment, String home) {
        String given = environment.getOrDefault("GATEFOLD_DATA_DIR", "");
        if (!given.isBlank()) {
            return new DatasetCache(Path.of(given));
        }
        String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
        // the XDG base directory specification says to ignore relative paths
        Path base = Path.of(cache).isAbsolute() ? Path.of(cache) : Path.of(home, ".cache");
        return new DatasetCache(base.resolve("gatefold"));
    }

    /** Where a file of a data set belongs. */
    public Path path(DatasetCard card, Payload file) {
        return folder.resolve(card.folder()).resolve(file.name());
    }

    /** The file of a data set by their names, empty if it is not there. */
    public Optional<Path> find(String dataset, String file) {
        DatasetCard card = DatasetCatalogue.load().card(dataset);
        return Optional.of(path(card, card.file(file))).filter(Files::isRegularFile);
    }

    /** Looks whether a file is there, without reading it. */
    public boolean has(DatasetCard card, Payload file) {
        return Files.isRegularFile(path(card, file));
    }

    /** Compares a file with the size and the checksum of its card. */
    public State verify(DatasetCard card, Payload file) {
        Path path = path(card, file);
        if (!Files.isRegularFile(path)) {
            return State.MISSING;
        }
        try {
            boolean sound = Files.size(path) == file.bytes() && sha256(path).equals(file.sha256());
            return sound ? State.PRESENT : State.DAMAGED;
        } catch (IOException e) {
            throw new InputException(path + ": cannot be read (" + e + ")", e);
        }
    }

    /**
     * Stores a file, if it is the right one.
     *
     * @param content its bytes; not more than the card says are read
     * @param source where they come from, for messages
     * @throws InputException if they are not those of the card; the cache then stays as it was
     */
    void store(DatasetCard card, Payload file, InputStream content, String source) {
        ResultFile.write(path(card, file), out -> {
            MessageDigest digest = sha256();
            long count = copy(content, new DigestOutputStream(out, digest), file.bytes() + 1);
            String found = HexFormat.of().formatHex(digest.digest());
            if (count != file.bytes() || !found.equals(file.sha256())) {
                throw new InputException(source + ": expected " + file.name() + " of " + file.bytes()
                        + " bytes with SHA-256 " + file.sha256() + ", found "
                        + (count > file.bytes() ? "more" : count) + " bytes with " + found);
            }
        });
    }

    private static long copy(InputStream in, OutputStream out, long most) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long count = 0;
        while (count < most) {
            int n = in.read(buffer, 0, (int) Math.min(buffer.length, most - count));
            if (n < 0) {
                break;
            }
            out.write(buffer, 0, n);
            count += n;
        }
        return count;
    }

    private static String sha256(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = Files.newInputStream(file)) {
            copy(in, new DigestOutputStream(OutputStream.nullOutputStream(), digest), Long.MAX_VALUE);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e); // every Java platform has it
        }
    }
}

package org.gatefold.datasets;

import java.util.List;
import org.gatefold.sparse.io.InputException;
import org.jspecify.annotations.Nullable;

/**
 * What a data set is and where it comes from. Cards are part of the project, the data are not.
 *
 * @param name name for commands
 * @param title what it holds, in one line
 * @param folder its place below the data folder
 * @param licence as stated by its origin
 * @param citation whom to cite
 * @param origin where it is published
 * @param obtain how to get the files from there by hand
 * @param files the files, by name
 */
public record DatasetCard(
        String name,
        String title,
        String folder,
        String licence,
        String citation,
        String origin,
        String obtain,
        List<Payload> files) {
    /**
     * A file of a data set.
     *
     * @param name path below the folder of the data set, with slashes
     * @param bytes size
     * @param sha256 checksum, lower-case hexadecimal
     * @param url a public copy without change, null if none is known
     */
    public record Payload(String name, long bytes, String sha256, @Nullable String url) {}

    public DatasetCard {
        files = List.copyOf(files);
    }

    /** Size of all files. */
    public long bytes() {
        return files.stream().mapToLong(Payload::bytes).sum();
    }

    /** @throws InputException if the data set has no file of this name */
    public Payload file(String wanted) {
        return files.stream()
                .filter(f -> f.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new InputException("data set " + name + ": expected one of its " + files.size()
                        + " files, found '" + wanted + "'"));
    }
}

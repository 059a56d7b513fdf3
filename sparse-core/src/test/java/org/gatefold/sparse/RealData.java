package org.gatefold.sparse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * Finds the real recordings for tests. They are not part of the project: a test that asks for one runs where the
 * environment variable {@code GATEFOLD_DATA_DIR} or the folder {@code shared/data} beside the repository holds it, and
 * is skipped with a message elsewhere. With {@code GATEFOLD_DATA_REQUIRED=true} it fails in place of being skipped.
 */
public final class RealData {
    private RealData() {}

    /**
     * A file or folder of the real data.
     *
     * @param name its path below the data folder, with slashes: {@code doa/radar/bv86_c128.npy}
     */
    public static Path file(String name) {
        Optional<Path> found = find(name);
        if (found.isEmpty()) {
            String message = "real data '" + name + "' is in none of " + places()
                    + ": set GATEFOLD_DATA_DIR to the folder that holds it";
            if (Boolean.parseBoolean(System.getenv("GATEFOLD_DATA_REQUIRED"))) {
                Assertions.fail(message);
            }
            Assumptions.abort(message);
        }
        return found.orElseThrow();
    }

    /** The same as {@link #file}, for tests that have something to do without the data too. */
    public static Optional<Path> find(String name) {
        return places().stream()
                .map(place -> place.resolve(name))
                .filter(Files::exists)
                .findFirst();
    }

    private static List<Path> places() {
        Path here = Path.of("").toAbsolutePath();
        Stream<Path> beside = Stream.iterate(here, p -> p != null, Path::getParent)
                .limit(2)
                .map(Path::getParent)
                .filter(p -> p != null)
                .map(p -> p.resolve("shared").resolve("data"));
        Stream<Path> given =
                Optional.ofNullable(System.getenv("GATEFOLD_DATA_DIR"))
                        .filter(text -> !text.isBlank())
                        .map(Path::of)
                        .stream();
        return Stream.concat(given, beside).toList();
    }
}

package org.gatefold.sparse.io;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An array in a file as the user names it: {@code FILE.npy}, {@code FILE.npz} or {@code FILE.mat}, the last two
 * followed by {@code :NAME} where the file holds several arrays.
 */
public final class ArrayFile {
    private static final List<String> KINDS = List.of("npy", "npz", "mat");

    private ArrayFile() {}

    /** @throws InputException if there is no such array or its file is damaged or of another kind */
    public static NdArray read(String name) {
        int colon = name.lastIndexOf(':');
        boolean named = colon > 1
                && !Files.exists(Path.of(name))
                && kind(name.substring(0, colon)).length() == 3;
        String file = named ? name.substring(0, colon) : name;
        Path path = Path.of(file);
        if (!Files.isRegularFile(path)) {
            throw new InputException(file + ": expected a file, found "
                    + (Files.isDirectory(path) ? "a directory" : "none of this name"));
        }
        return switch (kind(file)) {
            case "npy" -> Npy.read(path);
            case "npz" -> member(path, named ? name.substring(colon + 1) : null);
            case "mat" -> MatFile.read(path, named ? name.substring(colon + 1) : null);
            default -> throw new InputException(file + ": expected a file .npy, .npz or .mat, found another extension");
        };
    }

    private static NdArray member(Path file, @Nullable String name) {
        List<String> names = Npz.names(file);
        if (name == null && names.size() != 1) {
            throw new InputException(file + ": expected one array, or FILE.npz:NAME, found "
                    + (names.isEmpty() ? "none" : String.join(", ", names)));
        }
        return Npz.read(file, name == null ? names.get(0) : name);
    }

    private static String kind(String file) {
        String lower = file.toLowerCase(Locale.ROOT);
        return KINDS.stream()
                .filter(kind -> lower.endsWith("." + kind))
                .findFirst()
                .orElse("");
    }
}

package org.gatefold.photometric;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.gatefold.sparse.io.InputException;
import org.junit.jupiter.api.function.Executable;

/** Input that cannot be used is refused in one line that names its file. */
public final class Refusal {
    private Refusal() {}

    /** The line, after the name of the file. */
    public static String of(Path file, Executable use) {
        String message = String.valueOf(assertThrows(InputException.class, use).getMessage());
        assertTrue(message.startsWith(file.toString()), message);
        assertFalse(message.contains("\n"), message);
        return message.substring(file.toString().length());
    }
}

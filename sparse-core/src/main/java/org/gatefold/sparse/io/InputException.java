package org.gatefold.sparse.io;

/**
 * What the user gave cannot be used: a missing, damaged or unfitting file, or an impossible option. The message is one
 * line that names the file or option, what was expected and what was found; commands print it and end with code 2.
 */
public final class InputException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public InputException(String message) {
        super(message.replaceAll("\\s+", " ").strip());
    }

    public InputException(String message, Throwable cause) {
        super(message.replaceAll("\\s+", " ").strip(), cause);
    }
}

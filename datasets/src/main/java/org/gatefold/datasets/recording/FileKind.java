package org.gatefold.datasets.recording;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.gatefold.sparse.io.InputException;

/** What a file is by its first bytes, so that a wrong name or a wrong file is told apart from a damaged one. */
enum FileKind {
    WAV("a WAV file"),
    FLAC("a FLAC file"),
    NPY("a NumPy .npy file"),
    ZIP("a ZIP archive (such as .npz)"),
    MAT("a MAT file"),
    HDF5("an HDF5 file (such as MAT v7.3)"),
    JSON("a JSON text"),
    TAR("a tar archive"),
    PNG("a PNG image"),
    JPEG("a JPEG image"),
    GZIP("a gzip archive"),
    OGG("an Ogg file"),
    MP3("an MP3 file"),
    AIFF("an AIFF file"),
    PDF("a PDF document"),
    HTML("an HTML page"),
    EMPTY("an empty file"),
    UNKNOWN("no header that is known");

    private static final int HEAD = 264;

    private final String label;

    FileKind(String label) {
        this.label = label;
    }

    /** The kind with its article, to end a message with "found ...". */
    @Override
    public String toString() {
        return label;
    }

    /** @throws InputException if there is no such file or it cannot be read */
    static FileKind of(Path file) {
        try {
            if (Files.isDirectory(file)) {
                throw new InputException(file + ": expected a recording, found a directory");
            }
            try (InputStream in = Files.newInputStream(file)) {
                return of(in.readNBytes(HEAD));
            }
        } catch (NoSuchFileException e) {
            throw new InputException(file + ": expected a recording, found no such file", e);
        } catch (IOException e) {
            throw new InputException(file + ": cannot be read (" + e + ")", e);
        }
    }

    static FileKind of(byte[] head) {
        if (head.length == 0) {
            return EMPTY;
        }
        String text = new String(head, StandardCharsets.ISO_8859_1);
        if (text.startsWith("RIFF") || text.startsWith("RF64") || text.startsWith("RIFX") || text.startsWith("BW64")) {
            return text.startsWith("WAVE", 8) || text.length() < 12 ? WAV : UNKNOWN;
        }
        if (text.startsWith("FORM") && text.startsWith("AIF", 8)) {
            return AIFF;
        }
        if (text.startsWith("ustar", 257)) {
            return TAR;
        }
        FileKind byStart = byStart(text);
        return byStart != UNKNOWN ? byStart : byText(head, text);
    }

    private static FileKind byStart(String text) {
        Object[][] starts = {
            {"fLaC", FLAC},
            {"\u0093NUMPY", NPY},
            {"PK\3\4", ZIP},
            {"PK\5\6", ZIP},
            {"MATLAB 5.0", MAT},
            {"MATLAB 7.3", HDF5},
            {"\u0089HDF", HDF5},
            {"\u0089PNG", PNG},
            {"\u00ff\u00d8\u00ff", JPEG},
            {"\u001f\u008b", GZIP},
            {"OggS", OGG},
            {"ID3", MP3},
            {"%PDF", PDF}
        };
        return Arrays.stream(starts)
                .filter(s -> text.startsWith((String) s[0]))
                .map(s -> (FileKind) s[1])
                .findFirst()
                .orElse(UNKNOWN);
    }

    private static FileKind byText(byte[] head, String text) {
        boolean printable = true;
        for (byte b : head) {
            printable &= b >= ' ' || b == '\n' || b == '\r' || b == '\t';
        }
        String start = text.strip().toLowerCase(Locale.ROOT);
        if (printable && (start.startsWith("<!doctype html") || start.startsWith("<html"))) {
            return HTML;
        }
        return printable && start.startsWith("{") ? JSON : UNKNOWN;
    }
}

package org.gatefold.datasets.recording;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.gatefold.sparse.io.InputException;

/** Opens recordings of any format. */
public final class Recordings {
    private Recordings() {}

    /**
     * Opens a file with the reader its content asks for. Headerless samples are read in the format of the hints, else
     * in the one their name ends with ({@code capture.cf32}).
     *
     * @param hints what the user said; a sample rate or number of channels given here must agree with the header
     * @return a recording the caller closes
     * @throws InputException if there is no such file, or it is not what its name or the hints say, is truncated,
     *     empty, or holds NaN or infinity
     */
    public static Recording open(Path file, FormatHints hints) {
        require(hints);
        FileKind kind = FileKind.of(file);
        if (kind == FileKind.EMPTY) {
            throw new InputException(file + ": expected a recording, found an empty file");
        }
        String wanted = wanted(file, hints);
        Recording recording =
                switch (wanted) {
                    case "wav" -> WavFile.open(requireKind(file, kind, FileKind.WAV));
                    default -> raw(file, kind, wanted, hints);
                };
        return Agreement.check(recording, file, hints);
    }

    /** The same as {@link #open(Path, FormatHints)} for a file that speaks for itself. */
    public static Recording open(Path file) {
        return open(file, FormatHints.NONE);
    }

    private static String wanted(Path file, FormatHints hints) {
        if (hints.format() != null) {
            return hints.format().toLowerCase(Locale.ROOT).strip();
        }
        return ending(file);
    }

    private static Recording raw(Path file, FileKind kind, String wanted, FormatHints hints) {
        Optional<SampleFormat> format = SampleFormat.find(wanted);
        List<String> notes = new ArrayList<>();
        if (format.isEmpty()) {
            throw new InputException(file + ": expected WAV, FLAC, SigMF, NPY or MAT, or --format with one of "
                    + SampleFormat.EXAMPLES + " for headerless samples, found " + kind);
        }
        return RawFile.open(file, format.orElseThrow(), hints, notes);
    }

    private static Path requireKind(Path file, FileKind found, FileKind expected) {
        if (found != expected) {
            throw new InputException(file + ": expected " + expected + ", found " + found);
        }
        return file;
    }

    private static String ending(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private static void require(FormatHints hints) {
        if (hints.channels() < 0 || hints.skipBytes() < 0 || hints.sampleRateHz() <= 0) {
            throw new InputException(
                    "hints: expected channels and bytes to skip of at least 0 and a rate above 0, found "
                            + hints.channels() + " channels, " + hints.skipBytes() + " bytes, " + hints.sampleRateHz()
                            + " Hz");
        }
    }
}

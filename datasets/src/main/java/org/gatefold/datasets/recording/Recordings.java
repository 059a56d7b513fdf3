package org.gatefold.datasets.recording;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.gatefold.sparse.io.InputException;

/** Opens recordings of any format. */
public final class Recordings {
    /** Formats with a header: what their files start with. */
    private static final Map<String, FileKind> KINDS = Map.of(
            "wav", FileKind.WAV,
            "flac", FileKind.FLAC,
            "npy", FileKind.NPY,
            "npz", FileKind.ZIP,
            "mat", FileKind.MAT,
            "sigmf", FileKind.JSON);

    /** File name endings that mean a format of another name. */
    private static final Map<String, String> ENDINGS =
            Map.of("wave", "wav", "sigmf-meta", "sigmf", "sigmf-data", "sigmf", "cfile", "cf32");

    private Recordings() {}

    /**
     * Opens a file with the reader its content asks for. Headerless samples are read in the format of the hints, else
     * in the one their name ends with ({@code capture.cf32}). SigMF is given as either file of the pair or as their
     * common name.
     *
     * @param hints what the user said; a sample rate or number of channels given here must agree with the header
     * @return a recording the caller closes
     * @throws InputException if there is no such file, or it is not what its name or the hints say, is truncated,
     *     empty, or holds NaN or infinity
     */
    public static Recording open(Path file, FormatHints hints) {
        require(hints);
        boolean sigmf = !Files.exists(file) && Files.exists(SigMf.metaOf(file));
        String format = sigmf ? "sigmf" : format(file, hints);
        Recording recording =
                switch (format) {
                    case "wav" -> WavFile.open(file);
                    case "flac" -> FlacRecording.open(file);
                    case "sigmf" -> SigMf.open(file);
                    case "npy" -> MatrixRecording.npy(file);
                    case "npz" -> MatrixRecording.npz(file, hints.variable());
                    case "mat" -> MatrixRecording.mat(file, hints.variable());
                    default -> RawFile.open(file, SampleFormat.parse(format), hints, notes(file));
                };
        return Agreement.check(recording, file, hints);
    }

    /** The same as {@link #open(Path, FormatHints)} for a file that speaks for itself. */
    public static Recording open(Path file) {
        return open(file, FormatHints.NONE);
    }

    /** The format the user, the name or the content says, where these agree. */
    private static String format(Path file, FormatHints hints) {
        FileKind kind = FileKind.of(file);
        String ending = ending(file);
        String wish = hints.format();
        boolean given = wish != null;
        String said = wish != null ? wish.toLowerCase(Locale.ROOT).strip() : ENDINGS.getOrDefault(ending, ending);
        if (kind == FileKind.EMPTY) {
            throw new InputException(file + ": expected a recording, found " + kind);
        }
        FileKind expected = KINDS.get(said);
        if (expected != null) {
            if (expected != kind && !ending.equals("sigmf-data")) {
                throw new InputException(file + ": expected " + expected + " as " + (given ? "the format" : "its name")
                        + " says, found " + kind);
            }
            return said;
        }
        if (SampleFormat.find(said).isPresent()) {
            return said;
        }
        Optional<String> byContent = KINDS.entrySet().stream()
                .filter(e -> e.getValue() == kind && kind != FileKind.JSON)
                .map(Map.Entry::getKey)
                .findFirst();
        if (given || byContent.isEmpty()) {
            throw new InputException(file + ": expected WAV, FLAC, SigMF, NPY, NPZ or MAT, or headerless samples with a"
                    + " format such as " + SampleFormat.EXAMPLES + ", found "
                    + (given ? "format '" + said + "'" : kind));
        }
        return byContent.orElseThrow();
    }

    /** Headerless samples can start with any bytes, so a known header is only suspicious. */
    private static List<String> notes(Path file) {
        FileKind kind = FileKind.of(file);
        List<String> notes = new ArrayList<>();
        if (kind != FileKind.UNKNOWN) {
            notes.add("read as headerless samples, but it looks like " + kind);
        }
        return notes;
    }

    private static String ending(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private static void require(FormatHints hints) {
        if (hints.channels() < 0 || hints.channels() > 65535 || hints.skipBytes() < 0) {
            throw new InputException("expected 1 to 65535 channels and at least 0 bytes to skip, found "
                    + hints.channels() + " and " + hints.skipBytes());
        }
        if (hints.sampleRateHz() <= 0 || Double.isInfinite(hints.sampleRateHz())) {
            throw new InputException("expected a sample rate above 0 Hz, found " + hints.sampleRateHz());
        }
    }
}

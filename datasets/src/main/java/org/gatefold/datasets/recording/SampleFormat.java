package org.gatefold.datasets.recording;

import java.nio.ByteOrder;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatefold.sparse.io.InputException;

/**
 * How the samples of a headerless file are stored, in the spelling of SigMF: {@code r} or {@code c} for real or complex
 * (re, im in turn), the number ({@code f32 f64 i8 i16 i24 i32 u8 u16 u32}) and {@code _le} or {@code _be}.
 */
public record SampleFormat(boolean complex, Encoding encoding, ByteOrder order) {
    private static final Pattern SPELLING =
            Pattern.compile("([rc])(f32|f64|[isu]8|[isu]16|[is]24|[isu]32)(_le|_be)?", Pattern.CASE_INSENSITIVE);

    /** Spellings outside SigMF that name a format without doubt. */
    private static final Map<String, String> ALIASES = Map.of("fc32", "cf32", "sc16", "ci16", "sc8", "ci8");

    /** Formats a user is told of. */
    static final String EXAMPLES =
            "cf32, cf64, ci16 (= cs16), ci8 (= cs8), cu8, rf32, ri16 ..., with _be for big-endian";

    /**
     * Reads the name of a format. The habits of SDR users are understood: {@code cs16} and {@code sc16} are
     * {@code ci16}, {@code fc32} is {@code cf32}, and without a suffix the bytes are little-endian.
     *
     * @throws InputException if the name is none
     */
    public static SampleFormat parse(String name) {
        return find(name)
                .orElseThrow(() -> new InputException(
                        "sample format '" + name + "': expected one such as " + EXAMPLES + ", found no such format"));
    }

    /** The same as {@link #parse}, empty if the name is none. */
    public static Optional<SampleFormat> find(String name) {
        String text = name.toLowerCase(Locale.ROOT).strip();
        Matcher m = SPELLING.matcher(ALIASES.getOrDefault(text, text));
        if (!m.matches()) {
            return Optional.empty();
        }
        String number = m.group(2).replace('s', 'i').toUpperCase(Locale.ROOT);
        return Optional.of(new SampleFormat(
                m.group(1).equals("c"),
                Encoding.valueOf(number),
                "_be".equals(m.group(3)) ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN));
    }

    /** Bytes of one sample of one channel. */
    int bytes() {
        return encoding.bytes() * (complex ? 2 : 1);
    }

    /** The name as SigMF spells it. */
    @Override
    public String toString() {
        String end = encoding.bytes() == 1 ? "" : order == ByteOrder.BIG_ENDIAN ? "_be" : "_le";
        return (complex ? "c" : "r") + encoding.label() + end;
    }
}

package org.gatefold.photometric.mesh;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The header of a PLY file: what elements follow in what order, and how they are written. */
record PlyHeader(Encoding encoding, List<Element> elements, int length) {
    private static final int MOST_BYTES = 1 << 16;

    enum Encoding {
        ASCII,
        BINARY_LITTLE_ENDIAN,
        BINARY_BIG_ENDIAN
    }

    /** Kinds of numbers. */
    enum Type {
        INT8(1),
        UINT8(1),
        INT16(2),
        UINT16(2),
        INT32(4),
        UINT32(4),
        FLOAT32(4),
        FLOAT64(8);

        final int bytes;

        Type(int bytes) {
            this.bytes = bytes;
        }

        static Type named(String name) {
            return switch (name) {
                case "char", "int8" -> INT8;
                case "uchar", "uint8" -> UINT8;
                case "short", "int16" -> INT16;
                case "ushort", "uint16" -> UINT16;
                case "int", "int32" -> INT32;
                case "uint", "uint32" -> UINT32;
                case "float", "float32" -> FLOAT32;
                case "double", "float64" -> FLOAT64;
                default -> throw new IllegalArgumentException("expected a type of PLY, found '" + name + "'");
            };
        }
    }

    /** A number of each element, or a list if it has a type of its length. */
    record Property(String name, Type type, @Nullable Type length) {}

    record Element(String name, int count, List<Property> properties) {
        /** Where the property is among those of the element, −1 if it has none. */
        int find(String property) {
            for (int i = 0; i < properties.size(); i++) {
                if (properties.get(i).name().equals(property)) {
                    return i;
                }
            }
            return -1;
        }
    }

    /** @throws IllegalArgumentException if it is no such header */
    static PlyHeader read(byte[] bytes) {
        Encoding encoding = null;
        List<Element> elements = new ArrayList<>();
        int at = 0;
        while (at < Math.min(bytes.length, MOST_BYTES)) {
            int end = at;
            while (end < bytes.length && bytes[end] != '\n') {
                end++;
            }
            String text = new String(bytes, at, Math.min(end - at, 200), StandardCharsets.ISO_8859_1).strip();
            at = end + 1;
            String[] words = text.split("\\s+", -1);
            switch (words[0]) {
                case "end_header" -> {
                    if (encoding == null) {
                        throw new IllegalArgumentException("expected a line 'format' in the header, found none");
                    }
                    return new PlyHeader(encoding, elements, at);
                }
                case "format" -> encoding = encoding(words, text);
                case "element" -> elements.add(element(words, text));
                case "property" -> property(elements, words, text);
                case "ply", "comment", "obj_info", "" -> {}
                default -> throw new IllegalArgumentException("expected a line of a PLY header, found '" + text + "'");
            }
        }
        throw new IllegalArgumentException("expected a header that ends with 'end_header', found no end");
    }

    private static Encoding encoding(String[] words, String text) {
        for (Encoding encoding : Encoding.values()) {
            if (words.length == 3
                    && encoding.name().toLowerCase(Locale.ROOT).equals(words[1])
                    && words[2].equals("1.0")) {
                return encoding;
            }
        }
        throw new IllegalArgumentException(
                "expected format ascii, binary_little_endian or binary_big_endian 1.0, found '" + text + "'");
    }

    private static Element element(String[] words, String text) {
        if (words.length != 3 || !words[2].matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException("expected 'element NAME COUNT', found '" + text + "'");
        }
        return new Element(words[1], Integer.parseInt(words[2]), new ArrayList<>());
    }

    private static void property(List<Element> elements, String[] words, String text) {
        boolean list = words.length == 5 && words[1].equals("list");
        if (elements.isEmpty() || !(list || words.length == 3)) {
            throw new IllegalArgumentException("expected 'property TYPE NAME' of an element, found '" + text + "'");
        }
        elements.get(elements.size() - 1)
                .properties()
                .add(
                        list
                                ? new Property(words[4], Type.named(words[3]), Type.named(words[2]))
                                : new Property(words[2], Type.named(words[1]), null));
    }
}

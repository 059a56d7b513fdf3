package org.gatefold.datasets.image;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The header of an OpenEXR file with one part of scanlines.
 *
 * @param channels in the order of the file
 * @param data the window the samples lie in
 * @param display the window that is the image
 * @param offset byte of the table of chunks
 */
record ExrHeader(List<ExrChannel> channels, Window data, Window display, ExrCompression compression, int offset) {
    static final int MAGIC = 20000630;
    private static final int MOST = 1 << 20;
    private static final int TILED = 0x200;
    private static final int DEEP = 0x800;
    private static final int PARTS = 0x1000;

    /** Pixels xMin … xMax by yMin … yMax, both ends included. */
    record Window(int xMin, int yMin, int xMax, int yMax) {
        long width() {
            return (long) xMax - xMin + 1;
        }

        long height() {
            return (long) yMax - yMin + 1;
        }
    }

    static ExrHeader read(FileBytes file) {
        ByteBuffer head = ByteBuffer.wrap(file.head(MOST)).order(ByteOrder.LITTLE_ENDIAN);
        try {
            if (head.getInt() != MAGIC) {
                throw file.complaint("an OpenEXR file", "another magic number");
            }
            requireScanlines(file, head.getInt());
            return header(file, head, attributes(file, head));
        } catch (BufferUnderflowException e) {
            throw file.complaint("an OpenEXR header", "its end within " + head.limit() + " bytes");
        }
    }

    private static void requireScanlines(FileBytes file, int version) {
        String other = (version & 0xff) != 2
                ? "version " + (version & 0xff)
                : (version & PARTS) != 0
                        ? "several parts"
                        : (version & DEEP) != 0 ? "deep samples" : (version & TILED) != 0 ? "tiles" : "";
        if (!other.isEmpty()) {
            throw file.complaint("an OpenEXR file of version 2 with one part of scanlines", other);
        }
    }

    private static Map<String, ByteBuffer> attributes(FileBytes file, ByteBuffer head) {
        Map<String, ByteBuffer> attributes = new LinkedHashMap<>();
        for (String name = text(head); !name.isEmpty(); name = text(head)) {
            String type = text(head);
            int size = head.getInt();
            if (size < 0 || size > head.remaining()) {
                throw file.complaint("attribute " + name + " (" + type + ") within the header", size + " bytes");
            }
            attributes.put(name, head.slice(head.position(), size).order(ByteOrder.LITTLE_ENDIAN));
            head.position(head.position() + size);
        }
        return attributes;
    }

    private static ExrHeader header(FileBytes file, ByteBuffer head, Map<String, ByteBuffer> attributes) {
        List<ExrChannel> channels = channels(file, attribute(file, attributes, "channels"));
        Window data = window(file, attribute(file, attributes, "dataWindow"), "dataWindow");
        Window display = window(file, attribute(file, attributes, "displayWindow"), "displayWindow");
        ExrCompression compression = ExrCompression.of(
                file, attribute(file, attributes, "compression").get());
        ExrHeader header = new ExrHeader(channels, data, display, compression, head.position());
        // deflate packs 1032:1 at most, PIZ less
        file.requirePlausible(data.width(), data.height(), 1, 8 * header.pixelBytes(), 1100);
        if (data.width() * header.pixelBytes() > FileBytes.MOST / compression.lines()) {
            throw file.complaint("chunks below 2 GiB", data + " with " + header.pixelBytes() + " bytes a pixel");
        }
        double samples = (double) display.width() * display.height() * channels.size();
        double held = (double) data.width() * data.height() * channels.size();
        if (samples > Math.max(1 << 22, 64 * held)) {
            throw file.complaint("a display window that the data window fills to 1/64", display + " and " + data);
        }
        return header;
    }

    /** Bytes of a pixel in all channels. */
    int pixelBytes() {
        return channels.stream().mapToInt(ExrChannel::bytes).sum();
    }

    /** Number of chunks of lines. */
    int chunks() {
        return (int) ((data.height() + compression.lines() - 1) / compression.lines());
    }

    /** The channels in the order of the image: colours, then alpha, then others as the file has them. */
    List<ExrChannel> ordered() {
        List<String> colours = List.of("Y", "R", "G", "B", "A");
        return channels.stream()
                .sorted(Comparator.comparingInt(c -> (colours.indexOf(c.name()) + 6) % 6))
                .toList();
    }

    /** What the display window shows. */
    ImageHeader image() {
        List<ExrChannel> ordered = ordered();
        boolean integer = ordered.stream().allMatch(c -> c.kind() == ExrChannel.UINT);
        boolean half = ordered.stream().allMatch(c -> c.kind() == ExrChannel.HALF);
        return new ImageHeader(
                (int) display.width(),
                (int) display.height(),
                ordered.stream().map(ExrChannel::name).toList(),
                integer ? SampleType.U32 : half ? SampleType.F16 : SampleType.F32);
    }

    private static ByteBuffer attribute(FileBytes file, Map<String, ByteBuffer> attributes, String name) {
        @Nullable ByteBuffer value = attributes.get(name);
        if (value == null) {
            throw file.complaint("an attribute " + name, "none in " + attributes.keySet());
        }
        return value;
    }

    private static Window window(FileBytes file, ByteBuffer in, String name) {
        Window window = new Window(in.getInt(), in.getInt(), in.getInt(), in.getInt());
        int most = 1 << 24;
        if (window.width() < 1 || window.height() < 1 || window.width() > most || window.height() > most) {
            throw file.complaint(name + " of at least one pixel", window);
        }
        return window;
    }

    private static List<ExrChannel> channels(FileBytes file, ByteBuffer in) {
        List<ExrChannel> channels = new ArrayList<>();
        for (String name = text(in); !name.isEmpty(); name = text(in)) {
            int kind = in.getInt();
            in.getInt();
            int xStep = in.getInt();
            int yStep = in.getInt();
            if (kind < 0 || kind > 2 || xStep != 1 || yStep != 1 || channels.size() == 1024) {
                throw file.complaint(
                        "channels of uint, half or float at every pixel",
                        "channel '" + name + "' of type " + kind + " at every " + xStep + "×" + yStep + " pixels");
            }
            channels.add(new ExrChannel(name, kind));
        }
        if (channels.isEmpty()) {
            throw file.complaint("at least one channel", "none");
        }
        return channels;
    }

    /** A text that ends with a zero byte. */
    private static String text(ByteBuffer in) {
        int start = in.position();
        while (in.get() != 0) {}
        byte[] bytes = new byte[in.position() - start - 1];
        in.get(start, bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}

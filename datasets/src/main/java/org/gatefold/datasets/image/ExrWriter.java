package org.gatefold.datasets.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Writes OpenEXR files of scanlines: all channels in the type of the image, data window and display window the same.
 */
final class ExrWriter {
    private final Image image;
    private final ExrCompression compression;
    private final List<ExrChannel> sorted;
    private final ByteArrayOutputStream head = new ByteArrayOutputStream();

    private ExrWriter(Image image, ExrCompression compression) {
        SampleType type = image.header().type();
        int kind = type.integer() ? ExrChannel.UINT : type.equals(SampleType.F16) ? ExrChannel.HALF : ExrChannel.FLOAT;
        this.image = image;
        this.compression = compression;
        this.sorted = image.header().channels().stream()
                .map(name -> new ExrChannel(name, kind))
                .sorted(Comparator.comparing(ExrChannel::name))
                .toList();
    }

    static void write(OutputStream out, Image image, ExrCompression compression) throws IOException {
        new ExrWriter(image, compression).write(out);
    }

    private void write(OutputStream out) throws IOException {
        head.writeBytes(little(8).putInt(ExrHeader.MAGIC).putInt(2).array());
        channels();
        attribute("compression", "compression", new byte[] {(byte) compression.code()});
        byte[] window = little(16)
                .putInt(0)
                .putInt(0)
                .putInt(image.width() - 1)
                .putInt(image.height() - 1)
                .array();
        attribute("dataWindow", "box2i", window);
        attribute("displayWindow", "box2i", window);
        attribute("lineOrder", "lineOrder", new byte[1]);
        attribute("pixelAspectRatio", "float", little(4).putFloat(1).array());
        attribute("screenWindowCenter", "v2f", new byte[8]);
        attribute("screenWindowWidth", "float", little(4).putFloat(1).array());
        head.write(0);
        List<byte[]> chunks = new ArrayList<>();
        for (int y = 0; y < image.height(); y += compression.lines()) {
            chunks.add(chunk(y, Math.min(image.height(), y + compression.lines())));
        }
        byte[] places = new byte[8 * chunks.size()];
        ByteBuffer table = ByteBuffer.wrap(places).order(ByteOrder.LITTLE_ENDIAN);
        long place = head.size() + 8L * chunks.size();
        for (byte[] chunk : chunks) {
            table.putLong(place);
            place += chunk.length;
        }
        head.writeTo(out);
        out.write(places);
        for (byte[] chunk : chunks) {
            out.write(chunk);
        }
    }

    private void channels() {
        ByteArrayOutputStream list = new ByteArrayOutputStream();
        for (ExrChannel channel : sorted) {
            text(list, channel.name());
            list.writeBytes(little(16)
                    .putInt(channel.kind())
                    .putInt(0)
                    .putInt(1)
                    .putInt(1)
                    .array());
        }
        list.write(0);
        attribute("channels", "chlist", list.toByteArray());
    }

    private byte[] chunk(int from, int to) {
        int bytes = sorted.stream().mapToInt(ExrChannel::bytes).sum();
        byte[] plain = new byte[Math.multiplyExact((to - from) * bytes, image.width())];
        ByteBuffer lines = ByteBuffer.wrap(plain).order(ByteOrder.LITTLE_ENDIAN);
        for (int y = from; y < to; y++) {
            for (ExrChannel channel : sorted) {
                int c = image.header().channels().indexOf(channel.name());
                for (int x = 0; x < image.width(); x++) {
                    channel.write(lines, image.at(x, y, c));
                }
            }
        }
        byte[] packed = compression == ExrCompression.NONE ? plain : compression.pack(plain);
        byte[] kept = packed.length < plain.length ? packed : plain;
        return little(8 + kept.length)
                .putInt(from)
                .putInt(kept.length)
                .put(kept)
                .array();
    }

    private void attribute(String name, String type, byte[] value) {
        text(head, name);
        text(head, type);
        head.writeBytes(little(4).putInt(value.length).array());
        head.writeBytes(value);
    }

    private static void text(ByteArrayOutputStream to, String text) {
        to.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
        to.write(0);
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}

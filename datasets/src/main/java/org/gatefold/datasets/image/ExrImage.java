package org.gatefold.datasets.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.zip.DataFormatException;

/**
 * An OpenEXR file with one part of scanlines. The image is the display window: what the data window does not cover is
 * 0, what of it lies outside is left out. Channels of several types become float32, which holds them all; uint32 above
 * 2²⁴ is refused because float32 does not.
 */
record ExrImage(FileBytes file, ExrHeader exr, ImageHeader header) implements ImageSource {
    private static final int EXACT = 1 << 24;

    static ExrImage open(FileBytes file) {
        ExrHeader exr = ExrHeader.read(file);
        ExrImage image = new ExrImage(file, exr, exr.image());
        // a file that was cut off is told now, not at its last band
        image.place(exr.chunks() - 1);
        return image;
    }

    @Override
    public String name() {
        return file.file().toString();
    }

    @Override
    public float[] rows(int from, int count) {
        NonFinite.requireBand(header, from, count);
        float[] rows = new float[Math.multiplyExact(header.rowLength(), count)];
        long shift = (long) exr.display().yMin() - exr.data().yMin();
        long first = Math.max(0, from + shift);
        long end = Math.min(exr.data().height(), from + count + shift);
        int lines = exr.compression().lines();
        for (long k = first / lines; k * lines < end; k++) {
            ByteBuffer chunk = chunk((int) k);
            int held = lines(k);
            for (int line = 0; line < held; line++) {
                long y = k * lines + line;
                if (y >= first && y < end) {
                    row(chunk.position(line * lineBytes()), rows, (int) (y - shift - from));
                }
            }
        }
        return rows;
    }

    private int lines(long k) {
        int lines = exr.compression().lines();
        return (int) Math.min(lines, exr.data().height() - k * lines);
    }

    private int lineBytes() {
        return (int) exr.data().width() * exr.pixelBytes();
    }

    /** Where a chunk starts. */
    private long place(int k) {
        long place = little(exr.offset() + 8L * k, 8).getLong();
        ByteBuffer start = little(place, 8);
        int lines = exr.compression().lines();
        long y = start.getInt();
        long size = start.getInt();
        if (y != exr.data().yMin() + (long) k * lines || size < 0 || size > file.size() - place - 8) {
            throw file.complaint(
                    "chunk " + k + " at byte " + place + " with line "
                            + (exr.data().yMin() + k * lines),
                    "line " + y + " and " + size + " bytes");
        }
        return place;
    }

    private ByteBuffer chunk(int k) {
        long place = place(k) + 4;
        int packed = little(place, 4).getInt();
        int size = Math.multiplyExact(lineBytes(), lines(k));
        byte[] bytes = file.read(place + 4, packed);
        if (packed == size) {
            return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        }
        try {
            if (packed > size || exr.compression() == ExrCompression.NONE) {
                throw new DataFormatException(packed + " bytes");
            }
            byte[] unpacked = exr.compression() == ExrCompression.PIZ
                    ? ExrPiz.unpack(bytes, exr.channels(), (int) exr.data().width(), lines(k))
                    : exr.compression().unpack(bytes, size);
            return ByteBuffer.wrap(unpacked).order(ByteOrder.LITTLE_ENDIAN);
        } catch (DataFormatException e) {
            throw file.complaint(
                    size + " bytes of " + exr.compression() + " in chunk " + k, String.valueOf(e.getMessage()));
        }
    }

    private ByteBuffer little(long position, int count) {
        return ByteBuffer.wrap(file.read(position, count)).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Takes what of a line lies in the display window. */
    private void row(ByteBuffer line, float[] rows, int to) {
        List<ExrChannel> ordered = exr.ordered();
        long shift = (long) exr.data().xMin() - exr.display().xMin();
        int width = (int) exr.data().width();
        for (ExrChannel channel : exr.channels()) {
            int c = ordered.indexOf(channel);
            for (int i = 0; i < width; i++) {
                float value = channel.read(line);
                long x = i + shift;
                if (x < 0 || x >= header.width()) {
                    continue;
                }
                if (channel.kind() == ExrChannel.UINT && value > EXACT) {
                    throw file.complaint(
                            "integers up to 2^24 in channel " + channel.name() + ", which float32 holds exactly",
                            value);
                }
                rows[to * header.rowLength() + (int) x * ordered.size() + c] = value;
            }
        }
    }
}

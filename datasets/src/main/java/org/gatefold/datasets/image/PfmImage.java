package org.gatefold.datasets.image;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Portable float maps (P. Debevec): {@code PF} or {@code Pf}, width, height, scale, then float32 rows from the bottom
 * up; a negative scale means little-endian. |scale| converts samples to units of radiance and becomes the exposure
 * 1/|scale|; the samples stay as they are.
 */
record PfmImage(FileBytes file, ImageHeader header, ByteOrder order, long offset) implements ImageSource {
    private static final int PIECE = 1 << 20;
    private static final Pattern HEAD =
            Pattern.compile("\\A(P[Ff])\\s+(\\d{1,9})\\s+(\\d{1,9})\\s+([-+]?[0-9.eE+-]{1,40})(\r\n|\\s)");

    static PfmImage open(FileBytes file) {
        String head = new String(file.head(256), StandardCharsets.ISO_8859_1);
        Matcher match = HEAD.matcher(head);
        if (!match.find()) {
            throw file.complaint(
                    "a PFM header (PF or Pf, width, height, scale)",
                    "'" + head.substring(0, Math.min(40, head.length())).replaceAll("[^ -~]", " ") + "'");
        }
        int channels = match.group(1).equals("PF") ? 3 : 1;
        long width = Long.parseLong(match.group(2));
        long height = Long.parseLong(match.group(3));
        double scale = scale(match.group(4));
        if (!Double.isFinite(scale) || scale == 0) {
            throw file.complaint("a scale other than 0", "'" + match.group(4) + "'");
        }
        file.requirePlausible(width, height, channels, 32, 1);
        long bytes = width * height * channels * 4;
        if (file.size() != match.end() + bytes) {
            throw file.complaint(
                    bytes + " bytes of samples for " + width + "×" + height + "×" + channels,
                    file.size() - match.end());
        }
        ImageHeader header = new ImageHeader(
                (int) width,
                (int) height,
                channels == 3 ? List.of("R", "G", "B") : List.of("Y"),
                SampleType.F32,
                Collections.nCopies(channels, 1 / Math.abs(scale)));
        return new PfmImage(file, header, scale < 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN, match.end());
    }

    private static double scale(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    @Override
    public String name() {
        return file.file().toString();
    }

    @Override
    public float[] rows(int from, int count) {
        NonFinite.requireBand(header, from, count);
        int length = header.rowLength();
        float[] rows = new float[Math.multiplyExact(length, count)];
        int most = Math.max(1, PIECE / (4 * length));
        for (int end = count; end > 0; end -= most) {
            // the piece with the rows start … end − 1 holds the last of them first
            int start = Math.max(0, end - most);
            long row = header.height() - (long) from - end;
            FloatBuffer piece = ByteBuffer.wrap(file.read(offset + row * length * 4, 4L * (end - start) * length))
                    .order(order)
                    .asFloatBuffer();
            for (int y = end - 1; y >= start; y--) {
                piece.get(rows, y * length, length);
            }
        }
        return rows;
    }

    /** Writes 1 or 3 channels. */
    static void write(OutputStream out, Image image, ByteOrder order) throws IOException {
        boolean little = order == ByteOrder.LITTLE_ENDIAN;
        double scale = 1 / image.header().exposure().get(0);
        String head = (image.channels() == 3 ? "PF\n" : "Pf\n") + image.width() + " " + image.height() + "\n"
                + (little ? -scale : scale) + "\n";
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        int length = image.header().rowLength();
        ByteBuffer row = ByteBuffer.allocate(length * 4).order(order);
        for (int y = image.height() - 1; y >= 0; y--) {
            row.asFloatBuffer().put(image.samples(), y * length, length);
            out.write(row.array());
        }
    }
}

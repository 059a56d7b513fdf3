package org.gatefold.datasets.image;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A Radiance picture ({@code .hdr}, {@code .pic}). Opening it finds where each scanline starts, and by that whether the
 * file is whole; then any band can be read. Samples are not divided by the exposure, see {@link Image#radiance()}.
 */
final class RadianceImage implements ImageSource {
    /** Scanlines are handled in pieces of this size: the most that one can take is a little less. */
    private static final int PIECE = 1 << 20;

    private final FileBytes file;
    private final RadianceHeader radiance;
    private final long[] starts;

    private RadianceImage(FileBytes file, RadianceHeader radiance, long[] starts) {
        this.file = file;
        this.radiance = radiance;
        this.starts = starts;
    }

    static RadianceImage open(FileBytes file) {
        RadianceHeader header = RadianceHeader.read(file);
        long[] starts = new long[header.scanlines() + 1];
        starts[0] = header.offset();
        RadianceScanline line = new RadianceScanline(header.scanlineLength());
        int most = Math.max(PIECE, 8 * header.scanlineLength());
        byte[] piece = {};
        int at = 0;
        for (int k = 0; k < header.scanlines(); k++) {
            long rest = file.size() - starts[k];
            if (piece.length - at < Math.min(rest, most / 2)) {
                piece = file.read(starts[k], Math.min(rest, most));
                at = 0;
            }
            int end = decode(file, line, piece, at, k);
            starts[k + 1] = starts[k] + end - at;
            at = end;
        }
        return new RadianceImage(file, header, starts);
    }

    private static int decode(FileBytes file, RadianceScanline line, byte[] bytes, int at, int k) {
        try {
            return line.decode(bytes, at);
        } catch (RadianceScanline.Broken e) {
            throw file.complaint("scanline " + k + " of " + line + " pixels", String.valueOf(e.getMessage()));
        }
    }

    @Override
    public String name() {
        return file.file().toString();
    }

    @Override
    public ImageHeader header() {
        return radiance.image();
    }

    @Override
    public float[] rows(int from, int count) {
        NonFinite.requireBand(header(), from, count);
        float[] rows = new float[Math.multiplyExact(header().rowLength(), count)];
        RadianceScanline line = new RadianceScanline(radiance.scanlineLength());
        int height = header().height();
        int first = !radiance.rowsFirst() ? 0 : radiance.up() ? height - from - count : from;
        int lines = radiance.rowsFirst() ? count : radiance.scanlines();
        for (int k = first; k < first + lines; k++) {
            byte[] bytes = file.read(starts[k], starts[k + 1] - starts[k]);
            decode(file, line, bytes, 0, k);
            if (radiance.rowsFirst()) {
                row(line, rows, (radiance.up() ? height - 1 - k : k) - from);
            } else {
                column(line, rows, k, from, count);
            }
        }
        return rows;
    }

    private void row(RadianceScanline line, float[] rows, int y) {
        int width = header().width();
        for (int x = 0; x < width; x++) {
            pixel(line, radiance.left() ? width - 1 - x : x, rows, y * width + x);
        }
    }

    private void column(RadianceScanline line, float[] rows, int k, int from, int count) {
        int width = header().width();
        int x = radiance.left() ? width - 1 - k : k;
        for (int y = 0; y < count; y++) {
            int pixel = radiance.up() ? header().height() - 1 - from - y : from + y;
            pixel(line, pixel, rows, y * width + x);
        }
    }

    private static void pixel(RadianceScanline line, int pixel, float[] rows, int to) {
        for (int c = 0; c < 3; c++) {
            rows[3 * to + c] = line.value(pixel, c);
        }
    }

    /** Writes R G B or X Y Z with runs, or flat; one channel as grey. */
    static void write(OutputStream out, Image image, boolean coded) throws IOException {
        boolean xyz = image.header().channels().equals(List.of("X", "Y", "Z"));
        List<Double> exposure = image.header().exposure();
        List<String> head = new ArrayList<>(List.of("#?RADIANCE", "FORMAT=32-bit_rle_" + (xyz ? "xyze" : "rgbe")));
        if (exposure.stream().distinct().count() == 1) {
            if (exposure.get(0) != 1) {
                head.add("EXPOSURE=" + exposure.get(0));
            }
        } else {
            head.add("COLORCORR=" + exposure.get(0) + " " + exposure.get(1) + " " + exposure.get(2));
        }
        head.add("");
        head.add("-Y " + image.height() + " +X " + image.width() + "\n");
        out.write(String.join("\n", head).getBytes(StandardCharsets.US_ASCII));
        RadianceScanline line = new RadianceScanline(image.width());
        int last = image.channels() - 1;
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                line.set(x, image.at(x, y, 0), image.at(x, y, Math.min(1, last)), image.at(x, y, last));
            }
            line.write(out, coded);
        }
    }
}

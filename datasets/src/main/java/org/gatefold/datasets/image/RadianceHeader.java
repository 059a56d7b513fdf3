package org.gatefold.datasets.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;

/**
 * The header of a Radiance picture.
 *
 * @param image size, channels R G B or X Y Z, exposure
 * @param rowsFirst whether a scanline is a row, else a column
 * @param up whether the scanlines, or the pixels of a column, run from the bottom up
 * @param left whether the pixels of a row, or the columns, run from the right
 * @param offset byte of the first scanline
 */
record RadianceHeader(ImageHeader image, boolean rowsFirst, boolean up, boolean left, int offset) {
    private static final int MOST = 1 << 16;
    private static final Pattern RESOLUTION =
            Pattern.compile("([-+])([XY])\\s+(\\d{1,9})\\s+([-+])([XY])\\s+(\\d{1,9})\\s*");

    static RadianceHeader read(FileBytes file) {
        String head = new String(file.head(MOST), StandardCharsets.ISO_8859_1);
        double[] exposure = {1, 1, 1};
        List<String> channels = List.of("R", "G", "B");
        int at = line(file, head, 0);
        while (true) {
            int end = line(file, head, at);
            String line = head.substring(at, end).strip();
            at = end;
            if (line.isEmpty()) {
                break;
            }
            if (line.startsWith("FORMAT=")) {
                channels = channels(file, line.substring(7).strip());
            } else if (line.startsWith("EXPOSURE=") || line.startsWith("COLORCORR=")) {
                multiply(file, exposure, line);
            }
        }
        int end = line(file, head, at);
        Matcher match = RESOLUTION.matcher(head.substring(at, end));
        if (!match.matches() || match.group(2).equals(match.group(5))) {
            throw file.complaint(
                    "a resolution such as -Y 480 +X 640",
                    "'" + head.substring(at, Math.min(end, at + 40)).replaceAll("[^ -~]", " ") + "'");
        }
        boolean rowsFirst = match.group(2).equals("Y");
        long lines = Long.parseLong(match.group(3));
        long length = Long.parseLong(match.group(6));
        // a scanline takes at least one pixel of 4 bytes; long ones come flat or with repetitions of up to 255
        if (lines < 1 || length < 1 || lines > file.size() / 4 || length > Math.max(0x7fff, 64 * file.size())) {
            throw file.complaint(
                    "dimensions that " + file.size() + " bytes can hold", lines + " scanlines of " + length);
        }
        boolean up = match.group(rowsFirst ? 1 : 4).equals("+");
        boolean left = match.group(rowsFirst ? 4 : 1).equals("-");
        ImageHeader image = new ImageHeader(
                (int) (rowsFirst ? length : lines),
                (int) (rowsFirst ? lines : length),
                channels,
                SampleType.F32,
                Arrays.stream(exposure).boxed().toList());
        return new RadianceHeader(image, rowsFirst, up, left, end);
    }

    int scanlines() {
        return rowsFirst ? image.height() : image.width();
    }

    int scanlineLength() {
        return rowsFirst ? image.width() : image.height();
    }

    /** The end of the line that starts at a place. */
    private static int line(FileBytes file, String head, int at) {
        int end = head.indexOf('\n', at);
        if (end < 0) {
            throw file.complaint("a header that ends with an empty line and a resolution", "no end of it");
        }
        return end + 1;
    }

    private static List<String> channels(FileBytes file, String format) {
        return switch (format) {
            case "32-bit_rle_rgbe" -> List.of("R", "G", "B");
            case "32-bit_rle_xyze" -> List.of("X", "Y", "Z");
            default -> throw file.complaint("FORMAT 32-bit_rle_rgbe or 32-bit_rle_xyze", "'" + format + "'");
        };
    }

    private static void multiply(FileBytes file, double[] exposure, String line) {
        double[] factors;
        try {
            String values = line.substring(line.indexOf('=') + 1).strip();
            factors = Arrays.stream(values.split("\\s+"))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
        } catch (NumberFormatException e) {
            factors = new double[0];
        }
        boolean correction = line.startsWith("C");
        if (factors.length != (correction ? 3 : 1)
                || !DoubleStream.of(factors).allMatch(f -> f > 0 && Double.isFinite(f))) {
            throw file.complaint(
                    correction ? "COLORCORR with three positive numbers" : "EXPOSURE with a positive number",
                    "'" + line + "'");
        }
        for (int c = 0; c < 3; c++) {
            exposure[c] *= factors[correction ? c : 0];
        }
    }
}

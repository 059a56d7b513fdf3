package org.gatefold.datasets.image;

import com.twelvemonkeys.imageio.plugins.tga.TGAImageReaderSpi;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import javax.imageio.stream.FileImageInputStream;

/**
 * Truevision TGA with 8 bits a channel: grey, R G B, R G B A and palettes, flat or run-length coded, rows from the top
 * or the bottom. The format has no magic number, so it is known by its name.
 */
final class TgaImage {
    private static final int HEADER = 18;
    private static final int CODED = 8;
    private static final int RIGHT = 0x10;
    private static final int LONGEST_RUN = 128;

    private TgaImage() {}

    static ImageSource open(FileBytes file) {
        ByteBuffer head = ByteBuffer.wrap(file.read(0, HEADER)).order(ByteOrder.LITTLE_ENDIAN);
        int kind = head.get(2) & ~CODED;
        boolean coded = (head.get(2) & CODED) != 0;
        int bits = head.get(16);
        boolean palette = head.get(1) == 1;
        boolean known =
                switch (kind) {
                    case 1 -> palette && bits == 8 && (head.get(7) == 24 || head.get(7) == 32);
                    case 2 -> head.get(1) == 0 && (bits == 24 || bits == 32);
                    case 3 -> head.get(1) == 0 && bits == 8;
                    default -> false;
                };
        if (!known || (head.get(17) & RIGHT) != 0) {
            throw file.complaint(
                    "a TGA image of 8 bits a channel (grey, colours or a palette) with rows from the left",
                    "image type " + head.get(2) + ", palette " + head.get(1) + ", " + bits + " bits, descriptor "
                            + head.get(17));
        }
        int width = Short.toUnsignedInt(head.getShort(12));
        int height = Short.toUnsignedInt(head.getShort(14));
        int channels = kind == 1 ? head.get(7) / 8 : bits / 8;
        file.requirePlausible(width, height, 1, bits, coded ? LONGEST_RUN : 1);
        long colours = palette ? Short.toUnsignedLong(head.getShort(5)) * channels : 0;
        long start = HEADER + Byte.toUnsignedLong(head.get(0)) + colours;
        long samples = (long) width * height * bits / 8;
        requireLength(file, start, samples, coded ? bits / 8 : 0);
        ImageHeader image = new ImageHeader(width, height, ImageHeader.names(channels), SampleType.U8);
        return new DecodedImage(
                file,
                image,
                rows -> RasterRows.read(
                        file,
                        new TGAImageReaderSpi().createReaderInstance(null),
                        new FileImageInputStream(file.file().toFile()),
                        reader -> {
                            BufferedImage decoded = reader.read(0);
                            if (palette) {
                                RasterRows.palette(file, image, decoded.getRaster(), decoded.getColorModel(), rows);
                            } else {
                                RasterRows.direct(file, image, decoded.getRaster(), rows);
                            }
                        }));
    }

    /** @param pixel bytes of a pixel if the samples are run-length coded, else 0 */
    private static void requireLength(FileBytes file, long start, long samples, int pixel) {
        long done = 0;
        long at = start;
        if (pixel == 0) {
            at += samples;
        } else {
            byte[] bytes = file.read(0, Math.min(file.size(), FileBytes.MOST));
            while (done < samples && at < bytes.length) {
                int count = (bytes[(int) at] & 127) + 1;
                at += 1 + (bytes[(int) at] < 0 ? pixel : (long) count * pixel);
                done += (long) count * pixel;
            }
        }
        if (at > file.size() || (pixel > 0 && done != samples)) {
            throw file.complaint(
                    samples + " bytes of samples from byte " + start,
                    pixel > 0 ? done + " with the file's end at " + file.size() : "the file's end at " + file.size());
        }
    }
}

package org.gatefold.datasets.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * PNG with 1 to 16 bits. Palettes become R G B, or R G B A if they have transparent colours; a single colour declared
 * transparent in other images stays a colour. Gamma, profiles and other chunks are left out: samples are codes.
 */
final class PngImage {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int PIECE = 1 << 20;
    private static final int PALETTE = 3;

    /** Deflate packs no more than 1032:1. */
    private static final int DEFLATE = 1040;

    /** Part of the file that makes up the samples. */
    private record Slice(long position, int length) {}

    private final FileBytes file;
    private final List<Slice> slices = new ArrayList<>();
    private long compressed;
    private boolean transparent;
    private boolean colours;

    private PngImage(FileBytes file) {
        this.file = file;
    }

    static ImageSource open(FileBytes file) {
        PngImage png = new PngImage(file);
        byte[] start = file.read(0, 33);
        if (!Arrays.equals(start, 0, 8, SIGNATURE, 0, 8)
                || !new String(start, 12, 4, StandardCharsets.ISO_8859_1).equals("IHDR")) {
            throw file.complaint("a PNG file that starts with its header", "something else");
        }
        ByteBuffer header = ByteBuffer.wrap(start);
        int colour = header.get(25);
        png.slices.add(new Slice(0, 8));
        png.chunks(colour);
        ImageHeader image = png.header(header.getInt(16), header.getInt(20), header.get(24), colour);
        return new DecodedImage(file, image, rows -> {
            MemoryCacheImageInputStream stream = new MemoryCacheImageInputStream(png.stream());
            RasterRows.read(file, ImageIO.getImageReadersByFormatName("png").next(), stream, reader -> {
                BufferedImage decoded = reader.read(0);
                if (colour == PALETTE) {
                    RasterRows.palette(file, image, decoded.getRaster(), decoded.getColorModel(), rows);
                } else {
                    RasterRows.direct(file, image, decoded.getRaster(), rows);
                }
            });
        });
    }

    private ImageHeader header(int width, int height, int bits, int colour) {
        int channels =
                switch (colour) {
                    case 0 -> 1;
                    case 2 -> 3;
                    case PALETTE -> transparent ? 4 : 3;
                    case 4 -> 2;
                    case 6 -> 4;
                    default -> throw file.complaint("colour type 0, 2, 3, 4 or 6", colour);
                };
        boolean known = bits == 8
                || (bits == 16 && colour != PALETTE)
                || (List.of(1, 2, 4).contains(bits) && (colour == 0 || colour == PALETTE));
        if (!known || (colour == PALETTE && !colours)) {
            throw file.complaint("a bit depth of colour type " + colour + ", and a palette for type 3", bits + " bits");
        }
        int stored = colour == PALETTE ? bits : bits * channels;
        file.requirePlausible(width, height, 1, stored, DEFLATE);
        if ((double) width * height * stored / 8 > (double) DEFLATE * compressed) {
            throw file.complaint("samples for " + width + "×" + height + " pixels", compressed + " bytes of IDAT");
        }
        return new ImageHeader(
                width, height, ImageHeader.names(channels), new SampleType(true, colour == PALETTE ? 8 : bits));
    }

    /** Goes through all chunks and notes those that make up the samples. */
    private void chunks(int colour) {
        long at = 8;
        String name = "";
        while (!name.equals("IEND")) {
            ByteBuffer head = ByteBuffer.wrap(file.read(at, 8));
            long length = head.getInt() & 0xffffffffL;
            name = new String(head.array(), 4, 4, StandardCharsets.ISO_8859_1);
            check(at, name, length);
            boolean palette = name.equals("PLTE") || (name.equals("tRNS") && colour == PALETTE);
            if (List.of("IHDR", "IDAT", "IEND").contains(name) || palette) {
                for (long done = 0; done < length + 12; done += PIECE) {
                    slices.add(new Slice(at + done, (int) Math.min(PIECE, length + 12 - done)));
                }
            } else if (Character.isUpperCase(name.charAt(0))) {
                throw file.complaint("no critical chunk but IHDR, PLTE, IDAT and IEND", "'" + name + "'");
            }
            compressed += name.equals("IDAT") ? length : 0;
            colours |= name.equals("PLTE");
            transparent |= palette && name.equals("tRNS");
            at += length + 12;
        }
    }

    private void check(long at, String name, long length) {
        if (length > Integer.MAX_VALUE || at + length + 12 > file.size() || !name.matches("[A-Za-z]{4}")) {
            throw file.complaint(
                    "a chunk at byte " + at + " of " + file.size(),
                    "'" + name.replaceAll("[^ -~]", "?") + "' of " + length + " bytes");
        }
        CRC32 crc = new CRC32();
        for (long done = 4; done < length + 8; done += PIECE) {
            crc.update(file.read(at + done, Math.min(PIECE, length + 8 - done)));
        }
        int said = ByteBuffer.wrap(file.read(at + length + 8, 4)).getInt();
        if (said != (int) crc.getValue()) {
            throw file.complaint(
                    "CRC " + Integer.toHexString(said) + " of chunk " + name + " at byte " + at,
                    Long.toHexString(crc.getValue()));
        }
    }

    private InputStream stream() {
        return new SequenceInputStream(Collections.enumeration(
                slices.stream().map(s -> (InputStream) new Lazy(file, s)).toList()));
    }

    /** A slice that is read when its turn has come. */
    private static final class Lazy extends InputStream {
        private final FileBytes file;
        private final Slice slice;
        private @Nullable ByteArrayInputStream bytes;

        Lazy(FileBytes file, Slice slice) {
            this.file = file;
            this.slice = slice;
        }

        private ByteArrayInputStream bytes() {
            ByteArrayInputStream there = bytes;
            if (there == null) {
                there = new ByteArrayInputStream(file.read(slice.position(), slice.length()));
                bytes = there;
            }
            return there;
        }

        @Override
        public int read() {
            return bytes().read();
        }

        @Override
        public int read(byte[] to, int from, int count) {
            return bytes().read(to, from, count);
        }

        @Override
        public void close() {
            bytes = null;
        }
    }
}

package org.gatefold.datasets.image;

import com.twelvemonkeys.imageio.plugins.tga.TGAImageWriterSpi;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferFloat;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.io.OutputStream;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Writes TIFF and PNG through the writers of the JDK (TwelveMonkeys' has no uint16) and TGA through TwelveMonkeys'. */
final class RasterWriter {
    private RasterWriter() {}

    static void write(OutputStream out, Image image, ImageFormat format, Packing packing) throws IOException {
        ImageWriter writer =
                switch (format) {
                    case TIFF -> platform("tiff");
                    case TGA -> new TGAImageWriterSpi().createWriterInstance(null);
                    default -> platform("png");
                };
        try (ImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            if (packing == Packing.NONE) {
                parameters.setCompressionMode(ImageWriteParam.MODE_DISABLED);
            } else if (format != ImageFormat.PNG) {
                parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                parameters.setCompressionType(name(packing, format));
            }
            writer.setOutput(stream);
            BufferedImage buffered = format == ImageFormat.TGA ? bytes(image) : components(image);
            writer.write(null, new IIOImage(buffered, null, null), parameters);
        } finally {
            writer.dispose();
        }
    }

    private static ImageWriter platform(String format) {
        Iterable<ImageWriter> writers = () -> ImageIO.getImageWritersByFormatName(format);
        return StreamSupport.stream(writers.spliterator(), false)
                .filter(writer -> !writer.getClass().getName().startsWith("com.twelvemonkeys."))
                .findFirst()
                .orElseThrow();
    }

    private static String name(Packing packing, ImageFormat format) {
        return switch (packing) {
            case RLE -> format == ImageFormat.TGA ? "RLE" : "PackBits";
            case LZW -> "LZW";
            default -> "ZLib";
        };
    }

    /** The layouts that TGA has, blue first. */
    private static BufferedImage bytes(Image image) {
        int type =
                switch (image.channels()) {
                    case 1 -> BufferedImage.TYPE_BYTE_GRAY;
                    case 3 -> BufferedImage.TYPE_3BYTE_BGR;
                    default -> BufferedImage.TYPE_4BYTE_ABGR;
                };
        BufferedImage buffered = new BufferedImage(image.width(), image.height(), type);
        buffered.getRaster().setPixels(0, 0, image.width(), image.height(), image.samples());
        return buffered;
    }

    /** The samples with a colour model that says no more than their number and type. */
    private static BufferedImage components(Image image) {
        SampleType type = image.header().type();
        int channels = image.channels();
        int length = image.header().rowLength();
        WritableRaster raster;
        if (type.integer()) {
            int data = type.bits() == 8 ? DataBuffer.TYPE_BYTE : DataBuffer.TYPE_USHORT;
            raster = Raster.createInterleavedRaster(data, image.width(), image.height(), channels, null);
            raster.setPixels(0, 0, image.width(), image.height(), image.samples());
        } else {
            int[] offsets = IntStream.range(0, channels).toArray();
            raster = Raster.createWritableRaster(
                    new PixelInterleavedSampleModel(
                            DataBuffer.TYPE_FLOAT, image.width(), image.height(), channels, length, offsets),
                    new DataBufferFloat(image.samples(), image.samples().length),
                    null);
        }
        boolean alpha = channels == 2 || channels == 4;
        ComponentColorModel model = new ComponentColorModel(
                ColorSpace.getInstance(channels < 3 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB),
                alpha,
                false,
                alpha ? Transparency.TRANSLUCENT : Transparency.OPAQUE,
                raster.getTransferType());
        return new BufferedImage(model, raster, false, null);
    }
}

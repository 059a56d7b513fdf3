package org.gatefold.datasets.image;

import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import java.awt.image.Raster;
import javax.imageio.stream.FileImageInputStream;
import org.gatefold.datasets.image.DecodedImage.Rows;

/**
 * The first image of a TIFF or BigTIFF file: uint8, uint16, float16 and float32 samples in strips or tiles, interleaved
 * or in planes, uncompressed, LZW, Deflate or PackBits, with any predictor, in either byte order. Where code 0 is white
 * the samples are full scale minus code, so that larger is brighter.
 */
final class TiffImage {
    private TiffImage() {}

    static ImageSource open(FileBytes file) {
        TiffHeader tiff = TiffHeader.read(file);
        return new DecodedImage(
                file,
                tiff.image(),
                rows -> RasterRows.read(
                        file,
                        new TIFFImageReaderSpi().createReaderInstance(null),
                        new FileImageInputStream(file.file().toFile()),
                        reader -> {
                            Raster raster = reader.readRaster(0, null);
                            RasterRows.direct(file, tiff.image(), raster, mended(tiff, rows));
                        }));
    }

    private static Rows mended(TiffHeader tiff, Rows rows) {
        float maximum = (float) tiff.image().type().maximum();
        boolean inverted = tiff.inverted() && tiff.image().type().integer();
        return (samples, count) -> {
            for (int i = 0; i < count; i++) {
                if (tiff.swapped()) {
                    samples[i] = Float.intBitsToFloat(Integer.reverseBytes(Float.floatToRawIntBits(samples[i])));
                } else if (inverted) {
                    samples[i] = maximum - samples[i];
                }
            }
            rows.add(samples, count);
        };
    }
}

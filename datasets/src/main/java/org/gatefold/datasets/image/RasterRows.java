package org.gatefold.datasets.image;

import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.gatefold.datasets.image.DecodedImage.Rows;
import org.gatefold.sparse.io.InputException;

/** Rows of samples from the rasters of the image readers of the platform: codes, never colours. */
final class RasterRows {
    /** TwelveMonkeys' TIFF reader takes a last strip of fewer rows, as it should be, for too short. */
    private static final String SHORT_STRIP = "strip/tileByteCount < required";

    private RasterRows() {}

    /** Hands out a raster as it is. */
    static void direct(FileBytes file, ImageHeader header, Raster raster, Rows rows) throws IOException {
        require(file, header, raster, header.channels().size());
        float[] row = new float[header.rowLength()];
        for (int y = 0; y < header.height(); y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, header.width(), 1, row);
            rows.add(row, row.length);
        }
    }

    /** Hands out the colours of the palette, 3 or 4 of 8 bits, that the codes of a raster stand for. */
    static void palette(FileBytes file, ImageHeader header, Raster raster, ColorModel model, Rows rows)
            throws IOException {
        require(file, header, raster, 1);
        if (!(model instanceof IndexColorModel colours)) {
            throw file.complaint("a palette", model);
        }
        byte[][] table = new byte[4][colours.getMapSize()];
        colours.getReds(table[0]);
        colours.getGreens(table[1]);
        colours.getBlues(table[2]);
        colours.getAlphas(table[3]);
        int channels = header.channels().size();
        float[] row = new float[header.rowLength()];
        int[] codes = new int[header.width()];
        for (int y = 0; y < header.height(); y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, codes.length, 1, codes);
            for (int i = 0; i < row.length; i++) {
                int code = codes[i / channels];
                if (code >= table[0].length) {
                    throw file.complaint("codes below " + table[0].length + ", the size of the palette", code);
                }
                row[i] = table[i % channels][code] & 0xff;
            }
            rows.add(row, row.length);
        }
    }

    private static void require(FileBytes file, ImageHeader header, Raster raster, int bands) {
        if (raster.getWidth() != header.width()
                || raster.getHeight() != header.height()
                || raster.getNumBands() != bands) {
            throw file.complaint(
                    header.width() + "×" + header.height() + " pixels of " + bands + " samples",
                    raster.getWidth() + "×" + raster.getHeight() + " of " + raster.getNumBands());
        }
    }

    /** What is done with an open reader. */
    @FunctionalInterface
    interface Reading {
        void from(ImageReader reader) throws IOException;
    }

    /**
     * Runs a reader over a stream, which is closed.
     *
     * @throws InputException for whatever the reader throws: a damaged file can make it fail anyhow
     */
    static void read(FileBytes file, ImageReader reader, ImageInputStream stream, Reading reading) throws IOException {
        try (stream) {
            reader.setInput(stream, true, true);
            List<String> warnings = new ArrayList<>();
            reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
            reading.from(reader);
            warnings.removeIf(w -> w.startsWith(SHORT_STRIP));
            if (!warnings.isEmpty()) {
                throw file.complaint("an undamaged file", warnings.get(0));
            }
        } catch (InputException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new InputException(file.file() + ": expected an undamaged file, found " + e, e);
        } finally {
            reader.dispose();
        }
    }
}

/**
 * Images as photometric work needs them: linear sample values exactly as the file holds them, never toned, clamped or
 * colour-converted. {@link org.gatefold.datasets.image.Images} opens and writes a single image,
 * {@link org.gatefold.datasets.image.ImageStack} opens the images of a directory or an array file together; both hand
 * out bands of rows, so that a stack never has to fit into memory. Decoding sRGB is a separate, explicit step
 * ({@link org.gatefold.datasets.image.Srgb}).
 *
 * <p>What decodes what, decided by what libraries were found to yield. PNG: the reader of the JDK, whose rasters are
 * exact at all bit depths; it is handed only the chunks that make up the samples, because it checks no CRC and turns a
 * transparent colour into a channel. TIFF and TGA: TwelveMonkeys' readers, by raster, since that of the JDK refuses the
 * horizontal predictor at 16 bits and takes half floats for integers, and {@code BufferedImage}s clamp floats.
 * Radiance: own code, since TwelveMonkeys' reader knows one orientation of eight and passes over EXPOSURE and
 * COLORCORR. PFM: own code, since TwelveMonkeys' reader clamps to [0, 1]. OpenEXR: own code, since there is no Java
 * library, and the native ones end the whole process at a damaged file.
 */
@NullMarked
package org.gatefold.datasets.image;

import org.jspecify.annotations.NullMarked;

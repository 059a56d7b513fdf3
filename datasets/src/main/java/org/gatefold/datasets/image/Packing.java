package org.gatefold.datasets.image;

/** How the samples of a file are packed, always without loss. */
public enum Packing {
    /** Not at all: every format but PNG. */
    NONE,
    /** Run lengths: Radiance, TGA, OpenEXR, and PackBits of TIFF. */
    RLE,
    /** LZW of TIFF. */
    LZW,
    /** Deflate: PNG, TIFF, and ZIP of OpenEXR, 16 lines together. */
    DEFLATE,
    /** Deflate of OpenEXR line by line, ZIPS. */
    DEFLATE_LINES;

    ExrCompression exr() {
        return switch (this) {
            case NONE, LZW -> ExrCompression.NONE;
            case RLE -> ExrCompression.RLE;
            case DEFLATE -> ExrCompression.ZIP;
            case DEFLATE_LINES -> ExrCompression.ZIPS;
        };
    }
}

package org.gatefold.datasets.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.gatefold.sparse.io.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written is read again, to the last bit. */
@SuppressWarnings("NullAway.Init") // JUnit sets the folder
class ImageRoundTripTest {
    @TempDir
    private Path folder;

    private void round(String name, Image image, Packing packing) {
        Path file = folder.resolve(name);
        Images.write(file, image, packing);
        assertEquals(image, Images.read(file));
    }

    private static Image noise(int width, int height, int channels, SampleType type) {
        SplittableRandom rng = new SplittableRandom(width + 31L * height + channels);
        return Patterns.image(width, height, channels, type, (x, y, c) -> {
            if (type.integer()) {
                return x % 7 == 3 ? 5 : rng.nextInt((int) Math.min(1 << 24, type.maximum() + 1));
            }
            float v = x % 7 == 3 ? 0.5f : (float) (rng.nextGaussian() * Math.pow(10, rng.nextInt(-8, 5)));
            return type.bits() == 16 ? Half.toFloat(Half.of(v)) : v;
        });
    }

    @ParameterizedTest
    @CsvSource({"NONE", "RLE", "DEFLATE", "DEFLATE_LINES"})
    void openExr(Packing packing) {
        for (SampleType type : List.of(SampleType.F16, SampleType.F32, SampleType.U32)) {
            for (int[] size : new int[][] {{1, 1, 1}, {65, 33, 3}, {300, 17, 4}}) {
                round("a.exr", noise(size[0], size[1], size[2], type), packing);
            }
        }
        Image depth = noise(40, 20, 5, SampleType.F32);
        List<String> names = List.of("R", "G", "Z", "normal.X", "normal.Y");
        round("b.exr", new Image(new ImageHeader(40, 20, names, SampleType.F32), depth.samples()), packing);
    }

    @ParameterizedTest
    @CsvSource({"NONE", "RLE", "LZW", "DEFLATE"})
    void tiff(Packing packing) {
        for (SampleType type : List.of(SampleType.U8, SampleType.U16, SampleType.F32)) {
            for (int channels = 1; channels <= 4; channels++) {
                round("a.tif", noise(61, 43, channels, type), packing);
            }
        }
    }

    @Test
    void pngAndTga() {
        for (int channels = 1; channels <= 4; channels++) {
            round("a.png", noise(53, 29, channels, SampleType.U8), Packing.DEFLATE);
            round("b.png", noise(53, 29, channels, SampleType.U16), Packing.DEFLATE);
            if (channels != 2) {
                round("c.tga", noise(53, 29, channels, SampleType.U8), Packing.NONE);
                round("d.tga", noise(353, 29, channels, SampleType.U8), Packing.RLE);
            }
        }
    }

    @Test
    void pfmAndNpy() {
        for (int channels : new int[] {1, 3}) {
            Image image = noise(31, 17, channels, SampleType.F32);
            round("a.pfm", image, Packing.NONE);
            round("large.pfm", noise(400, 700, channels, SampleType.F32), Packing.NONE);
            round("a.npy", image, Packing.NONE);
            ImageHeader scaled = new ImageHeader(
                    31,
                    17,
                    image.header().channels(),
                    SampleType.F32,
                    channels == 1 ? List.of(4.0) : List.of(4.0, 4.0, 4.0));
            round("b.pfm", new Image(scaled, image.samples()), Packing.NONE);
        }
    }

    @Test
    void radiance() {
        for (int width : new int[] {5, 37, 1000}) {
            Image image = Patterns.image(width, 11, 3, SampleType.F32, Patterns::rgbe);
            round("a.hdr", image, Packing.RLE);
            round("b.hdr", image, Packing.NONE);
        }
        ImageHeader other = new ImageHeader(37, 23, List.of("X", "Y", "Z"), SampleType.F32, List.of(2.0, 1.0, 0.5));
        round(
                "c.hdr",
                new Image(
                        other, Patterns.image(3, SampleType.F32, Patterns::rgbe).samples()),
                Packing.RLE);
    }

    @Test
    void radianceRoundsToTheNearest() {
        SplittableRandom rng = new SplittableRandom(7);
        Image image =
                Patterns.image(200, 10, 3, SampleType.F32, (x, y, c) -> (float) Math.pow(10, rng.nextDouble(-37, 38)));
        Images.write(folder.resolve("a.hdr"), image);
        Image found = Images.read(folder.resolve("a.hdr"));
        for (int i = 0; i < image.samples().length; i += 3) {
            float largest = Math.max(image.samples()[i], Math.max(image.samples()[i + 1], image.samples()[i + 2]));
            for (int c = 0; c < 3; c++) {
                assertEquals(image.samples()[i + c], found.samples()[i + c], largest / 255, "sample " + i);
            }
        }
    }

    @Test
    void extremesOfRadiance() {
        float[] samples = {Float.MAX_VALUE, 0, 0, Float.MIN_VALUE, 0, 0, 0x1p-128f, 0x1p-135f, 0, 255.6f, 3, 0};
        Images.write(folder.resolve("a.hdr"), new Image(4, 1, 3, SampleType.F32, samples));
        float[] expected = {255 * 0x1p119f, 0, 0, 0, 0, 0, 0x1p-128f, 0x1p-135f, 0, 256, 4, 0};
        float[] found = Images.read(folder.resolve("a.hdr")).samples();
        for (int i = 0; i < found.length; i++) {
            assertEquals(expected[i], found[i], "sample " + i);
        }
    }

    @Test
    void formatsRefuseWhatTheyCannotHold() {
        Image floats = noise(5, 4, 3, SampleType.F32);
        Image two = noise(5, 4, 2, SampleType.U8);
        for (String name : List.of("a.png", "a.tga", "a.hdr")) {
            refused(name, floats, "expected for");
        }
        refused("a.pfm", two, "channels in number one of [1, 3]");
        refused("a.tga", two, "channels in number one of [1, 3, 4]");
        refused("a.bmp", two, "expected a name that ends with");
        Image half = new Image(1, 1, 1, SampleType.U8, new float[] {0.5f});
        refused("a.png", half, "samples that are uint8, found 0.5");
        InputException e =
                assertThrows(InputException.class, () -> Images.write(folder.resolve("a.png"), two, Packing.NONE));
        assertTrue(String.valueOf(e.getMessage()).contains("packing in [DEFLATE], found NONE"), e::toString);
    }

    private void refused(String name, Image image, String message) {
        InputException e = assertThrows(InputException.class, () -> Images.write(folder.resolve(name), image), name);
        assertTrue(String.valueOf(e.getMessage()).contains(message), e::toString);
        assertFalse(Files.exists(folder.resolve(name)));
    }
}

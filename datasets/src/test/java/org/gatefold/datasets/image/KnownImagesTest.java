package org.gatefold.datasets.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.gatefold.datasets.image.Patterns.Pattern;
import org.gatefold.sparse.io.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of other software, to the last bit. */
class KnownImagesTest {
    private static void check(String file, int channels, SampleType type, Pattern pattern) {
        Image expected = Patterns.image(channels, type, pattern);
        Image found = Images.read(Patterns.fixture(file));
        assertEquals(expected.header(), found.header());
        assertArrayEquals(expected.samples(), found.samples());
        try (ImageSource source = Images.open(Patterns.fixture(file), NonFinite.REFUSED)) {
            // bands in any order are the rows of the whole
            for (int from : new int[] {20, 0, 7, 16}) {
                float[] band = source.rows(from, 3);
                int length = source.header().rowLength();
                assertArrayEquals(
                        Arrays.copyOfRange(expected.samples(), from * length, (from + 3) * length), band, file);
            }
            assertThrows(IndexOutOfBoundsException.class, () -> source.rows(21, 3));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "rle", "zips", "zip", "piz"})
    void openExr(String compression) {
        check("f32_" + compression + ".exr", 3, SampleType.F32, Patterns::f32);
        check("f16_" + compression + ".exr", 3, SampleType.F16, Patterns::f16);
    }

    @Test
    void pizOfMoreNumbersThanFourteenBits() {
        Image image = Images.read(Patterns.fixture("halves_piz.exr"));
        assertEquals(new ImageHeader(700, 32, List.of("Y"), SampleType.F16), image.header());
        for (int i = 0; i < 700 * 32; i++) {
            int bits = (i * 2531 + 17) % 63488;
            assertEquals(Half.toFloat((short) (bits >= 31744 ? bits + 1024 : bits)), image.samples()[i]);
        }
    }

    @Test
    void theDisplayWindowIsTheImage() {
        // data window (3, −2) to (39, 20), display window (0, 0) to (29, 24)
        Image image = Images.read(Patterns.fixture("f32_window.exr"));
        Image expected = Patterns.image(
                30, 25, 3, SampleType.F32, (x, y, c) -> x < 3 || y > 20 ? 0 : Patterns.f32(x - 3, y + 2, c));
        assertEquals(expected, image);
        try (ImageSource source = Images.open(Patterns.fixture("f32_window.exr"), NonFinite.REFUSED)) {
            assertArrayEquals(Arrays.copyOfRange(expected.samples(), 19 * 90, 25 * 90), source.rows(19, 6));
        }
    }

    @Test
    void channelsKeepTheirNamesAndMixedTypesWiden() {
        Image image = Images.read(Patterns.fixture("mixed.exr"));
        assertEquals(
                new ImageHeader(37, 23, List.of("Z", "left.B", "left.G", "left.R"), SampleType.F32), image.header());
        for (int y = 0; y < 23; y++) {
            for (int x = 0; x < 37; x++) {
                assertEquals(Patterns.f32(x, y, 0), image.at(x, y, 0));
                assertEquals(Patterns.f16(x, y, 2), image.at(x, y, 1));
                assertEquals(Patterns.f16(x, y, 0), image.at(x, y, 3));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "u16_none_le, 3",
        "u16_none_be, 3",
        "u16_lzw2_le, 3",
        "u16_lzw2_be, 3",
        "u16_lzw_tiles, 3",
        "u16_zip2_planar, 3",
        "u16_none_planar_be, 3",
        "u16_zip2_planartiles_be, 3",
        "u16_rgba, 4",
        "u16_big, 3",
        "u16g_zip_be, 1",
        "u8_packbits, 3",
        "u8_lzw2, 3",
        "u8_lzw_planar, 3",
        "u8g_packbits, 1",
        "u8g_white, 1",
        "f32_none_L, 3",
        "f32_none_B, 3",
        "f32_lzw_L, 3",
        "f32_lzw_B, 3",
        "f32_zip3_L, 3",
        "f32_zip3_B, 3",
        "f32_lzw3_tiles_L, 3",
        "f32_lzw3_tiles_B, 3",
        "f32_zip2, 3",
        "f32_zip3_planar, 3",
        "f32g_packbits_L, 1",
        "f32g_packbits_B, 1",
        "f16_none, 3"
    })
    void tiff(String name, int channels) {
        switch (name.substring(0, 2)) {
            case "u1" -> check(name + ".tif", channels, SampleType.U16, Patterns::u16);
            case "u8" -> check(name + ".tif", channels, SampleType.U8, Patterns::u8);
            case "f3" -> check(name + ".tif", channels, SampleType.F32, Patterns::f32);
            default -> check(name + ".tif", channels, SampleType.F16, Patterns::f16);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "rgb16, 3, 16", "rgb8, 3, 8", "grey16, 1, 16", "grey8, 1, 8", "rgba16, 4, 16", "rgba8, 4, 8",
        "greya16, 2, 16", "greya8, 2, 8", "grey1, 1, 1", "grey2, 1, 2", "grey4, 1, 4", "rgb16_adam7, 3, 16",
        "grey4_adam7, 1, 4", "grey16_trns, 1, 16", "rgb8_trns, 3, 8", "grey1_trns, 1, 1"
    })
    void png(String name, int channels, int bits) {
        check(
                name + ".png",
                channels,
                new SampleType(true, bits),
                (x, y, c) -> Patterns.code16(x, y, c) >> (16 - bits));
    }

    private static int colour(int code, int channel) {
        return switch (channel) {
            case 0 -> code;
            case 1 -> (code * 7) & 255;
            case 2 -> 255 - code;
            default -> code < 200 ? 255 - code : 255;
        };
    }

    @Test
    void palettes() {
        Pattern eight = (x, y, c) -> colour(Patterns.code16(x, y, 0) >> 8, c);
        check("palette8.png", 3, SampleType.U8, eight);
        check("palette8_trns.png", 4, SampleType.U8, eight);
        check("palette4.png", 3, SampleType.U8, (x, y, c) -> colour(Patterns.code16(x, y, 0) >> 12, c));
        check("palette.tga", 3, SampleType.U8, eight);
    }

    @ParameterizedTest
    @CsvSource({
        "rgb_bottom, 3",
        "rgb_top, 3",
        "rgb_rle_bottom, 3",
        "rgb_rle_top, 3",
        "rgba_rle_top, 4",
        "rgba_bottom, 4",
        "grey_bottom, 1",
        "grey_rle_top, 1"
    })
    void tga(String name, int channels) {
        check(name + ".tga", channels, SampleType.U8, Patterns::u8);
    }

    @Test
    void pfm() {
        check("f32_little.pfm", 3, SampleType.F32, Patterns::f32);
        check("f32_big.pfm", 3, SampleType.F32, Patterns::f32);
        check("f32g_big.pfm", 1, SampleType.F32, Patterns::f32);
    }

    @ParameterizedTest
    @ValueSource(strings = {"flat", "old", "new", "up", "left", "columns", "columns_up_left", "oiio"})
    void radiance(String name) {
        check(name + ".hdr", 3, SampleType.F32, Patterns::rgbe);
    }

    @Test
    void radianceExposureIsKeptApart() {
        Image image = Images.read(Patterns.fixture("exposure.hdr"));
        assertEquals(List.of(3.0, 1.5, 12.0), image.header().exposure());
        Image plain = Patterns.image(3, SampleType.F32, Patterns::rgbe);
        assertArrayEquals(plain.samples(), image.samples());
        Image radiance = image.radiance();
        assertEquals(List.of(1.0, 1.0, 1.0), radiance.header().exposure());
        assertEquals((float) (plain.at(3, 4, 2) / 12.0), radiance.at(3, 4, 2));
    }

    @Test
    void radianceXyzAndRunsOfMoreThan255() {
        Image xyz = Images.read(Patterns.fixture("xyz.hdr"));
        assertEquals(List.of("X", "Y", "Z"), xyz.header().channels());
        assertArrayEquals(Patterns.image(3, SampleType.F32, Patterns::rgbe).samples(), xyz.samples());
        Image wide = Images.read(Patterns.fixture("wide_old.hdr"));
        Pattern pattern = (x, y, c) -> x < 100 ? Patterns.rgbe(x, y, c) : Patterns.rgbe(100, 0, c);
        assertEquals(Patterns.image(1000, 2, 3, SampleType.F32, pattern), wide);
    }

    @Test
    void arraysOfNumPy() {
        check("columns_u16.npy", 3, SampleType.U16, Patterns::u16);
        try (ImageStack stack = ImageStack.open(Patterns.fixture("stack_f32.npz"), NonFinite.REFUSED)) {
            assertEquals(2, stack.count());
            assertEquals(new ImageHeader(37, 23, List.of("Y"), SampleType.F32), stack.header(1));
            Image second = Patterns.image(1, SampleType.F32, (x, y, c) -> Patterns.f32(x, y, 1));
            assertArrayEquals(second.samples(), stack.rows(1, 0, 23));
        }
    }

    @Test
    void whatCannotBeExactIsRefused() {
        for (String name : List.of("f64_none.tif", "rgb555.tga", "rgb_right.tga")) {
            InputException e = assertThrows(InputException.class, () -> Images.read(Patterns.fixture(name)), name);
            assertTrue(String.valueOf(e.getMessage()).contains(name), e::toString);
        }
    }
}

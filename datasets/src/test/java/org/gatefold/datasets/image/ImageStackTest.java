package org.gatefold.datasets.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.gatefold.sparse.io.InputException;
import org.gatefold.sparse.io.NdArray;
import org.gatefold.sparse.io.Npz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // JUnit sets the folder
class ImageStackTest {
    @TempDir
    private Path folder;

    private static Image grey(int width, int height, int offset) {
        return Patterns.image(width, height, 1, SampleType.U16, (x, y, c) -> offset + x + 10 * y);
    }

    private List<String> names() {
        return ImageStack.list(folder).stream()
                .map(p -> String.valueOf(p.getFileName()))
                .toList();
    }

    @Test
    void namesInNumericOrderWithoutMasks() throws IOException {
        for (String name :
                List.of("a10.png", "a2.png", "a02.png", "B1.png", "mask.png", "a.mask.png", "Normal_gt.png")) {
            Images.write(folder.resolve(name), grey(4, 3, 0));
        }
        Files.writeString(folder.resolve("lights.txt"), "0 0 1\n");
        assertEquals(List.of("B1.png", "a02.png", "a2.png", "a10.png"), names());
        Files.writeString(folder.resolve("filenames.txt"), "a10.png\n\n B1.png \n");
        assertEquals(List.of("a10.png", "B1.png"), names());
        Files.writeString(folder.resolve("filenames.txt"), "c.png\n");
        assertMessage("c.png: expected an image, found no such file");
    }

    private void assertMessage(String part) {
        InputException e = assertThrows(InputException.class, () -> ImageStack.open(folder, NonFinite.REFUSED)
                .close());
        assertTrue(String.valueOf(e.getMessage()).contains(part), e::toString);
    }

    @Test
    void imagesMustBeAlike() {
        Images.write(folder.resolve("1.png"), grey(4, 3, 0));
        Images.write(folder.resolve("2.png"), grey(4, 2, 0));
        assertMessage("2.png: expected 4×3 Y uint16 as in " + folder.resolve("1.png") + ", found 4×2 Y uint16");
        Images.write(folder.resolve("2.png"), grey(4, 3, 0).integers(8));
        assertMessage("found 4×3 Y uint8");
        Images.write(folder.resolve("2.png"), Patterns.image(4, 3, 3, SampleType.U16, Patterns::u16));
        assertMessage("found 4×3 R G B uint16");
    }

    @Test
    void noImages() {
        assertMessage("expected a folder of images, found none in it");
        InputException e =
                assertThrows(InputException.class, () -> ImageStack.open(folder.resolve("x"), NonFinite.REFUSED));
        assertTrue(String.valueOf(e.getMessage()).contains("found no such file"), e::toString);
    }

    @Test
    void colourArrays() {
        double[] values = new double[2 * 3 * 4 * 3];
        Arrays.setAll(values, i -> i);
        NdArray array = new NdArray(NdArray.Precision.FLOAT64, new int[] {2, 3, 4, 3}, values, new double[0]);
        Npz.write(folder.resolve("a.npz"), Map.of("images", array, "other", array));
        try (ImageStack stack = ImageStack.open(Path.of(folder.resolve("a.npz") + ":other"), NonFinite.REFUSED)) {
            assertEquals(2, stack.count());
            assertEquals(List.of("R", "G", "B"), stack.header(1).channels());
            assertArrayEquals(new float[] {48, 49, 50}, Arrays.copyOf(stack.rows(1, 1, 2), 3));
        }
    }

    /** The rows of large images come from a temporary file, which holds what the decoder gave. */
    @Test
    void largeImagesAreSetAside() {
        Image image = Patterns.image(1200, 1100, 1, SampleType.U16, Patterns::u16);
        Path file = folder.resolve("large.png");
        Images.write(file, image);
        assertEquals(image, Images.read(file));
        try (ImageSource source = Images.open(file, NonFinite.REFUSED)) {
            source.rows(0, 1);
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long before = threads.getCurrentThreadAllocatedBytes();
            float[] band = source.rows(1000, 64);
            long used = threads.getCurrentThreadAllocatedBytes() - before;
            assertArrayEquals(Arrays.copyOfRange(image.samples(), 1200 * 1000, 1200 * 1064), band);
            assertTrue(used < 1_000_000, () -> "a band of 307200 bytes took " + used);
        }
    }

    @Test
    void namesAgainstContent() throws IOException {
        Images.write(folder.resolve("a.png"), grey(4, 3, 0));
        Files.move(folder.resolve("a.png"), folder.resolve("a.exr"));
        assertMessage("a.exr: expected an OpenEXR image as its name says, found a PNG image");
        Files.write(folder.resolve("a.exr"), new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, 0, 0});
        assertMessage("found a JPEG image (neither linear nor exact)");
        Files.write(folder.resolve("a.exr"), new byte[0]);
        assertMessage("found an empty file");
    }

    @Test
    void placesOfWhatIsNotFinite() {
        float[] samples = new float[4 * 3 * 3];
        samples[(2 * 4 + 1) * 3 + 2] = Float.NaN;
        samples[35] = Float.POSITIVE_INFINITY;
        Images.write(folder.resolve("a.exr"), new Image(4, 3, 3, SampleType.F32, samples));
        InputException e = assertThrows(InputException.class, () -> Images.read(folder.resolve("a.exr")));
        assertTrue(
                String.valueOf(e.getMessage())
                        .endsWith("a.exr: expected finite samples, found 2 that are not in rows 0 to 2, the first NaN"
                                + " at column 1, row 2, channel B"),
                e::toString);
        assertArrayEquals(
                samples, Images.read(folder.resolve("a.exr"), NonFinite.KEPT).samples());
    }
}

package org.gatefold.datasets.image;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.gatefold.sparse.io.InputException;

/**
 * Files damaged in any way are read or refused by one line: nothing else is thrown, and neither memory nor time goes
 * beyond what the size of the file warrants.
 */
@SuppressWarnings("NullAway.Init") // set before the properties
class ImageFuzzTest {
    /** For files of a few kB: pieces of 1 MiB, tables, samples at the best ratio of the packing; no header's lie. */
    private static final long MOST_BYTES = 160L << 20;

    private static final long MOST_NANOS = 5_000_000_000L;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final List<String> FIXTURES = List.of(
            "f32_none.exr",
            "f16_rle.exr",
            "f16_zips.exr",
            "f32_zip.exr",
            "f16_piz.exr",
            "f32_window.exr",
            "flat.hdr",
            "old.hdr",
            "new.hdr",
            "columns.hdr",
            "exposure.hdr",
            "f32g_big.pfm",
            "u16_none_be.tif",
            "u16_lzw_tiles.tif",
            "u16_zip2_planar.tif",
            "u16_big.tif",
            "u8_packbits.tif",
            "f32_zip3_B.tif",
            "rgb16.png",
            "grey4_adam7.png",
            "palette8_trns.png",
            "rgb_bottom.tga",
            "rgba_rle_top.tga",
            "palette.tga",
            "columns_u16.npy",
            "stack_f32.npz");

    private static Path folder;

    @BeforeContainer
    static void samples() throws IOException {
        folder = Files.createTempDirectory("fuzz");
    }

    @AfterContainer
    static void clean() throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    @Provide
    Arbitrary<String> files() {
        return Arbitraries.of(FIXTURES);
    }

    /** True if the file was read, false if it was refused. */
    private static boolean survives(Path file) {
        long bytes = THREADS.getCurrentThreadAllocatedBytes();
        long start = System.nanoTime();
        boolean read = false;
        try {
            try (ImageStack stack = stack(file)) {
                for (int y = 0; y < stack.height(); y += 16) {
                    stack.rows(stack.count() - 1, y, Math.min(16, stack.height() - y));
                }
            }
            read = true;
        } catch (InputException e) {
            String message = String.valueOf(e.getMessage());
            assertTrue(message.contains(folder.toString()) && message.lines().count() == 1, message);
            boolean told = message.contains("expected") && message.contains("found");
            assertTrue(told || message.contains("cannot be read"), message);
        } catch (RuntimeException | Error e) {
            fail(file + " gave " + e, e);
        }
        assertTrue(System.nanoTime() - start < MOST_NANOS, "took too long");
        long used = THREADS.getCurrentThreadAllocatedBytes() - bytes;
        assertTrue(used < MOST_BYTES, () -> file + " allocated " + used + " bytes");
        return read;
    }

    private static ImageStack stack(Path file) {
        return file.toString().endsWith(".npz")
                ? ImageStack.open(file, NonFinite.REFUSED)
                : ImageStack.of(List.of(file), NonFinite.REFUSED);
    }

    private static boolean damage(String name, UnaryOperator<byte[]> harm) {
        Path file = folder.resolve(name);
        try {
            byte[] damaged = harm.apply(Files.readAllBytes(Patterns.fixture(name)));
            Files.write(file, name.endsWith(".png") ? checked(damaged) : damaged);
            return survives(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Mends the CRC of PNG chunks, behind which damage would never reach the decoder. */
    private static byte[] checked(byte[] png) {
        java.nio.ByteBuffer bytes = java.nio.ByteBuffer.wrap(png);
        for (int at = 8; at + 12 <= png.length; ) {
            int length = bytes.getInt(at);
            if (length < 0 || length > png.length - at - 12) {
                break;
            }
            CRC32 crc = new CRC32();
            crc.update(png, at + 4, length + 4);
            bytes.putInt(at + 8 + length, (int) crc.getValue());
            at += 12 + length;
        }
        return png;
    }

    @Property(tries = 600, seed = "4142135623730950488")
    void flippedBytes(@ForAll("files") String name, @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int count) {
        SplittableRandom rng = new SplittableRandom(seed);
        damage(name, bytes -> {
            for (int i = 0; i < count; i++) {
                // headers are at the start, so damage falls there more often
                int at = (int) (bytes.length * Math.pow(rng.nextDouble(), 3));
                at = name.endsWith(".tif") && rng.nextBoolean() ? bytes.length - 1 - at : at;
                bytes[at] = (byte) rng.nextInt(256);
            }
            return bytes;
        });
    }

    @Property(tries = 600, seed = "732050807568877293")
    void absurdSizes(@ForAll("files") String name, @ForAll long seed) {
        SplittableRandom rng = new SplittableRandom(seed);
        damage(name, bytes -> {
            int at = rng.nextInt(Math.min(bytes.length - 8, 400));
            at = name.endsWith(".tif") && rng.nextBoolean() ? bytes.length - 9 - at : at;
            int width = 1 << rng.nextInt(4);
            byte[] sizes = {-1, 0, 0x7f, (byte) 0x80, '9'};
            Arrays.fill(bytes, at, at + width, sizes[rng.nextInt(sizes.length)]);
            return bytes;
        });
    }

    @Property(tries = 250, seed = "2360679774997896964")
    void insertedAndRemovedBytes(@ForAll("files") String name, @ForAll long seed) {
        SplittableRandom rng = new SplittableRandom(seed);
        damage(name, bytes -> {
            int at = rng.nextInt(bytes.length);
            int length = rng.nextInt(1, 64);
            byte[] out = rng.nextBoolean()
                    ? Arrays.copyOf(bytes, bytes.length + length)
                    : Arrays.copyOf(bytes, Math.max(at, bytes.length - length));
            int shift = out.length - bytes.length;
            for (int i = at; i < out.length; i++) {
                int from = i - shift;
                out[i] = from >= at && from < bytes.length ? bytes[from] : (byte) rng.nextInt(256);
            }
            return out;
        });
    }

    @Property(tries = 250, seed = "6457513110645905905")
    void randomBytesAfterTheMagicNumber(@ForAll("files") String name, @ForAll long seed) {
        SplittableRandom rng = new SplittableRandom(seed);
        damage(name, bytes -> {
            int kept = rng.nextInt(Math.min(400, bytes.length));
            byte[] out = new byte[kept + rng.nextInt(1, 3000)];
            rng.nextBytes(out);
            System.arraycopy(bytes, 0, out, 0, kept);
            return out;
        });
    }

    @Property(tries = 26, seed = "3166247903553998491")
    void everyTruncation(@ForAll("files") String name) throws IOException {
        byte[] whole = Files.readAllBytes(Patterns.fixture(name));
        for (int length = 0; length < whole.length; length += length < 64 ? 3 : 97) {
            int cut = length;
            assertTrue(!damage(name, bytes -> Arrays.copyOf(bytes, cut)), () -> name + " was read, cut to " + cut);
        }
        assertTrue(damage(name, bytes -> bytes), "the whole file must be read");
    }
}

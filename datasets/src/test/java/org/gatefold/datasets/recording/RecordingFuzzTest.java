package org.gatefold.datasets.recording;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.gatefold.sparse.io.InputException;

/**
 * Files damaged in any way are read or refused by one line: nothing else is thrown, and neither memory nor time goes
 * beyond what the size of the file warrants.
 */
@SuppressWarnings("NullAway.Init") // set before the properties
class RecordingFuzzTest {
    /**
     * What the reader of a file of a few kB may allocate: buffers of 1 MiB and decoder workspace, not a header's lie.
     */
    private static final long MOST_BYTES = 96L << 20;

    private static final long MOST_NANOS = 5_000_000_000L;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static Path folder;

    @BeforeContainer
    static void samples() throws IOException {
        folder = Files.createTempDirectory("fuzz");
        Description at = new Description("", 0, 0, false, 48000, 1e9);
        RecordingWriter.wav(folder.resolve("a.wav"), Signals.noise(1, 3, 60, false), 48000, Encoding.I16);
        RecordingWriter.wav(folder.resolve("b.wav"), Signals.noise(2, 2, 50, false), 48000, Encoding.F32);
        RecordingWriter.write(folder.resolve("c.sigmf-data"), Signals.noise(3, 2, 40, true), at, null);
        RecordingWriter.write(folder.resolve("d.npy"), Signals.noise(4, 5, 20, true), at, null);
        RecordingWriter.write(folder.resolve("e.cf32"), Signals.noise(5, 1, 64, true), at, null);
        RecordingWriter.write(folder.resolve("f.ci16"), Signals.noise(6, 1, 64, true), at, SampleFormat.parse("ci16"));
        for (String name : new String[] {"mono8.flac", "stereo16.flac"}) {
            try (InputStream in = RecordingFuzzTest.class.getResourceAsStream("/recording/" + name)) {
                Files.write(folder.resolve(name), in.readAllBytes());
            }
        }
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

    private enum Victim {
        WAV_INTEGERS("a.wav"),
        WAV_FLOATS("b.wav"),
        SIGMF_SAMPLES("c.sigmf-data"),
        SIGMF_DESCRIPTION("c.sigmf-meta"),
        NPY("d.npy"),
        FLOATS("e.cf32"),
        INTEGERS("f.ci16"),
        FLAC_MONO("mono8.flac"),
        FLAC_STEREO("stereo16.flac");

        private final String file;

        Victim(String file) {
            this.file = file;
        }
    }

    /** True if the file was read, false if it was refused. */
    private static boolean survives(Path file) {
        long bytes = THREADS.getCurrentThreadAllocatedBytes();
        long start = System.nanoTime();
        boolean read = false;
        try (Recording r = Recordings.open(file)) {
            int block = Math.max(1, Math.min(1000, 4000 / r.channels()));
            for (long at = 0; at < r.frames(); at += block) {
                r.read(at, (int) Math.min(block, r.frames() - at));
            }
            read = true;
        } catch (InputException e) {
            String message = String.valueOf(e.getMessage());
            assertTrue(message.contains(folder.toString()) && message.lines().count() == 1, message);
        } catch (RuntimeException | Error e) {
            fail(file + " gave " + e, e);
        }
        assertTrue(System.nanoTime() - start < MOST_NANOS, "took too long");
        long used = THREADS.getCurrentThreadAllocatedBytes() - bytes;
        assertTrue(used < MOST_BYTES, () -> "allocated " + used + " bytes");
        return read;
    }

    private static void damage(Victim victim, java.util.function.UnaryOperator<byte[]> harm) {
        Path file = folder.resolve(victim.file);
        try {
            byte[] sound = Files.readAllBytes(file);
            try {
                Files.write(file, harm.apply(sound.clone()));
                survives(file);
            } finally {
                Files.write(file, sound);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Property(tries = 250, seed = "-4142135623730950488")
    void flippedBytes(@ForAll Victim victim, @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int count) {
        SplittableRandom rng = new SplittableRandom(seed);
        damage(victim, bytes -> {
            for (int i = 0; i < count; i++) {
                // headers are at the start, so damage falls there more often
                int at = (int) (bytes.length * Math.pow(rng.nextDouble(), 3));
                bytes[at] = (byte) rng.nextInt(256);
            }
            return bytes;
        });
    }

    @Property(tries = 250, seed = "732050807568877293")
    void absurdSizes(@ForAll Victim victim, @ForAll long seed) {
        SplittableRandom rng = new SplittableRandom(seed);
        damage(victim, bytes -> {
            int at = rng.nextInt(Math.min(bytes.length - 8, 120));
            int width = 1 << rng.nextInt(4);
            byte[][] sizes = {{-1}, {0}, {(byte) 0x7f}, {(byte) 0x80}, {'9'}};
            Arrays.fill(bytes, at, at + width, sizes[rng.nextInt(sizes.length)][0]);
            return bytes;
        });
    }

    @Property(tries = 120, seed = "2360679774997896964")
    void insertedAndRemovedBytes(@ForAll Victim victim, @ForAll long seed) {
        SplittableRandom rng = new SplittableRandom(seed);
        damage(victim, bytes -> {
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

    @Property(tries = 120, seed = "6457513110645905905")
    void randomBytesAfterTheMagicNumber(@ForAll Victim victim, @ForAll long seed) {
        SplittableRandom rng = new SplittableRandom(seed);
        damage(victim, bytes -> {
            int kept = rng.nextInt(Math.min(60, bytes.length));
            byte[] out = new byte[kept + rng.nextInt(1, 3000)];
            rng.nextBytes(out);
            System.arraycopy(bytes, 0, out, 0, kept);
            return out;
        });
    }

    @Property(tries = 9, seed = "3166247903553998491")
    void everyTruncation(@ForAll Victim victim) throws IOException {
        byte[] whole = Files.readAllBytes(folder.resolve(victim.file));
        boolean headerless = victim == Victim.FLOATS || victim == Victim.INTEGERS || victim == Victim.SIGMF_SAMPLES;
        for (int length = 0; length < whole.length; length += length < 64 ? 1 : 47) {
            int cut = length;
            Path file = folder.resolve(victim.file);
            try {
                Files.write(file, Arrays.copyOf(whole, cut));
                boolean read = survives(file);
                // a description whose last blank is cut off is still whole
                boolean blank =
                        new String(whole, cut, whole.length - cut, java.nio.charset.StandardCharsets.UTF_8).isBlank();
                assertTrue(!read || headerless || blank, () -> victim + " was read, cut to " + cut + " bytes");
            } finally {
                Files.write(file, whole);
            }
        }
        assertTrue(survives(folder.resolve(victim.file)), "the whole file must be read");
    }
}

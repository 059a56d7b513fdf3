package org.gatefold.doa.recording;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.gatefold.datasets.recording.Frames;
import org.gatefold.datasets.recording.Recording;
import org.gatefold.doa.array.Snapshots;
import org.gatefold.sparse.io.InputException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the snapshots of a recording, block by block.
 *
 * <ul>
 *   <li>Complex samples without a band (IQ around a carrier, snapshot matrices): each frame is a snapshot.
 *   <li>Complex samples with a band: short-time spectra inside it, all taken for the carrier's frequency.
 *   <li>Real samples are wide-band: short-time spectra, one set of snapshots a frequency.
 * </ul>
 */
public final class SnapshotReader {
    private static final long MOST_NUMBERS = 1L << 26;
    private static final int PROBE_SECONDS = 30;

    /** A real recording slower than this is no sound in air. */
    private static final double SLOWEST_SOUND_HZ = 1000;

    private final Recording recording;
    private final Setup setup;
    private final double speed;
    private final NarrowBand narrowBand;
    private final WideBand wideBand;
    private final long first;
    private final long frames;

    /** @throws InputException if the array or the segment does not fit the recording, or the speed is needed */
    public SnapshotReader(Recording recording, Setup setup) {
        this.recording = recording;
        this.setup = setup;
        int elements = setup.geometry().elements();
        if (recording.channels() != elements) {
            boolean turned = recording.frames() == elements && Double.isNaN(recording.sampleRateHz());
            throw new InputException(recording.name() + ": expected " + elements
                    + " channels, as many as the array has elements, found " + recording.channels()
                    + (turned ? ": transpose the matrix, rows are elements" : ""));
        }
        this.speed = speed();
        Windows windows = new Windows(recording.name(), recording.sampleRateHz(), setup.geometry(), speed);
        this.narrowBand = new NarrowBand(recording, setup, speed, windows);
        this.wideBand = new WideBand(recording, setup, speed, windows);
        boolean timed = !Double.isNaN(recording.sampleRateHz());
        if (!recording.complex() && !timed) {
            throw new InputException(recording.name()
                    + ": expected complex snapshots, or a sample rate (--rate) for real samples, found real samples");
        }
        boolean cut = setup.segment() != null || setup.band() != null || !Double.isNaN(setup.everySeconds());
        if (!timed && cut) {
            throw new InputException(recording.name()
                    + ": expected a sample rate (--rate) to choose a band, a segment or a track, found none");
        }
        Segment segment = setup.segment();
        if (segment == null) {
            this.first = 0;
            this.frames = recording.frames();
        } else {
            this.first = Math.round(segment.startSeconds() * recording.sampleRateHz());
            this.frames = Math.round(segment.lengthSeconds() * recording.sampleRateHz());
            if (frames < 1 || first + frames > recording.frames()) {
                throw new InputException(String.format(
                        Locale.ROOT,
                        "%s: expected a segment within its %.6g s, found %.6g s from %.6g s",
                        recording.name(),
                        recording.seconds(),
                        segment.lengthSeconds(),
                        segment.startSeconds()));
            }
        }
    }

    private double speed() {
        if (!Double.isNaN(setup.speedMetresPerSecond())) {
            return setup.speedMetresPerSecond();
        }
        if (recording.complex()) {
            return Setup.LIGHT;
        }
        if (recording.sampleRateHz() < SLOWEST_SOUND_HZ && !setup.geometry().inWavelengths()) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s: expected --speed in m/s with samples at %.6g Hz, too slow for sound in air, found none",
                    recording.name(),
                    recording.sampleRateHz()));
        }
        return Setup.SOUND;
    }

    /** Speed of the waves, m/s, given or usual. */
    public double speedMetresPerSecond() {
        return speed;
    }

    /** Number of blocks, 1 without a track. */
    public long blocks() {
        return frames / block();
    }

    private long block() {
        return Double.isNaN(setup.everySeconds())
                ? frames
                : Math.max(1, Math.round(setup.everySeconds() * recording.sampleRateHz()));
    }

    /** Reads all blocks in turn, one block without a track. */
    public void forEach(Consumer<Observation> user) {
        long block = block();
        if (block > frames) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s: expected --every below the %.6g s of recording, found %.6g s",
                    recording.name(),
                    frames / recording.sampleRateHz(),
                    setup.everySeconds()));
        }
        requireMemory(block);
        FrequencyBand band = wideband() ? wideBand.band(() -> probe(block)) : setup.band();
        for (long at = 0; at + block <= frames; at += block) {
            double start = (first + at) / recording.sampleRateHz();
            Frames heard = recording.read(first + at, (int) block);
            user.accept(new Observation(start, snapshots(heard, band), band));
        }
    }

    private List<Snapshots> snapshots(Frames block, @Nullable FrequencyBand band) {
        if (band == null) {
            return List.of(narrowBand.samples(block));
        }
        return wideband() ? wideBand.snapshots(block, band) : narrowBand.spectra(block, band);
    }

    /** What the band is chosen by: the first block, at least {@value #PROBE_SECONDS} s. */
    private Frames probe(long block) {
        long seconds = Math.round(PROBE_SECONDS * recording.sampleRateHz());
        return recording.read(first, (int) Math.min(frames, Math.max(block, seconds)));
    }

    /** All observations at once. */
    public List<Observation> observations() {
        List<Observation> all = new ArrayList<>();
        forEach(all::add);
        return all;
    }

    private void requireMemory(long block) {
        long most = MOST_NUMBERS / recording.channels();
        if (wideband() && block > most) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s: expected at most %.0f s at once, found %.0f s: choose a part with --segment START:LENGTH or"
                            + " track with --every",
                    recording.name(),
                    most / recording.sampleRateHz(),
                    block / recording.sampleRateHz()));
        }
    }

    private boolean wideband() {
        return !recording.complex();
    }
}

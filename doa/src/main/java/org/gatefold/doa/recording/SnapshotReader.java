package org.gatefold.doa.recording;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.gatefold.datasets.recording.Frames;
import org.gatefold.datasets.recording.Recording;
import org.gatefold.doa.array.ArrayGeometry;
import org.gatefold.doa.array.Snapshots;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.io.InputException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the snapshots of a recording.
 *
 * <ul>
 *   <li>Complex samples without a band (IQ around a carrier, snapshot matrices) are narrow-band: each frame is a
 *       snapshot; of very many, {@value #MOST_SNAPSHOTS} spread evenly.
 *   <li>Complex samples with a band: short-time spectra inside it are the snapshots of one frequency, the carrier.
 *   <li>Real samples are wide-band: short-time spectra, one set of snapshots a frequency, up to {@value #MOST_BINS}
 *       frequencies. All frequencies are scaled to the same power, the mean over them, so that a weak one says as much
 *       as a strong one. The window lasts at least six times as long as a wave takes along the array, of a steady sound
 *       four times longer still if there is room, so that all elements hear the same.
 * </ul>
 */
public final class SnapshotReader {
    private static final int MOST_SNAPSHOTS = 2000;
    private static final int MOST_BINS = 40;
    private static final int FEWEST_FRAMES = 6;
    private static final int STEADY_FRAMES = 24;

    /** Windows that see each sample. */
    private static final int OVERLAP = 4;

    private static final long MOST_NUMBERS = 1L << 26;

    /** A real recording slower than this is no sound in air. */
    private static final double SLOWEST_SOUND_HZ = 1000;

    private final Recording recording;
    private final Setup setup;
    private final double speed;
    private final long first;
    private final long frames;

    /** @throws InputException if the array or the segment does not fit the recording, or the speed is needed */
    public SnapshotReader(Recording recording, Setup setup) {
        this.recording = recording;
        this.setup = setup;
        int elements = setup.geometry().elements();
        if (recording.channels() != elements) {
            throw new InputException(recording.name() + ": expected " + elements
                    + " channels, as many as the array has elements, found " + recording.channels());
        }
        this.speed = speed();
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
        FrequencyBand band = wideband() ? chosenBand(block) : setup.band();
        for (long at = 0; at + block <= frames; at += block) {
            double start = (first + at) / recording.sampleRateHz();
            user.accept(observation(start, recording.read(first + at, (int) block), band));
        }
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

    private Observation observation(double start, Frames block, @Nullable FrequencyBand band) {
        if (band == null) {
            return new Observation(start, List.of(narrow(block)), null);
        }
        ShortTimeSpectra dense = spectra(block, false);
        boolean onsets = wideband() && isShortSound(dense, band);
        ShortTimeSpectra spectra = (onsets ? dense : spectra(block, true)).every(OVERLAP / 2);
        List<Integer> bins = thinned(spectra.bins(band), wideband() ? MOST_BINS : Integer.MAX_VALUE);
        requireBins(bins, band);
        int[] strong = BandChoice.strong(spectra, bins);
        if (strong.length == 0) {
            return new Observation(start, List.of(), band);
        }
        if (!wideband()) {
            return new Observation(start, List.of(merged(spectra, bins, strong)), band);
        }
        return new Observation(
                start,
                onsets
                        ? wide(dense, bins, bin -> BandChoice.onsets(dense, bin, OVERLAP), band)
                        : wide(spectra, bins, bin -> strong, band),
                band);
    }

    private static boolean isShortSound(ShortTimeSpectra dense, FrequencyBand band) {
        ShortTimeSpectra spectra = dense.every(OVERLAP / 2);
        return BandChoice.isShortSound(spectra, spectra.bins(band));
    }

    /** Samples around a carrier as they are. */
    private Snapshots narrow(Frames block) {
        int count = Math.min(block.length(), MOST_SNAPSHOTS);
        Batch batch = new Batch(1, 2 * count, block.channels());
        for (int l = 0; l < count; l++) {
            int frame = (int) ((long) l * block.length() / count);
            for (int c = 0; c < block.channels(); c++) {
                batch.set(0, 2 * l, c, block.re()[c][frame]);
                batch.set(0, 2 * l + 1, c, block.im()[c][frame]);
            }
        }
        double carrier = carrierHz();
        return new Snapshots(batch, carrier, wavelength(carrier));
    }

    private Snapshots merged(ShortTimeSpectra spectra, List<Integer> bins, int[] strong) {
        int most = Math.min(strong.length * bins.size(), MOST_SNAPSHOTS);
        int frames = Math.max(1, most / bins.size());
        int[] used = IntStream.range(0, Math.min(frames, strong.length))
                .map(i -> strong[(int) ((long) i * strong.length / Math.min(frames, strong.length))])
                .toArray();
        Batch all = new Batch(1, 2 * used.length * bins.size(), spectra.channels());
        int at = 0;
        for (int bin : bins) {
            Batch one = spectra.snapshots(bin, used, 1);
            System.arraycopy(one.data(), 0, all.data(), at, one.data().length);
            at += one.data().length;
        }
        double carrier = carrierHz();
        return new Snapshots(all, carrier, wavelength(carrier));
    }

    private List<Snapshots> wide(
            ShortTimeSpectra spectra, List<Integer> bins, IntFunction<int[]> frames, FrequencyBand band) {
        double unit = Double.isNaN(setup.carrierHz()) ? band.centreHz() : setup.carrierHz();
        double[] power = new double[bins.size()];
        double mean = 0;
        for (int i = 0; i < power.length; i++) {
            int[] chosen = frames.apply(bins.get(i));
            for (int t : chosen) {
                power[i] += spectra.power(t, bins.get(i)) / chosen.length;
            }
            mean += power[i] / power.length;
        }
        List<Snapshots> all = new ArrayList<>();
        for (int i = 0; i < power.length; i++) {
            if (power[i] > 0) {
                double frequency = spectra.frequencyHz(bins.get(i));
                double wavelength = setup.geometry().inWavelengths() ? unit / frequency : speed / frequency;
                Batch batch = spectra.snapshots(bins.get(i), frames.apply(bins.get(i)), Math.sqrt(mean / power[i]));
                all.add(new Snapshots(batch, frequency, wavelength));
            }
        }
        return all;
    }

    private double carrierHz() {
        return Double.isNaN(setup.carrierHz()) ? recording.centreFrequencyHz() : setup.carrierHz();
    }

    private double wavelength(double carrier) {
        if (setup.geometry().inWavelengths()) {
            return 1;
        }
        if (!(carrier > 0)) {
            throw new InputException(
                    recording.name() + ": expected --frequency, the carrier in Hz, for an array in metres, found none");
        }
        return speed / carrier;
    }

    /** The largest distance of two elements. */
    private double aperture() {
        ArrayGeometry g = setup.geometry();
        double largest = 0;
        for (int i = 0; i < g.elements(); i++) {
            for (int j = 0; j < i; j++) {
                largest = Math.max(largest, Math.hypot(g.east(i) - g.east(j), g.north(i) - g.north(j)));
            }
        }
        return largest;
    }

    private FrequencyBand chosenBand(long block) {
        FrequencyBand given = setup.band();
        double nyquist = recording.sampleRateHz() / 2;
        if (given != null) {
            if (given.lowHz() <= 0 || given.highHz() > nyquist) {
                throw new InputException(String.format(
                        Locale.ROOT,
                        "band: expected a band above 0 and up to %.6g Hz, half the sample rate of %s, found %.6g:%.6g",
                        nyquist,
                        recording.name(),
                        given.lowHz(),
                        given.highHz()));
            }
            return given;
        }
        int probe = (int) Math.min(frames, Math.max(block, Math.round(30 * recording.sampleRateHz())));
        ShortTimeSpectra spectra = spectra(recording.read(first, probe), false);
        return BandChoice.band(spectra.every(OVERLAP / 2), limits(nyquist));
    }

    /**
     * From where the array spans a quarter of a wavelength up to the end of the spectrum: where single frequencies
     * alias, all of them together do not, as the ambiguous angles differ from one to the next.
     */
    private FrequencyBand limits(double nyquist) {
        ArrayGeometry geometry = setup.geometry();
        if (geometry.inWavelengths()) {
            double unit = setup.carrierHz();
            return new FrequencyBand(
                    nyquist / 50, Double.isNaN(unit) ? 0.98 * nyquist : Math.min(0.98 * nyquist, unit));
        }
        double low = speed / (4 * aperture());
        double high = 0.98 * nyquist;
        return low < 0.8 * high ? new FrequencyBand(low, high) : new FrequencyBand(0.2 * high, high);
    }

    private void requireBins(List<Integer> bins, FrequencyBand band) {
        if (bins.isEmpty()) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "band: expected a wider one than %.6g:%.6g Hz, or a longer segment: no frequency of its short-time"
                            + " spectra is inside",
                    band.lowHz(),
                    band.highHz()));
        }
    }

    private ShortTimeSpectra spectra(Frames block, boolean steady) {
        int size = windowSize(block.length());
        // The longer the window, the less of a wave it loses at its ends on the way along the array.
        for (int doubling = 0;
                steady && doubling < 2 && frames(block.length(), 2 * size) >= STEADY_FRAMES;
                doubling++) {
            size *= 2;
        }
        return ShortTimeSpectra.of(block, recording.sampleRateHz(), size, size / OVERLAP);
    }

    private static int frames(int available, int size) {
        return 2 * (available - size) / size + 1;
    }

    private int windowSize(int available) {
        double transit = setup.geometry().inWavelengths() ? 0 : aperture() / speed * recording.sampleRateHz();
        int size = 64;
        while (size < 6 * transit) {
            size *= 2;
        }
        while (size > 16 && frames(available, size) < FEWEST_FRAMES && size >= 4 * transit) {
            size /= 2;
        }
        if (size > available) {
            throw new InputException(recording.name() + ": expected at least " + size
                    + " samples a channel in each block, found " + available);
        }
        return size;
    }

    private static List<Integer> thinned(List<Integer> bins, int most) {
        if (bins.size() <= most) {
            return bins;
        }
        return IntStream.range(0, most)
                .mapToObj(i -> bins.get((int) ((long) i * bins.size() / most)))
                .toList();
    }
}

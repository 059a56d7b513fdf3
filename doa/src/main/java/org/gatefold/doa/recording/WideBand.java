package org.gatefold.doa.recording;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.gatefold.datasets.recording.Frames;
import org.gatefold.datasets.recording.Recording;
import org.gatefold.doa.array.Snapshots;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.io.InputException;

/**
 * Snapshots of real samples: short-time spectra, one set of snapshots a frequency, up to {@value #MOST_BINS}
 * frequencies. All frequencies are scaled to the same power, the mean over them, so that a weak one says as much as a
 * strong one.
 */
final class WideBand {
    private static final int MOST_BINS = 40;

    private final Recording recording;
    private final Setup setup;
    private final double speed;
    private final Windows windows;

    WideBand(Recording recording, Setup setup, double speedMetresPerSecond, Windows windows) {
        this.recording = recording;
        this.setup = setup;
        this.speed = speedMetresPerSecond;
        this.windows = windows;
    }

    /** The snapshots of each frequency of a band; none if it is silent. */
    List<Snapshots> snapshots(Frames block, FrequencyBand band) {
        ShortTimeSpectra dense = windows.dense(block);
        ShortTimeSpectra halved = Windows.halved(dense);
        boolean onsets = BandChoice.isShortSound(halved, halved.bins(band));
        ShortTimeSpectra spectra = onsets ? halved : windows.steady(block);
        List<Integer> bins = thinned(Windows.bins(spectra, band));
        int[] strong = BandChoice.strong(spectra, bins);
        if (strong.length == 0) {
            return List.of();
        }
        return onsets
                ? scaled(dense, bins, bin -> BandChoice.onsets(dense, bin, Windows.OVERLAP), band)
                : scaled(spectra, bins, bin -> strong, band);
    }

    private List<Snapshots> scaled(
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

    /** The band the user gave, else the one the array can place best, by the spectra of a stretch of the recording. */
    FrequencyBand band(Supplier<Frames> probe) {
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
        return BandChoice.band(Windows.halved(windows.dense(probe.get())), limits(nyquist));
    }

    /**
     * From where the array spans a quarter of a wavelength up to the end of the spectrum: where single frequencies
     * alias, all of them together do not, as the ambiguous angles differ from one to the next.
     */
    private FrequencyBand limits(double nyquist) {
        if (setup.geometry().inWavelengths()) {
            double unit = setup.carrierHz();
            return new FrequencyBand(
                    nyquist / 50, Double.isNaN(unit) ? 0.98 * nyquist : Math.min(0.98 * nyquist, unit));
        }
        double low = windows.lowestHz();
        double high = 0.98 * nyquist;
        return low < 0.8 * high ? new FrequencyBand(low, high) : new FrequencyBand(0.2 * high, high);
    }

    private static List<Integer> thinned(List<Integer> bins) {
        if (bins.size() <= MOST_BINS) {
            return bins;
        }
        return IntStream.range(0, MOST_BINS)
                .mapToObj(i -> bins.get((int) ((long) i * bins.size() / MOST_BINS)))
                .toList();
    }
}

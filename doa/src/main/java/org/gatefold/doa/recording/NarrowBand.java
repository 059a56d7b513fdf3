package org.gatefold.doa.recording;

import java.util.List;
import java.util.stream.IntStream;
import org.gatefold.datasets.recording.Frames;
import org.gatefold.datasets.recording.Recording;
import org.gatefold.doa.array.Snapshots;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.io.InputException;

/**
 * Snapshots of complex samples around a carrier, all of one frequency: the frames as they are, or the short-time
 * spectra inside a band; of very many, {@value #MOST_SNAPSHOTS} spread evenly.
 */
final class NarrowBand {
    private static final int MOST_SNAPSHOTS = 2000;

    private final Recording recording;
    private final Setup setup;
    private final double speed;
    private final Windows windows;

    NarrowBand(Recording recording, Setup setup, double speedMetresPerSecond, Windows windows) {
        this.recording = recording;
        this.setup = setup;
        this.speed = speedMetresPerSecond;
        this.windows = windows;
    }

    /** The frames themselves. */
    Snapshots samples(Frames block) {
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

    /** The spectra inside a band; none if the band is silent. */
    List<Snapshots> spectra(Frames block, FrequencyBand band) {
        ShortTimeSpectra spectra = windows.steady(block);
        List<Integer> bins = Windows.bins(spectra, band);
        int[] strong = BandChoice.strong(spectra, bins);
        return strong.length == 0 ? List.of() : List.of(merged(spectra, bins, strong));
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
}

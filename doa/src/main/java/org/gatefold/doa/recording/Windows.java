package org.gatefold.doa.recording;

import java.util.List;
import java.util.Locale;
import org.gatefold.datasets.recording.Frames;
import org.gatefold.doa.array.ArrayGeometry;
import org.gatefold.sparse.io.InputException;

/**
 * Short-time spectra whose windows fit the array: at least six times as long as a wave takes along it, of a steady
 * sound four times longer still if there is room, so that all elements hear the same.
 */
final class Windows {
    /** Windows that see each sample. */
    static final int OVERLAP = 4;

    private static final int FEWEST_FRAMES = 6;
    private static final int STEADY_FRAMES = 24;

    private final String name;
    private final double sampleRateHz;
    private final ArrayGeometry geometry;
    private final double speed;

    /** @param name of the recording, for messages */
    Windows(String name, double sampleRateHz, ArrayGeometry geometry, double speedMetresPerSecond) {
        this.name = name;
        this.sampleRateHz = sampleRateHz;
        this.geometry = geometry;
        this.speed = speedMetresPerSecond;
    }

    /** Spectra that follow a short sound, {@link #OVERLAP} a window. */
    ShortTimeSpectra dense(Frames block) {
        return spectra(block, false);
    }

    /** Spectra of a steady sound, half a window apart. */
    ShortTimeSpectra steady(Frames block) {
        return halved(spectra(block, true));
    }

    /** The spectra half a window apart. */
    static ShortTimeSpectra halved(ShortTimeSpectra dense) {
        return dense.every(OVERLAP / 2);
    }

    /** The lowest frequency of which the array spans a quarter of a wavelength. */
    double lowestHz() {
        return speed / (4 * aperture());
    }

    /** @throws InputException if no frequency is inside the band */
    static List<Integer> bins(ShortTimeSpectra spectra, FrequencyBand band) {
        List<Integer> bins = spectra.bins(band);
        if (bins.isEmpty()) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "band: expected a wider one than %.6g:%.6g Hz, or a longer segment: no frequency of its short-time"
                            + " spectra is inside",
                    band.lowHz(),
                    band.highHz()));
        }
        return bins;
    }

    /** The largest distance of two elements. */
    private double aperture() {
        double largest = 0;
        for (int i = 0; i < geometry.elements(); i++) {
            for (int j = 0; j < i; j++) {
                largest = Math.max(
                        largest,
                        Math.hypot(geometry.east(i) - geometry.east(j), geometry.north(i) - geometry.north(j)));
            }
        }
        return largest;
    }

    private ShortTimeSpectra spectra(Frames block, boolean steady) {
        int size = windowSize(block.length());
        // The longer the window, the less of a wave it loses at its ends on the way along the array.
        for (int doubling = 0;
                steady && doubling < 2 && frames(block.length(), 2 * size) >= STEADY_FRAMES;
                doubling++) {
            size *= 2;
        }
        return ShortTimeSpectra.of(block, sampleRateHz, size, size / OVERLAP);
    }

    private static int frames(int available, int size) {
        return 2 * (available - size) / size + 1;
    }

    private int windowSize(int available) {
        double transit = geometry.inWavelengths() ? 0 : aperture() / speed * sampleRateHz;
        int size = 64;
        while (size < 6 * transit) {
            size *= 2;
        }
        while (size > 16 && frames(available, size) < FEWEST_FRAMES && size >= 4 * transit) {
            size /= 2;
        }
        if (size > available) {
            throw new InputException(
                    name + ": expected at least " + size + " samples a channel in each block, found " + available);
        }
        return size;
    }
}

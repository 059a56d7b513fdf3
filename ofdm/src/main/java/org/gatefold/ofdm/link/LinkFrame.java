package org.gatefold.ofdm.link;

import java.util.SplittableRandom;
import org.gatefold.ofdm.lte.Numerology;
import org.gatefold.ofdm.lte.ResourceGrid;
import org.gatefold.ofdm.simulate.DelayProfile;
import org.gatefold.ofdm.simulate.DownlinkCell;
import org.gatefold.ofdm.simulate.DownlinkFrame;
import org.gatefold.ofdm.simulate.DownlinkSignal;
import org.gatefold.ofdm.simulate.FadingChannel;
import org.gatefold.ofdm.simulate.FrontEnd;
import org.jtransforms.fft.FloatFFT_1D;

/**
 * A simulated frame after the OFDM demodulator of a receiver that knows time, carrier and clock exactly, before its
 * noise is added. The noise is white in the elements, as a unitary FFT leaves it, and is drawn once: at every ratio it
 * is the same but for its size, so that ratios and methods are compared on the same draws.
 */
final class LinkFrame {
    private final DownlinkCell cell;
    private final Numerology numerology;
    private final FadingChannel channel;
    private final DownlinkFrame sent;
    private final ResourceGrid clean;
    private final long seed;

    LinkFrame(DownlinkCell cell, DelayProfile profile, double dopplerHz, int number, long seed) {
        this.cell = cell;
        this.numerology = numerology(cell);
        this.seed = seed;
        this.channel = new FadingChannel(profile, cell.ports(), dopplerHz, new SplittableRandom(seed));
        DownlinkSignal signal =
                new DownlinkSignal(cell, numerology, channel, FrontEnd.ideal(Double.POSITIVE_INFINITY), number, seed);
        this.sent = signal.frame(0);
        this.clean = demodulated(signal.samples(1));
    }

    /** The smallest FFT of the standard that holds the cell. */
    private static Numerology numerology(DownlinkCell cell) {
        int size = 128;
        while (size <= cell.subcarriers()) {
            size *= 2;
        }
        return new Numerology(size);
    }

    DownlinkCell cell() {
        return cell;
    }

    DownlinkFrame sent() {
        return sent;
    }

    Numerology numerology() {
        return numerology;
    }

    private ResourceGrid demodulated(float[] samples) {
        ResourceGrid grid = new ResourceGrid(DownlinkCell.SYMBOLS_PER_FRAME, cell.subcarriers());
        int n = numerology.fftSize();
        FloatFFT_1D fft = new FloatFFT_1D(n);
        float[] symbol = new float[2 * n];
        double scale = 1 / Math.sqrt(n);
        for (int s = 0; s < grid.symbols(); s++) {
            System.arraycopy(samples, 2 * usefulPart(s), symbol, 0, symbol.length);
            fft.complexForward(symbol);
            for (int k = 0; k < grid.subcarriers(); k++) {
                int bin = 2 * Math.floorMod(ResourceGrid.frequency(k, grid.subcarriers()), n);
                grid.set(s, k, scale * symbol[bin], scale * symbol[bin + 1]);
            }
        }
        return grid;
    }

    /** The sample after the prefix of symbol 0 … 139. */
    private int usefulPart(int symbol) {
        int l = symbol % Numerology.SYMBOLS_PER_SLOT;
        return symbol / Numerology.SYMBOLS_PER_SLOT * numerology.samplesPerSlot()
                + numerology.start(l)
                + numerology.prefix(l);
    }

    /** The elements with noise of variance {@code variance} per real number. */
    ResourceGrid withNoise(double variance) {
        ResourceGrid noisy = new ResourceGrid(clean.symbols(), clean.subcarriers());
        SplittableRandom rng = new SplittableRandom(seed ^ 0x6e6f697365L);
        double deviation = Math.sqrt(variance);
        for (int i = 0; i < noisy.data().length; i++) {
            noisy.data()[i] = (float) (clean.data()[i] + deviation * rng.nextGaussian());
        }
        return noisy;
    }

    /** The true response from a port at all elements: that in the middle of each symbol. */
    ResourceGrid response(int port) {
        ResourceGrid response = new ResourceGrid(clean.symbols(), clean.subcarriers());
        int[] frequencies = frequencies(cell);
        for (int s = 0; s < clean.symbols(); s++) {
            double seconds = (usefulPart(s) + 0.5 * numerology.fftSize()) / numerology.sampleRateHz();
            float[] values = channel.response(port, seconds, frequencies, Numerology.SUBCARRIER_HZ);
            System.arraycopy(values, 0, response.data(), s * values.length, values.length);
        }
        return response;
    }

    /** Of all subcarriers, in multiples of their spacing. */
    static int[] frequencies(DownlinkCell cell) {
        int[] frequencies = new int[cell.subcarriers()];
        for (int k = 0; k < frequencies.length; k++) {
            frequencies[k] = ResourceGrid.frequency(k, frequencies.length);
        }
        return frequencies;
    }
}

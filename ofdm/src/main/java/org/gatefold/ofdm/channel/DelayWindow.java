package org.gatefold.ofdm.channel;

import org.gatefold.sparse.operator.PartialFourier;

/**
 * The delays at which a channel may have taps: {@code first … first + taps − 1} steps of 1/(15 kHz · size).
 *
 * @param size N, steps in the useful part of a symbol
 * @param first first delay, negative if the receiver's window may begin late
 * @param taps number of delays, 1 … N
 */
public record DelayWindow(int size, int first, int taps) {
    /** Shortest grid, for the narrowest LTE carrier. */
    private static final int SMALLEST = 128;

    public DelayWindow {
        if (size < 1 || taps < 1 || taps > size) {
            throw new IllegalArgumentException("a symbol of " + size + " delays has no window of " + taps + " of them");
        }
    }

    /** Chooses the window once the pilots are known. */
    @FunctionalInterface
    public interface Choice {
        DelayWindow of(Pilots pilots);
    }

    /**
     * For the normal cyclic prefix, 7 % of the useful part of a symbol: a step about as long as the pilots' band can
     * tell apart, delays from −1/64 of a symbol, for windows that begin a little late, to 5/64.
     */
    public static DelayWindow normalPrefix(Pilots pilots) {
        int size = gridSize(pilots);
        return new DelayWindow(size, -size / 64, size * 6 / 64);
    }

    /** The smallest power of two that is not below the band from the first pilot to the last. */
    static int gridSize(Pilots pilots) {
        int[] f = pilots.frequencies();
        int size = SMALLEST;
        while (size <= f[f.length - 1] - f[0]) {
            size *= 2;
        }
        return size;
    }

    /** From taps in this window to the unitary response at some frequencies, one FFT a sample. */
    PartialFourier response(int[] frequencies) {
        int[] bins = new int[frequencies.length];
        for (int i = 0; i < bins.length; i++) {
            bins[i] = Math.floorMod(frequencies[i], size);
        }
        return new PartialFourier(size, bins, first, taps);
    }
}

package org.gatefold.ofdm.lte;

/**
 * OFDM symbols with the normal cyclic prefix at one sample rate: 15 kHz subcarriers, seven symbols a slot of half a
 * millisecond (36.211 §6.12). Any FFT of a multiple of 128 points lies exactly on the LTE time grid, 1280 at 19.2 Msps
 * included.
 *
 * @param fftSize points of the FFT, a multiple of 128
 */
public record Numerology(int fftSize) {
    public static final double SUBCARRIER_HZ = 15_000;
    public static final int SYMBOLS_PER_SLOT = 7;
    public static final int SLOTS_PER_FRAME = 20;
    public static final double FRAME_SECONDS = 0.01;

    public Numerology {
        if (fftSize < 128 || fftSize % 128 != 0) {
            throw new IllegalArgumentException("an LTE numerology needs a multiple of 128 points, found " + fftSize);
        }
    }

    public double sampleRateHz() {
        return fftSize * SUBCARRIER_HZ;
    }

    /** Samples of the prefix of symbol 0 … 6 of a slot. */
    public int prefix(int symbol) {
        return symbol == 0 ? fftSize / 128 * 10 : fftSize / 128 * 9;
    }

    /** Samples from the start of a slot to the prefix of symbol 0 … 6; for 7, to the end of the slot. */
    public int start(int symbol) {
        return symbol == 0 ? 0 : prefix(0) + (symbol - 1) * prefix(1) + symbol * fftSize;
    }

    public int samplesPerSlot() {
        return start(SYMBOLS_PER_SLOT);
    }

    public int samplesPerFrame() {
        return SLOTS_PER_FRAME * samplesPerSlot();
    }
}

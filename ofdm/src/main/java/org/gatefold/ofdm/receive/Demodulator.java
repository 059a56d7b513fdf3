package org.gatefold.ofdm.receive;

import org.gatefold.ofdm.lte.Numerology;
import org.gatefold.ofdm.lte.ResourceGrid;
import org.jtransforms.fft.DoubleFFT_1D;

/**
 * OFDM demodulation (36.211 §6.12 backwards), unitary. The window of the FFT begins a third of the shorter prefix
 * before the end of the prefix, on a whole sample; what that turns the phases of the subcarriers by is undone, so that
 * a path that arrives at the instant of the track has delay 0, fractions of a sample included.
 */
final class Demodulator {
    private final Capture capture;
    private final Numerology numerology;
    private final DoubleFFT_1D transform;

    Demodulator(Capture capture) {
        this.capture = capture;
        this.numerology = capture.numerology();
        this.transform = new DoubleFFT_1D(numerology.fftSize());
    }

    /**
     * Some slots of a frame.
     *
     * @param clock when the frame begins, and its carrier
     * @return 7·{@code slots} symbols; those that are not wholly in the capture are all zero
     */
    ResourceGrid slots(FrameClock clock, int firstSlot, int slots, int subcarriers) {
        ResourceGrid grid = new ResourceGrid(Numerology.SYMBOLS_PER_SLOT * slots, subcarriers);
        double[] work = new double[2 * numerology.fftSize()];
        for (int s = 0; s < slots; s++) {
            for (int l = 0; l < Numerology.SYMBOLS_PER_SLOT; l++) {
                symbol(clock, firstSlot + s, l, grid, Numerology.SYMBOLS_PER_SLOT * s + l, work);
            }
        }
        return grid;
    }

    /** One symbol into row {@code row} of a grid; false and nothing written if it is not wholly in the capture. */
    boolean symbol(FrameClock clock, int slot, int symbol, ResourceGrid grid, int row, double[] work) {
        int size = numerology.fftSize();
        double nominal =
                (double) slot * numerology.samplesPerSlot() + numerology.start(symbol) + numerology.prefix(symbol);
        double useful = clock.start() + nominal * clock.stretch();
        int from = (int) Math.rint(useful - numerology.prefix(1) / 3.0);
        if (from < 0 || from + size > capture.length()) {
            return false;
        }
        load(from, -2 * Math.PI * clock.carrierHz() / capture.rateHz(), from - clock.start(), work);
        transform.complexForward(work);
        double turn = 2 * Math.PI * (useful - from) / size;
        double scale = 1 / Math.sqrt(size);
        for (int k = 0; k < grid.subcarriers(); k++) {
            int frequency = ResourceGrid.frequency(k, grid.subcarriers());
            int bin = 2 * Math.floorMod(frequency, size);
            double c = scale * Math.cos(turn * frequency);
            double s = scale * Math.sin(turn * frequency);
            grid.set(row, k, c * work[bin] - s * work[bin + 1], s * work[bin] + c * work[bin + 1]);
        }
        return true;
    }

    /** Samples from {@code from} on, turned by {@code step} a sample, of which {@code before} lie before the first. */
    private void load(int from, double step, double before, double[] work) {
        float[] samples = capture.samples();
        double stepRe = Math.cos(step);
        double stepIm = Math.sin(step);
        double re = Math.cos(step * before);
        double im = Math.sin(step * before);
        for (int i = 0; i < numerology.fftSize(); i++) {
            double a = samples[2 * (from + i)];
            double b = samples[2 * (from + i) + 1];
            work[2 * i] = re * a - im * b;
            work[2 * i + 1] = re * b + im * a;
            double next = re * stepRe - im * stepIm;
            im = re * stepIm + im * stepRe;
            re = next;
        }
    }
}

package org.gatefold.ofdm.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.gatefold.ofdm.lte.Numerology;
import org.gatefold.ofdm.lte.ResourceGrid;
import org.jtransforms.fft.FloatFFT_1D;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DownlinkSignalTest {
    /** After the FFT at the right time, an element is the sum of the ports' responses times what they sent. */
    @ParameterizedTest
    @CsvSource({
        "128, 6, 1, AWGN, 0, -100",
        "128, 50, 2, EPA, 0, -100",
        "256, 15, 4, EVA, 0, -100",
        "1280, 100, 1, EPA, 0, -100",
        "512, 25, 2, EVA, 70, -36",
        "512, 25, 1, ETU, 0, -24"
    })
    void elementsAreResponsesTimesWhatWasSent(
            int fftSize, int resourceBlocks, int ports, DelayProfile profile, double doppler, double errorDb) {
        DownlinkCell cell = new DownlinkCell(42, resourceBlocks, ports, false);
        Numerology numerology = new Numerology(fftSize);
        FadingChannel channel = new FadingChannel(profile, ports, doppler, new SplittableRandom(1));
        DownlinkSignal signal =
                new DownlinkSignal(cell, numerology, channel, FrontEnd.ideal(Double.POSITIVE_INFINITY), 3, 5);
        float[] samples = signal.samples(1);
        DownlinkFrame frame = signal.frame(0);
        double error = 0;
        double energy = 0;
        int[] heard = IntStream.range(0, cell.subcarriers())
                .filter(k -> 2 * Math.abs(ResourceGrid.frequency(k, cell.subcarriers())) < fftSize)
                .toArray();
        int[] frequencies = Arrays.stream(heard)
                .map(k -> ResourceGrid.frequency(k, cell.subcarriers()))
                .toArray();
        for (int symbol = 1; symbol < 140; symbol++) {
            float[] spectrum = spectrum(samples, numerology, symbol);
            float[] expected = new float[2 * heard.length];
            for (int p = 0; p < ports; p++) {
                float[] response =
                        channel.response(p, middle(numerology, symbol), frequencies, Numerology.SUBCARRIER_HZ);
                for (int i = 0; i < heard.length; i++) {
                    double re = frame.grid(p).re(symbol, heard[i]);
                    double im = frame.grid(p).im(symbol, heard[i]);
                    expected[2 * i] += (float) (response[2 * i] * re - response[2 * i + 1] * im);
                    expected[2 * i + 1] += (float) (response[2 * i] * im + response[2 * i + 1] * re);
                }
            }
            for (int i = 0; i < heard.length; i++) {
                int bin = 2 * Math.floorMod(frequencies[i], fftSize);
                error += Math.pow(spectrum[bin] - expected[2 * i], 2)
                        + Math.pow(spectrum[bin + 1] - expected[2 * i + 1], 2);
                energy += Math.pow(expected[2 * i], 2) + Math.pow(expected[2 * i + 1], 2);
            }
        }
        double found = 10 * Math.log10(error / energy);
        assertTrue(found < errorDb, found + " dB");
    }

    /**
     * Samples of the formula of §6.12 itself, Σ a exp(j2πf(t − t₀)) at the times of a wrong clock, moved by the CFO.
     */
    @Test
    void clockCarrierAndStartAreExact() {
        DownlinkCell cell = new DownlinkCell(42, 15, 1, false);
        Numerology numerology = new Numerology(256);
        FadingChannel channel = new FadingChannel(DelayProfile.AWGN, 1, 0, new SplittableRandom(1));
        FrontEnd frontEnd = new FrontEnd(5432.1, 37, 0.0123456, Double.POSITIVE_INFINITY);
        DownlinkSignal signal = new DownlinkSignal(cell, numerology, channel, frontEnd, 3, 5);
        float[] samples = signal.samples(2);
        double[] gain = new double[2];
        channel.gain(0, 0, 0, gain);
        double rate = numerology.sampleRateHz();
        double error = 0;
        double energy = 0;
        for (int n = 1000; n < samples.length / 2 - 1000; n += 997) {
            double seconds = frontEnd.startSeconds() + n / (rate * (1 + 37e-6));
            int index = (int) (seconds / 0.01);
            double inFrame = (seconds - index * 0.01) * rate;
            int symbol = 0;
            while (symbol < 139 && start(numerology, symbol + 1) <= inFrame) {
                symbol++;
            }
            double since = (inFrame - start(numerology, symbol) - numerology.prefix(symbol % 7)) / rate;
            if (since < 10 / rate - numerology.prefix(1) / rate || since > 246 / rate) {
                continue; // the edges of symbols are not band-limited
            }
            ResourceGrid grid = signal.frame(index).grid(0);
            double carrier = 2 * Math.PI * 5432.1 * n / (rate * (1 + 37e-6));
            double re = 0;
            double im = 0;
            for (int k = 0; k < 180; k++) {
                double angle = 2 * Math.PI * ResourceGrid.frequency(k, 180) * 15e3 * since + carrier;
                re += grid.re(symbol, k) * Math.cos(angle) - grid.im(symbol, k) * Math.sin(angle);
                im += grid.re(symbol, k) * Math.sin(angle) + grid.im(symbol, k) * Math.cos(angle);
            }
            double expectedRe = (re * gain[0] - im * gain[1]) / 16;
            double expectedIm = (re * gain[1] + im * gain[0]) / 16;
            error += Math.pow(samples[2 * n] - expectedRe, 2) + Math.pow(samples[2 * n + 1] - expectedIm, 2);
            energy += expectedRe * expectedRe + expectedIm * expectedIm;
        }
        double found = 10 * Math.log10(error / energy);
        assertTrue(energy > 20 && found < -55, found + " dB");
    }

    /** E|n|² on a subcarrier is what the SNR says, at any rate; subcarriers of the capture beside the cell show it. */
    @ParameterizedTest
    @CsvSource({"128, 5", "1024, -3"})
    void noiseIsStatedPerSubcarrier(int fftSize, double snrDb) {
        DownlinkCell cell = new DownlinkCell(0, 6, 1, false);
        Numerology numerology = new Numerology(fftSize);
        FadingChannel channel = new FadingChannel(DelayProfile.AWGN, 1, 0, new SplittableRandom(1));
        float[] samples = new DownlinkSignal(cell, numerology, channel, FrontEnd.ideal(snrDb), 0, 9).samples(1);
        double energy = 0;
        int count = 0;
        for (int symbol = 0; symbol < 140; symbol++) {
            float[] spectrum = spectrum(samples, numerology, symbol);
            for (int bin = 40; bin < fftSize - 40; bin++) {
                energy += Math.pow(spectrum[2 * bin], 2) + Math.pow(spectrum[2 * bin + 1], 2);
                count++;
            }
        }
        assertEquals(-snrDb, 10 * Math.log10(energy / count), 0.2);
    }

    @Test
    void theSeedDecidesEverythingAndFramesDoNotDependOnTheirNumber() {
        DownlinkCell cell = new DownlinkCell(1, 6, 2, false);
        FrontEnd frontEnd = new FrontEnd(300, 3, 0.0071, 10);
        FadingChannel channel = new FadingChannel(DelayProfile.EPA, 2, 30, new SplittableRandom(2));
        float[] one = new DownlinkSignal(cell, new Numerology(128), channel, frontEnd, 1023, 8).samples(1);
        float[] two = new DownlinkSignal(cell, new Numerology(128), channel, frontEnd, 1023, 8).samples(2);
        assertArrayEquals(one, Arrays.copyOf(two, one.length));
        assertEquals(
                0,
                new DownlinkSignal(cell, new Numerology(128), channel, frontEnd, 1023, 8)
                        .frame(1)
                        .number());
    }

    private static int start(Numerology numerology, int symbol) {
        return symbol / 7 * numerology.samplesPerSlot() + numerology.start(symbol % 7);
    }

    private static double middle(Numerology numerology, int symbol) {
        return (start(numerology, symbol) + numerology.prefix(symbol % 7) + numerology.fftSize() / 2.0)
                / numerology.sampleRateHz();
    }

    private static float[] spectrum(float[] samples, Numerology numerology, int symbol) {
        int n = numerology.fftSize();
        int first = start(numerology, symbol) + numerology.prefix(symbol % 7);
        float[] spectrum = Arrays.copyOfRange(samples, 2 * first, 2 * (first + n));
        new FloatFFT_1D(n).complexForward(spectrum);
        for (int i = 0; i < spectrum.length; i++) {
            spectrum[i] /= (float) Math.sqrt(n);
        }
        return spectrum;
    }
}

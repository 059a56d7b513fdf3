package org.gatefold.ofdm.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.special.Erf;
import org.gatefold.ofdm.channel.ChannelEstimators;
import org.gatefold.ofdm.link.LinkBenchmark.Row;
import org.gatefold.ofdm.lte.Modulation;
import org.gatefold.ofdm.simulate.DelayProfile;
import org.gatefold.ofdm.simulate.DownlinkCell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bit error rates with perfect knowledge against closed forms (Proakis, Digital Communications, ch. 5 and 14). */
class LinkBenchmarkTest {
    /** γ = E|x|²/E|n|²: Q(√γ) for QPSK and ¾Q(u) + ½Q(3u) − ¼Q(5u), u = √(γ/5), for 16QAM in Gray's order. */
    @ParameterizedTest
    @CsvSource({"1, 4", "2, 8", "4, 12"})
    void whiteNoiseAlone(int ports, double snrDb) {
        LinkErrors errors = perfect(ports, DelayProfile.AWGN, 0, 4, snrDb);
        double gamma = Math.pow(10, snrDb / 10);
        double u = Math.sqrt(gamma / 5);
        double qam = 0.75 * q(u) + 0.5 * q(3 * u) - 0.25 * q(5 * u);
        // |h₀|² + |h₁|² is 2 in every pair: diversity without fading changes nothing
        assertRate(q(Math.sqrt(gamma)), errors.bitErrorRate(Modulation.QPSK).value(), 30_000);
        assertRate(qam, errors.bitErrorRate(Modulation.QAM16).value(), 60_000);
        assertRate(q(Math.sqrt(gamma)), errors.broadcastBitErrorRate().value(), 4 * 480);
        assertEquals(0, errors.broadcastBlockErrorRate().value());
        assertEquals(0, errors.channelNmse().value());
    }

    /**
     * Rayleigh fading of every element: with one port p = ½(1 − √(g/(1 + g))), g = γ/2, is the error rate of a bit of
     * QPSK; with two or four ports each pair has two independent branches of half the power, p²(1 + 2(1 − p)) with g =
     * γ/4.
     */
    @ParameterizedTest
    @CsvSource({"1, 10", "2, 10", "4, 10"})
    void rayleighFading(int ports, double snrDb) {
        double g = Math.pow(10, snrDb / 10) / (ports == 1 ? 2 : 4);
        double p = 0.5 * (1 - Math.sqrt(g / (1 + g)));
        double expected = ports == 1 ? p : p * p * (1 + 2 * (1 - p));
        double found = perfect(ports, DelayProfile.ETU, 300, 25, snrDb)
                .bitErrorRate(Modulation.QPSK)
                .value();
        assertEquals(expected, found, 0.2 * expected);
    }

    /** Every estimate costs something, straight lines between noisy pilots the most where noise is strong. */
    @Test
    void estimatesLieBetweenPerfectKnowledgeAndStraightLines() {
        DownlinkCell cell = new DownlinkCell(8, 15, 2, false);
        List<Row> rows = new LinkBenchmark(cell, DelayProfile.EPA, 5, 2, 3)
                .run(ChannelEstimators.forNormalPrefix().parseList("ls,lmmse,bmp"), List.of(5.0), done -> {});
        assertEquals("perfect", rows.get(0).method());
        for (Modulation modulation : Modulation.values()) {
            double perfect = rows.get(0).errors().bitErrorRate(modulation).value();
            double lines = rows.get(1).errors().bitErrorRate(modulation).value();
            for (Row row : rows.subList(2, 4)) {
                double rate = row.errors().bitErrorRate(modulation).value();
                assertTrue(rate > perfect && rate < lines, row.method() + " " + perfect + " " + rate + " " + lines);
                assertTrue(row.errors().channelNmse().value()
                        < 0.6 * rows.get(1).errors().channelNmse().value());
            }
        }
    }

    /**
     * Blocks of one frame each, with the channel estimated: at −15 dB the 240 symbols cannot carry the block (10.8
     * bits, see {@code BroadcastErrorsTest}), at 8 dB they are lost only in a fade of all of 1 MHz from both ports by
     * 14 dB.
     */
    @ParameterizedTest
    @CsvSource({"AWGN, 0", "EVA, 5"})
    void blockErrorsOverTheRatio(DelayProfile profile, double doppler) {
        DownlinkCell cell = new DownlinkCell(8, 6, 2, false);
        List<Row> rows = new LinkBenchmark(cell, profile, doppler, 20, 3)
                .run(ChannelEstimators.forNormalPrefix().parseList("ls"), List.of(-15.0, -4.0, 8.0), done -> {});
        double[] perfect = new double[3];
        double[] estimated = new double[3];
        for (int i = 0; i < 3; i++) {
            perfect[i] = rows.get(2 * i).errors().broadcastBlockErrorRate().value();
            estimated[i] =
                    rows.get(2 * i + 1).errors().broadcastBlockErrorRate().value();
        }
        assertTrue(perfect[0] >= 0.9 && estimated[0] >= 0.9, Arrays.toString(perfect) + Arrays.toString(estimated));
        assertTrue(perfect[1] <= estimated[1] && estimated[1] < 0.9, perfect[1] + " " + estimated[1]);
        assertTrue(perfect[2] == 0 && estimated[2] <= 0.05, perfect[2] + " " + estimated[2]);
    }

    /** Frames and noise are the same whatever else is asked for. */
    @Test
    void rowsDoNotDependOnEachOther() {
        DownlinkCell cell = new DownlinkCell(8, 6, 1, false);
        LinkBenchmark benchmark = new LinkBenchmark(cell, DelayProfile.EPA, 5, 2, 3);
        List<Row> both =
                benchmark.run(ChannelEstimators.forNormalPrefix().parseList("dft,ls"), List.of(0.0, 5.0), done -> {});
        List<Row> one = benchmark.run(ChannelEstimators.forNormalPrefix().parseList("ls"), List.of(5.0), done -> {});
        assertEquals("ls", both.get(5).method());
        assertEquals(5, both.get(5).snrDb());
        assertEquals(
                one.get(1).errors().bitErrorRate(Modulation.QPSK).value(),
                both.get(5).errors().bitErrorRate(Modulation.QPSK).value());
        assertEquals(
                one.get(1).errors().channelNmse().value(),
                both.get(5).errors().channelNmse().value());
    }

    private static LinkErrors perfect(int ports, DelayProfile profile, double doppler, int frames, double snrDb) {
        DownlinkCell cell = new DownlinkCell(8, 6, ports, false);
        return new LinkBenchmark(cell, profile, doppler, frames, 7)
                .run(List.of(), List.of(snrDb), done -> {})
                .get(0)
                .errors();
    }

    /** Within four standard deviations of so many independent bits. */
    private static void assertRate(double expected, double found, int bits) {
        assertEquals(expected, found, 4 * Math.sqrt(expected / bits));
    }

    private static double q(double x) {
        return 0.5 * Erf.erfc(x / Math.sqrt(2));
    }
}

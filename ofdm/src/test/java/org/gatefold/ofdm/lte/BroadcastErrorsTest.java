package org.gatefold.ofdm.lte;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.math3.special.Erf;
import org.gatefold.ofdm.lte.MasterInformationBlock.PhichDuration;
import org.gatefold.ofdm.lte.MasterInformationBlock.PhichResource;
import org.junit.jupiter.api.Test;

/**
 * Block errors of the broadcast channel from one port in white noise, against bounds. A frame holds each coded bit four
 * times, so that two words that differ in d coded bits are confused with probability Q(√(4dγ)), γ = E|x|²/E|n|². With
 * A_d words at distance d, the block error rate lies between Q(√(4dγ)) of the least d and Σ A_d Q(√(4dγ)).
 */
class BroadcastErrorsTest {
    private static final MasterInformationBlock BLOCK =
            new MasterInformationBlock(100, PhichDuration.NORMAL, PhichResource.ONE_SIXTH, 99);

    @Test
    void blockErrorsLieBetweenTheBounds() {
        double[] words = wordsByWeight(40);
        int least = 1;
        while (words[least] == 0) {
            least++;
        }
        for (double snrDb : new double[] {-7, -6}) {
            double union = 0;
            for (int d = 1; d < words.length; d++) {
                union += words[d] * confusion(d, snrDb);
            }
            double measured = errors(snrDb, 1, 500);
            double deviation = 4 * Math.sqrt(union / 500);
            assertTrue(
                    measured <= union + deviation && measured >= confusion(least, snrDb) - deviation,
                    measured + " at " + snrDb + " dB, union bound " + union + ", least distance " + least);
        }
    }

    /**
     * 240 symbols at −15 dB can carry 240·log₂(1.032) = 10.8 bits, of the 40 that are sent; at 0 dB the bound is 10⁻¹².
     */
    @Test
    void nothingIsHeardAtMinus15DecibelsAndAllAtZero() {
        assertTrue(errors(-15, 1, 100) >= 0.97);
        assertEquals(0, errors(0, 1, 100));
    }

    /** Four frames have four times the energy: as many errors at 6.02 dB less. */
    @Test
    void fourFramesGainSixDecibels() {
        double alone = errors(-8.5, 1, 200);
        double together = errors(-8.5 - 10 * Math.log10(4), 4, 200);
        assertTrue(alone > 0.1 && alone < 0.6, "no errors to compare: " + alone);
        assertEquals(alone, together, 4 * Math.sqrt(2 * alone * (1 - alone) / 200));
    }

    private static double errors(double snrDb, int frames, int trials) {
        BroadcastChannel channel = new BroadcastChannel(11);
        double noise = Math.sqrt(Math.pow(10, -snrDb / 10) / 2);
        float[][] flat = new float[1][480];
        for (int i = 0; i < 480; i += 2) {
            flat[0][i] = 1;
        }
        SplittableRandom rng = new SplittableRandom(12);
        int wrong = 0;
        for (int trial = 0; trial < trials; trial++) {
            List<BroadcastFrame> received = new ArrayList<>();
            for (int f = 0; f < frames; f++) {
                float[] samples = channel.symbols(BLOCK, 1, f);
                for (int i = 0; i < samples.length; i++) {
                    samples[i] += (float) (noise * rng.nextGaussian());
                }
                received.add(new BroadcastFrame(samples, flat, noise * noise));
            }
            wrong += channel.decode(received)
                            .filter(d -> d.block().equals(BLOCK) && d.phase() == 0)
                            .isPresent()
                    ? 0
                    : 1;
        }
        return (double) wrong / trials;
    }

    private static double confusion(int distance, double snrDb) {
        return 0.5 * Erf.erfc(Math.sqrt(4 * distance * Math.pow(10, snrDb / 10) / 2));
    }

    /** Numbers of code words by their weight, counted along the trellis from each state back to itself. */
    private static double[] wordsByWeight(int length) {
        int states = 64;
        int[] generators = {0133, 0171, 0165};
        double[] words = new double[3 * length + 1];
        for (int start = 0; start < states; start++) {
            double[][] paths = new double[states][words.length];
            paths[start][0] = 1;
            for (int i = 0; i < length; i++) {
                double[][] next = new double[states][words.length];
                for (int register = 0; register < 2 * states; register++) {
                    int weight = 0;
                    for (int generator : generators) {
                        weight += Integer.bitCount(register & generator) & 1;
                    }
                    double[] from = paths[register % states];
                    double[] to = next[register / 2];
                    for (int w = 0; w <= 3 * i; w++) {
                        to[w + weight] += from[w];
                    }
                }
                paths = next;
            }
            for (int w = 0; w < words.length; w++) {
                words[w] += paths[start][w];
            }
        }
        return words;
    }
}

package org.gatefold.ofdm.lte;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.gatefold.ofdm.lte.MasterInformationBlock.PhichDuration;
import org.gatefold.ofdm.lte.MasterInformationBlock.PhichResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BroadcastChannelTest {
    private static final MasterInformationBlock BLOCK =
            new MasterInformationBlock(50, PhichDuration.NORMAL, PhichResource.ONE, 7);

    /** All hypotheses are tried: the channels of four ports are given, whatever the cell has. */
    @ParameterizedTest
    @CsvSource({"1, 0", "1, 3", "2, 0", "2, 1", "2, 2", "2, 3", "4, 0", "4, 2"})
    void portsAndPhaseAreFound(int ports, int phase) {
        BroadcastChannel channel = new BroadcastChannel(150);
        SplittableRandom rng = new SplittableRandom(10 * ports + phase);
        BroadcastFrame frame = frame(channel, ports, phase, 0.1, rng);
        BroadcastDecoding decoding = channel.decode(frame).orElseThrow();
        assertEquals(BLOCK, decoding.block());
        assertEquals(ports, decoding.ports());
        assertEquals(phase, decoding.phase());
        assertEquals(28 + phase, decoding.frameNumber());
        assertArrayEquals(channel.symbols(BLOCK, ports, phase), decoding.sent()[0]);
        assertTrue(decoding.evm() > 0.01 && decoding.evm() < 0.6, "EVM " + decoding.evm());
        assertTrue(new BroadcastChannel(151).decode(frame).isEmpty());
    }

    /** EVM of one port in a channel of magnitude 1: the noise itself, √(2·0.05²), over how loud the symbols are. */
    @ParameterizedTest
    @ValueSource(doubles = {1, 1.4125, 0.5})
    void evmIsThatOfTheNoise(double amplitude) {
        BroadcastChannel channel = new BroadcastChannel(1);
        float[] received = channel.symbols(BLOCK, 1, 0);
        SplittableRandom rng = new SplittableRandom(8);
        float[][] flat = new float[1][480];
        for (int i = 0; i < 480; i++) {
            flat[0][i] = 1 - i % 2;
            received[i] = (float) (amplitude * received[i] + 0.05 * rng.nextGaussian());
        }
        BroadcastFrame frame = new BroadcastFrame(received, flat, 0.0025);
        BroadcastDecoding decoding = channel.decode(frame).orElseThrow();
        assertEquals(0.0707 / amplitude, decoding.evm(), 0.005 / amplitude);
        assertEquals(amplitude, decoding.amplitude(), 0.01);
    }

    /** At −9 dB a frame alone is lost about as often as not; four together are not. */
    @Test
    void fourFramesTogetherAreHeardBetter() {
        BroadcastChannel channel = new BroadcastChannel(77);
        int alone = 0;
        int together = 0;
        int trials = 40;
        for (int trial = 0; trial < trials; trial++) {
            SplittableRandom rng = new SplittableRandom(trial);
            List<BroadcastFrame> frames = new ArrayList<>();
            for (int phase = 0; phase < 4; phase++) {
                frames.add(frame(channel, 1, phase, Math.sqrt(0.5) * Math.pow(10, 0.45), rng));
            }
            alone += channel.decode(frames.get(0)).isPresent() ? 1 : 0;
            together += channel.decode(frames)
                            .filter(d -> d.block().equals(BLOCK) && d.phase() == 0)
                            .isPresent()
                    ? 1
                    : 0;
        }
        assertTrue(together >= 38, together + " of " + trials + " together");
        assertTrue(alone <= together / 2, alone + " of " + trials + " alone");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1e-6, 1, 1e4})
    void noiseAndSilenceCarryNothing(double scale) {
        BroadcastChannel channel = new BroadcastChannel(3);
        for (int trial = 0; trial < 50; trial++) {
            SplittableRandom rng = new SplittableRandom(trial);
            BroadcastFrame frame = new BroadcastFrame(
                    SfbcTest.gaussian(rng, 480, scale), SfbcTest.channels(rng, 4, 480, scale), scale * scale);
            assertTrue(channel.decode(frame).isEmpty());
        }
    }

    @Test
    void theScaleOfTheSamplesDoesNotMatter() {
        BroadcastChannel channel = new BroadcastChannel(9);
        for (double scale : new double[] {1e-6, 1, 1e4}) {
            SplittableRandom rng = new SplittableRandom(5);
            float[][] channels = SfbcTest.channels(rng, 2, 480, scale);
            float[] received = SfbcTest.received(new Sfbc(2).precode(channel.symbols(BLOCK, 2, 1)), channels);
            for (int i = 0; i < 480; i++) {
                received[i] += (float) (0.2 * scale * rng.nextGaussian());
            }
            BroadcastDecoding decoding = channel.decode(new BroadcastFrame(received, channels, 0.04 * scale * scale))
                    .orElseThrow();
            assertEquals(BLOCK, decoding.block());
        }
    }

    @Test
    void nonsenseIsRefused() {
        BroadcastChannel channel = new BroadcastChannel(0);
        assertThrows(IllegalArgumentException.class, () -> channel.decode(List.of()));
        assertThrows(IllegalArgumentException.class, () -> new BroadcastFrame(new float[10], new float[1][10], 1));
        assertThrows(
                IllegalArgumentException.class,
                () -> new BroadcastFrame(new float[480], new float[1][480], Double.NaN));
        float[] broken = new float[480];
        broken[5] = Float.NaN;
        assertTrue(
                channel.decode(new BroadcastFrame(broken, new float[2][480], 1)).isEmpty());
    }

    private static BroadcastFrame frame(
            BroadcastChannel channel, int ports, int phase, double noise, SplittableRandom rng) {
        float[][] channels = SfbcTest.channels(rng, 4, 480, 1);
        float[] received = SfbcTest.received(new Sfbc(ports).precode(channel.symbols(BLOCK, ports, phase)), channels);
        for (int i = 0; i < received.length; i++) {
            received[i] += (float) (noise * rng.nextGaussian());
        }
        return new BroadcastFrame(received, channels, noise * noise);
    }
}

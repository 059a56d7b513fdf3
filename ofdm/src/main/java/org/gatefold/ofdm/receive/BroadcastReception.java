package org.gatefold.ofdm.receive;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gatefold.ofdm.channel.ChannelEstimator;
import org.gatefold.ofdm.lte.BroadcastChannel;
import org.gatefold.ofdm.lte.BroadcastDecoding;
import org.gatefold.ofdm.lte.BroadcastElements;
import org.gatefold.ofdm.lte.BroadcastFrame;
import org.gatefold.ofdm.lte.CellReference;
import org.gatefold.ofdm.lte.ResourceGrid;
import org.gatefold.sparse.Batch;

/** Equalises and decodes the broadcast channel of frames with the channel as an estimator finds it. */
final class BroadcastReception {
    private final int fftSize;
    private final CellReference reference;
    private final BroadcastChannel channel;
    private final BroadcastElements elements;

    BroadcastReception(int fftSize, CellReference reference) {
        this.fftSize = fftSize;
        this.reference = reference;
        this.channel = new BroadcastChannel(reference.cell());
        this.elements = new BroadcastElements(reference.cell(), 12 * reference.resourceBlocks());
    }

    /** What is known of the broadcast channel of each frame; all channels of a port are estimated together. */
    List<BroadcastFrame> frames(List<FramePilots> received, ChannelEstimator estimator, int ports) {
        int[] frequencies = new int[12 * reference.resourceBlocks()];
        for (int k = 0; k < frequencies.length; k++) {
            frequencies[k] = ResourceGrid.frequency(k, frequencies.length);
        }
        int from = frequencies.length / 2 - 36;
        int[] central = java.util.Arrays.copyOfRange(frequencies, from, from + 72);
        float[][][] channels = new float[received.size()][ports][];
        double[] noise =
                received.stream().mapToDouble(FramePilots::noiseVariance).toArray();
        for (int port = 0; port < ports; port++) {
            estimate(received, estimator, port, central, from, noise, channels);
        }
        List<BroadcastFrame> frames = new ArrayList<>();
        for (int f = 0; f < received.size(); f++) {
            frames.add(new BroadcastFrame(
                    elements.read(received.get(f).grid(), BroadcastElements.FIRST_SYMBOL), channels[f], noise[f]));
        }
        return frames;
    }

    Optional<BroadcastDecoding> decode(BroadcastFrame frame) {
        return channel.decode(frame);
    }

    Optional<BroadcastDecoding> decode(List<BroadcastFrame> frames) {
        return channel.decode(frames);
    }

    /** Frames whose references were received alike are estimated as one batch. */
    private void estimate(
            List<FramePilots> received,
            ChannelEstimator estimator,
            int port,
            int[] central,
            int from,
            double[] noise,
            float[][][] channels) {
        List<Integer> left = new ArrayList<>();
        for (int f = 0; f < received.size(); f++) {
            left.add(f);
        }
        List<Comb> combs = received.stream().map(r -> r.around(port)).toList();
        while (!left.isEmpty()) {
            int[] pattern = combs.get(left.get(0)).frequencies();
            List<Integer> alike = left.stream()
                    .filter(f -> java.util.Arrays.equals(combs.get(f).frequencies(), pattern))
                    .toList();
            left.removeAll(alike);
            double mean = alike.stream().mapToDouble(f -> noise[f]).average().orElse(0);
            Batch response = estimator.estimate(
                    FramePilots.pilots(fftSize, alike.stream().map(combs::get).toList(), mean > 0 ? mean : Double.NaN),
                    central);
            for (int i = 0; i < alike.size(); i++) {
                channels[alike.get(i)][port] = atElements(response, i, from);
            }
        }
    }

    private float[] atElements(Batch response, int sample, int from) {
        float[] values = new float[2 * BroadcastElements.COUNT];
        for (int i = 0; i < BroadcastElements.COUNT; i++) {
            int k = elements.subcarrier(i) - from;
            values[2 * i] = response.at(sample, 0, k);
            values[2 * i + 1] = response.at(sample, 1, k);
        }
        return values;
    }
}

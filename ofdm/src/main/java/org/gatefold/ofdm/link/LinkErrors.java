package org.gatefold.ofdm.link;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gatefold.ofdm.lte.BroadcastChannel;
import org.gatefold.ofdm.lte.BroadcastDecoding;
import org.gatefold.ofdm.lte.BroadcastElements;
import org.gatefold.ofdm.lte.BroadcastFrame;
import org.gatefold.ofdm.lte.Modulation;
import org.gatefold.ofdm.lte.ResourceGrid;
import org.gatefold.ofdm.lte.Sfbc;
import org.gatefold.ofdm.lte.SoftSymbols;
import org.gatefold.ofdm.simulate.DownlinkCell;
import org.gatefold.ofdm.simulate.DownlinkFrame;
import org.gatefold.sparse.evaluation.Interval;

/**
 * Errors counted over frames: of hard decisions on the sent bits of the broadcast channel and of the data, before any
 * decoding; of broadcast blocks, each from one frame; and of the channel. Every frame has channels of its own, and the
 * 95 % intervals take frames for independent but not what is in them.
 */
public final class LinkErrors {
    private long frames;
    private long lostBlocks;
    private final FrameCounts broadcast = new FrameCounts();
    private final Map<Modulation, FrameCounts> data = new EnumMap<>(Modulation.class);
    private final List<double[]> channel = new ArrayList<>();

    LinkErrors() {
        for (Modulation modulation : Modulation.values()) {
            data.put(modulation, new FrameCounts());
        }
    }

    /** Share of frames whose broadcast block was not decoded, or to another one (Wilson's interval). */
    public Interval broadcastBlockErrorRate() {
        return Interval.proportion(lostBlocks, frames);
    }

    /** Errors a bit ({@link Interval#clustered}). */
    public Interval broadcastBitErrorRate() {
        return broadcast.rate();
    }

    /** Errors a bit ({@link Interval#clustered}). */
    public Interval bitErrorRate(Modulation modulation) {
        return data.getOrDefault(modulation, broadcast).rate();
    }

    /** Σ|ĥ − h|²/Σ|h|² over the elements of all ports, in symbols that the cell sends ({@link Interval#ratio}). */
    public Interval channelNmse() {
        return Interval.ratio(
                channel.stream().mapToDouble(f -> f[0]).toArray(),
                channel.stream().mapToDouble(f -> f[1]).toArray());
    }

    /**
     * Counts the errors of a frame that is equalised with {@code estimates}.
     *
     * @param noiseVariance of {@code received} per real number
     * @param estimates a response a port
     * @param truth the true ones
     */
    void count(
            DownlinkCell cell,
            DownlinkFrame sent,
            ResourceGrid received,
            double noiseVariance,
            ResourceGrid[] estimates,
            ResourceGrid[] truth) {
        frames++;
        broadcast(cell, sent, received, noiseVariance, estimates);
        Map<Modulation, long[]> counts = new EnumMap<>(Modulation.class);
        for (int symbol = 0; symbol < DownlinkCell.SYMBOLS_PER_FRAME; symbol++) {
            long[] count = counts.computeIfAbsent(cell.modulation(symbol), m -> new long[2]);
            data(cell, sent, symbol, received, noiseVariance, estimates, count);
        }
        counts.forEach((modulation, count) ->
                data.computeIfAbsent(modulation, m -> new FrameCounts()).add(count[0], count[1]));
        double[] sums = new double[2];
        for (int p = 0; p < truth.length; p++) {
            channel(cell, estimates[p], truth[p], sums);
        }
        channel.add(sums);
    }

    private static void channel(DownlinkCell cell, ResourceGrid estimate, ResourceGrid truth, double[] sums) {
        int row = 2 * truth.subcarriers();
        for (int symbol = 0; symbol < truth.symbols(); symbol++) {
            for (int i = symbol * row; cell.sends(symbol) && i < (symbol + 1) * row; i++) {
                sums[0] += Math.pow(estimate.data()[i] - truth.data()[i], 2);
                sums[1] += Math.pow(truth.data()[i], 2);
            }
        }
    }

    private void broadcast(
            DownlinkCell cell,
            DownlinkFrame sent,
            ResourceGrid received,
            double noiseVariance,
            ResourceGrid[] estimates) {
        BroadcastElements elements = new BroadcastElements(cell.identity(), cell.subcarriers());
        float[][] channels = new float[cell.ports()][];
        for (int p = 0; p < channels.length; p++) {
            channels[p] = elements.read(estimates[p], BroadcastElements.FIRST_SYMBOL);
        }
        BroadcastFrame frame =
                new BroadcastFrame(elements.read(received, BroadcastElements.FIRST_SYMBOL), channels, noiseVariance);
        BroadcastChannel channel = new BroadcastChannel(cell.identity());
        int phase = sent.number() % BroadcastChannel.FRAMES;
        Optional<BroadcastDecoding> decoding = channel.decode(frame);
        boolean heard = decoding.filter(d -> d.block().equals(sent.block()) && d.phase() == phase)
                .isPresent();
        lostBlocks += heard ? 0 : 1;
        float[] symbols = channel.symbols(sent.block(), cell.ports(), phase);
        float[] equalised = frame.equalise(cell.ports()).values();
        long errors = 0;
        for (int i = 0; i < symbols.length; i++) {
            errors += symbols[i] * equalised[i] > 0 ? 0 : 1;
        }
        broadcast.add(errors, symbols.length);
    }

    private static void data(
            DownlinkCell cell,
            DownlinkFrame sent,
            int symbol,
            ResourceGrid received,
            double noiseVariance,
            ResourceGrid[] estimates,
            long[] count) {
        int[] subcarriers = sent.dataSubcarriers(symbol);
        float[][] channels = new float[cell.ports()][];
        for (int p = 0; p < channels.length; p++) {
            channels[p] = gathered(estimates[p], symbol, subcarriers);
        }
        SoftSymbols equalised =
                new Sfbc(cell.ports()).combine(gathered(received, symbol, subcarriers), channels, noiseVariance);
        float[] soft = equalised.softBits(cell.modulation(symbol));
        byte[] bits = sent.dataBits(symbol);
        for (int i = 0; i < bits.length; i++) {
            count[0] += (soft[i] < 0 ? 1 : 0) == bits[i] ? 0 : 1;
        }
        count[1] += bits.length;
    }

    private static float[] gathered(ResourceGrid grid, int symbol, int[] subcarriers) {
        float[] values = new float[2 * subcarriers.length];
        for (int i = 0; i < subcarriers.length; i++) {
            values[2 * i] = grid.re(symbol, subcarriers[i]);
            values[2 * i + 1] = grid.im(symbol, subcarriers[i]);
        }
        return values;
    }
}

package org.gatefold.ofdm.link;

import java.util.EnumMap;
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

/**
 * Errors counted over frames: of hard decisions on the sent bits of the broadcast channel and of the data, before any
 * decoding; of broadcast blocks, each from one frame; and of the channel.
 */
public final class LinkErrors {
    private long frames;
    private long lostBlocks;
    private long broadcastErrors;
    private final Map<Modulation, long[]> data = new EnumMap<>(Modulation.class);
    private double channelError;
    private double channelEnergy;

    LinkErrors() {
        for (Modulation modulation : Modulation.values()) {
            data.put(modulation, new long[2]);
        }
    }

    /** Share of frames whose broadcast block was not decoded, or to another one. */
    public double broadcastBlockErrorRate() {
        return (double) lostBlocks / frames;
    }

    public double broadcastBitErrorRate() {
        return (double) broadcastErrors / (frames * 2 * BroadcastElements.COUNT);
    }

    public double bitErrorRate(Modulation modulation) {
        long[] count = data.getOrDefault(modulation, new long[2]);
        return (double) count[0] / count[1];
    }

    /** Σ|ĥ − h|²/Σ|h|² over the elements of all ports, in symbols that the cell sends. */
    public double channelNmse() {
        return channelError / channelEnergy;
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
        for (int symbol = 0; symbol < DownlinkCell.SYMBOLS_PER_FRAME; symbol++) {
            data(cell, sent, symbol, received, noiseVariance, estimates);
        }
        for (int p = 0; p < truth.length; p++) {
            channel(cell, estimates[p], truth[p]);
        }
    }

    private void channel(DownlinkCell cell, ResourceGrid estimate, ResourceGrid truth) {
        int row = 2 * truth.subcarriers();
        for (int symbol = 0; symbol < truth.symbols(); symbol++) {
            for (int i = symbol * row; cell.sends(symbol) && i < (symbol + 1) * row; i++) {
                channelError += Math.pow(estimate.data()[i] - truth.data()[i], 2);
                channelEnergy += Math.pow(truth.data()[i], 2);
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
        for (int i = 0; i < symbols.length; i++) {
            broadcastErrors += symbols[i] * equalised[i] > 0 ? 0 : 1;
        }
    }

    private void data(
            DownlinkCell cell,
            DownlinkFrame sent,
            int symbol,
            ResourceGrid received,
            double noiseVariance,
            ResourceGrid[] estimates) {
        int[] subcarriers = sent.dataSubcarriers(symbol);
        float[][] channels = new float[cell.ports()][];
        for (int p = 0; p < channels.length; p++) {
            channels[p] = gathered(estimates[p], symbol, subcarriers);
        }
        SoftSymbols equalised =
                new Sfbc(cell.ports()).combine(gathered(received, symbol, subcarriers), channels, noiseVariance);
        Modulation modulation = cell.modulation(symbol);
        float[] soft = equalised.softBits(modulation);
        byte[] bits = sent.dataBits(symbol);
        long[] count = data.getOrDefault(modulation, new long[2]);
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

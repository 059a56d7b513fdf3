package org.gatefold.ofdm.receive;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.gatefold.ofdm.lte.CellReference;
import org.gatefold.ofdm.lte.Numerology;
import org.gatefold.ofdm.lte.ResourceGrid;
import org.jspecify.annotations.Nullable;

/**
 * All references of a capture, slot by slot. An observation is what one port sends in symbols 0 and 4 of one slot, 286
 * µs apart, merged to a comb of every third subcarrier: 4·N_RB pilots.
 *
 * <p>Uplink and multicast subframes bear no references or only some. Which do, is the same in all frames: those whose
 * references cohere at least half as well as the ones of subframe 0, which is always an ordinary downlink subframe.
 */
final class ObservedSlots {
    private static final int SUBFRAMES = Numerology.SLOTS_PER_FRAME / 2;

    /** Symbols of a slot with references of ports 0 and 1. */
    private static final int[] SYMBOLS = {0, 4};

    /** Least coherence relative to subframe 0. */
    private static final double ENOUGH = 0.5;

    private final Demodulator demodulator;
    private final Track track;
    private final CellReference reference;
    private final int ports;

    /**
     * @param ports of the cell; of more than two the first two are observed, the others send half as many references
     */
    ObservedSlots(Demodulator demodulator, Track track, CellReference reference, int ports) {
        this.demodulator = demodulator;
        this.track = track;
        this.reference = reference;
        this.ports = Math.min(2, ports);
    }

    /**
     * One slot.
     *
     * @param time in slots from the beginning of the first frame
     * @param combs one a port
     * @param last of port 0 in symbol 4 alone
     */
    private record Slot(int time, List<Comb> combs, Comb last) {
        int subframe() {
            return time % Numerology.SLOTS_PER_FRAME / 2;
        }
    }

    /** What is wholly in the capture; null if nothing is. */
    @Nullable
    HeldOutPilots observe(int fftSize) {
        List<Slot> slots = slots(new double[2 * fftSize]);
        double[] coherence = IntStream.range(0, SUBFRAMES)
                .mapToDouble(f ->
                        coherence(slots.stream().filter(s -> s.subframe() == f).toList()))
                .toArray();
        List<Slot> bearing = slots.stream()
                .filter(s -> coherence[s.subframe()] >= ENOUGH * coherence[0])
                .toList();
        if (bearing.isEmpty()) {
            return null;
        }
        return new HeldOutPilots(
                IntStream.range(0, ports)
                        .mapToObj(p -> FramePilots.pilots(
                                fftSize,
                                bearing.stream().map(s -> s.combs().get(p)).toList(),
                                Double.NaN))
                        .toList(),
                bearing.stream().map(Slot::time).toList());
    }

    private List<Slot> slots(double[] work) {
        List<Slot> slots = new ArrayList<>();
        for (int time = 0; time < Numerology.SLOTS_PER_FRAME * track.frames(); time++) {
            int slot = time % Numerology.SLOTS_PER_FRAME;
            FrameClock clock = track.clock(time / Numerology.SLOTS_PER_FRAME);
            ResourceGrid grid = new ResourceGrid(SYMBOLS.length, 12 * reference.resourceBlocks());
            boolean received = true;
            for (int i = 0; i < SYMBOLS.length; i++) {
                received &= demodulator.symbol(clock, slot, SYMBOLS[i], grid, i, work);
            }
            if (received) {
                slots.add(new Slot(
                        time,
                        IntStream.range(0, ports)
                                .mapToObj(port -> Comb.merged(
                                        Comb.of(grid, 0, reference, port, slot, SYMBOLS[0]),
                                        Comb.of(grid, 1, reference, port, slot, SYMBOLS[1])))
                                .toList(),
                        Comb.of(grid, 1, reference, 0, slot, SYMBOLS[1])));
            }
        }
        return slots;
    }

    /** |Σ z(m+1)·z(m)*|/Σ|z|² of symbol 4, which multicast leaves out, over the slots; 0 if there are none. */
    private static double coherence(List<Slot> slots) {
        double[] sum = new double[2];
        slots.forEach(s -> s.last().addSlope(sum));
        double total = slots.stream().mapToDouble(s -> s.last().energy()).sum();
        return total > 0 ? Math.hypot(sum[0], sum[1]) / total : 0;
    }
}

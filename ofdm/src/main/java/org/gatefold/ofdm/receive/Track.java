package org.gatefold.ofdm.receive;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.stat.regression.SimpleRegression;
import org.gatefold.ofdm.lte.CellReference;
import org.gatefold.ofdm.lte.Numerology;
import org.gatefold.ofdm.lte.ResourceGrid;

/**
 * Beginning and carrier of each frame of a capture. Frame after frame, the slope of the phases of port 0's references
 * over frequency tells how far the timing is off, their rotation from symbol to symbol and from slot to slot how far
 * the carrier is. The beginnings are then a straight line over time, whose slope is the offset of the sampling clock,
 * plus what remains, smoothed over {@value #SMOOTHING} frames; carrier and clock need not agree.
 */
public final class Track {
    private static final int SMOOTHING = 5;
    private static final int ACQUISITION_FRAMES = 4;
    private static final int STRAIGHT = 3;

    /** References of a frame that agree less are noise. */
    private static final double LEAST_COHERENCE = 0.2;

    private static final int[] TDD_SLOTS = {0, 1, 10, 11};

    private final Capture capture;
    private final CellReference reference;
    private final Demodulator demodulator;
    private final boolean tdd;
    private double carrierHz;
    private double clock;
    private final List<Measurement> measurements = new ArrayList<>();
    private double[] starts = {};
    private double[] carriers = {};
    private int first;

    /** What the references of one frame say, relative to where it was looked for. */
    private record Measurement(int frame, double start, double carrierHz, double weight, double coherence) {}

    private Track(Capture capture, Demodulator demodulator, CellReference reference, boolean tdd, double carrierHz) {
        this.capture = capture;
        this.demodulator = demodulator;
        this.reference = reference;
        this.tdd = tdd;
        this.carrierHz = carrierHz;
    }

    /** Follows a cell from where it was found, by the references of the six resource blocks around the carrier. */
    static Track follow(Capture capture, Demodulator demodulator, FoundCell cell) {
        Track track = new Track(capture, demodulator, new CellReference(cell.cell(), 6), cell.tdd(), cell.carrierHz());
        double start = cell.frameStart() * capture.numerology().fftSize() / PrimarySearch.SIZE;
        int found = (int) Math.max(0, Math.floor(start / track.period()));
        start -= found * track.period();
        for (int turn = 0; turn < 3; turn++) {
            start = track.acquire(found, start);
        }
        track.follow(found, start);
        return track.refined(6);
    }

    /** Follows it once more, by the references of a wider band. */
    Track refined(int resourceBlocks) {
        Track track =
                new Track(capture, demodulator, new CellReference(reference.cell(), resourceBlocks), tdd, carrierHz);
        track.clock = clock;
        track.follow(first, starts[0] - first * period() * (1 + clock));
        return track;
    }

    /** Frames of which a part is in the capture; they count from 0. */
    public int frames() {
        return starts.length;
    }

    /** Sample at which a frame begins; negative if that is before the capture. */
    public double start(int frame) {
        return starts[frame];
    }

    FrameClock clock(int frame) {
        return new FrameClock(starts[frame], 1 + clock, carriers[frame]);
    }

    /** Offset of the carrier in a frame, Hz. */
    public double carrierHz(int frame) {
        return carriers[frame];
    }

    /** Mean offset of the carrier, Hz. */
    public double carrierHz() {
        return carrierHz;
    }

    /** How much longer a frame lasts than its nominal number of samples, parts per million. */
    public double clockPpm() {
        return 1e6 * clock;
    }

    /** Share of the references' energy that neighbours agree on, from about 0 for noise to 1. */
    public double coherence() {
        return measurements.stream()
                .mapToDouble(Measurement::coherence)
                .average()
                .orElse(0);
    }

    private double period() {
        return capture.numerology().samplesPerFrame();
    }

    /** One turn of coarse acquisition around the frame where the cell was found; returns the start of frame 0. */
    private double acquire(int found, double start) {
        double offset = 0;
        double carrier = 0;
        double weight = 0;
        for (int frame = Math.max(-1, found - 1); frame < found + ACQUISITION_FRAMES; frame++) {
            double expected = start + frame * period();
            Measurement m = measure(frame, expected, carrierHz);
            offset += m.weight() * (m.start() - expected);
            carrier += m.weight() * (m.carrierHz() - carrierHz);
            weight += m.weight();
        }
        if (weight > 0) {
            carrierHz += carrier / weight;
            offset /= weight;
        }
        return start + offset;
    }

    private void follow(int found, double start) {
        int last = (int) Math.floor((capture.length() - start) / (period() * (1 + clock)));
        first = start > 0 ? -1 : 0;
        SimpleRegression line = new SimpleRegression();
        for (int f = Math.max(first, found); f <= last; f++) {
            add(line, f, start);
        }
        for (int f = Math.min(found, last + 1) - 1; f >= first; f--) {
            add(line, f, start);
        }
        if (line.getN() >= STRAIGHT) {
            clock = line.getSlope() / period() - 1;
        }
        finish(expected(line, 0, start), last);
    }

    private void add(SimpleRegression line, int frame, double start) {
        Measurement m = measure(frame, expected(line, frame, start), carrierHz);
        if (m.coherence() > LEAST_COHERENCE) {
            measurements.add(m);
            line.addData(frame, m.start());
        }
    }

    /** Where a frame should begin by what was measured so far. */
    private double expected(SimpleRegression line, int frame, double start) {
        if (line.getN() >= STRAIGHT) {
            return line.predict(frame);
        }
        double nominal = period() * (1 + clock);
        if (measurements.isEmpty()) {
            return start + frame * nominal;
        }
        Measurement near = measurements.get(measurements.size() - 1);
        return near.start() + (frame - near.frame()) * nominal;
    }

    private void finish(double origin, int last) {
        starts = new double[last - first + 1];
        carriers = new double[starts.length];
        double carrier = 0;
        double weight = 0;
        for (Measurement m : measurements) {
            carrier += m.weight() * m.carrierHz();
            weight += m.weight();
        }
        if (weight > 0) {
            carrierHz = carrier / weight;
        }
        for (int i = 0; i < starts.length; i++) {
            smooth(i, origin);
        }
    }

    private void smooth(int i, double origin) {
        int frame = first + i;
        double offset = 0;
        double carrier = 0;
        double weight = 1e-30;
        for (Measurement m : measurements) {
            if (Math.abs(m.frame() - frame) <= SMOOTHING / 2) {
                offset += m.weight() * (m.start() - origin - m.frame() * period() * (1 + clock));
                carrier += m.weight() * (m.carrierHz() - carrierHz);
                weight += m.weight();
            }
        }
        starts[i] = origin + frame * period() * (1 + clock) + offset / weight;
        carriers[i] = carrierHz + carrier / weight;
    }

    private Measurement measure(int frame, double start, double carrier) {
        int[] slots = tdd ? TDD_SLOTS : java.util.stream.IntStream.range(0, 20).toArray();
        double[] slope = new double[2];
        double[] within = new double[2];
        double[] across = new double[2];
        double energy = 0;
        Comb[] before = {};
        int slotBefore = -2;
        for (int slot : slots) {
            Comb[] combs = combs(new FrameClock(start, 1 + clock, carrier), slot);
            if (combs.length == 0) {
                continue;
            }
            for (int i = 0; i < 2; i++) {
                combs[i].addSlope(slope);
                energy += combs[i].energy();
                if (slotBefore == slot - 1) {
                    before[i].addRotation(combs[i], across);
                }
            }
            combs[0].addRotation(combs[1], within);
            before = combs;
            slotBefore = slot;
        }
        double weight = Math.hypot(slope[0], slope[1]);
        double delay = -Math.atan2(slope[1], slope[0])
                / (2 * Math.PI * CellReference.SPACING)
                * capture.numerology().fftSize();
        return new Measurement(
                frame, start + delay, carrier + carrierError(within, across), weight, energy > 0 ? weight / energy : 0);
    }

    /** The rotation over four symbols tells which of the multiples of 2 kHz, the one over a slot the rest. */
    private double carrierError(double[] within, double[] across) {
        Numerology n = capture.numerology();
        double coarse = frequency(within, n.start(4) + n.prefix(4) - n.prefix(0));
        if (across[0] == 0 && across[1] == 0) {
            return coarse;
        }
        double fine = frequency(across, n.samplesPerSlot());
        double unit = capture.rateHz() / n.samplesPerSlot();
        return fine + unit * Math.rint((coarse - fine) / unit);
    }

    private double frequency(double[] rotation, int samples) {
        return Math.atan2(rotation[1], rotation[0]) / (2 * Math.PI) * capture.rateHz() / samples;
    }

    /** Port 0's references of symbols 0 and 4 of a slot, none if they are not wholly in the capture. */
    private Comb[] combs(FrameClock clock, int slot) {
        ResourceGrid grid = new ResourceGrid(2, 12 * reference.resourceBlocks());
        double[] work = new double[2 * capture.numerology().fftSize()];
        boolean there =
                demodulator.symbol(clock, slot, 0, grid, 0, work) && demodulator.symbol(clock, slot, 4, grid, 1, work);
        return there
                ? new Comb[] {Comb.of(grid, 0, reference, 0, slot, 0), Comb.of(grid, 1, reference, 0, slot, 4)}
                : new Comb[0];
    }
}

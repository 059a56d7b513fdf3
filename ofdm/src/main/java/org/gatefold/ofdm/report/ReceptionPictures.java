package org.gatefold.ofdm.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.gatefold.ofdm.channel.ChannelEstimator;
import org.gatefold.ofdm.channel.DelayEstimator;
import org.gatefold.ofdm.channel.DelayWindow;
import org.gatefold.ofdm.channel.Pilots;
import org.gatefold.ofdm.lte.BroadcastDecoding;
import org.gatefold.ofdm.lte.Numerology;
import org.gatefold.ofdm.receive.HeldOutPilots;
import org.gatefold.ofdm.receive.ReceivedFrame;
import org.gatefold.ofdm.receive.Reception;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.plot.Axis;
import org.gatefold.sparse.plot.Figure;
import org.gatefold.sparse.plot.HeatMap;
import org.gatefold.sparse.plot.Panel;
import org.gatefold.sparse.plot.Series;
import org.gatefold.sparse.plot.XyPlot;

/**
 * Pictures of a reception: {@code constellation.png} before and after equalisation, {@code delays.png} the delay
 * profile over time, {@code response.png} |H| with the pilots that were seen and held out, {@code frames.png} how well
 * the broadcast channel of each frame was received.
 */
public final class ReceptionPictures {
    private static final double FLOOR_DB = -30;
    private static final double SLOT_MILLISECONDS = 0.5;
    private static final int HALF_FRAME = Numerology.SLOTS_PER_FRAME / 2;

    /** Frames in the constellation: more hide each other. */
    private static final int MOST_FRAMES = 4;

    private final Reception reception;
    private final List<ChannelEstimator> estimators;
    private final long seed;

    /** @param seed the one the held-out pilots were drawn with */
    public ReceptionPictures(Reception reception, List<ChannelEstimator> estimators, long seed) {
        this.reception = reception;
        this.estimators = estimators;
        this.seed = seed;
    }

    /** Writes those pictures for which there is something to see. */
    public void write(Path folder) {
        frames().write(folder.resolve("frames.png"));
        if (reception.decodedFrames() > 0) {
            constellation().write(folder.resolve("constellation.png"));
        }
        HeldOutPilots heldOut = reception.heldOut();
        if (heldOut != null) {
            response(heldOut).write(folder.resolve("response.png"));
            estimators.stream()
                    .filter(e -> e instanceof DelayEstimator)
                    .map(e -> (DelayEstimator) e)
                    .findFirst()
                    .ifPresent(e -> delays(heldOut, e).write(folder.resolve("delays.png")));
        }
    }

    private String title(String what) {
        return String.format(Locale.ROOT, "%s: %s, cell %d", reception.capture().name(), what, reception.cell());
    }

    private Figure constellation() {
        List<ReceivedFrame> shown = reception.frames().stream()
                .filter(ReceivedFrame::decoded)
                .limit(MOST_FRAMES)
                .toList();
        List<float[]> before = new ArrayList<>();
        List<float[]> after = new ArrayList<>();
        for (ReceivedFrame frame : shown) {
            BroadcastDecoding decoding = java.util.Objects.requireNonNull(frame.decoding());
            before.add(decoding.received()[0]);
            after.add(decoding.equalised()[0]);
        }
        String method = estimators.get(0).name();
        return Figure.titled(title("broadcast channel"))
                .width(1000)
                .row(
                        460,
                        scatter("Received", before, false),
                        scatter("Equalised with the channel by " + method, after, true));
    }

    private static Panel scatter(String heading, List<float[]> frames, boolean ideal) {
        float[] all = new float[frames.stream().mapToInt(f -> f.length).sum()];
        int at = 0;
        for (float[] frame : frames) {
            System.arraycopy(frame, 0, all, at, frame.length);
            at += frame.length;
        }
        double square = 0;
        for (float v : all) {
            square += (double) v * v / (all.length / 2.0);
        }
        double scale = ideal ? 1 : 1 / Math.sqrt(square);
        double[] x = IntStream.range(0, all.length / 2)
                .mapToDouble(i -> scale * all[2 * i])
                .toArray();
        double[] y = IntStream.range(0, all.length / 2)
                .mapToDouble(i -> scale * all[2 * i + 1])
                .toArray();
        double most = Math.min(3, Math.max(largest(x), largest(y)) * 1.05);
        XyPlot plot = XyPlot.of(
                heading,
                Axis.of("In phase", "").range(-most, most),
                Axis.of("Quadrature", "").range(-most, most));
        plot = plot.with(Series.points("symbols", x, y));
        if (ideal) {
            double a = Math.sqrt(0.5);
            plot = plot.with(Series.points("QPSK", new double[] {a, a, -a, -a}, new double[] {a, -a, a, -a})
                    .reference());
        }
        return plot;
    }

    private static double largest(double[] values) {
        return Arrays.stream(values).map(Math::abs).max().orElse(1);
    }

    private Figure delays(HeldOutPilots heldOut, DelayEstimator estimator) {
        Pilots pilots = heldOut.pilots();
        DelayWindow window = estimator.window(pilots);
        Batch taps = estimator.taps(pilots);
        double microseconds = 1e6 / (Numerology.SUBCARRIER_HZ * window.size());
        int[] rows = IntStream.range(0, taps.count())
                .filter(s -> heldOut.slots().get(s) % HALF_FRAME == 0)
                .toArray();
        double[][] decibels = new double[rows.length][];
        double most = IntStream.of(rows)
                .mapToDouble(s -> IntStream.range(0, window.taps())
                        .mapToDouble(l -> taps.energy(s, l))
                        .max()
                        .orElse(0))
                .max()
                .orElse(0);
        for (int r = 0; r < rows.length; r++) {
            int sample = rows[r];
            decibels[r] = IntStream.range(0, window.taps())
                    .mapToDouble(l -> Math.max(FLOOR_DB, 10 * Math.log10(taps.energy(sample, l) / most)))
                    .toArray();
        }
        double start = rows.length == 0 ? 0 : heldOut.slots().get(rows[0]) * SLOT_MILLISECONDS;
        HeatMap map = HeatMap.of(
                "Taps of port 0 by " + estimator.name() + ", one row a half-frame",
                Axis.of("Delay", "µs")
                        .range(
                                (window.first() - 0.5) * microseconds,
                                (window.first() + window.taps() - 0.5) * microseconds),
                Axis.of("Time", "ms").range(start, start + HALF_FRAME * SLOT_MILLISECONDS * rows.length),
                Axis.of("Power below the largest", "dB").range(FLOOR_DB, 0),
                decibels);
        return Figure.titled(title("delay profile")).width(900).row(420, map);
    }

    private Figure response(HeldOutPilots heldOut) {
        int used = reception.scores().isEmpty()
                ? heldOut.total() / 2
                : reception.scores().get(0).used();
        int[] part = heldOut.part(used, seed, 0);
        int[] rest = IntStream.range(0, heldOut.total())
                .filter(i -> Arrays.binarySearch(part, i) < 0)
                .toArray();
        Pilots seen = heldOut.select(part);
        int[] all = heldOut.pilots().frequencies();
        int[] wanted = IntStream.rangeClosed(all[0], all[all.length - 1]).toArray();
        XyPlot plot = XyPlot.of(
                "Port 0 in the first observed slot; methods see the pilots marked as seen",
                Axis.of("Frequency from the carrier", "MHz"),
                Axis.of("|H|", "dB"));
        double[] megahertz = Arrays.stream(wanted)
                .mapToDouble(f -> f * Numerology.SUBCARRIER_HZ / 1e6)
                .toArray();
        for (int e = 0; e < estimators.size(); e++) {
            Batch h = estimators.get(e).estimate(seen, wanted);
            plot = plot.with(Series.line(estimators.get(e).name(), megahertz, decibels(h))
                    .slot(e));
        }
        plot = plot.with(pilots("pilots seen", seen, estimators.size()))
                .with(pilots("pilots held out", heldOut.select(rest), estimators.size() + 1));
        return Figure.titled(title("channel")).width(1000).row(460, plot);
    }

    private static Series pilots(String name, Pilots pilots, int slot) {
        double[] megahertz = Arrays.stream(pilots.frequencies())
                .mapToDouble(f -> f * Numerology.SUBCARRIER_HZ / 1e6)
                .toArray();
        return Series.points(name, megahertz, decibels(pilots.values())).slot(slot);
    }

    /** |h|² of the first sample. */
    private static double[] decibels(Batch h) {
        return IntStream.range(0, h.length())
                .mapToDouble(i ->
                        10 * Math.log10(Math.pow(h.at(0, 0, i), 2) + Math.pow(h.at(0, 1, i), 2) + Float.MIN_NORMAL))
                .toArray();
    }

    private Figure frames() {
        List<ReceivedFrame> frames = reception.frames();
        double[] good = frames.stream()
                .filter(ReceivedFrame::decoded)
                .mapToDouble(ReceivedFrame::index)
                .toArray();
        double[] evm = frames.stream()
                .filter(ReceivedFrame::decoded)
                .mapToDouble(f -> 100 * f.pbchEvm())
                .toArray();
        double[] bad = frames.stream()
                .filter(f -> !f.decoded())
                .mapToDouble(ReceivedFrame::index)
                .toArray();
        double top = Math.max(20, 1.15 * Arrays.stream(evm).max().orElse(100));
        double[] at = new double[bad.length];
        Arrays.fill(at, top);
        XyPlot plot = XyPlot.of(
                "Broadcast channel with the channel by " + estimators.get(0).name(),
                Axis.of("Frame of the capture", "").ticks(Math.max(1, frames.size() / 10)),
                Axis.of("Error vector magnitude", "%").range(0, 1.1 * top));
        plot = plot.with(Series.stems("decoded", good, evm, 0));
        if (bad.length > 0) {
            plot = plot.with(Series.points("not decoded", bad, at));
        }
        return Figure.titled(title(reception.decodedFrames() + " of " + frames.size() + " frames decoded"))
                .width(900)
                .row(380, plot);
    }
}

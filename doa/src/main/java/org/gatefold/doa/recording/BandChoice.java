package org.gatefold.doa.recording;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.gatefold.doa.algebra.ComplexArray;
import org.gatefold.doa.array.Snapshots;

/**
 * Which frames and frequencies of a recording carry waves that an array can place.
 *
 * <p>Frequencies: those within {@value #BIN_RANGE_DB} dB of the strongest at which the channels are coherent, that is,
 * the largest eigenvalue of their covariance holds more of the trace than of independent noise; the band is the longest
 * stretch of such frequencies.
 *
 * <p>Frames: of a steady sound those within {@value #FRAME_RANGE_DB} dB of the strongest. Of a short sound (half of the
 * energy in a tenth of the frames) in a room, only its onsets at each frequency count: frames stronger than all before,
 * whose memory fades by e in {@value #MEMORY_WINDOWS} windows. The direct wave arrives first, reflections later, which
 * is how ears place a sound too (Blauert, "Spatial Hearing", 1997, precedence effect).
 */
final class BandChoice {
    private static final double FRAME_RANGE_DB = 20;
    private static final double BIN_RANGE_DB = 25;
    private static final int MOST_FRAMES = 400;
    private static final double MEMORY_WINDOWS = 8;

    private BandChoice() {}

    private static double[] powers(ShortTimeSpectra spectra, List<Integer> bins) {
        double[] power = new double[spectra.frames()];
        for (int t = 0; t < power.length; t++) {
            for (int k : bins) {
                power[t] += spectra.power(t, k);
            }
        }
        return power;
    }

    /** Whether a tenth of the frames holds half of the energy in {@code bins}. */
    static boolean isShortSound(ShortTimeSpectra spectra, List<Integer> bins) {
        double[] power = powers(spectra, bins);
        Arrays.sort(power);
        double loud = 0;
        double all = 0;
        for (int t = 0; t < power.length; t++) {
            all += power[t];
            loud += t >= power.length * 9 / 10 ? power[t] : 0;
        }
        return power.length >= 20 && loud > all / 2;
    }

    /** The strongest frames over {@code bins}, in order of time. */
    static int[] strong(ShortTimeSpectra spectra, List<Integer> bins) {
        return strongest(powers(spectra, bins), t -> true);
    }

    /** The frames of one bin in which its sounds begin, in order of time; {@code framesPerWindow} is size/hop. */
    static int[] onsets(ShortTimeSpectra spectra, int bin, int framesPerWindow) {
        double[] power = powers(spectra, List.of(bin));
        double fade = Math.exp(-1 / (MEMORY_WINDOWS * framesPerWindow));
        boolean[] rising = new boolean[power.length];
        double before = 0;
        for (int t = 0; t < power.length; t++) {
            rising[t] = power[t] >= before;
            before = Math.max(power[t], before * fade);
        }
        return strongest(power, t -> rising[t]);
    }

    private static int[] strongest(double[] power, IntPredicate allowed) {
        double top = Arrays.stream(power).max().orElse(0);
        double least = top * Math.pow(10, -FRAME_RANGE_DB / 10);
        return IntStream.range(0, power.length)
                .filter(allowed)
                .filter(t -> power[t] > 0 && power[t] >= least)
                .boxed()
                .sorted(Comparator.comparingDouble(t -> -power[t]))
                .limit(MOST_FRAMES)
                .sorted()
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** The longest stretch of usable frequencies inside {@code limits}; {@code limits} itself if there is none. */
    static FrequencyBand band(ShortTimeSpectra spectra, FrequencyBand limits) {
        List<Integer> bins = spectra.bins(limits);
        int[] frames = strong(spectra, bins);
        double[] power = new double[bins.size()];
        double top = 0;
        for (int i = 0; i < power.length; i++) {
            for (int t : frames) {
                power[i] += spectra.power(t, bins.get(i));
            }
            top = Math.max(top, power[i]);
        }
        int bestFrom = 0;
        int bestTo = 0;
        for (int i = 0, from = 0; i < power.length; i++) {
            boolean usable =
                    power[i] > top * Math.pow(10, -BIN_RANGE_DB / 10) && coherent(spectra, bins.get(i), frames);
            from = usable ? from : i + 1;
            if (i + 1 - from > bestTo - bestFrom) {
                bestFrom = from;
                bestTo = i + 1;
            }
        }
        return bestTo == bestFrom
                ? limits
                : new FrequencyBand(spectra.frequencyHz(bins.get(bestFrom)), spectra.frequencyHz(bins.get(bestTo - 1)));
    }

    /** Whether the first eigenvalue exceeds what independent noise of as many channels and frames has at most. */
    private static boolean coherent(ShortTimeSpectra spectra, int bin, int[] frames) {
        int n = spectra.channels();
        ComplexArray r = new Snapshots(spectra.snapshots(bin, frames, 1), Double.NaN, 1).covariance();
        double share = r.hermitianEigen().values()[0] / Math.max(r.trace(), Double.MIN_NORMAL);
        double edge = 1 + Math.sqrt((double) n / frames.length);
        return share > Math.min(0.9, 1.5 * edge * edge / n);
    }
}

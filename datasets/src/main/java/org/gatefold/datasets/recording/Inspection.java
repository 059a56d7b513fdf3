package org.gatefold.datasets.recording;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.gatefold.sparse.io.InputException;

/**
 * A look at the samples of a recording when it is opened: NaN and infinity are refused, clipping and silent channels
 * are told as warnings. Files up to {@value #WHOLE} numbers are read whole, longer ones at {@value #PROBES} places.
 */
final class Inspection {
    private static final long WHOLE = 1 << 24;
    private static final int PROBES = 64;
    private static final int BLOCK_NUMBERS = 1 << 16;

    /** A smaller share of samples at the end of the scale is what a well set gain gives. */
    private static final double CLIPPED_SHARE = 1e-3;

    private final float top;
    private final float bottom;
    private long samples;
    private long clipped;
    private final boolean[] heard;

    /**
     * @param top value of a sample at the positive end of the scale
     * @param bottom value at the negative end
     */
    Inspection(int channels, float top, float bottom) {
        this.top = top;
        this.bottom = bottom;
        this.heard = new boolean[channels];
    }

    /** Looks at {@code recording} and returns its warnings. */
    static List<String> of(Recording recording, Encoding encoding) {
        Inspection inspection =
                new Inspection(recording.channels(), encoding.fullScale(), encoding.negativeFullScale());
        long width = (long) recording.channels() * (recording.complex() ? 2 : 1);
        int block = (int) Math.max(1, BLOCK_NUMBERS / width);
        long frames = recording.frames();
        boolean whole = frames <= WHOLE / width;
        long step = whole ? block : Math.max(block, frames / PROBES);
        for (long at = 0; at < frames; at += step) {
            inspection.add(recording.read(at, (int) Math.min(block, frames - at)));
        }
        return inspection.warnings();
    }

    /** Counts a block. */
    void add(Frames block) {
        for (int c = 0; c < block.channels(); c++) {
            boolean sound = count(block.re()[c]);
            if (block.complex()) {
                sound |= count(block.im()[c]);
            }
            heard[c] |= sound;
        }
    }

    private boolean count(float[] row) {
        int ends = 0;
        boolean varies = false;
        for (float v : row) {
            if (v == top || v == bottom) {
                ends++;
            }
            varies |= v != row[0];
        }
        samples += row.length;
        clipped += ends;
        return varies || (row.length == 1 && row[0] != 0);
    }

    List<String> warnings() {
        List<String> found = new ArrayList<>();
        if (clipped > CLIPPED_SHARE * samples) {
            found.add(String.format(
                    Locale.ROOT, "saturated: %.2f %% of the samples are at full scale", 100.0 * clipped / samples));
        }
        for (int c = 0; c < heard.length; c++) {
            if (!heard[c]) {
                found.add("channel " + (c + 1) + " of " + heard.length + " is silent (constant)");
            }
        }
        return found;
    }

    /** @throws InputException if the block holds NaN or infinity */
    static void requireFinite(String name, Frames block, long start) {
        for (int c = 0; c < block.channels(); c++) {
            requireFinite(name, block.re()[c], c, start);
            if (block.complex()) {
                requireFinite(name, block.im()[c], c, start);
            }
        }
    }

    private static void requireFinite(String name, float[] row, int channel, long start) {
        for (int i = 0; i < row.length; i++) {
            if (!Float.isFinite(row[i])) {
                throw new InputException(name + ": expected finite samples, found " + row[i] + " in channel "
                        + (channel + 1) + " at frame " + (start + i)
                        + " (damaged, or not of the sample format it is read as)");
            }
        }
    }
}

package org.gatefold.ofdm.benchmark;

import java.util.stream.IntStream;
import org.gatefold.ofdm.channel.Pilots;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.operator.PartialFourier;

/** Channels of a {@link PilotProfile} that were seen at the same pilots. */
public final class Draw {
    private final int[] frequencies;
    private final LabelledProblem labelled;

    Draw(int[] frequencies, LabelledProblem labelled) {
        this.frequencies = frequencies;
        this.labelled = labelled;
    }

    /** What the estimators see. */
    public Pilots pilots() {
        return new Pilots(
                PilotProfile.SIZE,
                frequencies,
                labelled.problem().measurements(),
                labelled.problem().noiseVariance(0));
    }

    /** The true taps. */
    public Batch taps() {
        return labelled.truth();
    }

    /** The true response at some frequencies. */
    Batch response(int[] at) {
        return response(taps(), at);
    }

    /** The response of other taps in the window of the true ones. */
    static Batch response(Batch taps, int[] at) {
        int[] bins =
                IntStream.of(at).map(f -> Math.floorMod(f, PilotProfile.SIZE)).toArray();
        return new PartialFourier(PilotProfile.SIZE, bins, 0, taps.length()).apply(taps);
    }

    /** The same as a sparse problem with its answer. */
    public LabelledProblem labelled() {
        return labelled;
    }
}

package org.gatefold.ofdm.channel;

import java.util.Arrays;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.operator.SingularValueDecomposition;

/**
 * Windowed interpolation over the delay domain: the shortest least-squares fit of all taps in the window, {@code x =
 * A⁺y}. With pilots at equal distances over all N bins it is the classical transform to delays, cut to the window.
 *
 * <p>Singular values of A below {@code cut} of the largest are left out, the delays a band of pilots does not tell
 * apart: noise would swamp them. Exact without noise where none is left out. Cost: one decomposition for the batch, and
 * two products a sample.
 *
 * @param name as the user writes it
 * @param choice of the window
 * @param cut in [0, 1)
 */
public record ProjectionEstimator(String name, DelayWindow.Choice choice, double cut) implements DelayEstimator {
    @Override
    public DelayWindow window(Pilots pilots) {
        return choice.of(pilots);
    }

    @Override
    public Batch taps(Pilots pilots) {
        DelayModel model = new DelayModel(pilots, window(pilots));
        SingularValueDecomposition a = model.decomposition();
        double[] gains = Arrays.stream(a.values())
                .map(s -> s > cut * a.values()[0] ? 1 / s : 0)
                .toArray();
        return model.taps(Spectral.filter(a, gains, model.values));
    }
}

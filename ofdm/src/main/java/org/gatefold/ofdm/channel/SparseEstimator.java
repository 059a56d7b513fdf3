package org.gatefold.ofdm.channel;

import org.gatefold.sparse.Batch;

/**
 * Sparse taps by a solver of the core, all samples at once.
 *
 * @param name as the user writes it
 * @param choice of the window
 * @param recovery the solver with what it is told
 */
record SparseEstimator(String name, DelayWindow.Choice choice, Recovery recovery) implements DelayEstimator {
    /** From a model of the pilots to its solution. */
    @FunctionalInterface
    interface Recovery {
        Batch solve(DelayModel model);
    }

    @Override
    public DelayWindow window(Pilots pilots) {
        return choice.of(pilots);
    }

    @Override
    public Batch taps(Pilots pilots) {
        DelayModel model = new DelayModel(pilots, window(pilots));
        return model.taps(recovery.solve(model));
    }
}

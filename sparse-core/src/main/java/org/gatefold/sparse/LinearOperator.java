package org.gatefold.sparse;

/**
 * A linear map A from vectors of {@link #domain()} entries to vectors of {@link #range()} entries, applied to batches.
 *
 * <p>A real operator acts on each plane by itself and takes any number of planes; a {@link #complex()} one takes an
 * even number and acts on each pair (Re, Im). Applications run on the calling thread; solvers split a batch over
 * threads. Implementations are immutable and safe for concurrent use.
 */
public interface LinearOperator {
    /** Entries of {@code y = Ax}. */
    int range();

    /** Entries of {@code x}. */
    int domain();

    /** Whether A has complex entries, so that planes are pairs (Re, Im). */
    boolean complex();

    /** y ← Ax, for every sample; {@code y} is overwritten. */
    void apply(Batch x, Batch y);

    /** x ← Aᴴy, for every sample; {@code x} is overwritten. */
    void adjoint(Batch y, Batch x);

    /** The spectral norm ‖A‖₂, never less than the true one by more than one part in 10⁶. */
    double norm();

    /** Ax in a new batch. */
    default Batch apply(Batch x) {
        Batch y = x.like(range());
        apply(x, y);
        return y;
    }

    /** Aᴴy in a new batch. */
    default Batch adjoint(Batch y) {
        Batch x = y.like(domain());
        adjoint(y, x);
        return x;
    }

    /** @throws IllegalArgumentException if {@code x} and {@code y} do not fit this operator and each other */
    default void requireFit(Batch x, Batch y) {
        x.requireShape(y.count(), y.planes(), domain());
        y.requireShape(x.count(), x.planes(), range());
        if (complex() && x.planes() % 2 != 0) {
            throw new IllegalArgumentException("a complex operator needs pairs of planes (Re, Im), found " + x);
        }
    }
}

package org.gatefold.benchmarks;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Work that both sides do with the same numbers.
 *
 * @param name such as {@code lista-step}
 * @param m measurements
 * @param n unknowns
 * @param count samples in a batch
 * @param parts by how many the time of a run is divided: the iterations of an inference, 1 for a training step
 * @param operations floating-point operations of a part, with zeros counted like any number
 * @param ways the peer's ways to write it; the fastest one competes
 * @param ours Gatefold's side, null if the peer is measured alone
 */
public record Case(
        String name,
        int m,
        int n,
        int count,
        int parts,
        double operations,
        List<? extends Contender> ways,
        @Nullable Contender ours) {}

package org.gatefold.doa.method;

import java.util.List;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.LinearOperator;
import org.gatefold.sparse.operator.ComplexMatrix;

/**
 * The dictionaries of several frequencies as one operator: the planes of a sample are those of its frequencies one
 * after the other, and each pair (Re, Im) meets the dictionary of its own frequency. Group sparsity over planes is then
 * sparsity over direction, in common to all frequencies.
 *
 * <p>Only for solvers that use {@link #apply}, {@link #adjoint} and {@link #norm}; it has no single matrix.
 */
final class FrequencyBands implements LinearOperator {
    private final List<ComplexMatrix> dictionaries;
    private final List<Integer> snapshots;

    /** @param snapshots pairs of planes of each dictionary */
    FrequencyBands(List<ComplexMatrix> dictionaries, List<Integer> snapshots) {
        this.dictionaries = List.copyOf(dictionaries);
        this.snapshots = List.copyOf(snapshots);
    }

    @Override
    public int range() {
        return dictionaries.get(0).range();
    }

    @Override
    public int domain() {
        return dictionaries.get(0).domain();
    }

    @Override
    public boolean complex() {
        return true;
    }

    @Override
    public void apply(Batch x, Batch y) {
        requireFit(x, y);
        eachBand(x, y, (dictionary, in, out) -> dictionary.apply(in, out));
    }

    @Override
    public void adjoint(Batch y, Batch x) {
        requireFit(x, y);
        eachBand(y, x, (dictionary, in, out) -> dictionary.adjoint(in, out));
    }

    private interface Product {
        void run(ComplexMatrix dictionary, Batch in, Batch out);
    }

    private void eachBand(Batch from, Batch to, Product product) {
        for (int sample = 0; sample < from.count(); sample++) {
            int plane = 0;
            for (int f = 0; f < dictionaries.size(); f++) {
                int planes = 2 * snapshots.get(f);
                Batch in = new Batch(1, planes, from.length());
                Batch out = new Batch(1, planes, to.length());
                System.arraycopy(from.data(), from.offset(sample, plane), in.data(), 0, in.data().length);
                product.run(dictionaries.get(f), in, out);
                System.arraycopy(out.data(), 0, to.data(), to.offset(sample, plane), out.data().length);
                plane += planes;
            }
        }
    }

    @Override
    public double norm() {
        return dictionaries.stream().mapToDouble(ComplexMatrix::norm).max().orElse(0);
    }
}

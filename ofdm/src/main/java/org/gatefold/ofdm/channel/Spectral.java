package org.gatefold.ofdm.channel;

import org.gatefold.sparse.Batch;
import org.gatefold.sparse.operator.SingularValueDecomposition;

/** Linear estimates from a singular value decomposition A = U diag(s) Vᴴ. */
final class Spectral {
    private Spectral() {}

    /** V diag(gains) Uᴴ y. */
    static Batch filter(SingularValueDecomposition a, double[] gains, Batch y) {
        Batch parts = a.leftAdjoint().apply(y);
        int rank = gains.length;
        for (int i = 0; i < parts.data().length; i++) {
            parts.data()[i] *= (float) gains[i % rank];
        }
        return a.rightAdjoint().adjoint(parts);
    }
}

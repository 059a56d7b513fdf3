package org.gatefold.doa.method;

import org.gatefold.doa.algebra.ComplexArray;
import org.gatefold.doa.array.Steering;
import org.gatefold.sparse.io.InputException;

/**
 * A covariance, perhaps of subarrays, with what is needed to read directions from it.
 *
 * @param matrix m×m, Hermitian
 * @param steering of the m elements it belongs to
 * @param snapshots L of the recording
 * @param subarrays how many subarrays were averaged, 1 without smoothing
 * @param forwardBackward whether forward and backward were averaged
 */
record Covariance(ComplexArray matrix, Steering steering, int snapshots, int subarrays, boolean forwardBackward) {
    int elements() {
        return matrix.rows();
    }

    /** The largest number of sources whose subspace the data can span while leaving a noise subspace. */
    int mostSources() {
        int rank = snapshots * subarrays * (forwardBackward ? 2 : 1);
        return Math.max(0, Math.min(elements() - 1, rank));
    }

    /**
     * A basis of the noise subspace, m×(m−K).
     *
     * @throws InputException if the data do not span that many sources and a noise subspace
     */
    ComplexArray noiseSubspace(int sources) {
        requireRank(sources);
        return matrix.hermitianEigen().vectors().columns(sources, elements());
    }

    /**
     * A basis of the signal subspace, m×K.
     *
     * @throws InputException as {@link #noiseSubspace}
     */
    ComplexArray signalSubspace(int sources) {
        requireRank(sources);
        return matrix.hermitianEigen().vectors().columns(0, sources);
    }

    private void requireRank(int sources) {
        if (sources > mostSources()) {
            throw new InputException("sources: expected at most " + mostSources() + " from " + snapshots
                    + " snapshots of " + subarrays + " subarrays of " + elements() + " elements, found " + sources);
        }
    }
}

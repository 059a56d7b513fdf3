package org.gatefold.sparse.learned;

import java.util.Arrays;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.LinearOperator;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.autodiff.Node;
import org.gatefold.sparse.autodiff.Parameters;
import org.gatefold.sparse.autodiff.Products;
import org.gatefold.sparse.autodiff.Tape;
import org.gatefold.sparse.operator.ComplexMatrix;
import org.gatefold.sparse.operator.DenseOperator;
import org.gatefold.sparse.operator.RealMatrix;
import org.gatefold.sparse.operator.SingularValueDecomposition;

/**
 * How measurements are put before a network: of mean square 1 in each sample, so that the support it finds does not
 * depend on the scale, and, if asked for, whitened before that.
 *
 * <p>Whitened measurements are {@code diag(vsᵢ² + σ²)^(-1/2) Uᴴy} with the singular values s and left singular vectors
 * U of the dictionary, and the mean power v of an entry of x and σ² of the noise by a sample of problems: but for a
 * rotation (ΦΦᴴ + (σ²/v)·I)^(-1/2)y. Columns that are much alike differ in directions of small singular values, which
 * the plain y hardly shows. The matrix is fixed; the classical methods have no use for it, as they know the dictionary.
 *
 * @param whitened whether measurements are whitened
 */
record NetworkInput(boolean whitened) {
    private static final String MATRIX = "input.whitening";

    /** The least σ²/v, in units of the largest s²: what float32 measurements can show. */
    private static final double LEAST = 1e-10;

    /** Adds the fixed matrix, for rows of measurements. */
    void addTo(Parameters parameters, LabelledProblem sample) {
        if (whitened) {
            DenseOperator matrix = matrix(sample);
            int lanes = matrix.complex() ? 2 : 1;
            float[] rows = matrix.realFormInSingle();
            int inputs = lanes * matrix.domain();
            int outputs = lanes * matrix.range();
            float[] columns = new float[rows.length];
            for (int i = 0; i < outputs; i++) {
                for (int j = 0; j < inputs; j++) {
                    columns[j * outputs + i] = rows[i * inputs + j];
                }
            }
            parameters.addFixed(MATRIX, inputs, outputs, columns);
        }
    }

    /** The whitening matrix of a dictionary, r×M with its rank r. */
    private static DenseOperator matrix(LabelledProblem sample) {
        SingularValueDecomposition svd =
                SingularValueDecomposition.of(sample.problem().operator());
        return scaledRows(svd.leftAdjoint(), factors(svd, sample));
    }

    private static double[] factors(SingularValueDecomposition svd, LabelledProblem sample) {
        double floor = Math.max(LEAST * svd.values()[0] * svd.values()[0], noiseToPower(sample));
        return Arrays.stream(svd.values())
                .map(s -> 1 / Math.sqrt(s * s + floor))
                .toArray();
    }

    /** The dictionary of the measurements as the network sees them, but for their scale. */
    DenseOperator dictionary(LabelledProblem sample) {
        DenseOperator a = DenseOperator.of(sample.problem().operator());
        if (!whitened) {
            return a;
        }
        SingularValueDecomposition svd = SingularValueDecomposition.of(a);
        double[] factors = factors(svd, sample);
        for (int i = 0; i < factors.length; i++) {
            factors[i] *= svd.values()[i];
        }
        return scaledRows(svd.rightAdjoint(), factors);
    }

    /** σ²/v; 0 where the noise is unknown. */
    private static double noiseToPower(LabelledProblem sample) {
        Batch x = sample.truth();
        double noise = 0;
        double power = 0;
        for (int s = 0; s < x.count(); s++) {
            double variance = sample.problem().noiseVariance(s);
            noise += Double.isNaN(variance) ? 0 : variance;
            power += x.energy(s) / x.stride();
        }
        return power > 0 ? noise / power : 0;
    }

    private static DenseOperator scaledRows(LinearOperator matrix, double[] factors) {
        DenseOperator a = DenseOperator.of(matrix);
        double[] re = a.re().clone();
        double[] im = a.im().clone();
        for (int i = 0; i < re.length; i++) {
            re[i] *= factors[i / a.domain()];
        }
        for (int i = 0; i < im.length; i++) {
            im[i] *= factors[i / a.domain()];
        }
        return a.complex()
                ? new ComplexMatrix(a.range(), a.domain(), re, im)
                : new RealMatrix(a.range(), a.domain(), re);
    }

    /** Numbers a sample has before the network. */
    int length(LabelledProblem sample) {
        LinearOperator a = sample.problem().operator();
        int entries = whitened ? SingularValueDecomposition.of(a).values().length : a.range();
        return sample.problem().measurements().planes() * entries;
    }

    /** The measurements with their planes, of mean square 1, count × planes × entries. */
    Node planes(Tape tape, SparseProblem problem) {
        Node y = tape.constant(problem.measurements());
        Node x = whitened ? Products.multiply(y, tape.parameter(MATRIX)) : y;
        return tape.constant(UnitProblem.scaled(x.toBatch()));
    }

    /** The same in one row, count × 1 × planes·entries. */
    Node stacked(Tape tape, SparseProblem problem) {
        Node x = planes(tape, problem);
        return tape.constant(Batch.wrap(x.count(), 1, x.planes() * x.length(), x.value()));
    }
}

package org.gatefold.sparse.learned;

import org.gatefold.sparse.LinearOperator;
import org.gatefold.sparse.autodiff.Node;
import org.gatefold.sparse.autodiff.Parameters;
import org.gatefold.sparse.autodiff.Products;
import org.gatefold.sparse.autodiff.Tape;
import org.gatefold.sparse.dictionary.AnalyticWeights;
import org.gatefold.sparse.operator.DenseOperator;

/** What stands for Wᴴ in {@code x − γWᴴ(Ax − y)}. */
public enum AlistaWeights {
    /** The analytic weights of A ({@link AnalyticWeights}), fixed. */
    ANALYTIC,
    /** Weights that start as the analytic ones and are trained, one matrix for all layers (TiLISTA). */
    TRAINED,
    /** A itself: Wᴴr is its adjoint, by FFT where the operator has one. */
    ADJOINT;

    private static final String NAME = "W";

    /** Adds W, if there is one, in the real form of rows times matrix: a row for each number of y. */
    void addTo(Parameters parameters, LinearOperator a) {
        if (this == ADJOINT) {
            return;
        }
        DenseOperator w = AnalyticWeights.of(DenseOperator.of(a));
        float[] values = w.realFormInSingle();
        int planes = a.complex() ? 2 : 1;
        if (this == TRAINED) {
            parameters.add(NAME, planes * a.range(), planes * a.domain(), values);
        } else {
            parameters.addFixed(NAME, planes * a.range(), planes * a.domain(), values);
        }
    }

    /** Wᴴr. */
    Node adjoint(Tape tape, LinearOperator a, Node r) {
        return this == ADJOINT ? Products.adjoint(a, r) : Products.multiply(r, tape.parameter(NAME));
    }
}

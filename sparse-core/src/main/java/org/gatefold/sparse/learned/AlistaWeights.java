package org.gatefold.sparse.learned;

import org.gatefold.sparse.LinearOperator;
import org.gatefold.sparse.autodiff.Node;
import org.gatefold.sparse.autodiff.Parameters;
import org.gatefold.sparse.autodiff.Products;
import org.gatefold.sparse.autodiff.Tape;
import org.gatefold.sparse.dictionary.AnalyticWeights;
import org.gatefold.sparse.operator.DenseOperator;

/**
 * What stands for Wᴴ in {@code x − γWᴴ(Ax − y)}.
 *
 * @param ridge of {@link AnalyticWeights}; 0 for none
 */
public record AlistaWeights(Kind kind, double ridge) {
    /** The analytic weights of A without a ridge, fixed. */
    public static final AlistaWeights ANALYTIC = new AlistaWeights(Kind.ANALYTIC, 0);

    /** Weights that start as the analytic ones and are trained. */
    public static final AlistaWeights TRAINED = new AlistaWeights(Kind.TRAINED, 0);

    /** A itself. */
    public static final AlistaWeights ADJOINT = new AlistaWeights(Kind.ADJOINT, 0);

    private static final String NAME = "W";

    /** Where W comes from. */
    public enum Kind {
        /** The analytic weights of A ({@link AnalyticWeights}), fixed. */
        ANALYTIC,
        /** Weights that start as the analytic ones and are trained, one matrix for all layers (TiLISTA). */
        TRAINED,
        /** A itself: Wᴴr is its adjoint, by FFT where the operator has one. */
        ADJOINT
    }

    /** Whether a model with these weights serves any operator. */
    boolean anyOperator() {
        return kind == Kind.ADJOINT;
    }

    /** Adds W, if there is one, in the real form of rows times matrix: a row for each number of y. */
    void addTo(Parameters parameters, LinearOperator a) {
        if (kind == Kind.ADJOINT) {
            return;
        }
        DenseOperator w = AnalyticWeights.of(DenseOperator.of(a), ridge);
        float[] values = w.realFormInSingle();
        int planes = a.complex() ? 2 : 1;
        if (kind == Kind.TRAINED) {
            parameters.add(NAME, planes * a.range(), planes * a.domain(), values);
        } else {
            parameters.addFixed(NAME, planes * a.range(), planes * a.domain(), values);
        }
    }

    /** Wᴴr. */
    Node adjoint(Tape tape, LinearOperator a, Node r) {
        return kind == Kind.ADJOINT ? Products.adjoint(a, r) : Products.multiply(r, tape.parameter(NAME));
    }
}

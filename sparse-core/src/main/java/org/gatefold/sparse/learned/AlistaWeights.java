package org.gatefold.sparse.learned;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;
import org.gatefold.sparse.LinearOperator;
import org.gatefold.sparse.autodiff.Node;
import org.gatefold.sparse.autodiff.Parameter;
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

    /** By operator and ridge. */
    private static final Map<LinearOperator, Map<Double, Parameter>> COMPUTED =
            Collections.synchronizedMap(new WeakHashMap<>());

    /** Where W comes from. */
    public enum Kind {
        /** The analytic weights of A ({@link AnalyticWeights}), fixed. */
        ANALYTIC,
        /** Weights that start as the analytic ones and are trained, one matrix for all layers (TiLISTA). */
        TRAINED,
        /** The analytic weights of every A the model meets, computed then: 93×256 complex ones take milliseconds. */
        COMPUTED,
        /** A itself: Wᴴr is its adjoint, by FFT where the operator has one. */
        ADJOINT
    }

    /** Whether a model with these weights serves any operator. */
    boolean anyOperator() {
        return kind == Kind.ADJOINT || kind == Kind.COMPUTED;
    }

    /** Adds W if the model has one of its own. */
    void addTo(Parameters parameters, LinearOperator a) {
        if (anyOperator()) {
            return;
        }
        Parameter w = matrix(a);
        if (kind == Kind.TRAINED) {
            parameters.add(NAME, w.rows(), w.columns(), w.values());
        } else {
            parameters.addFixed(NAME, w.rows(), w.columns(), w.values());
        }
    }

    /** W in the real form of rows times matrix: a row for each number of y. */
    private Parameter matrix(LinearOperator a) {
        int planes = a.complex() ? 2 : 1;
        float[] values = AnalyticWeights.of(DenseOperator.of(a), ridge).realFormInSingle();
        return Parameter.fixed(NAME, planes * a.range(), planes * a.domain(), values);
    }

    /** Wᴴr. */
    Node adjoint(Tape tape, LinearOperator a, Node r) {
        return switch (kind) {
            case ADJOINT -> Products.adjoint(a, r);
            case COMPUTED -> Products.multiply(r, tape.matrix(computed(a)));
            case ANALYTIC, TRAINED -> Products.multiply(r, tape.parameter(NAME));
        };
    }

    private Parameter computed(LinearOperator a) {
        Map<Double, Parameter> known = COMPUTED.computeIfAbsent(a, any -> Collections.synchronizedMap(new HashMap<>()));
        return known.computeIfAbsent(ridge, any -> matrix(a));
    }
}

package org.gatefold.sparse.learned;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
    /** The analytic weights of A without a ridge. */
    public static final AlistaWeights ANALYTIC = new AlistaWeights(Kind.ANALYTIC, 0);

    /** Weights that start as the analytic ones and are trained. */
    public static final AlistaWeights TRAINED = new AlistaWeights(Kind.TRAINED, 0);

    /** A itself. */
    public static final AlistaWeights ADJOINT = new AlistaWeights(Kind.ADJOINT, 0);

    private static final String NAME = "W";

    private static final Map<Double, ByOperator<Parameter>> KNOWN_BY_RIDGE = new ConcurrentHashMap<>();

    /** Where W comes from. */
    public enum Kind {
        /** The analytic weights of the A at hand ({@link AnalyticWeights}); a model has none of its own. */
        ANALYTIC,
        /** Weights that start as the analytic ones and are trained, one matrix for all layers (TiLISTA). */
        TRAINED,
        /** A itself: Wᴴr is its adjoint, by FFT where the operator has one. */
        ADJOINT
    }

    /** Whether a model with these weights serves any operator. */
    boolean anyOperator() {
        return kind != Kind.TRAINED;
    }

    /** Adds W if it is trained. */
    void addTo(Parameters parameters, LinearOperator a) {
        if (kind == Kind.TRAINED) {
            Parameter w = computed(a);
            parameters.add(NAME, w.rows(), w.columns(), w.values());
        }
    }

    /** W in the real form of rows times matrix: a row for each number of y. */
    private Parameter computed(LinearOperator a) {
        int planes = a.complex() ? 2 : 1;
        float[] values = AnalyticWeights.of(DenseOperator.of(a), ridge).realFormInSingle();
        return Parameter.fixed(NAME, planes * a.range(), planes * a.domain(), values);
    }

    /** Wᴴr. */
    Node adjoint(Tape tape, LinearOperator a, Node r) {
        return switch (kind) {
            case ADJOINT -> Products.adjoint(a, r);
            case ANALYTIC -> Products.multiply(r, tape.matrix(matrix(a)));
            case TRAINED -> Products.multiply(r, tape.parameter(NAME));
        };
    }

    /** The analytic weights of A, computed once and shared. */
    Parameter matrix(LinearOperator a) {
        return KNOWN_BY_RIDGE
                .computeIfAbsent(ridge, any -> new ByOperator<>(this::computed))
                .of(a);
    }
}

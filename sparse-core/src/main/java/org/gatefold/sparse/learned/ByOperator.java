package org.gatefold.sparse.learned;

import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Function;
import org.gatefold.sparse.LinearOperator;

/** What is computed from an operator once, and kept as long as the operator itself is. */
final class ByOperator<T> {
    private final Map<LinearOperator, T> known = Collections.synchronizedMap(new WeakHashMap<>());
    private final Function<LinearOperator, T> computation;

    /** @param computation whose result must not hold the operator */
    ByOperator(Function<LinearOperator, T> computation) {
        this.computation = computation;
    }

    T of(LinearOperator a) {
        return known.computeIfAbsent(a, computation);
    }
}

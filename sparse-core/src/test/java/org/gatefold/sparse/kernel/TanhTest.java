package org.gatefold.sparse.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TanhTest {
    @Test
    void asExactAsFloat32() {
        float[] x = new float[40_001];
        for (int i = 0; i < x.length; i++) {
            x[i] = (i - 20_000) / 1000f;
        }
        float[] tanh = new float[x.length];
        float[] logistic = new float[x.length];
        Tanh.apply(x, tanh, 0, x.length);
        Tanh.applyLogistic(x, logistic, 0, x.length);
        for (int i = 0; i < x.length; i++) {
            assertEquals(Math.tanh(x[i]), tanh[i], 2e-7);
            assertEquals(1 / (1 + Math.exp(-x[i])), logistic[i], 2e-7);
        }
        assertEquals(1, Tanh.of(Float.POSITIVE_INFINITY), 2e-7);
        assertEquals(Float.NaN, Tanh.of(Float.NaN));
    }
}

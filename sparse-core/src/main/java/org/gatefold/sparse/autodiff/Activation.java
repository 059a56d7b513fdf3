package org.gatefold.sparse.autodiff;

import org.gatefold.sparse.kernel.Tanh;

/** Functions of each number by itself. */
public enum Activation {
    /** max(0, x). */
    RELU,
    /** x for x > 0, else x/10. */
    LEAKY_RELU,
    /** 1/(1 + e⁻ˣ). */
    SIGMOID,
    TANH,
    /** log(1 + eˣ). */
    SOFTPLUS,
    /** x/(1 + |x|). */
    SOFTSIGN,
    EXP,
    /** log x, for x > 0. */
    LOG,
    SQUARE_ROOT,
    RECIPROCAL;

    /** The function of every number of {@code x}. */
    public Node of(Node x) {
        Node y = x.tape.like(x, x);
        int n = x.size();
        switch (this) {
            case SIGMOID -> Tanh.applyLogistic(x.value, y.value, 0, n);
            case TANH -> Tanh.apply(x.value, y.value, 0, n);
            default -> {
                for (int i = 0; i < n; i++) {
                    y.value[i] = value(x.value[i]);
                }
            }
        }
        x.tape.record(y, () -> {
            float[] into = x.into();
            if (into != null) {
                float[] slope = y.gradient();
                for (int i = 0; i < n; i++) {
                    into[i] += slope[i] * derivative(x.value[i], y.value[i]);
                }
            }
        });
        return y;
    }

    private float value(float x) {
        return switch (this) {
            case RELU -> Math.max(0, x);
            case LEAKY_RELU -> x > 0 ? x : 0.1f * x;
            case SIGMOID -> Tanh.logistic(x);
            case TANH -> Tanh.of(x);
            case SOFTPLUS -> x > 20 ? x : (float) Math.log1p(Math.exp(x));
            case SOFTSIGN -> x / (1 + Math.abs(x));
            case EXP -> (float) Math.exp(x);
            case LOG -> (float) Math.log(x);
            case SQUARE_ROOT -> (float) Math.sqrt(x);
            case RECIPROCAL -> 1 / x;
        };
    }

    /** The derivative at x, where the value is y. */
    private float derivative(float x, float y) {
        return switch (this) {
            case RELU -> x > 0 ? 1 : 0;
            case LEAKY_RELU -> x > 0 ? 1 : 0.1f;
            case SIGMOID -> y * (1 - y);
            case TANH -> 1 - y * y;
            case SOFTPLUS -> Tanh.logistic(x);
            case SOFTSIGN -> (1 - Math.abs(y)) * (1 - Math.abs(y));
            case EXP -> y;
            case LOG -> 1 / x;
            case SQUARE_ROOT -> y > 0 ? 0.5f / y : 0;
            case RECIPROCAL -> -y * y;
        };
    }
}

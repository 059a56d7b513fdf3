package org.gatefold.sparse.autodiff;

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
    SQUARE_ROOT,
    RECIPROCAL;

    /** The function of every number of {@code x}. */
    public Node of(Node x) {
        Node y = x.tape.like(x, x);
        int n = x.size();
        for (int i = 0; i < n; i++) {
            y.value[i] = value(x.value[i]);
        }
        x.tape.record(y, () -> {
            if (x.gradient != null) {
                float[] slope = y.gradient();
                for (int i = 0; i < n; i++) {
                    x.gradient[i] += slope[i] * derivative(x.value[i], y.value[i]);
                }
            }
        });
        return y;
    }

    float value(float x) {
        return switch (this) {
            case RELU -> Math.max(0, x);
            case LEAKY_RELU -> x > 0 ? x : 0.1f * x;
            case SIGMOID -> sigmoid(x);
            case TANH -> tanh(x);
            case SOFTPLUS -> x > 20 ? x : (float) Math.log1p(Math.exp(x));
            case SOFTSIGN -> x / (1 + Math.abs(x));
            case EXP -> (float) Math.exp(x);
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
            case SOFTPLUS -> sigmoid(x);
            case SOFTSIGN -> (1 - Math.abs(y)) * (1 - Math.abs(y));
            case EXP -> y;
            case SQUARE_ROOT -> y > 0 ? 0.5f / y : 0;
            case RECIPROCAL -> -y * y;
        };
    }

    static float sigmoid(float x) {
        return (float) (1 / (1 + Math.exp(-x)));
    }

    /** By the exponential, which is several times faster than {@link Math#tanh} and exact to float32. */
    static float tanh(float x) {
        if (Math.abs(x) < 1e-2f) {
            return x * (1 - x * x / 3);
        }
        return (float) (1 - 2 / (1 + Math.exp(2.0 * x)));
    }
}

package org.gatefold.sparse.training;

/**
 * Adam: with {@code m ← β₁m + (1−β₁)g} and {@code v ← β₂v + (1−β₂)g²}, {@code w ← w − rate·m̂/(√v̂ + ε)}, where
 * {@code m̂ = m/(1−β₁ᵗ)} and {@code v̂ = v/(1−β₂ᵗ)}. Kingma and Ba, ICLR 2015, algorithm 1.
 */
public record Adam(double beta1, double beta2, double epsilon) implements Optimiser {
    /** With β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸. */
    public Adam() {
        this(0.9, 0.999, 1e-8);
    }

    @Override
    public int averages() {
        return 2;
    }

    @Override
    public void update(float[] values, float[] gradient, float[][] averages, int from, int to, double rate, long step) {
        float[] m = averages[0];
        float[] v = averages[1];
        float keep1 = (float) beta1;
        float add1 = (float) (1 - beta1);
        float keep2 = (float) beta2;
        float add2 = (float) (1 - beta2);
        float size = (float) (rate / (1 - Math.pow(beta1, (double) step)));
        float unbias = (float) (1 / Math.sqrt(1 - Math.pow(beta2, (double) step)));
        float floor = (float) epsilon;
        for (int i = from; i < to; i++) {
            float g = gradient[i];
            m[i] = keep1 * m[i] + add1 * g;
            v[i] = keep2 * v[i] + add2 * g * g;
            values[i] -= size * m[i] / ((float) Math.sqrt(v[i]) * unbias + floor);
        }
    }
}

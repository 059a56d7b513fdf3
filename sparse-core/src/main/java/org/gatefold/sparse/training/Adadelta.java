package org.gatefold.sparse.training;

/**
 * Adadelta: with {@code v ← ρv + (1−ρ)g²}, the step {@code d = g·√(u + ε)/√(v + ε)} and {@code u ← ρu + (1−ρ)d²},
 * {@code w ← w − rate·d}. Zeiler, arXiv 1212.5701, 2012, algorithm 1, where the rate is 1.
 *
 * @param decay ρ
 */
public record Adadelta(double decay, double epsilon) implements Optimiser {
    @Override
    public int averages() {
        return 2;
    }

    @Override
    public void update(float[] values, float[] gradient, float[][] averages, int from, int to, double rate, long step) {
        float[] v = averages[0];
        float[] u = averages[1];
        float keep = (float) decay;
        float add = (float) (1 - decay);
        float floor = (float) epsilon;
        float size = (float) rate;
        for (int i = from; i < to; i++) {
            float g = gradient[i];
            v[i] = keep * v[i] + add * g * g;
            float d = g * ((float) Math.sqrt(u[i] + floor) / (float) Math.sqrt(v[i] + floor));
            u[i] = keep * u[i] + add * d * d;
            values[i] -= size * d;
        }
    }
}

package org.gatefold.sparse.training;

/**
 * RMSprop with momentum and weight decay: with {@code g ← g + δw} and {@code v ← αv + (1−α)g²}, {@code b ← μb + g/(√v +
 * ε)} and {@code w ← w − rate·b}. Hinton, Neural Networks for Machine Learning, lecture 6, 2012; ε stands outside the
 * root.
 *
 * @param decay α
 * @param momentum μ
 * @param weightDecay δ, the weight of ½‖w‖² in the loss
 */
public record RmsProp(double decay, double momentum, double epsilon, double weightDecay) implements Optimiser {
    @Override
    public int averages() {
        return 2;
    }

    @Override
    public void update(float[] values, float[] gradient, float[][] averages, int from, int to, double rate, long step) {
        float[] v = averages[0];
        float[] b = averages[1];
        float keep = (float) decay;
        float add = (float) (1 - decay);
        float again = (float) momentum;
        float floor = (float) epsilon;
        float pull = (float) weightDecay;
        float size = (float) rate;
        for (int i = from; i < to; i++) {
            float g = gradient[i] + pull * values[i];
            v[i] = keep * v[i] + add * g * g;
            b[i] = again * b[i] + g / ((float) Math.sqrt(v[i]) + floor);
            values[i] -= size * b[i];
        }
    }
}

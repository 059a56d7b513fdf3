package org.gatefold.ofdm.lte;

/**
 * Layer mapping and precoding for transmit diversity (36.211 §6.3.3.3, §6.3.4.3), a space-frequency block code, and its
 * combiner. With two ports a pair of elements carries {@code (x₀, x₁)/√2} from port 0 and {@code (−x₁*, x₀*)/√2} from
 * port 1; with four, the pairs do so from ports 0 and 2 and from ports 1 and 3 in turn; with one port the symbols go
 * out as they are.
 *
 * <p>The combiner is the linear one of least mean square error for each pair, {@code (AᴴA + 2σ²I)⁻¹Aᴴ}, made unbiased:
 * the channel may differ between the two elements, and without noise it returns the symbols as they were. It names the
 * variance of noise and mutual interference of each symbol.
 *
 * @param ports 1, 2 or 4
 */
public record Sfbc(int ports) {
    private static final double HALF = Math.sqrt(0.5);

    public Sfbc {
        if (ports != 1 && ports != 2 && ports != 4) {
            throw new IllegalArgumentException("expected 1, 2 or 4 antenna ports, found " + ports);
        }
    }

    /**
     * What each port sends.
     *
     * @param symbols (Re, Im) in turn; their number a multiple of the ports'
     * @return ports × 2·symbols
     */
    public float[][] precode(float[] symbols) {
        requireGroups(symbols.length);
        if (ports == 1) {
            return new float[][] {symbols.clone()};
        }
        float[][] sent = new float[ports][symbols.length];
        for (int i = 0; i < symbols.length; i += 4) {
            float[] first = sent[first(i)];
            float[] second = sent[second(i)];
            for (int j = 0; j < 4; j++) {
                first[i + j] = (float) (HALF * symbols[i + j]);
            }
            second[i] = (float) (-HALF * symbols[i + 2]);
            second[i + 1] = (float) (HALF * symbols[i + 3]);
            second[i + 2] = (float) (HALF * symbols[i]);
            second[i + 3] = (float) (-HALF * symbols[i + 1]);
        }
        return sent;
    }

    /**
     * The symbols of received elements.
     *
     * @param received (Re, Im) in turn
     * @param channels at least as many rows as ports: the response from each port at the received elements
     * @param noiseVariance σ² of {@code received} per real number, ≥ 0
     */
    public SoftSymbols combine(float[] received, float[][] channels, double noiseVariance) {
        requireGroups(received.length);
        float[] symbols = new float[received.length];
        float[] variances = new float[received.length / 2];
        if (ports == 1) {
            for (int i = 0; i < received.length; i += 2) {
                single(received, channels[0], noiseVariance, i, symbols, variances);
            }
        } else {
            for (int i = 0; i < received.length; i += 4) {
                pair(received, channels[first(i)], channels[second(i)], noiseVariance, i, symbols, variances);
            }
        }
        return new SoftSymbols(symbols, variances);
    }

    /** Zero forcing, which for one port is the unbiased linear estimate. */
    private static void single(float[] y, float[] h, double noise, int i, float[] symbols, float[] variances) {
        double gain = (double) h[i] * h[i] + (double) h[i + 1] * h[i + 1];
        double inverse = gain > 0 ? 1 / gain : 0;
        symbols[i] = (float) (inverse * ((double) h[i] * y[i] + (double) h[i + 1] * y[i + 1]));
        symbols[i + 1] = (float) (inverse * ((double) h[i] * y[i + 1] - (double) h[i + 1] * y[i]));
        variances[i / 2] = gain > 0 ? (float) (noise / gain) : Float.POSITIVE_INFINITY;
    }

    /**
     * Solves {@code (y₀, y₁*) = A·(x₀, x₁*) + n} with {@code A = ((f₀, −s₀), (s₁*, f₁*))/√2}, where f and s are the
     * responses from the first and the second port of the pair at its two elements.
     */
    private static void pair(float[] y, float[] f, float[] s, double noise, int i, float[] symbols, float[] variances) {
        double f0r = HALF * f[i];
        double f0i = HALF * f[i + 1];
        double f1r = HALF * f[i + 2];
        double f1i = HALF * f[i + 3];
        double s0r = HALF * s[i];
        double s0i = HALF * s[i + 1];
        double s1r = HALF * s[i + 2];
        double s1i = HALF * s[i + 3];
        double load = 2 * noise;
        double g00 = f0r * f0r + f0i * f0i + s1r * s1r + s1i * s1i + load;
        double g11 = f1r * f1r + f1i * f1i + s0r * s0r + s0i * s0i + load;
        double g01r = -(f0r * s0r + f0i * s0i) + (s1r * f1r + s1i * f1i);
        double g01i = -(f0r * s0i - f0i * s0r) + (s1i * f1r - s1r * f1i);
        double det = g00 * g11 - g01r * g01r - g01i * g01i;
        // Aᴴ(y₀, y₁*)
        double m0r = f0r * y[i] + f0i * y[i + 1] + s1r * y[i + 2] + s1i * y[i + 3];
        double m0i = f0r * y[i + 1] - f0i * y[i] + s1i * y[i + 2] - s1r * y[i + 3];
        double m1r = -(s0r * y[i] + s0i * y[i + 1]) + f1r * y[i + 2] + f1i * y[i + 3];
        double m1i = -(s0r * y[i + 1] - s0i * y[i]) + f1i * y[i + 2] - f1r * y[i + 3];
        double x0r = (g11 * m0r - (g01r * m1r - g01i * m1i)) / det;
        double x0i = (g11 * m0i - (g01r * m1i + g01i * m1r)) / det;
        double x1r = (g00 * m1r - (g01r * m0r + g01i * m0i)) / det;
        double x1i = (g00 * m1i - (g01r * m0i - g01i * m0r)) / det;
        unbiased(x0r, x0i, load * g11 / det, i, symbols, variances);
        unbiased(x1r, -x1i, load * g00 / det, i + 2, symbols, variances);
    }

    /** Divides an estimate of mean square error e, whose gain is 1 − e, by that gain. */
    private static void unbiased(double re, double im, double e, int i, float[] symbols, float[] variances) {
        double gain = 1 - e;
        boolean heard = gain > 1e-9;
        symbols[i] = heard ? (float) (re / gain) : 0;
        symbols[i + 1] = heard ? (float) (im / gain) : 0;
        variances[i / 2] = heard ? (float) (0.5 * e / gain) : Float.POSITIVE_INFINITY;
    }

    /** The port that sends the pair starting at number {@code i} plainly. */
    private int first(int i) {
        return ports == 4 ? i / 4 % 2 : 0;
    }

    private int second(int i) {
        return ports == 4 ? first(i) + 2 : 1;
    }

    private void requireGroups(int numbers) {
        if (numbers % (2 * ports) != 0) {
            throw new IllegalArgumentException(numbers / 2 + " symbols are no groups of " + ports);
        }
    }
}

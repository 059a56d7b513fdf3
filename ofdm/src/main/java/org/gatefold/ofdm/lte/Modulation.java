package org.gatefold.ofdm.lte;

/**
 * Bits to complex symbols of mean energy 1 and back (36.211 §7.1). Symbols are (Re, Im) in turn; even bits of a symbol
 * decide the real part, odd ones the imaginary part, first the sign and then, in 16QAM, the size.
 */
public enum Modulation {
    /** (1 − 2b₀ + j(1 − 2b₁))/√2, table 7.1.2-1. */
    QPSK("QPSK", 1, Math.sqrt(0.5)),
    /** ((1 − 2b₀)(1 + 2b₂) + j(1 − 2b₁)(1 + 2b₃))/√10, table 7.1.3-1. */
    QAM16("16QAM", 2, Math.sqrt(0.1));

    /** Below it, at a signal-to-noise ratio of 87 dB, soft bits grow no surer: they stay finite without noise. */
    private static final double LEAST_VARIANCE = 1e-9;

    private final String label;
    private final int bitsPerAxis;
    private final double unit;

    Modulation(String label, int bitsPerAxis, double unit) {
        this.label = label;
        this.bitsPerAxis = bitsPerAxis;
        this.unit = unit;
    }

    /** As the standard writes it. */
    public String label() {
        return label;
    }

    public int bitsPerSymbol() {
        return 2 * bitsPerAxis;
    }

    /** The symbols of as many bits as fill them. */
    public float[] modulate(byte[] bits) {
        if (bits.length % bitsPerSymbol() != 0) {
            throw new IllegalArgumentException(
                    bits.length + " bits do not fill symbols of " + bitsPerSymbol() + " bits");
        }
        float[] symbols = new float[bits.length / bitsPerAxis];
        for (int i = 0; i < symbols.length; i++) {
            int bit = i / 2 * bitsPerSymbol() + i % 2;
            int size = bitsPerAxis == 1 ? 1 : 1 + 2 * bits[bit + 2];
            symbols[i] = (float) ((1 - 2 * bits[bit]) * size * unit);
        }
        return symbols;
    }

    /**
     * The logarithm of P(bit = 0)/P(bit = 1) of each bit, all bits as likely and the noise Gaussian: the exact sum over
     * the points of the constellation.
     *
     * @param symbols received symbols, as the sent ones plus noise
     * @param noiseVariances per real number, one a symbol; infinite for a symbol that says nothing
     */
    public float[] softBits(float[] symbols, float[] noiseVariances) {
        float[] soft = new float[symbols.length * bitsPerAxis];
        for (int i = 0; i < symbols.length; i++) {
            int bit = i / 2 * bitsPerSymbol() + i % 2;
            double x = symbols[i];
            double variance = Math.max(noiseVariances[i / 2], LEAST_VARIANCE);
            if (bitsPerAxis == 1) {
                soft[bit] = (float) (2 * unit * x / variance);
            } else {
                double plus1 = exponent(x, 1, variance);
                double plus3 = exponent(x, 3, variance);
                double minus1 = exponent(x, -1, variance);
                double minus3 = exponent(x, -3, variance);
                soft[bit] = (float) (logSum(plus1, plus3) - logSum(minus1, minus3));
                soft[bit + 2] = (float) (logSum(plus1, minus1) - logSum(plus3, minus3));
            }
        }
        return soft;
    }

    /** The logarithm of the likelihood of a level, without what all levels share. */
    private double exponent(double x, int level, double variance) {
        double l = level * unit;
        return (x - l / 2) * l / variance;
    }

    private static double logSum(double a, double b) {
        return Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b)));
    }
}

package org.gatefold.ofdm.lte;

/**
 * A master information block that was received, with how well.
 *
 * <p>The standard leaves open how loud the broadcast channel is beside the references from which the channel is known
 * (live networks send it 3 dB louder): a receiver of QPSK need not know. Only once the symbols that were sent are known
 * the amplitude is: {@code g = Re Σ x*x̂ / Σ|x|²}. The equalised symbols are divided by it.
 */
public final class BroadcastDecoding {
    private final MasterInformationBlock block;
    private final int ports;
    private final int phase;
    private final float[][] received;
    private final float[][] equalised;
    private final float[][] sent;
    private final double amplitude;

    BroadcastDecoding(
            MasterInformationBlock block,
            int ports,
            int phase,
            float[][] received,
            float[][] equalised,
            float[][] sent) {
        this.block = block;
        this.ports = ports;
        this.phase = phase;
        this.received = received;
        this.sent = sent;
        this.amplitude = product(equalised, sent) / product(sent, sent);
        this.equalised = scaled(equalised, amplitude > 0 ? 1 / amplitude : 1);
    }

    private static double product(float[][] a, float[][] b) {
        double sum = 0;
        for (int f = 0; f < a.length; f++) {
            for (int i = 0; i < a[f].length; i++) {
                sum += (double) a[f][i] * b[f][i];
            }
        }
        return sum;
    }

    private static float[][] scaled(float[][] values, double factor) {
        float[][] scaled = new float[values.length][];
        for (int f = 0; f < values.length; f++) {
            scaled[f] = new float[values[f].length];
            for (int i = 0; i < scaled[f].length; i++) {
                scaled[f][i] = (float) (factor * values[f][i]);
            }
        }
        return scaled;
    }

    public MasterInformationBlock block() {
        return block;
    }

    /** Antenna ports of the cell, by the mask of the check and the precoding. */
    public int ports() {
        return ports;
    }

    /** Which of the four frames that carry a block the first received one was, 0 … 3. */
    public int phase() {
        return phase;
    }

    /** Number of the first received frame, 0 … 1023. */
    public int frameNumber() {
        return block.frameNumber(phase);
    }

    /** The elements of each received frame before equalisation, (Re, Im) in turn; not a copy. */
    public float[][] received() {
        return received;
    }

    /** The equalised symbols of each received frame in the size they were sent, (Re, Im) in turn; not a copy. */
    public float[][] equalised() {
        return equalised;
    }

    /** The symbols that were sent, encoded anew from the block; known pilots, now. Not a copy. */
    public float[][] sent() {
        return sent;
    }

    /**
     * How loud the broadcast channel seemed beside the references, 1 if both have the same energy an element. Errors of
     * the channel make it smaller.
     */
    public double amplitude() {
        return amplitude;
    }

    /** Error vector magnitude {@code √(Σ|x̂−x|² / Σ|x|²)} of the equalised symbols over all received frames. */
    public double evm() {
        double error = product(equalised, equalised) - 2 * product(equalised, sent) + product(sent, sent);
        return Math.sqrt(Math.max(0, error) / product(sent, sent));
    }
}

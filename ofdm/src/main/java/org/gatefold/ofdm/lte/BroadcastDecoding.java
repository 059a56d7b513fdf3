package org.gatefold.ofdm.lte;

/** A master information block that was received, with how well. */
public final class BroadcastDecoding {
    private final MasterInformationBlock block;
    private final int ports;
    private final int phase;
    private final float[][] received;
    private final float[][] equalised;
    private final float[][] sent;

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
        this.equalised = equalised;
        this.sent = sent;
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

    /** The equalised symbols of each received frame, (Re, Im) in turn; not a copy. */
    public float[][] equalised() {
        return equalised;
    }

    /** The symbols that were sent, encoded anew from the block; known pilots, now. Not a copy. */
    public float[][] sent() {
        return sent;
    }

    /** Error vector magnitude {@code √(Σ|x̂−x|² / Σ|x|²)} of the equalised symbols over all received frames. */
    public double evm() {
        double error = 0;
        double energy = 0;
        for (int f = 0; f < sent.length; f++) {
            for (int i = 0; i < sent[f].length; i++) {
                error += Math.pow(equalised[f][i] - sent[f][i], 2);
                energy += Math.pow(sent[f][i], 2);
            }
        }
        return Math.sqrt(error / energy);
    }
}

package org.gatefold.ofdm.lte;

/** What a receiver knows of the broadcast channel in one frame: its elements and the channels there. */
public final class BroadcastFrame {
    private final float[] received;
    private final float[][] channels;
    private final double noiseVariance;

    /**
     * @param received the {@link BroadcastElements}, (Re, Im) in turn; not copied
     * @param channels a row a port, 1, 2 or 4 of them: its response at the elements, (Re, Im) in turn; not copied
     * @param noiseVariance of {@code received} per real number, ≥ 0
     */
    public BroadcastFrame(float[] received, float[][] channels, double noiseVariance) {
        if (received.length != 2 * BroadcastElements.COUNT || !(noiseVariance >= 0)) {
            throw new IllegalArgumentException("expected " + 2 * BroadcastElements.COUNT
                    + " numbers and a variance of at least 0, found " + received.length + " and " + noiseVariance);
        }
        for (float[] channel : channels) {
            if (channel.length != received.length) {
                throw new IllegalArgumentException(
                        "a channel of " + channel.length + " numbers for " + received.length);
            }
        }
        this.received = received;
        this.channels = channels;
        this.noiseVariance = noiseVariance;
    }

    /** The largest number of ports whose channels are known. */
    public int ports() {
        return channels.length;
    }

    /** The elements, (Re, Im) in turn; not a copy. */
    float[] received() {
        return received;
    }

    /** The symbols, if the cell has so many ports. */
    public SoftSymbols equalise(int ports) {
        return new Sfbc(ports).combine(received, channels, noiseVariance);
    }
}

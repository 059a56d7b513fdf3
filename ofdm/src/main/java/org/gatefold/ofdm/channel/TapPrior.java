package org.gatefold.ofdm.channel;

/** What is known of a channel's taps beforehand: how likely each is there, and its power if it is. */
public final class TapPrior {
    private final double activity;
    private final double[] powers;

    /**
     * @param activity probability in (0, 1) of a tap
     * @param powers E|x|² > 0 of a tap that is there, for each delay of a window, in the units of the taps; copied
     */
    public TapPrior(double activity, double[] powers) {
        this.activity = activity;
        this.powers = powers.clone();
    }

    public double activity() {
        return activity;
    }

    public double power(int delay) {
        return powers[delay];
    }

    public int taps() {
        return powers.length;
    }
}

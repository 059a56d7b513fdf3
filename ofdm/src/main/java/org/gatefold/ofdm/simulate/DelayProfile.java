package org.gatefold.ofdm.simulate;

/** The delays and mean powers of a channel's taps: 36.101 annex B.2.1, tables B.2.1-2 to B.2.1-4, and no channel. */
@SuppressWarnings("ImmutableEnumChecker") // the arrays stay inside and are never written
public enum DelayProfile {
    /** One tap of magnitude 1 that does not fade: nothing but noise. */
    AWGN(new double[] {0}, new double[] {0}),
    /** Extended Pedestrian A. */
    EPA(new double[] {0, 30, 70, 90, 110, 190, 410}, new double[] {0, -1, -2, -3, -8, -17.2, -20.8}),
    /** Extended Vehicular A. */
    EVA(
            new double[] {0, 30, 150, 310, 370, 710, 1090, 1730, 2510},
            new double[] {0, -1.5, -1.4, -3.6, -0.6, -9.1, -7, -12, -16.9}),
    /** Extended Typical Urban; its last tap is later than the normal prefix of symbols 1 to 6 is long. */
    ETU(new double[] {0, 50, 120, 200, 230, 500, 1600, 2300, 5000}, new double[] {-1, -1, -1, 0, 0, 0, -3, -5, -7});

    private final double[] delaysNanoseconds;
    private final double[] powersDb;

    DelayProfile(double[] delaysNanoseconds, double[] powersDb) {
        this.delaysNanoseconds = delaysNanoseconds;
        this.powersDb = powersDb;
    }

    public boolean fades() {
        return this != AWGN;
    }

    public int taps() {
        return delaysNanoseconds.length;
    }

    public double delaySeconds(int tap) {
        return delaysNanoseconds[tap] * 1e-9;
    }

    /** Mean power of a tap; over all taps the sum is 1. */
    public double power(int tap) {
        double sum = 0;
        for (double db : powersDb) {
            sum += Math.pow(10, db / 10);
        }
        return Math.pow(10, powersDb[tap] / 10) / sum;
    }
}

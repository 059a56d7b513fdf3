package org.gatefold.ofdm.lte;

/** Equalised symbols with what is left of the noise on each. */
public final class SoftSymbols {
    private final float[] values;
    private final float[] noiseVariances;

    /**
     * @param values (Re, Im) in turn, scaled as the sent symbols; not copied
     * @param noiseVariances of noise and interference per real number, one a symbol; not copied
     */
    public SoftSymbols(float[] values, float[] noiseVariances) {
        if (values.length != 2 * noiseVariances.length) {
            throw new IllegalArgumentException(values.length + " numbers, " + noiseVariances.length + " variances");
        }
        this.values = values;
        this.noiseVariances = noiseVariances;
    }

    public int count() {
        return noiseVariances.length;
    }

    /** The array itself. */
    public float[] values() {
        return values;
    }

    /** The array itself. */
    public float[] noiseVariances() {
        return noiseVariances;
    }

    /** See {@link Modulation#softBits}. */
    public float[] softBits(Modulation modulation) {
        return modulation.softBits(values, noiseVariances);
    }
}

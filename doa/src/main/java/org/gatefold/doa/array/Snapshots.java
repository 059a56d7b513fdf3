package org.gatefold.doa.array;

import org.gatefold.doa.algebra.ComplexArray;
import org.gatefold.sparse.Batch;

/**
 * What the array heard at one frequency: L complex vectors, one complex number an element.
 *
 * @param samples 1 × 2L × elements, planes Re₀, Im₀, Re₁, Im₁ …; shared, only to be read
 * @param frequencyHz the frequency, NaN if none was said
 * @param wavelength in the unit of the array geometry: metres, or 1 for positions in wavelengths
 * @param noiseVariance E|n|² of an element if it is known, else NaN
 */
public record Snapshots(Batch samples, double frequencyHz, double wavelength, double noiseVariance) {
    public Snapshots {
        if (samples.count() != 1 || samples.planes() % 2 != 0 || noiseVariance < 0) {
            throw new IllegalArgumentException("expected snapshots of 1×2L×elements and no negative noise, found "
                    + samples + ", " + noiseVariance);
        }
    }

    /** Snapshots in noise of unknown strength. */
    public Snapshots(Batch samples, double frequencyHz, double wavelength) {
        this(samples, frequencyHz, wavelength, Double.NaN);
    }

    /** Snapshots in the columns of {@code y}, elements × L, for an array in wavelengths. */
    public static Snapshots of(ComplexArray y) {
        Batch batch = new Batch(1, 2 * y.columns(), y.rows());
        for (int l = 0; l < y.columns(); l++) {
            for (int n = 0; n < y.rows(); n++) {
                batch.set(0, 2 * l, n, y.re(n, l));
                batch.set(0, 2 * l + 1, n, y.im(n, l));
            }
        }
        return new Snapshots(batch, Double.NaN, 1);
    }

    /** The same with what is known of their noise. */
    public Snapshots withNoiseVariance(double known) {
        return new Snapshots(samples, frequencyHz, wavelength, known);
    }

    public int elements() {
        return samples.length();
    }

    /** L. */
    public int count() {
        return samples.planes() / 2;
    }

    /** Elements × L, one snapshot a column. */
    public ComplexArray matrix() {
        ComplexArray y = new ComplexArray(elements(), count());
        for (int l = 0; l < count(); l++) {
            for (int n = 0; n < elements(); n++) {
                y.set(n, l, samples.at(0, 2 * l, n), samples.at(0, 2 * l + 1, n));
            }
        }
        return y;
    }

    /** The sample covariance R̂ = YYᴴ/L. */
    public ComplexArray covariance() {
        ComplexArray y = matrix();
        return y.times(y.adjoint()).scaled(1.0 / count());
    }

    /** How this array steers at this frequency. */
    public Steering steering(ArrayGeometry geometry) {
        return new Steering(geometry, wavelength);
    }
}

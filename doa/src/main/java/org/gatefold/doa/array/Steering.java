package org.gatefold.doa.array;

import org.gatefold.doa.algebra.ComplexArray;
import org.gatefold.sparse.operator.ComplexMatrix;

/**
 * What an array hears of a plane wave: {@code a_n(θ) = exp(+j·2π·p_n·u(θ)/λ)} with p_n the place of element n relative
 * to the first and {@code u(θ) = sin θ·axis + cos θ·normal} the direction the wave comes from. For a uniform linear
 * array this is {@code exp(+j·2π·d·n·sin θ/λ)}.
 *
 * @param geometry the array
 * @param wavelength in the unit of the geometry: metres, or 1 for positions in wavelengths
 */
public record Steering(ArrayGeometry geometry, double wavelength) {
    public Steering {
        if (!(wavelength > 0) || wavelength == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException("a wavelength cannot be " + wavelength);
        }
    }

    public int elements() {
        return geometry.elements();
    }

    /** One column a(θ) per angle, n×angles. */
    public ComplexArray matrix(double... anglesDegrees) {
        ComplexArray a = new ComplexArray(elements(), anglesDegrees.length);
        for (int j = 0; j < anglesDegrees.length; j++) {
            double sin = Math.sin(Math.toRadians(anglesDegrees[j]));
            double cos = Math.cos(Math.toRadians(anglesDegrees[j]));
            for (int n = 0; n < elements(); n++) {
                double phase = phase(n, sin, cos);
                a.set(n, j, Math.cos(phase), Math.sin(phase));
            }
        }
        return a;
    }

    /** One column ∂a/∂θ per angle, per radian, n×angles. */
    public ComplexArray derivative(double... anglesDegrees) {
        ComplexArray d = new ComplexArray(elements(), anglesDegrees.length);
        for (int j = 0; j < anglesDegrees.length; j++) {
            double sin = Math.sin(Math.toRadians(anglesDegrees[j]));
            double cos = Math.cos(Math.toRadians(anglesDegrees[j]));
            for (int n = 0; n < elements(); n++) {
                double phase = phase(n, sin, cos);
                double slope = phase(n, cos, -sin);
                d.set(n, j, -slope * Math.sin(phase), slope * Math.cos(phase));
            }
        }
        return d;
    }

    private double phase(int n, double sin, double cos) {
        return 2 * Math.PI / wavelength * (geometry.alongAxis(n) * sin + geometry.alongNormal(n) * cos);
    }

    /** The dictionary of a grid: an elements × grid operator with columns a(θᵢ). */
    public ComplexMatrix operator(AngleGrid grid) {
        return operator(grid.anglesDegrees());
    }

    /** The dictionary of any angles. */
    public ComplexMatrix operator(double... anglesDegrees) {
        ComplexArray a = matrix(anglesDegrees);
        double[] re = new double[a.rows() * a.columns()];
        double[] im = new double[re.length];
        for (int i = 0, at = 0; i < a.rows(); i++) {
            for (int j = 0; j < a.columns(); j++, at++) {
                re[at] = a.re(i, j);
                im[at] = a.im(i, j);
            }
        }
        return new ComplexMatrix(a.rows(), a.columns(), re, im);
    }
}

package org.gatefold.photometric;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.QRDecomposition;
import org.gatefold.sparse.operator.RealMatrix;

/**
 * Distant lights: r directions from the object, x to the right, y up, z to the camera. Their lengths are 1; intensities
 * are divided out of the images before.
 */
public final class Lights {
    /** Above this {@link #amplification} the lights lie in a plane as far as their files tell. */
    public static final double PLANE = 1e3;

    private final double[] directions;

    private Lights(double[] directions, int count) {
        this.directions = Arrays.copyOf(directions, 3 * count);
    }

    /**
     * @param directions x, y, z of each light in turn, of any length but 0; copied
     * @throws IllegalArgumentException if a direction is zero or not finite
     */
    public Lights(double[] directions) {
        if (directions.length == 0 || directions.length % 3 != 0) {
            throw new IllegalArgumentException(
                    "expected x, y, z of each light, found " + directions.length + " numbers");
        }
        this.directions = directions.clone();
        for (int i = 0; i < count(); i++) {
            double length = Math.sqrt(x(i) * x(i) + y(i) * y(i) + z(i) * z(i));
            if (!(length > 0) || Double.isInfinite(length)) {
                throw new IllegalArgumentException(
                        "expected a direction, found (" + x(i) + ", " + y(i) + ", " + z(i) + ") for light " + (i + 1));
            }
            for (int c = 0; c < 3; c++) {
                this.directions[3 * i + c] /= length;
            }
        }
    }

    /** Number r of lights. */
    public int count() {
        return directions.length / 3;
    }

    public double x(int light) {
        return directions[3 * light];
    }

    public double y(int light) {
        return directions[3 * light + 1];
    }

    public double z(int light) {
        return directions[3 * light + 2];
    }

    /** Coordinate 0, 1 or 2. */
    public double at(int light, int coordinate) {
        return directions[3 * light + coordinate];
    }

    /**
     * How many times the error of a normal in its worst direction exceeds that under as many lights spread evenly in
     * space: {@code √(r/3λ)}, λ the smallest eigenvalue of LᵀL. Infinite for lights in a plane through the object,
     * under which normals cannot be told.
     */
    public double amplification() {
        double[][] gram = new double[3][3];
        for (int i = 0; i < count(); i++) {
            for (int a = 0; a < 3; a++) {
                for (int b = 0; b < 3; b++) {
                    gram[a][b] += at(i, a) * at(i, b);
                }
            }
        }
        double[] values = new EigenDecomposition(new Array2DRowRealMatrix(gram, false)).getRealEigenvalues();
        double least = Math.max(0, Math.min(values[0], Math.min(values[1], values[2])));
        return Math.sqrt(count() / (3 * least));
    }

    /** The lights of these numbers, in this order. */
    public Lights chosen(int... lights) {
        double[] some = new double[3 * lights.length];
        for (int i = 0; i < lights.length; i++) {
            System.arraycopy(directions, 3 * lights[i], some, 3 * i, 3);
        }
        return new Lights(some, lights.length);
    }

    /**
     * The numbers of the lights from the lowest to the highest, those of one height by x and then y: an order that does
     * not depend on the one in which they are given.
     */
    public int[] order() {
        return IntStream.range(0, count())
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(this::z)
                        .thenComparingDouble(this::x)
                        .thenComparingDouble(this::y))
                .mapToInt(i -> i)
                .toArray();
    }

    /**
     * Uᵀ with an orthonormal basis U of the null space of Lᵀ, (r−3)×r, which takes what a Lambertian surface reflects
     * to 0.
     *
     * @throws IllegalArgumentException if there are fewer than 4 lights
     */
    public RealMatrix nullSpace() {
        int r = count();
        if (r < 4) {
            throw new IllegalArgumentException("expected at least 4 lights to find errors, found " + r);
        }
        double[][] l = new double[r][3];
        for (int i = 0; i < r; i++) {
            l[i] = new double[] {x(i), y(i), z(i)};
        }
        double[][] q = new QRDecomposition(new Array2DRowRealMatrix(l)).getQ().getData();
        double[] basis = new double[(r - 3) * r];
        for (int k = 0; k < r - 3; k++) {
            for (int i = 0; i < r; i++) {
                basis[k * r + i] = q[i][k + 3];
            }
        }
        return new RealMatrix(r - 3, r, basis);
    }

    /** The matrix L, r×3 row-major; a copy. */
    public double[] matrix() {
        return directions.clone();
    }
}

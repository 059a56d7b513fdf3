package org.gatefold.doa.method;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.univariate.BrentOptimizer;
import org.apache.commons.math3.optim.univariate.SearchInterval;
import org.apache.commons.math3.optim.univariate.UnivariateObjectiveFunction;
import org.apache.commons.math3.optim.univariate.UnivariatePointValuePair;
import org.gatefold.doa.array.AngleGrid;

/** The local maxima of a spectrum over angle, on its grid and between its angles. */
final class Peaks {
    private Peaks() {}

    /**
     * Grid indices of the {@code most} highest local maxima, the highest first; fewer if there are fewer. The ends of a
     * grid that does not go all round count as maxima if they exceed their one neighbour.
     */
    static int[] highest(Spectrum spectrum, int most) {
        AngleGrid grid = spectrum.grid();
        double[] v = spectrum.values();
        return IntStream.range(0, v.length)
                .filter(i -> v[i] > 0)
                .filter(i -> before(grid, v, i) < v[i] && after(grid, v, i) <= v[i])
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -v[i]))
                .limit(most)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static double before(AngleGrid grid, double[] v, int i) {
        return i > 0 ? v[i - 1] : grid.wraps() ? v[v.length - 1] : 0;
    }

    private static double after(AngleGrid grid, double[] v, int i) {
        return i < v.length - 1 ? v[i + 1] : grid.wraps() ? v[0] : 0;
    }

    /** The grid angles of {@code peaks}. */
    static double[] angles(AngleGrid grid, int[] peaks) {
        return Arrays.stream(peaks).mapToDouble(grid::angleDegrees).toArray();
    }

    /** The angles of {@code peaks}, each moved to the largest {@code power} within one grid step by Brent's method. */
    static double[] refined(AngleGrid grid, int[] peaks, DoubleUnaryOperator power) {
        return Arrays.stream(peaks)
                .mapToDouble(i -> maximum(
                        power,
                        grid.angleDegrees(i) - grid.stepDegrees(),
                        grid.angleDegrees(i),
                        grid.angleDegrees(i) + grid.stepDegrees()))
                .toArray();
    }

    /** Where {@code f} is largest between {@code low} and {@code high}, to 10⁻⁵ degrees. */
    static double maximum(DoubleUnaryOperator f, double low, double start, double high) {
        UnivariatePointValuePair best = new BrentOptimizer(1e-10, 1e-6)
                .optimize(
                        new UnivariateObjectiveFunction(f::applyAsDouble),
                        GoalType.MAXIMIZE,
                        new SearchInterval(low, high, start),
                        new MaxEval(200));
        return f.applyAsDouble(start) > best.getValue() ? start : best.getPoint();
    }
}

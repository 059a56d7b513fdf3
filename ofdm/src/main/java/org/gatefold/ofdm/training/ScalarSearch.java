package org.gatefold.ofdm.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.SimpleBounds;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.CMAESOptimizer;
import org.apache.commons.math3.random.MersenneTwister;

/**
 * Minimises a loss over few numbers by CMA-ES (Hansen, Towards a new evolutionary computation, 2006), and then chooses
 * among the points that were the best so far on training problems by their loss on others.
 *
 * @param generations of the evolution
 * @param seed of the evolution
 */
record ScalarSearch(int generations, long seed) {
    private static final double FIRST_STEP = 0.3;

    /** So many of the last best points are candidates, beside the start. */
    private static final int CANDIDATES = 8;

    /**
     * What was found.
     *
     * @param point of least loss on the validation problems
     * @param evaluations of the training loss
     * @param start loss of the start on the validation problems
     * @param loss that of the point
     */
    record Result(List<Double> point, int evaluations, double start, double loss) {
        double[] coordinates() {
            return point.stream().mapToDouble(Double::doubleValue).toArray();
        }
    }

    /** Told of the training. */
    @FunctionalInterface
    interface Listener {
        void best(int evaluations, double loss);
    }

    /** Points a generation. */
    static int population(int dimensions) {
        return 4 + (int) (3 * Math.log(dimensions));
    }

    int evaluations(int dimensions) {
        return generations * population(dimensions) + 1; // the start too
    }

    /** @param start in units in which a change of {@value #FIRST_STEP} matters, all within ±3 */
    Result minimise(
            double[] start,
            ToDoubleFunction<double[]> training,
            ToDoubleFunction<double[]> validation,
            Listener listener) {
        int dimensions = start.length;
        List<double[]> best = new ArrayList<>();
        best.add(start);
        double[] least = {Double.POSITIVE_INFINITY};
        int[] count = {0};
        CMAESOptimizer optimizer =
                new CMAESOptimizer(generations, 0, true, 0, 0, new MersenneTwister(seed), false, null);
        double[] steps = new double[dimensions];
        double[] low = new double[dimensions];
        double[] high = new double[dimensions];
        Arrays.fill(steps, FIRST_STEP);
        Arrays.fill(low, -4);
        Arrays.fill(high, 4);
        optimizer.optimize(
                new ObjectiveFunction(point -> {
                    double loss = training.applyAsDouble(point);
                    count[0]++;
                    if (loss < least[0]) {
                        least[0] = loss;
                        best.add(point.clone());
                    }
                    listener.best(count[0], least[0]);
                    return loss;
                }),
                GoalType.MINIMIZE,
                new InitialGuess(start),
                new SimpleBounds(low, high),
                new CMAESOptimizer.Sigma(steps),
                new CMAESOptimizer.PopulationSize(population(dimensions)),
                new MaxEval(100 * evaluations(dimensions)));
        double first = validation.applyAsDouble(start);
        double[] chosen = start;
        double loss = first;
        for (int i = Math.max(1, best.size() - CANDIDATES); i < best.size(); i++) {
            double other = validation.applyAsDouble(best.get(i));
            if (other < loss) {
                loss = other;
                chosen = best.get(i);
            }
        }
        return new Result(Arrays.stream(chosen).boxed().toList(), count[0], first, loss);
    }
}

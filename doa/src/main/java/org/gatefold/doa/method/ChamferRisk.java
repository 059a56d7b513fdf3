package org.gatefold.doa.method;

import java.util.Arrays;

/** The mean Chamfer distance of a set of grid angles to sets of which each may be the truth. */
final class ChamferRisk {
    private final double[] angles;
    private final double period;
    private final int[][] sets;
    private final int sources;
    /** Distance from each grid angle to the nearest of a set, sets × grid. */
    private final double[][] nearest;

    /**
     * @param period 360 if angles go round, else infinite
     * @param sets grid indices, at least one set, all of one size
     */
    ChamferRisk(double[] angles, double period, int[][] sets) {
        this.angles = angles;
        this.period = period;
        this.sets = sets;
        this.sources = sets[0].length;
        this.nearest = new double[sets.length][angles.length];
        for (int r = 0; r < sets.length; r++) {
            for (int j = 0; j < angles.length; j++) {
                nearest[r][j] = toNearest(j, sets[r]);
            }
        }
    }

    private double distance(int i, int j) {
        double apart = Math.abs(angles[i] - angles[j]);
        return Math.min(apart, period - apart);
    }

    private double toNearest(int j, int[] set) {
        double least = Double.POSITIVE_INFINITY;
        for (int t : set) {
            least = Math.min(least, distance(j, t));
        }
        return least;
    }

    /** The mean over the sets of the Chamfer distance of {@code candidate}, in the unit of the angles. */
    double of(int[] candidate) {
        double sum = 0;
        for (int r = 0; r < sets.length; r++) {
            for (int c : candidate) {
                sum += nearest[r][c] / candidate.length;
            }
            for (int t : sets[r]) {
                sum += toNearest(t, candidate) / sets[r].length;
            }
        }
        return sum / (2 * sets.length);
    }

    /** The best of the sets, improved one angle after the other until none moves, at most {@code rounds} times. */
    int[] minimise(int rounds) {
        int[] best = sets[0].clone();
        double least = Double.POSITIVE_INFINITY;
        int[][] different = Arrays.stream(sets).filter(ChamferRisk::distinct).toArray(int[][]::new);
        for (int[] set : different.length > 0 ? different : sets) {
            double risk = of(set);
            if (risk < least) {
                least = risk;
                best = set.clone();
            }
        }
        for (int round = 0; round < rounds; round++) {
            boolean moved = false;
            for (int k = 0; k < sources; k++) {
                int better = bestReplacement(best, k);
                moved |= better != best[k];
                best[k] = better;
            }
            if (!moved) {
                break;
            }
        }
        return best;
    }

    private static boolean distinct(int[] set) {
        return Arrays.stream(set).distinct().count() == set.length;
    }

    /** The grid angle of the smallest risk in place of {@code candidate[k]}, which it stays unless one is better. */
    private int bestReplacement(int[] candidate, int k) {
        double[] risk = new double[angles.length];
        double[] others = new double[sources];
        for (int r = 0; r < sets.length; r++) {
            for (int t = 0; t < sources; t++) {
                others[t] = Double.POSITIVE_INFINITY;
                for (int i = 0; i < sources; i++) {
                    others[t] = i == k ? others[t] : Math.min(others[t], distance(sets[r][t], candidate[i]));
                }
            }
            for (int j = 0; j < risk.length; j++) {
                double sum = nearest[r][j];
                for (int t = 0; t < sources; t++) {
                    sum += Math.min(others[t], distance(sets[r][t], j));
                }
                risk[j] += sum;
            }
        }
        int best = candidate[k];
        for (int j = 0; j < risk.length; j++) {
            boolean taken = false;
            for (int i = 0; i < sources; i++) {
                taken |= i != k && candidate[i] == j;
            }
            if (!taken && risk[j] < risk[best] - 1e-12) {
                best = j;
            }
        }
        return best;
    }
}

package org.gatefold.sparse.classical;

/**
 * Climbs the posterior of an {@link ActiveSet} move by move: the best of all entries and exits, and where none of them
 * gains the best exchange of each active index, until nothing gains or the moves are used up.
 */
final class PosteriorClimb {
    /** A gain of less is rounding. */
    static final double NOTHING = 1e-7;

    /** Active atoms of a larger coherence stand close: each may have been taken in place of the other. */
    private static final double CLOSE = 0.15;

    private static final int NOBODY = -1;

    private final ActiveSet set;
    private final CovarianceProducts products;
    private final int n;
    private final int moves;
    private final Runnable moved;

    /**
     * @param n number of indices
     * @param moves largest number a climb
     * @param moved told after each move
     */
    PosteriorClimb(ActiveSet set, int n, int moves, Runnable moved) {
        this.set = set;
        this.products = set.products();
        this.n = n;
        this.moves = moves;
        this.moved = moved;
    }

    void climb() {
        climbWithout(NOBODY);
    }

    /** Climbs while one index may not enter. */
    void climbWithout(int forbidden) {
        for (int k = 0; k < moves; ) {
            if (enterOrLeave(forbidden)) {
                k++;
                moved.run();
                continue;
            }
            int before = k;
            for (int p = 0; p < set.size() && k < moves; p++) {
                if (exchange(p, forbidden)) {
                    k++;
                    moved.run();
                }
            }
            if (k == before) {
                return;
            }
        }
    }

    /**
     * Where active indices have strongly correlated active neighbours, one atom between two true ones may have been
     * taken first and drawn others after it: tries again without each of them and its neighbours, keeps what is better.
     *
     * @param noise with {@code prior}, what the set was reset to
     */
    void doubt(double noise, BernoulliGaussian prior) {
        for (int atom : set.support()) {
            int[] kept = set.apart(atom, CLOSE);
            if (!set.contains(atom) || kept.length >= set.size() - 1) {
                continue;
            }
            int[] support = set.support();
            double score = set.score();
            set.assume(kept);
            set.reset(noise, prior);
            climbWithout(atom);
            climb();
            if (!(set.score() > score + NOTHING)) {
                set.assume(support);
                set.reset(noise, prior);
            }
        }
    }

    /** Takes the better of the best entry and the best exit; false if there was none that gains. */
    private boolean enterOrLeave(int forbidden) {
        double best = NOTHING;
        int in = NOBODY;
        for (int j = 0; j < n && set.open(); j++) {
            if (!set.contains(j) && j != forbidden) {
                double q = products.bigQ(j);
                double square = products.square(j);
                if (set.birthBound(j, q, square) > best) {
                    double gain = set.birth(j, q, square);
                    in = gain > best ? j : in;
                    best = Math.max(gain, best);
                }
            }
        }
        int out = NOBODY;
        for (int p = 0; p < set.size(); p++) {
            double gain = set.death(p);
            out = gain > best ? p : out;
            best = Math.max(gain, best);
        }
        if (out >= 0) {
            set.remove(out);
        } else if (in >= 0) {
            set.add(in);
        }
        return out >= 0 || in >= 0;
    }

    /** Takes the best exchange of the index in slot {@code p}; false if there was none that gains. */
    private boolean exchange(int p, int forbidden) {
        double gone = set.death(p);
        double best = NOTHING;
        int in = NOBODY;
        int leaving = set.atom(p);
        set.cross(leaving);
        double factor = set.variance() / set.left(p);
        for (int j = 0; j < n; j++) {
            if (set.contains(j) || j == forbidden) {
                continue;
            }
            double q = products.shiftedQ(j, factor);
            double square = products.shiftedSquare(j, leaving, factor);
            if (gone + set.birthBound(j, q, square) > best) {
                double gain = gone + set.birth(j, q, square);
                in = gain > best ? j : in;
                best = Math.max(gain, best);
            }
        }
        if (in < 0) {
            return false;
        }
        set.remove(p);
        set.add(in);
        return true;
    }
}

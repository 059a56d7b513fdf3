package org.gatefold.sparse.classical;

/** An update rule that moves all variances of all lanes of an {@link Evidence} at once. */
interface EvidenceUpdate {
    /** Begins on lanes that were evaluated at their start. */
    Course begin(Evidence evidence);

    /** The next noise variance from q and s of the noise, see {@link SblUpdate}. */
    double noiseVariance(double lambda, double q, double s, int range);

    /** Whether an index with γⱼ = 0 may come back; if not, indices with tiny γⱼ are dropped. */
    boolean revives();

    /** An index with a smaller γⱼqⱼ is dropped if none may come back. */
    default double negligible() {
        return 0;
    }

    /** One run of the rule, with whatever it remembers from one iteration to the next. */
    interface Course {
        /** Moves γ of every lane, given s, q and a of the γ and λ at hand. */
        void advance();

        /** Goes on with the lanes {@code kept} of {@code lanes}. */
        default void retain(int lanes, int[] kept) {}
    }
}

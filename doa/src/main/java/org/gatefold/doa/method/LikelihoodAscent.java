package org.gatefold.doa.method;

/**
 * The K highest peaks, completed greedily if there are fewer, and then moved one by one to the grid angles of the
 * largest evidence until none moves ({@link EvidenceSearch}).
 */
record LikelihoodAscent() implements Decoding {
    @Override
    public int[] indices(GridModel model, AngleScores scores, int sources, double noiseVariance) {
        int[] peaks = new HighestPeaks().indices(model, scores, sources, noiseVariance);
        EvidenceSearch search = new EvidenceSearch(model, model.completed(peaks, sources), noiseVariance);
        search.run();
        return search.indices();
    }
}

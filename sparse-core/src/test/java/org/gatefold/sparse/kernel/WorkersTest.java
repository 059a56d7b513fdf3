package org.gatefold.sparse.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.bytedeco.openblas.global.openblas;
import org.gatefold.sparse.dictionary.AnalyticWeights;
import org.gatefold.sparse.operator.Matrices;
import org.junit.jupiter.api.Test;

class WorkersTest {
    @Test
    void productsOfWorkersRunOnOneThreadEvenAfterNd4j() {
        AnalyticWeights.of(Matrices.realGaussian(new SplittableRandom(1), 4, 8));
        openblas.blas_set_num_threads(2); // as ND4J does when it is loaded, which may have been long ago
        Workers.forShards(4, 1, (from, to) -> assertEquals(1, openblas.blas_get_num_threads()));
    }
}

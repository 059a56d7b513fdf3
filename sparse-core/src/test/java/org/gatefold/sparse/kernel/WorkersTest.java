package org.gatefold.sparse.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.bytedeco.openblas.global.openblas;
import org.junit.jupiter.api.Test;

class WorkersTest {
    @Test
    void productsOfWorkersRunOnOneThreadWhateverOpenBlasWasTold() {
        openblas.blas_set_num_threads(2); // as ND4J does when it is loaded
        Workers.forShards(4, 1, (from, to) -> assertEquals(1, openblas.blas_get_num_threads()));
    }
}

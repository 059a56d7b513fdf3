/**
 * The hot loops: the matrix product (OpenBLAS, from ND4J's native backend) and the splitting of batches over threads.
 */
@NullMarked
package org.gatefold.sparse.kernel;

import org.jspecify.annotations.NullMarked;

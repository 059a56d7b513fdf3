/** Files of matrices (NumPy, MAT) and the safe writing of results. */
@NullMarked
package org.gatefold.sparse.io;

import org.jspecify.annotations.NullMarked;

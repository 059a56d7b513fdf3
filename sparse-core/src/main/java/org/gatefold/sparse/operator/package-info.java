/** Linear operators, one a file, named after their mathematics. Fourier transforms are unitary everywhere. */
@NullMarked
package org.gatefold.sparse.operator;

import org.jspecify.annotations.NullMarked;

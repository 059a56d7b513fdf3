/** The sensor array: where its elements stand, what it hears from a direction, and in which words an angle is said. */
@NullMarked
package org.gatefold.doa.array;

import org.jspecify.annotations.NullMarked;

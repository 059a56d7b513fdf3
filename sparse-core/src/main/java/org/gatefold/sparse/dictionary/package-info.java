/**
 * Dictionaries and their design: random ones of the benchmarks, their coherence, analytic weights. ND4J is the array
 * library here, in and out; it takes seconds to start, so classes that a command needs at once do without it.
 */
@NullMarked
package org.gatefold.sparse.dictionary;

import org.jspecify.annotations.NullMarked;

/**
 * Direction finders behind one interface: beam scanning, subspace methods and sparse recovery, source counting and the
 * Cramér–Rao bound.
 */
@NullMarked
package org.gatefold.doa.method;

import org.jspecify.annotations.NullMarked;

/**
 * Pictures of results as PNG files, drawn with JFreeChart without a display: curves and points with error bars or
 * bands, heat maps, polar plots, and figures of several panels. All values are immutable: {@code with…} and the like
 * return a changed copy. Lines differ in colour, lightness and dash, and heat maps grow steadily darker, so that a
 * picture survives grey printing and colour-blind readers.
 */
@NullMarked
package org.gatefold.sparse.plot;

import org.jspecify.annotations.NullMarked;

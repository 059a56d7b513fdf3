/**
 * How good solvers are: metrics with confidence intervals, their evaluation on common problems, and tables of scores.
 */
@NullMarked
package org.gatefold.sparse.evaluation;

import org.jspecify.annotations.NullMarked;

/** The command line: what all tools share, and the commands {@code solve}, {@code solvers} and {@code compare}. */
@NullMarked
package org.gatefold.sparse.cli;

import org.jspecify.annotations.NullMarked;

/** The command that runs the cases and prints the comparison. */
@NullMarked
package org.gatefold.benchmarks.cli;

import org.jspecify.annotations.NullMarked;

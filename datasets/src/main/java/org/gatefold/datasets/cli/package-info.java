/** The command {@code datasets}: which real recordings there are, whether they are here and sound, how to get them. */
@NullMarked
package org.gatefold.datasets.cli;

import org.jspecify.annotations.NullMarked;

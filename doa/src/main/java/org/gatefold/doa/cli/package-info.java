/** The commands of the direction finder. */
@NullMarked
package org.gatefold.doa.cli;

import org.jspecify.annotations.NullMarked;

/** The commands of the tool photometric. */
@NullMarked
package org.gatefold.photometric.cli;

import org.jspecify.annotations.NullMarked;

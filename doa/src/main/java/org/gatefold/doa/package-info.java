/** Directions of arrival from recordings of a sensor array. */
@NullMarked
package org.gatefold.doa;

import org.jspecify.annotations.NullMarked;

/** What the user gets to see of a reconstruction: maps as images and arrays, errors against a truth, JSON. */
@NullMarked
package org.gatefold.photometric.report;

import org.jspecify.annotations.NullMarked;

/** What a user sees of an estimate: warnings about the array, a table, JSON and pictures. */
@NullMarked
package org.gatefold.doa.report;

import org.jspecify.annotations.NullMarked;

/** What the tool tells of a reception: text and JSON. */
@NullMarked
package org.gatefold.ofdm.report;

import org.jspecify.annotations.NullMarked;

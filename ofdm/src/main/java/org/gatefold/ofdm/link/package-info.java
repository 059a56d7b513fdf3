/** Bit and block errors over a simulated downlink, with estimated channels and with perfect knowledge of them. */
@NullMarked
package org.gatefold.ofdm.link;

import org.jspecify.annotations.NullMarked;

/** Channel estimation: from pilots on some subcarriers to the response on all of them. */
@NullMarked
package org.gatefold.ofdm.channel;

import org.jspecify.annotations.NullMarked;

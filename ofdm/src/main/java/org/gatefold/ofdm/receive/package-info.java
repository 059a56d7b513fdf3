/**
 * The receiver: from the samples of a capture to its cell, the pilots, the channel by any estimator and the broadcast
 * channel of each frame.
 */
@NullMarked
package org.gatefold.ofdm.receive;

import org.jspecify.annotations.NullMarked;

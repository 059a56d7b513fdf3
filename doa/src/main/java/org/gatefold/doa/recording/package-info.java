/**
 * From a recording to snapshots: the segment, the band, the spectra over short times, and a check of the channels
 * against the array.
 */
@NullMarked
package org.gatefold.doa.recording;

import org.jspecify.annotations.NullMarked;

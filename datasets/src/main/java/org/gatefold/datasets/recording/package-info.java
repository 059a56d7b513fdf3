/**
 * Recordings of one or more channels, real or complex, behind one interface whatever their format: WAV, FLAC, SigMF,
 * headerless IQ, and NumPy or MAT matrices. {@link org.gatefold.datasets.recording.Recordings#open} chooses the reader.
 * Integer samples are scaled to [−1, 1]; floating-point samples keep their values.
 */
@NullMarked
package org.gatefold.datasets.recording;

import org.jspecify.annotations.NullMarked;

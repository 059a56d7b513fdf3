package org.gatefold.datasets.recording;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.gatefold.sparse.io.InputException;
import org.gatefold.sparse.io.MatFile;
import org.gatefold.sparse.io.NdArray;
import org.gatefold.sparse.io.Npy;
import org.gatefold.sparse.io.Npz;
import org.jspecify.annotations.Nullable;

/**
 * A matrix of snapshots (elements × snapshots, real or complex) as a recording: a row is a channel, a column a frame. A
 * vector is one snapshot of as many elements; MAT files hold no vectors, there a single row is one. The matrix is in
 * memory.
 */
final class MatrixRecording implements Recording {
    private final NdArray matrix;
    private final Description description;
    private final List<String> warnings;

    private MatrixRecording(Path file, NdArray matrix) {
        this.matrix = matrix;
        int frames = matrix.rank() == 2 ? matrix.dimension(1) : 1;
        this.description = new Description(
                String.valueOf(file.getFileName()),
                matrix.dimension(0),
                frames,
                matrix.complex(),
                Double.NaN,
                Double.NaN);
        Inspection inspection = new Inspection(channels(), Float.NaN, Float.NaN);
        inspection.add(read(0, frames));
        this.warnings = inspection.warnings();
    }

    static Recording npy(Path file) {
        return of(file, Npy.read(file));
    }

    /** @param name the array, null if there is only one */
    static Recording npz(Path file, @Nullable String name) {
        List<String> names = Npz.names(file);
        if (name == null && names.size() != 1) {
            throw new InputException(file + ": expected one array or the name of one, found " + names);
        }
        return of(file, Npz.read(file, name == null ? names.get(0) : name));
    }

    /** @param name the variable, null if there is only one */
    static Recording mat(Path file, @Nullable String name) {
        NdArray matrix = MatFile.read(file, name);
        boolean row = matrix.rank() == 2 && matrix.dimension(0) == 1;
        return of(
                file,
                row ? new NdArray(matrix.precision(), new int[] {matrix.size()}, matrix.re(), matrix.im()) : matrix);
    }

    private static Recording of(Path file, NdArray matrix) {
        if (matrix.rank() < 1 || matrix.rank() > 2 || matrix.size() == 0) {
            throw new InputException(
                    file + ": expected a matrix of elements × snapshots or a vector of elements, found " + matrix);
        }
        MatrixRecording recording = new MatrixRecording(file, matrix);
        Inspection.requireFinite(file.toString(), recording.read(0, (int) recording.frames()), 0);
        return recording;
    }

    @Override
    public Description description() {
        return description;
    }

    @Override
    public List<String> warnings() {
        return warnings;
    }

    @Override
    public Frames read(long start, int count) {
        Objects.checkFromIndexSize(start, count, frames());
        Frames block = Frames.zeros(channels(), count, complex());
        for (int c = 0; c < channels(); c++) {
            int from = (int) (c * frames() + start);
            for (int i = 0; i < count; i++) {
                block.re()[c][i] = (float) matrix.re()[from + i];
                if (complex()) {
                    block.im()[c][i] = (float) matrix.im()[from + i];
                }
            }
        }
        return block;
    }

    @Override
    public void close() {
        // nothing is held open
    }
}

package org.gatefold.datasets.recording;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import org.gatefold.sparse.io.InputException;

/**
 * A recording whose file holds frame after frame, each with one sample of every channel: the payload of WAV, SigMF and
 * headerless IQ. A block is read from its place in the file in pieces of at most 1 MiB.
 */
final class InterleavedRecording implements Recording {
    private static final int PIECE_BYTES = 1 << 20;

    private final Path file;
    private final FileChannel source;
    private final SampleFormat format;
    private final Description description;
    private final NavigableMap<Long, Long> places;
    private final List<String> warnings;

    /**
     * @param places first frame → byte offset of each run of frames without a gap; holds a key 0
     * @param notes warnings of the reader of the header; those of the {@link Inspection} are added
     */
    private InterleavedRecording(
            Path file,
            FileChannel source,
            SampleFormat format,
            Description description,
            NavigableMap<Long, Long> places,
            List<String> notes) {
        this.file = file;
        this.source = source;
        this.format = format;
        this.description = description;
        this.places = places;
        this.warnings = new ArrayList<>(notes);
    }

    static InterleavedRecording open(
            Path file,
            SampleFormat format,
            Description description,
            NavigableMap<Long, Long> places,
            List<String> notes) {
        InterleavedRecording recording = null;
        try {
            FileChannel source = FileChannel.open(file, StandardOpenOption.READ);
            recording = new InterleavedRecording(file, source, format, description, places, notes);
            recording.warnings.addAll(Inspection.of(recording, format.encoding()));
            return recording;
        } catch (IOException e) {
            throw new InputException(file + ": cannot be read (" + e + ")", e);
        } catch (InputException e) {
            if (recording != null) {
                recording.close();
            }
            throw e;
        }
    }

    @Override
    public Description description() {
        return description;
    }

    @Override
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    @Override
    public Frames read(long start, int count) {
        Objects.checkFromIndexSize(start, count, frames());
        Frames block = Frames.zeros(channels(), count, complex());
        int frameBytes = format.bytes() * channels();
        int pieceFrames = Math.max(1, PIECE_BYTES / frameBytes);
        ByteBuffer piece =
                ByteBuffer.allocate(Math.min(count, pieceFrames) * frameBytes).order(format.order());
        for (int done = 0; done < count; ) {
            long frame = start + done;
            Long next = places.higherKey(frame);
            long run = next == null ? Long.MAX_VALUE : next - frame;
            int n = (int) Math.min(run, Math.min(count - done, pieceFrames));
            var place = places.floorEntry(frame);
            fill(piece.clear().limit(n * frameBytes), place.getValue() + (frame - place.getKey()) * frameBytes);
            unpack(piece, n, block, done);
            done += n;
        }
        return requireFinite(block, start);
    }

    private void fill(ByteBuffer piece, long position) {
        try {
            while (piece.hasRemaining()) {
                int got = source.read(piece, position + piece.position());
                if (got < 0) {
                    throw new InputException(file + ": expected " + piece.remaining() + " more bytes at byte "
                            + (position + piece.position()) + ", found the end of the file");
                }
            }
        } catch (IOException e) {
            throw new InputException(file + ": cannot be read (" + e + ")", e);
        }
    }

    private void unpack(ByteBuffer piece, int n, Frames block, int to) {
        Encoding encoding = format.encoding();
        int step = encoding.bytes();
        int at = 0;
        for (int i = 0; i < n; i++) {
            for (int c = 0; c < block.channels(); c++) {
                block.re()[c][to + i] = encoding.read(piece, at);
                at += step;
                if (format.complex()) {
                    block.im()[c][to + i] = encoding.read(piece, at);
                    at += step;
                }
            }
        }
    }

    private Frames requireFinite(Frames block, long start) {
        if (!format.encoding().integer()) {
            Inspection.requireFinite(file.toString(), block, start);
        }
        return block;
    }

    @Override
    public void close() {
        try {
            source.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

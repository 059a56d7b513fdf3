package org.gatefold.datasets.recording;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.gatefold.sparse.io.InputException;

/**
 * A FLAC file, decoded with jFLAC as it is read. Opening it decodes it once from end to end: number of frames and MD5
 * must be those of the header, and the places are noted from which decoding can start. So a block in the middle costs
 * the decoding of at most {@value #INDEX_STEP} frames before it, and going on from the last block none.
 */
final class FlacRecording implements Recording {
    private static final int INDEX_STEP = 1 << 16;

    private final Path file;
    private final FlacHeader header;
    private final TreeMap<Long, Long> index = new TreeMap<>();
    private Description description;
    private List<String> warnings = List.of();
    private FlacStream stream;
    private long blockStart;

    private FlacRecording(Path file, FlacHeader header, FlacStream stream) {
        this.file = file;
        this.header = header;
        this.stream = stream;
        this.description = described(header.frames());
    }

    /** @throws InputException if the file is no FLAC file, truncated or damaged */
    static Recording open(Path file) {
        FlacRecording recording = null;
        boolean sound = false;
        try {
            FlacHeader header = FlacHeader.read(file);
            recording = new FlacRecording(file, header, new FlacStream(file, header, header.audioOffset()));
            recording.verify();
            sound = true;
            return recording;
        } catch (IOException e) {
            throw new InputException(file + ": cannot be read (" + e + ")", e);
        } finally {
            if (recording != null && !sound) {
                recording.close();
            }
        }
    }

    private Description described(long frames) {
        return new Description(
                String.valueOf(file.getFileName()), header.channels(), frames, false, header.rate(), Double.NaN);
    }

    private void verify() throws IOException {
        MessageDigest md5 = md5();
        Inspection inspection = new Inspection(header.channels(), 1 - 1f / (1 << (header.bits() - 1)), -1);
        long frames = 0;
        index.put(0L, header.audioOffset());
        while (stream.next()) {
            update(md5);
            inspection.add(block());
            frames += stream.length();
            if (frames - index.lastKey() >= INDEX_STEP) {
                index.put(frames, stream.position());
                restart(frames);
            }
        }
        if (frames == 0 || (header.frames() != 0 && header.frames() != frames)) {
            throw FlacHeader.wrong(
                    file, header.frames() + " frames as its header says", frames + " (truncated or damaged?)");
        }
        if (!Arrays.equals(header.md5(), new byte[16]) && !Arrays.equals(header.md5(), md5.digest())) {
            throw FlacHeader.wrong(file, "samples with the MD5 of its header", "others (damaged)");
        }
        description = described(frames);
        warnings = inspection.warnings();
        restart(0);
    }

    /** The checksum is that of the interleaved little-endian samples in the fewest whole bytes (RFC 9639, 8.2). */
    private void update(MessageDigest md5) {
        int bytes = (header.bits() + 7) / 8;
        int channels = header.channels();
        byte[] raw = new byte[stream.length() * channels * bytes];
        for (int c = 0; c < channels; c++) {
            int[] samples = stream.samples(c);
            for (int i = 0; i < stream.length(); i++) {
                for (int b = 0; b < bytes; b++) {
                    raw[(i * channels + c) * bytes + b] = (byte) (samples[i] >> (8 * b));
                }
            }
        }
        md5.update(raw);
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e); // every Java platform has it
        }
    }

    private void restart(long frame) throws IOException {
        Map.Entry<Long, Long> place = index.floorEntry(frame);
        stream.close();
        stream = new FlacStream(file, header, place.getValue());
        blockStart = place.getKey();
    }

    private Frames block() {
        Frames block = Frames.zeros(header.channels(), stream.length(), false);
        copy(0, block, 0, stream.length());
        return block;
    }

    private void copy(int from, Frames to, int at, int count) {
        float scale = 1f / (1 << (header.bits() - 1));
        for (int c = 0; c < header.channels(); c++) {
            int[] samples = stream.samples(c);
            for (int i = 0; i < count; i++) {
                to.re()[c][at + i] = samples[from + i] * scale;
            }
        }
    }

    @Override
    public synchronized Frames read(long start, int count) {
        Objects.checkFromIndexSize(start, count, frames());
        Frames wanted = Frames.zeros(channels(), count, false);
        try {
            int done = 0;
            while (done < count) {
                advanceTo(start + done);
                int from = (int) (start + done - blockStart);
                int n = Math.min(count - done, stream.length() - from);
                copy(from, wanted, done, n);
                done += n;
            }
        } catch (IOException e) {
            throw new InputException(file + ": cannot be read (" + e + ")", e);
        }
        return wanted;
    }

    /** Decodes up to the block that holds {@code frame}; a fresh stream has an empty block before its first. */
    private void advanceTo(long frame) throws IOException {
        if (frame < blockStart || index.floorKey(frame) > blockStart + stream.length()) {
            restart(frame);
        }
        while (frame >= blockStart + stream.length()) {
            blockStart += stream.length();
            if (!stream.next()) {
                throw FlacHeader.wrong(file, frames() + " frames", "fewer (changed while it was read?)");
            }
        }
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
    public void close() {
        try {
            stream.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

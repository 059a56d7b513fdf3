package org.gatefold.datasets.recording;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.SequenceInputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jflac.FLACDecoder;
import org.jflac.FrameListener;
import org.jflac.frame.Frame;
import org.jflac.metadata.Metadata;
import org.jspecify.annotations.Nullable;

/**
 * FLAC frames in turn from any frame of a file on. The decoder is handed a file of its own making, the magic number and
 * STREAMINFO followed by the frames, and every damage that it would pass over is an error here: it skips frames with a
 * wrong checksum and bytes without a frame, and gives what it made of a damaged subframe.
 */
final class FlacStream implements Closeable {
    private static final int HEADER_BYTES = 42;
    private static final PrintStream SILENCE =
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);

    private final Path file;
    private final FlacHeader header;
    private final long offset;
    private final FileChannel source;
    private final FLACDecoder decoder;
    private int length;

    /** @param offset byte of the file at which a frame starts */
    FlacStream(Path file, FlacHeader header, long offset) throws IOException {
        this.file = file;
        this.header = header;
        this.offset = offset;
        this.source = FileChannel.open(file, StandardOpenOption.READ).position(offset);
        InputStream frames = new BufferedInputStream(Channels.newInputStream(source));
        this.decoder = new FLACDecoder(new SequenceInputStream(new ByteArrayInputStream(start(header)), frames));
        decoder.readMetadata();
        decoder.addFrameListener(new Strict());
    }

    /** Ends decoding at the first error: jFLAC goes on, and meets some damage again and again without end. */
    private static final class Strict implements FrameListener {
        @Override
        public void processMetadata(Metadata metadata) {}

        @Override
        public void processFrame(Frame frame) {}

        @Override
        public void processError(String message) {
            throw new IllegalStateException(message);
        }
    }

    private static byte[] start(FlacHeader header) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(HEADER_BYTES);
        bytes.writeBytes(new byte[] {'f', 'L', 'a', 'C', (byte) 0x80, 0, 0, (byte) header.streamInfo().length});
        bytes.writeBytes(header.streamInfo());
        return bytes.toByteArray();
    }

    /** Decodes the next block of samples; false at the end of the file. */
    boolean next() throws IOException {
        @Nullable Frame frame;
        try {
            frame = quietly();
        } catch (IOException | RuntimeException e) {
            // jFLAC meets damage with whatever its arrays and streams throw
            throw FlacHeader.wrong(file, "a sound frame near byte " + position(), "a damaged one (" + e + ")");
        }
        if (decoder.getBadFrames() > 0) {
            throw FlacHeader.wrong(file, "frames with their checksums", "a damaged one near byte " + position());
        }
        if (frame == null) {
            return false;
        }
        if (frame.header.channels != header.channels() || frame.header.bitsPerSample != header.bits()) {
            throw FlacHeader.wrong(
                    file,
                    header.channels() + " channels of " + header.bits() + " bits throughout",
                    frame.header.channels + " of " + frame.header.bitsPerSample);
        }
        length = frame.header.blockSize;
        return true;
    }

    /** jFLAC reports escaped residuals, which are sound, on the standard output: where our results go. */
    private @Nullable Frame quietly() throws IOException {
        synchronized (SILENCE) {
            PrintStream before = System.out;
            System.setOut(SILENCE);
            try {
                return decoder.readNextFrame();
            } finally {
                System.setOut(before);
            }
        }
    }

    /** Frames of the block decoded last. */
    int length() {
        return length;
    }

    /** Samples of a channel of the block decoded last, the first {@link #length} entries. */
    int[] samples(int channel) {
        return decoder.getChannelData()[channel].getOutput();
    }

    /** Byte after the block decoded last. The decoder counts bits in an int: good for the first 256 MiB of a stream. */
    long position() {
        return offset + decoder.getTotalBytesRead() - HEADER_BYTES;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}

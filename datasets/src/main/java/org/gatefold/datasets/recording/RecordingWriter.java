package org.gatefold.datasets.recording;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.gatefold.sparse.io.InputException;
import org.gatefold.sparse.io.NdArray;
import org.gatefold.sparse.io.Npy;
import org.gatefold.sparse.io.ResultFile;
import org.jspecify.annotations.Nullable;

/**
 * Writes recordings that {@link Recordings#open} reads: whole or not at all. Integer samples are rounded to the nearest
 * code and saturate at full scale, ±1.
 */
public final class RecordingWriter {
    private static final byte[] GUID_TAIL = {
        0, 0, 0, 0, 0x10, 0, (byte) 0x80, 0, 0, (byte) 0xaa, 0, 0x38, (byte) 0x9b, 0x71
    };

    private RecordingWriter() {}

    /**
     * Writes in the format the name of the file ends with: {@code .wav}, {@code .npy} (channels × frames),
     * {@code .sigmf-data} or {@code .sigmf-meta} (both are written), or a sample format such as {@code .cf32}.
     *
     * @param description sample rate and centre frequency are taken from it, NaN if unknown
     * @param format samples of WAV and SigMF, null for 32-bit floating point
     * @throws InputException if the format does not fit the samples, or the file cannot be written
     */
    public static void write(Path file, Frames frames, Description description, @Nullable SampleFormat format) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        SampleFormat samples = format == null ? SampleFormat.parse(frames.complex() ? "cf32" : "rf32") : format;
        if (name.endsWith(".wav")) {
            wav(file, frames, description.sampleRateHz(), samples.encoding());
        } else if (name.endsWith(".npy")) {
            npy(file, frames);
        } else if (name.endsWith(SigMf.META) || name.endsWith(SigMf.DATA)) {
            sigmf(file, frames, description, samples);
        } else {
            String ending = name.substring(name.lastIndexOf('.') + 1);
            raw(
                    file,
                    frames,
                    SampleFormat.find(ending)
                            .orElseThrow(() -> new InputException(file
                                    + ": expected a name that ends with .wav, .npy, .sigmf-data or a sample format"
                                    + " such as .cf32, found ." + ending)));
        }
    }

    /** @param encoding 16-, 24- or 32-bit integers, or floating point */
    public static void wav(Path file, Frames frames, double sampleRateHz, Encoding encoding) {
        boolean integer = encoding == Encoding.I16 || encoding == Encoding.I24 || encoding == Encoding.I32;
        if (frames.complex() || (encoding.integer() && !integer)) {
            throw new InputException(file + ": WAV: expected real samples of i16, i24, i32, f32 or f64, found "
                    + (frames.complex() ? "complex ones" : encoding.label()));
        }
        long rate = Math.round(sampleRateHz);
        int frameBytes = encoding.bytes() * frames.channels();
        long bytes = (long) frames.length() * frameBytes;
        if (rate != sampleRateHz || rate < 1 || rate > 0xffffffffL || frameBytes > 65535 || bytes > 0xffff0000L) {
            throw new InputException(file + ": WAV: expected a whole number of Hz and less than 4 GiB, found "
                    + sampleRateHz + " Hz and " + bytes + " bytes");
        }
        ByteBuffer head = ByteBuffer.allocate(68 + 12).order(ByteOrder.LITTLE_ENDIAN);
        head.put(ascii("RIFF"))
                .putInt((int) (72 + bytes + (bytes & 1)))
                .put(ascii("WAVEfmt "))
                .putInt(40);
        head.putShort((short) 0xfffe).putShort((short) frames.channels()).putInt((int) rate);
        head.putInt((int) (rate * frameBytes)).putShort((short) frameBytes).putShort((short) (8 * encoding.bytes()));
        head.putShort((short) 22).putShort((short) (8 * encoding.bytes())).putInt(0);
        head.putShort((short) (encoding.integer() ? 1 : 3)).put(GUID_TAIL);
        head.put(ascii("fact")).putInt(4).putInt(frames.length());
        head.put(ascii("data")).putInt((int) bytes);
        ResultFile.write(file, out -> {
            out.write(head.array(), 0, head.position());
            interleave(out, frames, new SampleFormat(false, encoding, ByteOrder.LITTLE_ENDIAN));
            if ((bytes & 1) == 1) {
                out.write(0);
            }
        });
    }

    /** Headerless samples, channels interleaved. */
    public static void raw(Path file, Frames frames, SampleFormat format) {
        requireKind(file, frames, format);
        ResultFile.write(file, out -> interleave(out, frames, format));
    }

    /** The pair of files of SigMF; {@code file} is either of them or their common name. */
    public static void sigmf(Path file, Frames frames, Description description, SampleFormat format) {
        requireKind(file, frames, format);
        ObjectMapper json = new ObjectMapper();
        ObjectNode root = json.createObjectNode();
        ObjectNode global = root.putObject("global");
        global.put("core:datatype", format.toString());
        global.put("core:version", "1.2.0");
        global.put("core:num_channels", frames.channels());
        if (!Double.isNaN(description.sampleRateHz())) {
            global.put("core:sample_rate", description.sampleRateHz());
        }
        ObjectNode capture = root.putArray("captures").addObject().put("core:sample_start", 0);
        if (!Double.isNaN(description.centreFrequencyHz())) {
            capture.put("core:frequency", description.centreFrequencyHz());
        }
        root.putArray("annotations");
        Path meta = SigMf.metaOf(file);
        String name = String.valueOf(meta.getFileName());
        raw(meta.resolveSibling(name.substring(0, name.length() - SigMf.META.length()) + SigMf.DATA), frames, format);
        ResultFile.write(meta, root.toPrettyString() + "\n");
    }

    private static void npy(Path file, Frames frames) {
        double[] re = flat(frames.re(), frames.length());
        double[] im = flat(frames.im(), frames.length());
        int[] shape = {frames.channels(), frames.length()};
        Npy.write(file, new NdArray(NdArray.Precision.FLOAT32, shape, re, im));
    }

    private static double[] flat(float[][] rows, int length) {
        double[] flat = new double[rows.length * length];
        for (int c = 0; c < rows.length; c++) {
            for (int i = 0; i < length; i++) {
                flat[c * length + i] = rows[c][i];
            }
        }
        return flat;
    }

    private static void requireKind(Path file, Frames frames, SampleFormat format) {
        if (frames.complex() != format.complex()) {
            throw new InputException(file + ": expected a format of " + (frames.complex() ? "complex" : "real")
                    + " samples, found " + format);
        }
    }

    private static void interleave(OutputStream out, Frames frames, SampleFormat format) throws IOException {
        byte[] bytes = new byte[format.bytes() * frames.channels()];
        ByteBuffer frame = ByteBuffer.wrap(bytes).order(format.order());
        for (int i = 0; i < frames.length(); i++) {
            frame.clear();
            for (int c = 0; c < frames.channels(); c++) {
                format.encoding().write(frame, frames.re()[c][i]);
                if (format.complex()) {
                    format.encoding().write(frame, frames.im()[c][i]);
                }
            }
            out.write(bytes);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

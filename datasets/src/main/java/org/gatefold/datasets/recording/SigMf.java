package org.gatefold.datasets.recording;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.gatefold.sparse.io.InputException;

/**
 * Reads SigMF recordings, a file of samples beside a description in JSON: all its data types, interleaved channels
 * ({@code core:num_channels}), bytes before the samples of a capture ({@code core:header_bytes}), bytes after the last
 * ({@code core:trailing_bytes}), and a data file of another name ({@code core:dataset}).
 *
 * <p>Source: Signal Metadata Format Specification 1.2, sections "Global" and "Captures".
 */
final class SigMf {
    static final String META = ".sigmf-meta";
    static final String DATA = ".sigmf-data";
    private static final long MOST_META_BYTES = 1 << 26;

    private final Path meta;
    private final JsonNode root;
    private final List<String> notes = new ArrayList<>();

    private SigMf(Path meta, JsonNode root) {
        this.meta = meta;
        this.root = root;
    }

    /** The description that belongs to a file given as either of the pair or as their common name. */
    static Path metaOf(Path file) {
        String name = String.valueOf(file.getFileName());
        String base = name.endsWith(META) || name.endsWith(DATA) ? name.substring(0, name.length() - 11) : name;
        return file.resolveSibling(base + META);
    }

    /** @throws InputException if the description or the samples are missing, damaged or do not fit each other */
    static Recording open(Path file) {
        Path meta = metaOf(file);
        if (!Files.isRegularFile(meta)) {
            throw new InputException(file + ": SigMF: expected its description " + meta.getFileName() + ", found none");
        }
        if (RawFile.size(meta) > MOST_META_BYTES) {
            throw new InputException(meta + ": SigMF: expected a description of at most " + MOST_META_BYTES
                    + " bytes, found " + RawFile.size(meta));
        }
        try {
            JsonNode root = new ObjectMapper().readTree(Files.readAllBytes(meta));
            return new SigMf(meta, root == null ? new ObjectMapper().nullNode() : root).read();
        } catch (JsonProcessingException e) {
            throw new InputException(meta + ": SigMF: expected JSON, found " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new InputException(meta + ": cannot be read (" + e + ")", e);
        }
    }

    private Recording read() {
        JsonNode global = root.path("global");
        if (!global.isObject()) {
            throw wrong("an object 'global'", root.path("collection").isObject() ? "a SigMF collection" : "none");
        }
        if (global.path("core:metadata_only").asBoolean(false)) {
            throw wrong("samples", "core:metadata_only");
        }
        SampleFormat format = format(global);
        int channels = (int) whole(global, "core:num_channels", 1, 1, 65535);
        Path data = data(global);
        long frameBytes = (long) format.bytes() * channels;
        TreeMap<Long, Long> places = new TreeMap<>();
        long header = captures(frameBytes, places);
        long trailing = whole(global, "core:trailing_bytes", 0, 0, Long.MAX_VALUE);
        long size = RawFile.size(data) - header - trailing;
        if (size < frameBytes || size % frameBytes != 0 || places.lastKey() > size / frameBytes) {
            throw new InputException(data + ": SigMF: expected " + (size < frameBytes ? "samples" : "whole frames")
                    + " of " + channels + " × " + format + " up to frame " + places.lastKey() + " and beyond, found "
                    + Math.max(0, size) + " bytes (truncated?)");
        }
        Description description = new Description(
                String.valueOf(data.getFileName()),
                channels,
                size / frameBytes,
                format.complex(),
                rate(global),
                frequency());
        return InterleavedRecording.open(data, format, description, places, notes);
    }

    private SampleFormat format(JsonNode global) {
        String type = global.path("core:datatype").asText("");
        SampleFormat format = SampleFormat.find(type)
                .orElseThrow(() -> wrong("core:datatype such as cf32_le, ci16_le or cu8", "'" + type + "'"));
        if (format.encoding().bytes() > 1 && !type.endsWith("_le") && !type.endsWith("_be")) {
            notes.add("core:datatype '" + type + "' names no byte order: read as little-endian");
        }
        return format;
    }

    private Path data(JsonNode global) {
        String base = String.valueOf(meta.getFileName());
        String fallback = base.substring(0, base.length() - META.length()) + DATA;
        String name = global.path("core:dataset").asText(fallback);
        if (name.isEmpty() || name.contains("/") || name.contains("\\") || name.contains("\0") || name.equals("..")) {
            throw wrong("core:dataset to name a file beside the description", "'" + name + "'");
        }
        Path data = meta.resolveSibling(name);
        if (!Files.isRegularFile(data)) {
            throw wrong("its samples in " + name, "no such file");
        }
        return data;
    }

    private double rate(JsonNode global) {
        JsonNode rate = global.path("core:sample_rate");
        if (rate.isMissingNode()) {
            return Double.NaN;
        }
        if (!rate.isNumber() || !(rate.asDouble() > 0) || Double.isInfinite(rate.asDouble())) {
            throw wrong("core:sample_rate to be a number above 0", rate.toString());
        }
        return rate.asDouble();
    }

    /** Frequency of the first capture; captures at others are told as a warning. */
    private double frequency() {
        double first = Double.NaN;
        for (JsonNode capture : root.path("captures")) {
            double frequency = capture.path("core:frequency").asDouble(Double.NaN);
            if (Double.isNaN(first)) {
                first = frequency;
            } else if (!Double.isNaN(frequency) && frequency != first) {
                notes.add("captures at several frequencies: " + first + " Hz is taken, another is at " + frequency);
                break;
            }
        }
        return first;
    }

    /** Notes where the frames of each capture lie; returns the bytes of all headers. */
    private long captures(long frameBytes, NavigableMap<Long, Long> places) {
        long headers = 0;
        places.put(0L, 0L);
        for (JsonNode capture : root.path("captures")) {
            long start = whole(capture, "core:sample_start", 0, places.lastKey(), Long.MAX_VALUE / (2 * frameBytes));
            headers += whole(capture, "core:header_bytes", 0, 0, Long.MAX_VALUE / 4 - headers);
            places.put(start, start * frameBytes + headers);
        }
        return headers;
    }

    private long whole(JsonNode node, String key, long fallback, long low, long high) {
        JsonNode value = node.path(key);
        if (value.isMissingNode()) {
            return fallback;
        }
        if (!value.isNumber() || value.asDouble() != value.asLong() || value.asLong() < low || value.asLong() > high) {
            throw wrong(key + " to be a whole number of at least " + low, value.toString());
        }
        return value.asLong();
    }

    private InputException wrong(String expected, String found) {
        return new InputException(meta + ": SigMF: expected " + expected + ", found " + found);
    }
}

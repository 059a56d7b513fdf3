package org.gatefold.ofdm.receive;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.gatefold.datasets.recording.Description;
import org.gatefold.datasets.recording.FormatHints;
import org.gatefold.datasets.recording.Frames;
import org.gatefold.datasets.recording.Recording;
import org.gatefold.datasets.recording.Recordings;
import org.gatefold.sparse.io.InputException;

/**
 * Looks for the sample rate and format under which a file holds an LTE cell, where under the given ones it does not:
 * the cyclic prefixes must correlate first, then the synchronisation signals decide.
 *
 * @param file the capture
 * @param given what the user said of it
 */
public record FormatSearch(Path file, FormatHints given) {
    private static final double[] RATES_MHZ = {1.92, 3.84, 7.68, 11.52, 15.36, 19.2, 23.04, 30.72, 2.4, 10, 20, 25};
    private static final int MOST_SEARCHES = 4;
    private static final List<String> FORMATS = List.of("ci8", "cu8", "ci16", "cf32");
    private static final double SECONDS = 0.02;

    /** Noise reaches 0.06 in the time looked at. */
    private static final double LEAST_COHERENCE = 0.12;

    /** Gaussian numbers have 3, a sine 1.5, numbers of two values 1. */
    private static final double LEAST_KURTOSIS = 1.35;

    /** What the user should have said, if anything makes sense: {@code --format cu8 --rate 1.92e6}. */
    public Optional<String> suggestion() {
        String wish = given.format();
        if (wish == null) {
            return Optional.empty();
        }
        Set<String> formats = new LinkedHashSet<>(List.of(wish));
        formats.addAll(FORMATS);
        List<Reading> readings = new ArrayList<>();
        formats.forEach(format -> addReadings(format, readings));
        return readings.stream()
                .filter(r -> r.coherence() >= LEAST_COHERENCE
                        && !(r.format().equals(wish) && r.rateHz() == given.sampleRateHz()))
                .sorted(Comparator.comparingDouble(Reading::coherence).reversed())
                .limit(MOST_SEARCHES)
                .filter(r -> r.quality() > 0)
                .max(Comparator.comparingDouble(Reading::quality))
                .map(r -> "--format " + r.format() + " --rate " + rateText(r.rateHz()));
    }

    /** The file in one format at one rate. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Reading(String format, double rateHz, float[] narrowband, double coherence) {
        /** Samples read in a wrong format may keep the prefixes, but the secondary signal less well. */
        double quality() {
            return CellSearch.search(narrowband).stream()
                    .mapToDouble(FoundCell::coherence)
                    .max()
                    .orElse(0);
        }
    }

    private void addReadings(String format, List<Reading> readings) {
        Set<Double> rates = new LinkedHashSet<>();
        for (double mhz : RATES_MHZ) {
            rates.add(mhz * 1e6);
        }
        if (!Double.isNaN(given.sampleRateHz())) {
            rates.add(given.sampleRateHz());
        }
        try (Recording recording = Recordings.open(file, given.withFormat(format))) {
            for (double rate : rates) {
                int count = (int) Math.min(recording.frames(), (long) (SECONDS * rate));
                float[] samples =
                        Capture.read(new Excerpt(recording, count, rate)).narrowband();
                readings.add(new Reading(
                        format,
                        rate,
                        samples,
                        PrefixScan.of(samples, 0, samples.length / 2).coherence()));
            }
        } catch (InputException e) {
            // the file cannot be of this format
        }
    }

    /**
     * The other 8-bit format, if the samples avoid zero as those of one read as the other do: with the sign bit
     * inverted, small values become large ones.
     */
    public Optional<String> otherEightBits() {
        String wish = String.valueOf(given.format()).toLowerCase(Locale.ROOT);
        if (!wish.equals("ci8") && !wish.equals("cs8") && !wish.equals("sc8") && !wish.equals("cu8")) {
            return Optional.empty();
        }
        String other = wish.equals("cu8") ? "ci8" : "cu8";
        return kurtosis(wish) < LEAST_KURTOSIS && kurtosis(other) > LEAST_KURTOSIS
                ? Optional.of(other)
                : Optional.empty();
    }

    private double kurtosis(String format) {
        try (Recording recording = Recordings.open(file, given.withFormat(format))) {
            float[] values = recording.read(0, (int) Math.min(1 << 16, recording.frames()))
                    .re()[0];
            double mean = 0;
            for (float v : values) {
                mean += v / (double) values.length;
            }
            double second = 0;
            double fourth = 0;
            for (float v : values) {
                double square = (v - mean) * (v - mean);
                second += square / values.length;
                fourth += square * square / values.length;
            }
            return fourth / (second * second);
        } catch (InputException e) {
            return Double.NaN;
        }
    }

    private static String rateText(double rate) {
        return String.format(Locale.ROOT, "%.6ge6", rate / 1e6).replaceAll("\\.?0+e6", "e6");
    }

    /** The beginning of a recording. */
    private record Excerpt(Recording recording, int count, double rateHz) implements Recording {
        @Override
        public Description description() {
            var d = recording.description();
            return new Description(d.name(), d.channels(), count, d.complex(), rateHz, d.centreFrequencyHz());
        }

        @Override
        public List<String> warnings() {
            return List.of();
        }

        @Override
        public Frames read(long start, int frames) {
            return recording.read(start, frames);
        }

        @Override
        public void close() {
            // belongs to whoever opened it
        }
    }
}

package org.gatefold.doa.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.gatefold.datasets.recording.Description;
import org.gatefold.datasets.recording.Frames;
import org.gatefold.datasets.recording.RecordingWriter;
import org.gatefold.doa.array.AngleConvention;
import org.gatefold.doa.array.ArrayGeometry;
import org.gatefold.doa.array.ArrayText;
import org.gatefold.doa.recording.FrequencyBand;
import org.gatefold.doa.recording.Setup;
import org.gatefold.doa.scenario.Scene;
import org.gatefold.sparse.io.InputException;
import org.gatefold.sparse.io.ResultFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code doa simulate}: a recording with known directions. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Makes a recording with known directions: narrow-band snapshots (.npy, .sigmf-meta with cf32) or"
                + " a wide-band multichannel WAV, and prints the truth.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  doa simulate --array ula:10:0.5wl --angles=-20,15 --snr 20 --snapshots 50 --seed 1 --out two.npy",
            "  doa simulate --array ula:8:0.5wl --angles 10,18 --coherence 1 --snr 15 --out echo.npy --truth echo.json",
            "  doa simulate --array ula:6:0.04m --angles=-35,20 --snr 10 --seconds 2 --band 500:4000 --out two.wav",
            "  doa simulate --array ula:4:0.5wl --angles 27 --snr 10 --phase-error 10 --rate 1e6 --out one.sigmf-meta"
        })
final class SimulateCommand implements Callable<Integer> {
    private static final int MOST_NUMBERS = 1 << 27;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--array",
            required = true,
            paramLabel = "ARRAY",
            description = "ula:N:Dwl, ula:N:Dm or a CSV file of positions in metres.")
    private String array = "";

    @Option(
            names = "--angles",
            required = true,
            split = ",",
            paramLabel = "DEG",
            description = "Directions of the sources, in the convention.")
    private double[] angles = {};

    @Option(names = "--powers", split = ",", paramLabel = "DB", description = "Powers of the sources, by default 0 dB.")
    private double @Nullable [] powers;

    @Option(
            names = "--coherence",
            paramLabel = "C",
            description = "Coherence of the other sources with the first, 0 to 1, by default 0.")
    private double coherence;

    @Option(
            names = "--snr",
            defaultValue = "20",
            paramLabel = "DB",
            description = "Of a 0 dB source at one element, in the band; by default ${DEFAULT-VALUE}.")
    private double snrDb = 20;

    @Option(
            names = "--snapshots",
            defaultValue = "100",
            paramLabel = "L",
            description = "Narrow-band snapshots, by default ${DEFAULT-VALUE}.")
    private int snapshots = 100;

    @Option(
            names = "--seconds",
            defaultValue = "1",
            paramLabel = "S",
            description = "Length of a WAV, by default ${DEFAULT-VALUE}.")
    private double seconds = 1;

    @Option(
            names = "--rate",
            paramLabel = "HZ",
            description = "Sample rate, by default 16000 of a WAV and 1000000 of SigMF.")
    private double rate = Double.NaN;

    @Option(
            names = "--band",
            paramLabel = "LO:HI",
            description = "Band of the sources of a WAV, by default 0.02 to 0.4 of the rate.")
    private @Nullable String band;

    @Option(
            names = "--frequency",
            paramLabel = "HZ",
            description = "Carrier of narrow-band snapshots; needed for an array in metres.")
    private double frequency = Double.NaN;

    @Option(
            names = "--speed",
            paramLabel = "M/S",
            description = "Speed of the waves, by default 343 of a WAV and light otherwise.")
    private double speed = Double.NaN;

    @Option(names = "--gain-error", paramLabel = "DB", description = "Standard deviation of channel gains, dB.")
    private double gainErrorDb;

    @Option(names = "--phase-error", paramLabel = "DEG", description = "Standard deviation of channel phases.")
    private double phaseErrorDegrees;

    @Option(names = "--convention", defaultValue = "broadside", description = "${COMPLETION-CANDIDATES}.")
    private AngleConvention convention = AngleConvention.BROADSIDE;

    @Option(names = "--seed", defaultValue = "1", description = "Seed, by default ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "Ends in .npy, .sigmf-meta or .sigmf-data, or .wav.")
    private Path out = Path.of("");

    @Option(names = "--truth", paramLabel = "FILE.json", description = "Write the truth as JSON too.")
    private @Nullable Path truth;

    @Override
    public Integer call() {
        String name = String.valueOf(out.getFileName()).toLowerCase(Locale.ROOT);
        boolean wide = name.endsWith(".wav");
        boolean sigmf = name.endsWith(".sigmf-meta") || name.endsWith(".sigmf-data");
        if (!wide && !sigmf && !name.endsWith(".npy")) {
            throw new InputException(
                    "--out: expected a name ending in .npy, .sigmf-meta, .sigmf-data or .wav, found " + out);
        }
        require("--rate", rate);
        require("--speed", speed);
        require("--frequency", frequency);
        require("--seconds", seconds);
        require("--snapshots", snapshots);
        double usedRate = Double.isNaN(rate) ? (wide ? 16000 : 1e6) : rate;
        ArrayGeometry geometry = ArrayText.parse(array);
        double[] broadside = Arrays.stream(angles)
                .map(a -> convention.toBroadside(requireFinite(a), geometry))
                .toArray();
        SplittableRandom rng = new SplittableRandom(seed);
        double[] levels = powers == null ? new double[angles.length] : powers;
        Scene scene = Scene.of(
                geometry, broadside, levels, coherence, requireFinite(snrDb), gainErrorDb, phaseErrorDegrees, rng);
        Frames frames = wide ? wideBand(scene, rng, usedRate) : narrowBand(scene, rng);
        Description description = new Description(
                name, geometry.elements(), frames.length(), !wide, wide || sigmf ? usedRate : Double.NaN, frequency);
        RecordingWriter.write(out, frames, description, null);
        report(scene, frames, wide || sigmf ? usedRate : Double.NaN);
        return 0;
    }

    private Frames narrowBand(Scene scene, SplittableRandom rng) {
        requireSize(scene, snapshots);
        double wavelength = 1;
        if (!scene.geometry().inWavelengths()) {
            if (Double.isNaN(frequency)) {
                throw new InputException("--frequency: expected the carrier in Hz for an array in metres, found none");
            }
            wavelength = (Double.isNaN(speed) ? Setup.LIGHT : speed) / frequency;
        }
        return scene.narrowBand(rng, wavelength, snapshots);
    }

    private Frames wideBand(Scene scene, SplittableRandom rng, double usedRate) {
        FrequencyBand used =
                band == null ? new FrequencyBand(0.02 * usedRate, 0.4 * usedRate) : FrequencyBand.parse(band);
        if (used.lowHz() <= 0 || used.highHz() > usedRate / 2) {
            throw new InputException("--band: expected a band above 0 and up to " + usedRate / 2
                    + " Hz, half the sample rate, found " + band);
        }
        if (scene.geometry().inWavelengths()) {
            throw new InputException("--array: expected an array in metres for a wide-band WAV, found " + array);
        }
        double samples = seconds * usedRate;
        requireSize(scene, samples);
        return scene.wideBand(
                rng,
                usedRate,
                (int) Math.max(1, Math.round(samples)),
                used.lowHz(),
                used.highHz(),
                Double.isNaN(speed) ? Setup.SOUND : speed);
    }

    private static void requireSize(Scene scene, double frames) {
        if (frames * scene.geometry().elements() > MOST_NUMBERS) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "expected at most %d samples over all channels, found %.0f",
                    MOST_NUMBERS,
                    frames * scene.geometry().elements()));
        }
    }

    private static void require(String option, double value) {
        if (value <= 0 || Double.isInfinite(value)) {
            throw new InputException(option + ": expected a number above 0, found " + value);
        }
    }

    private static double requireFinite(double value) {
        if (!Double.isFinite(value)) {
            throw new InputException("--angles and --snr: expected finite numbers, found " + value);
        }
        return value;
    }

    private void report(Scene scene, Frames frames, double usedRate) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("convention", convention.name().toLowerCase(Locale.ROOT));
        Arrays.stream(angles).forEach(node.putArray("angles_deg")::add);
        Arrays.stream(scene.powersDb()).forEach(node.putArray("powers_db")::add);
        node.put("coherence", coherence).put("snr_db", snrDb);
        node.put("elements", frames.channels()).put("snapshots", frames.length());
        if (!Double.isNaN(usedRate)) {
            node.put("sample_rate_hz", usedRate);
        }
        List<Double> gains = Arrays.stream(scene.gains())
                .map(g -> 20 * Math.log10(g))
                .boxed()
                .toList();
        gains.forEach(node.putArray("channel_gains_db")::add);
        Arrays.stream(scene.phasesDegrees()).forEach(node.putArray("channel_phases_deg")::add);
        node.put("seed", seed);
        if (truth != null) {
            ResultFile.write(truth, node.toPrettyString() + "\n");
        }
        PrintWriter print = Objects.requireNonNull(spec).commandLine().getOut();
        print.printf(
                Locale.ROOT,
                "%s: %s; %d %s%n",
                out,
                scene.geometry(),
                frames.length(),
                frames.complex() ? "snapshots" : "samples a channel");
        print.println("angles: " + convention.meaning());
        for (int k = 0; k < angles.length; k++) {
            print.printf(Locale.ROOT, "truth %10.2f °  %6.1f dB%n", angles[k], scene.powersDb()[k]);
        }
        print.flush();
    }
}

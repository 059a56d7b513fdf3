package org.gatefold.ofdm.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.gatefold.datasets.recording.Description;
import org.gatefold.datasets.recording.Frames;
import org.gatefold.datasets.recording.RecordingWriter;
import org.gatefold.datasets.recording.SampleFormat;
import org.gatefold.ofdm.lte.Numerology;
import org.gatefold.ofdm.simulate.DownlinkCell;
import org.gatefold.ofdm.simulate.DownlinkSignal;
import org.gatefold.ofdm.simulate.FadingChannel;
import org.gatefold.ofdm.simulate.FrontEnd;
import org.gatefold.sparse.cli.CommandRunner;
import org.gatefold.sparse.io.InputException;
import org.gatefold.sparse.io.ResultFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ofdm simulate}: a capture of a cell's downlink with known truth. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Makes a capture of an LTE cell's downlink with known truth: synchronisation and reference signals,"
                        + " broadcast channel and random QPSK and 16QAM data, through fading channels, with carrier and clock"
                        + " offset and noise.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ofdm simulate --pci 42 --resource-blocks 50 --ports 2 --profile EVA --doppler 5 --snr 15 --cfo 6000"
                    + " --clock-ppm 7 --frames 8 --rate 15.36e6 --seed 1 --out cell42.sigmf-meta",
            "  ofdm simulate --pci 360 --resource-blocks 6 --rate 1.92e6 --profile ETU --snr 5 --out small.cf32",
            "  ofdm simulate --pci 21 --duplex tdd --resource-blocks 100 --rate 19.2e6 --out tdd.ci8 --truth tdd.json"
        })
final class SimulateCommand implements Callable<Integer> {
    private static final int MOST_SAMPLES = 1 << 25;

    private static final int FRAME_NUMBERS = 1024;

    /** Root mean square of the written samples: 20 dB below the full scale of integer formats. */
    private static final double LEVEL = 0.1;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private DownlinkOptions downlink = new DownlinkOptions();

    @Option(
            names = "--sfn",
            defaultValue = "0",
            paramLabel = "N",
            description = "Number of the first frame, 0 to 1023 (${DEFAULT-VALUE}).")
    private int firstNumber;

    @Option(
            names = "--snr",
            defaultValue = "20",
            paramLabel = "DB",
            description = "Mean signal to noise on a used subcarrier; Infinity for none (${DEFAULT-VALUE}).")
    private double snrDb = 20;

    @Option(
            names = "--cfo",
            defaultValue = "0",
            paramLabel = "HZ",
            description = "Where the carrier lies in the capture (${DEFAULT-VALUE}).")
    private double cfoHz;

    @Option(
            names = "--clock-ppm",
            defaultValue = "0",
            paramLabel = "PPM",
            description = "How much too fast the receiver samples (${DEFAULT-VALUE}).")
    private double clockPpm;

    @Option(
            names = "--start",
            defaultValue = "0",
            paramLabel = "S",
            description = "When the capture starts after the first frame does, seconds (${DEFAULT-VALUE}).")
    private double startSeconds;

    @Option(names = "--frames", defaultValue = "8", paramLabel = "N", description = "10 ms each (${DEFAULT-VALUE}).")
    private int frames = 8;

    @Option(
            names = "--rate",
            defaultValue = "15.36e6",
            paramLabel = "HZ",
            description = "Sample rate, a multiple of 1.92e6 (${DEFAULT-VALUE}); one too low for the cell hears its"
                    + " middle.")
    private double rate = 15.36e6;

    @Option(names = "--frequency", paramLabel = "HZ", description = "Tuned frequency to note in SigMF.")
    private double frequency = Double.NaN;

    @Option(names = "--seed", defaultValue = "1", description = "Seed (${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(names = "--format", paramLabel = "NAME", description = "Samples of SigMF: cf32, ci16, ci8, cu8 ... (cf32).")
    private @Nullable String format;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "Ends in .sigmf-meta, .sigmf-data, .npy or a raw format such as .cf32, .ci16, .ci8, .cu8.")
    private Path out = Path.of("");

    @Option(names = "--truth", paramLabel = "FILE.json", description = "Write the truth as JSON.")
    private @Nullable Path truth;

    @Override
    public Integer call() {
        DownlinkCell cell = downlink.cell();
        DownlinkOptions.requireRange("--sfn", firstNumber, 0, FRAME_NUMBERS - 1);
        Numerology numerology = numerology();
        FrontEnd frontEnd = frontEnd();
        SampleFormat samples = format == null ? null : SampleFormat.parse(format);
        if (samples != null && !samples.complex()) {
            throw new InputException("--format: expected complex samples such as cf32, ci16 or ci8, found " + samples);
        }
        DownlinkOptions.requireRange("--frames", frames, 1, Math.max(1, MOST_SAMPLES / numerology.samplesPerFrame()));
        FadingChannel channel =
                new FadingChannel(downlink.profile(), cell.ports(), downlink.dopplerHz(), new SplittableRandom(seed));
        DownlinkSignal signal = new DownlinkSignal(cell, numerology, channel, frontEnd, firstNumber, seed);
        Frames captured = captured(signal.samples(frames));
        RecordingWriter.write(
                out,
                captured,
                new Description(out.toString(), 1, captured.length(), true, numerology.sampleRateHz(), frequency),
                samples);
        if (truth != null) {
            ResultFile.write(truth, truth(cell, channel).toPrettyString() + "\n");
        }
        report(cell, captured);
        return 0;
    }

    private Numerology numerology() {
        double points = rate / Numerology.SUBCARRIER_HZ;
        if (!(points >= 128 && points <= 4096) || points % 128 != 0) {
            throw new InputException(
                    "--rate: expected a multiple of 1.92e6 up to 61.44e6 samples a second, found " + rate);
        }
        return new Numerology((int) points);
    }

    private FrontEnd frontEnd() {
        DownlinkOptions.requireRange("--cfo", cfoHz, -rate / 2, rate / 2);
        DownlinkOptions.requireRange("--clock-ppm", clockPpm, -1000, 1000);
        DownlinkOptions.requireRange("--start", startSeconds, 0, 10);
        if (!(snrDb >= -100)) {
            throw new InputException("--snr: expected a ratio from -100 dB up, found " + snrDb);
        }
        return new FrontEnd(cfoHz, clockPpm, startSeconds, snrDb);
    }

    /** The samples as a block of one channel, brought to a level that integer formats hold. */
    private static Frames captured(float[] samples) {
        double energy = 0;
        for (float x : samples) {
            energy += (double) x * x;
        }
        float scale = (float) (LEVEL / Math.sqrt(2 * energy / samples.length));
        Frames captured = Frames.zeros(1, samples.length / 2, true);
        for (int i = 0; i < captured.length(); i++) {
            captured.re()[0][i] = scale * samples[2 * i];
            captured.im()[0][i] = scale * samples[2 * i + 1];
        }
        return captured;
    }

    private ObjectNode truth(DownlinkCell cell, FadingChannel channel) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.putObject("cell")
                .put("pci", cell.identity())
                .put("duplex", duplex(cell))
                .put("ports", cell.ports())
                .put("resource_blocks", cell.resourceBlocks())
                .put(
                        "phich",
                        cell.block(0).phichDuration() + " " + cell.block(0).phichResource());
        node.put("sample_rate_hz", rate).put("cfo_hz", cfoHz).put("clock_ppm", clockPpm);
        node.put("start_s", startSeconds).put("seed", seed);
        if (Double.isFinite(snrDb)) {
            node.put("snr_db", snrDb);
        }
        frames(cell, node.putArray("frames"));
        ObjectNode fading = node.putObject("channel")
                .put("profile", channel.profile().name())
                .put("doppler_hz", downlink.dopplerHz());
        ArrayNode taps = fading.putArray("taps");
        double[] gain = new double[2];
        for (int port = 0; port < cell.ports(); port++) {
            for (int tap = 0; tap < channel.profile().taps(); tap++) {
                channel.gain(port, tap, 0, gain);
                taps.addObject()
                        .put("port", port)
                        .put("delay_ns", 1e9 * channel.profile().delaySeconds(tap))
                        .put("re", gain[0])
                        .put("im", gain[1]);
            }
        }
        return node;
    }

    /** The frames that start in the capture, with the sample they start at. */
    private void frames(DownlinkCell cell, ArrayNode sent) {
        double clock = rate * (1 + clockPpm * 1e-6);
        double length = rate * Numerology.FRAME_SECONDS * frames;
        for (int f = (int) Math.ceil(startSeconds / Numerology.FRAME_SECONDS); ; f++) {
            double sample = (f * Numerology.FRAME_SECONDS - startSeconds) * clock;
            if (sample >= length) {
                return;
            }
            int number = (firstNumber + f) % FRAME_NUMBERS;
            sent.addObject()
                    .put("sfn", number)
                    .put("mib", cell.block(number).hex())
                    .put("sample", sample);
        }
    }

    private static String duplex(DownlinkCell cell) {
        return cell.tdd() ? "TDD" : "FDD";
    }

    private void report(DownlinkCell cell, Frames captured) {
        PrintWriter print = CommandRunner.out(spec);
        print.printf(
                Locale.ROOT,
                "%s: %d samples at %.2f Msps, %d frames from SFN %d%n",
                out,
                captured.length(),
                rate / 1e6,
                frames,
                firstNumber);
        print.printf(
                Locale.ROOT,
                "truth: cell %d, %s, %d ports, %d resource blocks; MIB %s%n",
                cell.identity(),
                duplex(cell),
                cell.ports(),
                cell.resourceBlocks(),
                cell.block(firstNumber).hex());
        print.printf(
                Locale.ROOT,
                "truth: %s, Doppler %.1f Hz, %s, carrier %+.1f Hz, clock %+.2f ppm%n",
                downlink.profile(),
                downlink.dopplerHz(),
                Double.isFinite(snrDb) ? String.format(Locale.ROOT, "SNR %.1f dB", snrDb) : "no noise",
                cfoHz,
                clockPpm);
        print.flush();
    }
}

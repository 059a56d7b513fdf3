package org.gatefold.ofdm.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.gatefold.ofdm.channel.ChannelEstimator;
import org.gatefold.ofdm.channel.ChannelEstimators;
import org.gatefold.ofdm.receive.Capture;
import org.gatefold.ofdm.receive.NoCellException;
import org.gatefold.ofdm.receive.Receiver;
import org.gatefold.ofdm.receive.Reception;
import org.gatefold.ofdm.report.ReceptionJson;
import org.gatefold.ofdm.report.ReceptionPictures;
import org.gatefold.ofdm.report.ReceptionText;
import org.gatefold.sparse.cli.CommandRunner;
import org.gatefold.sparse.cli.ResultTarget;
import org.gatefold.sparse.cli.ThreadsOption;
import org.gatefold.sparse.io.InputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ofdm receive}: from a capture to cell, channel and broadcast information. */
@Command(
        name = "receive",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Receives the downlink of an LTE cell (FDD or TDD, normal prefix): cell search, carrier and"
                + " sampling clock, channel by any method, broadcast channel and master information block of each frame."
                + " Methods are judged on reference signals that were held out.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ofdm receive capture.sigmf-meta --plot pictures",
            "  ofdm receive hackrf.bin --format ci8 --rate 19.2e6 --frequency 806e6 --method ls,sbl,bmp --json out.json",
            "  ofdm receive rtlsdr.bin --format cu8 --rate 1.92e6 --skip-bytes 128 --method bmp --pilots-used 18",
            "",
            "JSON: {\"cell\":{\"pci\",\"duplex\",\"ports\",\"resource_blocks\",\"phich\"},\"cfo_hz\",\"clock_ppm\","
                    + "\"frames\":[{\"sfn\",\"mib_crc\",\"pbch_evm\"}],\"channel\":[{\"method\",\"pilots_used\","
                    + "\"pilots_held_out\",\"heldout_nmse_db\",\"ms_per_symbol\"}],\"warnings\":[]}",
            "mib_crc: the check of that frame alone holds and its content agrees with most others. The first method"
                    + " equalises the broadcast channel."
        })
final class ReceiveCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "CAPTURE", description = "SigMF, WAV or NPY file, or headerless samples with --format.")
    private @Nullable Path input;

    @Mixin
    private CaptureOptions captureOptions = new CaptureOptions();

    @Option(
            names = {"--method", "--methods"},
            paramLabel = "LIST",
            defaultValue = "ls,sbl",
            description =
                    "Channel estimators with options, NAME[:option=value,...], separated by commas, or all: ls, dft,"
                            + " lmmse, omp, fista, sbl, bmp, learned; by default ${DEFAULT-VALUE}.")
    private String methods = "ls,sbl";

    @Option(
            names = "--pilots-used",
            paramLabel = "N",
            description =
                    "How many of the 4·N_RB pilots of a slot a method sees; the others are held out to judge it. By"
                            + " default half.")
    private @Nullable Integer pilotsUsed;

    @Option(
            names = "--draws",
            paramLabel = "N",
            defaultValue = "2",
            description = "Random choices of these pilots; by default ${DEFAULT-VALUE}.")
    private int draws = 2;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "Of the choices.")
    private long seed = 1;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the result as JSON, - to stdout.")
    private @Nullable Path json;

    @Option(
            names = "--plot",
            paramLabel = "DIR",
            description = "Leave pictures there: constellation, delay profile, |H| with the pilots, frames.")
    private @Nullable Path plot;

    @Mixin
    private ThreadsOption threads = new ThreadsOption();

    @Override
    public Integer call() {
        Path file = Objects.requireNonNull(input);
        threads.apply();
        ResultTarget.requireWritable("--json", json);
        ResultTarget.requireWritable("--plot", plot == null ? null : plot.resolve("frames.png"));
        List<ChannelEstimator> estimators = ChannelEstimators.forNormalPrefix().parseList(methods);
        Reception reception = receive(file, estimators);
        if (plot != null) {
            new ReceptionPictures(reception, estimators, seed).write(plot);
        }
        if (json != null) {
            ResultTarget.writeJson(json, ReceptionJson.of(reception), CommandRunner.out(spec));
            if (json.toString().equals("-")) {
                return 0;
            }
        }
        CommandRunner.out(spec).print(ReceptionText.of(reception, captureOptions.frequencyHz()));
        CommandRunner.out(spec).flush();
        return 0;
    }

    private Reception receive(Path file, List<ChannelEstimator> estimators) {
        Receiver receiver = receiver();
        Capture capture = captureOptions.read(file);
        captureOptions.alternatives(file).otherEightBits().ifPresent(other -> {
            throw new InputException(
                    file + ": expected samples around zero, found that they avoid it: is this --format " + other + "?");
        });
        try {
            return receiver.receive(capture, estimators);
        } catch (NoCellException e) {
            String hint = captureOptions
                    .alternatives(file)
                    .suggestion()
                    .map(s -> "; with " + s + " there is one")
                    .orElse("");
            throw new InputException(e.getMessage() + hint, e);
        }
    }

    private Receiver receiver() {
        if (pilotsUsed != null && pilotsUsed < 1) {
            throw new InputException("--pilots-used: expected at least 1, found " + pilotsUsed);
        }
        if (draws < 1 || draws > 1000) {
            throw new InputException("--draws: expected 1 to 1000, found " + draws);
        }
        return new Receiver(pilotsUsed == null ? 0 : pilotsUsed, draws, seed);
    }
}

package org.gatefold.ofdm.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.gatefold.ofdm.channel.ChannelEstimator;
import org.gatefold.ofdm.channel.ChannelEstimators;
import org.gatefold.ofdm.link.LinkBenchmark;
import org.gatefold.ofdm.link.LinkBenchmark.Row;
import org.gatefold.ofdm.simulate.DownlinkCell;
import org.gatefold.sparse.cli.CommandRunner;
import org.gatefold.sparse.cli.Lists;
import org.gatefold.sparse.cli.Progress;
import org.gatefold.sparse.cli.TableOutput;
import org.gatefold.sparse.cli.ThreadsOption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ofdm ber}: bit and block errors with estimated channels and with perfect knowledge of them. */
@Command(
        name = "ber",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Bit and block errors over a simulated downlink, with channels estimated from its cell references"
                + " and with perfect knowledge of them, all methods on the same frames, each of which has channels of"
                + " its own. Counted are hard decisions before decoding, on the broadcast channel (PBCH) and on QPSK"
                + " and 16QAM data, broadcast blocks that one frame does not tell, and the error of the channel. Time,"
                + " carrier and clock are known, and so is the noise. Intervals are 95 %%: Wilson's for blocks, and for"
                + " bits, which are lost together in the fades of a frame, Wilson's of as many independent bits as the"
                + " frames differ like.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ofdm ber --profile EVA --doppler 5 --snr 0,5,10,15,20 --methods ls,lmmse,sbl,bmp --frames 20 --seed 1",
            "  ofdm ber --profile ETU --resource-blocks 25 --ports 4 --snr=-10,-5,0,5 --methods ls,sbl --plot ber.png"
        })
final class BerCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private DownlinkOptions downlink = new DownlinkOptions();

    @Option(
            names = "--snr",
            defaultValue = "0,5,10,15,20",
            paramLabel = "DB",
            description = "Mean signal to noise on a used subcarrier (${DEFAULT-VALUE}).")
    private String snr = "";

    @Option(
            names = "--methods",
            defaultValue = "ls,lmmse,sbl,bmp",
            paramLabel = "LIST",
            description = "Estimators as NAME[:option=value,...], separated by commas, or all: ls, dft, lmmse, omp,"
                    + " fista, sbl, bmp, learned (${DEFAULT-VALUE}).")
    private String methods = "";

    @Option(names = "--frames", defaultValue = "10", paramLabel = "N", description = "Frames (${DEFAULT-VALUE}).")
    private int frames = 10;

    @Option(names = "--seed", defaultValue = "1", description = "Seed (${DEFAULT-VALUE}).")
    private long seed = 1;

    @Mixin
    private final TableOutput output = new TableOutput();

    @Mixin
    private ThreadsOption threads = new ThreadsOption();

    @Override
    public Integer call() {
        threads.apply();
        DownlinkOptions.requireRange("--frames", frames, 1, 1_000_000);
        DownlinkCell cell = downlink.cell();
        List<Double> ratios = Lists.decibels("--snr", snr);
        List<ChannelEstimator> estimators = ChannelEstimators.forNormalPrefix().parseList(methods);
        output.requireWritable();
        LinkBenchmark benchmark = new LinkBenchmark(cell, downlink.profile(), downlink.dopplerHz(), frames, seed);
        List<Row> rows;
        try (Progress progress = new Progress(CommandRunner.err(spec), "ber", frames)) {
            rows = benchmark.run(estimators, ratios, done -> progress.show(done, done + " frames"));
        }
        write(cell, rows);
        return 0;
    }

    private void write(DownlinkCell cell, List<Row> rows) {
        LinkScores scores = new LinkScores(rows);
        String title = String.format(
                Locale.ROOT,
                "%s, Doppler %.0f Hz, %d ports, %d resource blocks, %d frames",
                downlink.profile(),
                downlink.dopplerHz(),
                cell.ports(),
                cell.resourceBlocks(),
                frames);
        output.write(
                CommandRunner.out(spec),
                title + ", seed " + seed + System.lineSeparator() + scores.text(),
                scores.table(),
                () -> JsonNodeFactory.instance
                        .objectNode()
                        .put("profile", downlink.profile().name())
                        .put("doppler_hz", downlink.dopplerHz())
                        .put("ports", cell.ports())
                        .put("resource_blocks", cell.resourceBlocks())
                        .put("frames", frames)
                        .put("seed", seed),
                () -> scores.picture(title));
    }
}

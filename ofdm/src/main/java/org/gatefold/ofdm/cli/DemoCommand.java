package org.gatefold.ofdm.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.gatefold.sparse.cli.Demonstration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ofdm demo}: the whole chain on a simulated capture, with tables, pictures and JSON. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Simulates 80 ms of an LTE cell through a fading channel, receives it with several channel estimators, and",
            "compares them on the benchmark of sparse channels; less than a minute. Leaves the capture, pictures and",
            "JSON."
        },
        footerHeading = "%nExample:%n",
        footer = "  ofdm demo --out demo-out")
final class DemoCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--out", defaultValue = "demo-out", paramLabel = "DIR", description = "Where to leave the files.")
    private Path out = Path.of("demo-out");

    @Override
    public Integer call() {
        String capture = out.resolve("ofdm-cell42.sigmf-meta").toString();
        return new Demonstration(spec)
                .run(
                        "simulate",
                        "--pci",
                        "42",
                        "--resource-blocks",
                        "50",
                        "--ports",
                        "2",
                        "--profile",
                        "ETU",
                        "--doppler",
                        "20",
                        "--snr",
                        "12",
                        "--cfo",
                        "6000",
                        "--clock-ppm",
                        "7",
                        "--frames",
                        "8",
                        "--format",
                        "ci8",
                        "--seed",
                        "1",
                        "--out",
                        capture,
                        "--truth",
                        out.resolve("ofdm-truth.json").toString())
                .run(
                        "receive",
                        capture,
                        "--method",
                        "bmp,sbl,lmmse,ls",
                        "--json",
                        out.resolve("ofdm-receive.json").toString(),
                        "--plot",
                        out.resolve("ofdm-receive").toString())
                .run(
                        "compare",
                        "--profile",
                        "released-code",
                        "--channels",
                        "256",
                        "--methods",
                        "genie,ls,lmmse,omp,sbl,bmp",
                        "--json",
                        out.resolve("ofdm-compare.json").toString(),
                        "--plot",
                        out.resolve("ofdm-compare.png").toString())
                .code();
    }
}

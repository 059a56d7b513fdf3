package org.gatefold.doa.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.gatefold.datasets.recording.Description;
import org.gatefold.datasets.recording.Frames;
import org.gatefold.datasets.recording.RecordingWriter;
import org.gatefold.doa.array.ArrayGeometry;
import org.gatefold.doa.recording.Setup;
import org.gatefold.doa.scenario.Scene;
import org.gatefold.sparse.cli.CommandRunner;
import org.gatefold.sparse.cli.Demonstration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code doa demo}: the whole chain on simulated recordings, with tables, pictures and JSON. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Simulates two recordings and finds their directions, in less than a minute: two sources 9° apart heard by",
            "ten antennas in twenty snapshots, and a speaker walking past six microphones. Leaves the recordings,",
            "pictures and JSON."
        },
        footerHeading = "%nExample:%n",
        footer = "  doa demo --out demo-out")
final class DemoCommand implements Callable<Integer> {
    private static final double RATE_HZ = 16000;
    private static final int STEPS = 16;
    private static final double STEP_SECONDS = 0.25;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--out", defaultValue = "demo-out", paramLabel = "DIR", description = "Where to leave the files.")
    private Path out = Path.of("demo-out");

    @Override
    public Integer call() {
        PrintWriter print = CommandRunner.out(spec);
        String snapshots = out.resolve("doa-snapshots.npy").toString();
        String walk = out.resolve("doa-walk.wav").toString();
        Demonstration demonstration = new Demonstration(spec)
                .run(
                        "simulate",
                        "--array",
                        "ula:10:0.5wl",
                        "--angles=-12,-3",
                        "--snr",
                        "5",
                        "--snapshots",
                        "20",
                        "--seed",
                        "7",
                        "--out",
                        snapshots,
                        "--truth",
                        out.resolve("doa-truth.json").toString())
                .run(estimate(
                        snapshots, "ula:10:0.5wl", "doa-snapshots", "2", "sbl,gated-sbl,music,root-music,beamscan"));
        if (demonstration.code() != 0) {
            return demonstration.code();
        }
        walk(Path.of(walk));
        print.println(walk + ": a speaker walks from -60° to +52.5° past six microphones 4 cm apart");
        List<String> track = new ArrayList<>(List.of(estimate(walk, "ula:6:0.04m", "doa-walk", "1", "sbl")));
        track.addAll(List.of("--every", Double.toString(STEP_SECONDS), "--band", "800:4000"));
        return demonstration.run(track.toArray(String[]::new)).code();
    }

    private String[] estimate(String input, String array, String name, String sources, String methods) {
        return new String[] {
            "estimate",
            input,
            "--array",
            array,
            "--sources",
            sources,
            "--method",
            methods,
            "--json",
            out.resolve(name + ".json").toString(),
            "--plot",
            out.resolve(name + ".png").toString()
        };
    }

    /** One direction after the other: each step stands still for a quarter of a second. */
    private static void walk(Path file) {
        ArrayGeometry geometry = ArrayGeometry.uniformLinear(6, 0.04, false);
        SplittableRandom rng = new SplittableRandom(7);
        int samples = (int) (RATE_HZ * STEP_SECONDS);
        Frames all = Frames.zeros(geometry.elements(), STEPS * samples, false);
        for (int step = 0; step < STEPS; step++) {
            double[] angle = {-60 + 7.5 * step};
            Scene scene = Scene.of(geometry, angle, new double[1], 0, 10, 0, 0, rng);
            Frames part = scene.wideBand(rng, RATE_HZ, samples, 500, 4000, Setup.SOUND);
            for (int c = 0; c < geometry.elements(); c++) {
                System.arraycopy(part.re()[c], 0, all.re()[c], step * samples, samples);
            }
        }
        RecordingWriter.write(
                file,
                all,
                new Description(file.toString(), geometry.elements(), all.length(), false, RATE_HZ, Double.NaN),
                null);
    }
}

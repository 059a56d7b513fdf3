package org.gatefold.doa.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.gatefold.datasets.recording.Recording;
import org.gatefold.doa.array.AngleConvention;
import org.gatefold.doa.method.DoaMethod;
import org.gatefold.doa.method.DoaMethods;
import org.gatefold.doa.method.SourceCount;
import org.gatefold.doa.recording.Observation;
import org.gatefold.doa.recording.Setup;
import org.gatefold.doa.recording.SnapshotReader;
import org.gatefold.doa.report.ArrayCheck;
import org.gatefold.doa.report.EstimateJson;
import org.gatefold.doa.report.EstimatePicture;
import org.gatefold.doa.report.EstimateTable;
import org.gatefold.doa.report.Finding;
import org.gatefold.sparse.cli.CommandRunner;
import org.gatefold.sparse.cli.MethodSpec;
import org.gatefold.sparse.cli.Progress;
import org.gatefold.sparse.cli.ResultTarget;
import org.gatefold.sparse.cli.ThreadsOption;
import org.gatefold.sparse.io.InputException;
import org.gatefold.sparse.io.ResultFile;
import org.gatefold.sparse.plot.Figure;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code doa estimate}: from a recording to angles. */
@Command(
        name = "estimate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Directions of arrival in a recording of an array: multichannel WAV or FLAC, SigMF or headerless"
                + " IQ, or a matrix of snapshots (elements × snapshots) in .npy, .npz or .mat.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  doa estimate radar.npy --array ula:86:0.5wl --sources 2 --method sbl,music --plot radar.png",
            "  doa estimate radar.npy --array ula:86:0.5wl --sources 2 --method gated-sbl,sbl:decode=mbr",
            "  doa estimate chirp.wav --array ula:5:0.0164m --sources 1 --json -",
            "  doa estimate talk.wav --array ula:4:0.05m --band 500:3000 --every 0.5 --plot track.png",
            "  doa estimate capture.sigmf-meta --array ula:4:0.5wl --segment 0.001:0.002",
            "  doa estimate quake.wav --array stations.csv --speed 15460 --band 0.5:2 --segment 118:16 --sources 1",
            "",
            "JSON: {\"method\",\"convention\",\"sources\":[{\"angle_deg\",\"std_deg\",\"power_db\"}],"
                    + "\"noise_variance\",\"elements\",\"snapshots\",\"band_hz\",\"warnings\":[]}; several methods give"
                    + " an array of these, a track (--every) an array in which each also has \"time_s\".",
            "std_deg is the Cramér–Rao bound at the estimate: what noise alone does, errors of the array come on top."
        })
final class EstimateCommand implements Callable<Integer> {
    private static final Set<String> WITHOUT_GRID = Set.of("root-music", "esprit");

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "INPUT", description = "The recording.")
    private @Nullable Path input;

    @Mixin
    private RecordingOptions recordingOptions = new RecordingOptions();

    @Option(
            names = "--sources",
            paramLabel = "K",
            defaultValue = "auto",
            description = "Number of sources, or auto (MDL) or aic to estimate it; by default auto.")
    private String sources = "auto";

    @Option(
            names = {"--method", "--methods"},
            paramLabel = "LIST",
            defaultValue = "sbl",
            description = "Methods with options, NAME[:option=value,...], separated by commas, or all: beamscan, capon,"
                    + " music, root-music, esprit, omp, l1, sbl, gated-sbl (SBL gated by a trained network, for any"
                    + " array), and as bounds that take long ml and posterior; by default ${DEFAULT-VALUE}. Those on"
                    + " a grid take step=DEGREES, refine=true|false, and from omp on decode=top|peaks|ascent|mbr.")
    private String methods = "sbl";

    @Option(names = "--grid", paramLabel = "DEGREES", description = "Spacing of the grid of angles, by default 1.")
    private double grid = Double.NaN;

    @Option(
            names = "--convention",
            defaultValue = "broadside",
            description = "${COMPLETION-CANDIDATES}; by default ${DEFAULT-VALUE}. Compass needs a geometry file, an ula"
                    + " is taken to run from west to east.")
    private AngleConvention convention = AngleConvention.BROADSIDE;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the result as JSON, - to stdout.")
    private @Nullable String json;

    @Option(
            names = "--plot",
            paramLabel = "FILE.png",
            description = "Draw the spectra over angle and in polar view, of a track a bearing-time record.")
    private @Nullable Path plot;

    @Mixin
    private final ThreadsOption threads = new ThreadsOption();

    @Override
    public Integer call() {
        Path file = java.util.Objects.requireNonNull(input);
        threads.apply();
        Setup setup = recordingOptions.setup();
        SourceCount count = SourceCount.parse(sources);
        List<MethodSpec> specs = specs();
        List<DoaMethod> parsed = specs.stream().map(DoaMethods::parse).toList();
        requireWritable();
        boolean track = !Double.isNaN(setup.everySeconds());
        List<Finding> findings = new ArrayList<>();
        Set<String> warnings = new LinkedHashSet<>();
        try (Recording recording = recordingOptions.open(file, setup.geometry())) {
            SnapshotReader reader = new SnapshotReader(recording, setup);
            try (Progress progress = new Progress(CommandRunner.err(spec), "estimate", reader.blocks())) {
                reader.forEach(observation -> {
                    List<String> notes = notes(recording, setup, observation, findings.isEmpty());
                    warnings.addAll(notes);
                    for (int m = 0; m < parsed.size(); m++) {
                        findings.add(finding(specs.get(m).toString(), parsed.get(m), setup, observation, count, notes));
                    }
                    progress.show(findings.size() / parsed.size(), "");
                });
            }
        }
        write(file, setup, findings, List.copyOf(warnings), track);
        return 0;
    }

    /** The order of elements and the like is the same all along: it is looked at once. */
    private static List<String> notes(Recording recording, Setup setup, Observation observation, boolean first) {
        List<String> notes = new ArrayList<>();
        if (first) {
            notes.addAll(recording.warnings());
            ArrayCheck.warnings(setup.geometry(), observation.bins()).stream()
                    .filter(w -> recording.warnings().stream().noneMatch(r -> r.startsWith(w)))
                    .forEach(notes::add);
        }
        if (observation.bins().isEmpty()) {
            notes.add("silent");
        }
        return notes;
    }

    private static Finding finding(
            String name,
            DoaMethod method,
            Setup setup,
            Observation observation,
            SourceCount count,
            List<String> notes) {
        if (observation.bins().isEmpty()) {
            return new Finding(name, observation, null, notes);
        }
        return new Finding(name, observation, method.estimate(setup.geometry(), observation.bins(), count), notes);
    }

    private List<MethodSpec> specs() {
        if (!Double.isNaN(grid) && !(grid >= 0.01 && grid <= 10)) {
            throw new InputException("--grid: expected 0.01 to 10 degrees, found " + grid);
        }
        String names = methods.equals("all") ? String.join(",", DoaMethods.NAMES) : methods;
        List<MethodSpec> specs = new ArrayList<>();
        for (MethodSpec spec : MethodSpec.parseList(names)) {
            String text = spec.toString();
            if (!Double.isNaN(grid) && !WITHOUT_GRID.contains(spec.name()) && !text.contains("step=")) {
                text += (text.contains(":") ? "," : ":") + "step=" + grid;
            }
            specs.add(MethodSpec.parse(text));
        }
        return specs;
    }

    /** A result that cannot be written is better told before the work than after. */
    private void requireWritable() {
        ResultTarget.requireWritable("--json", json == null ? null : Path.of(json));
        ResultTarget.requireWritable("--plot", plot);
        if (plot != null && !String.valueOf(plot.getFileName()).endsWith(".png")) {
            throw new InputException("--plot: expected a file name ending in .png, found " + plot);
        }
    }

    private void write(Path file, Setup setup, List<Finding> findings, List<String> warnings, boolean track) {
        PrintWriter out = java.util.Objects.requireNonNull(spec).commandLine().getOut();
        String name = String.valueOf(file.getFileName());
        if (plot != null) {
            Figure figure = track
                    ? EstimatePicture.track(name, findings, setup.geometry(), convention)
                    : EstimatePicture.spectra(name, findings, setup.geometry(), convention);
            figure.write(plot);
        }
        if (json != null) {
            String text = EstimateJson.text(findings, setup.geometry(), convention, track);
            if (json.equals("-")) {
                out.print(text);
                out.flush();
                return;
            }
            ResultFile.write(Path.of(json), text);
        }
        out.print(EstimateTable.text(name, findings, setup.geometry(), convention, track));
        warnings.forEach(w -> out.println("note: " + w));
        out.flush();
    }
}

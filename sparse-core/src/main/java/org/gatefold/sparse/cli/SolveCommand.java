package org.gatefold.sparse.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.SparseSolver;
import org.gatefold.sparse.io.ArrayFile;
import org.gatefold.sparse.io.InputException;
import org.gatefold.sparse.io.NdArray;
import org.gatefold.sparse.io.NdArray.Precision;
import org.gatefold.sparse.io.Npy;
import org.gatefold.sparse.operator.DenseOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Recovers the sparse x of y = Φx + n for measurements and a dictionary in files. */
@Command(
        name = "solve",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Recover the sparse x of y = PHI x + n.",
            "",
            "PHI is m x N. Y is count x m, or m numbers, and X is written as count x N; several snapshots that share"
                    + " their support are a third axis, count x m x T to count x N x T. Arrays are real or complex, in"
                    + " .npy, .npz or .mat files, FILE:NAME where a file holds several. X is complex if PHI or Y is,"
                    + " and has 64-bit numbers if both have."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  gatefold solve --dictionary PHI.npy --measurements Y.npy --method omp:sparsity=5 --out X.npy",
            "  gatefold solve --dictionary lab.mat:A --measurements lab.mat:Y --method l1 --noise-variance 1e-4"
                    + " --out X.npy",
            "  gatefold solve --dictionary PHI.npy --measurements Y.npy --method rwl1 --out X.npy --trajectory way.png"
        })
final class SolveCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--dictionary", required = true, paramLabel = "PHI.npy", description = "The dictionary, m x N.")
    private String dictionary = "";

    @Option(
            names = "--measurements",
            required = true,
            paramLabel = "Y.npy",
            description = "The measurements: m, count x m or count x m x T.")
    private String measurements = "";

    @Option(
            names = "--method",
            required = true,
            paramLabel = "NAME[:option=value,...]|MODEL.npz",
            description = "One of those that 'gatefold solvers' lists, or MODEL.npz of 'gatefold train'.")
    private String method = "";

    @Option(
            names = "--noise-variance",
            paramLabel = "V",
            description = "E|n|^2 of a measurement entry, real or complex; unknown if not given.")
    private double noiseVariance = Double.NaN;

    @Option(names = "--snapshots", description = "Y is m x T: T snapshots of one problem; X is N x T.")
    private boolean snapshots;

    @Option(names = "--out", required = true, paramLabel = "X.npy", description = "The estimate.")
    private Path out = Path.of("");

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "For each sample the non-zero entries and the residual, - for stdout.")
    private @Nullable Path json;

    @Option(
            names = "--trajectory",
            paramLabel = "FILE.png",
            description = "Draw weights, |x| and cost of one sample over the iterations.")
    private @Nullable Path trajectory;

    @Option(
            names = "--sample",
            paramLabel = "K",
            defaultValue = "0",
            description = "The sample of --trajectory, from 0 (${DEFAULT-VALUE}).")
    private int sample;

    @Mixin
    private final ThreadsOption threads = new ThreadsOption();

    @Override
    public Integer call() {
        threads.apply();
        MethodSpec method = MethodSpec.parse(this.method);
        requirePossible();
        NdArray phi = ArrayFile.read(dictionary);
        NdArray y = ArrayFile.read(measurements);
        DenseOperator operator = phi.operator("--dictionary " + dictionary);
        boolean complex = phi.complex() || y.complex();
        Batch batch = batch(y, operator, complex);
        if (sample < 0 || sample >= batch.count()) {
            throw new InputException("--sample: expected 0 to " + (batch.count() - 1) + ", found " + sample);
        }
        // The variance of a problem is that of each real number.
        SparseProblem problem = new SparseProblem(operator, batch, complex ? noiseVariance / 2 : noiseVariance);
        MethodContext context = new MethodContext(
                operator.range(), operator.domain(), Double.NaN, Double.NaN, !Double.isNaN(noiseVariance));
        SparseSolver solver = SolverCatalogue.solver(method, context);
        Batch x = SolverCatalogue.run(method, solver, problem);
        boolean wide = phi.precision() == Precision.FLOAT64 && y.precision() == Precision.FLOAT64;
        Npy.write(out, estimate(x, y, complex, wide ? Precision.FLOAT64 : Precision.FLOAT32));
        PrintWriter stdout = CommandRunner.out(spec);
        if (json != null) {
            ResultTarget.writeJson(json, summary(problem, x), stdout);
        }
        if (trajectory != null) {
            Trajectory way = new Trajectory(operator.domain());
            solver.solve(problem.slice(sample, sample + 1), way);
            way.figure(method + ", sample " + sample).write(trajectory);
        }
        return 0;
    }

    private void requirePossible() {
        if (noiseVariance < 0 || Double.isInfinite(noiseVariance)) {
            throw new InputException(
                    "--noise-variance: expected a finite number of at least 0, found " + noiseVariance);
        }
        ResultTarget.requireWritable("--out", out);
        ResultTarget.requireWritable("--json", json);
        ResultTarget.requireWritable("--trajectory", trajectory);
    }

    private Batch batch(NdArray y, DenseOperator operator, boolean complex) {
        String what = "--measurements " + measurements;
        if (snapshots && y.rank() != 2) {
            throw new InputException(what + ": expected a matrix m x T with --snapshots, found " + y);
        }
        NdArray shaped = snapshots
                ? new NdArray(y.precision(), new int[] {1, y.dimension(0), y.dimension(1)}, y.re(), y.im())
                : y;
        Batch batch = shaped.batch(what, complex);
        if (batch.length() != operator.range()) {
            throw new InputException(what + ": expected " + operator.range() + " measurements a sample, as "
                    + dictionary + " has rows, found " + batch.length() + " (" + y + ")");
        }
        return batch;
    }

    private NdArray estimate(Batch x, NdArray y, boolean complex, Precision precision) {
        NdArray array = NdArray.of(x, complex, y.rank() == 3 || snapshots, precision);
        // One vector in, one vector out; and the same for one matrix of snapshots.
        boolean single = snapshots || y.rank() == 1;
        int[] shape = array.shape();
        return single
                ? new NdArray(precision, Arrays.copyOfRange(shape, 1, shape.length), array.re(), array.im())
                : array;
    }

    private ObjectNode summary(SparseProblem problem, Batch x) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("method", method).put("dictionary", dictionary).put("measurements", measurements);
        Batch fit = problem.operator().apply(x);
        ArrayNode samples = object.putArray("samples");
        for (int s = 0; s < x.count(); s++) {
            ObjectNode one = samples.addObject();
            ArrayNode support = one.putArray("support");
            for (int i = 0; i < x.length(); i++) {
                if (x.energy(s, i) > 0) {
                    support.add(i);
                }
            }
            double residual = 0;
            for (int i = s * fit.stride(); i < (s + 1) * fit.stride(); i++) {
                residual += Math.pow(problem.measurements().data()[i] - fit.data()[i], 2);
            }
            double energy = problem.measurements().energy(s);
            one.put("relative_residual", energy == 0 ? 0 : Math.sqrt(residual / energy));
        }
        return object;
    }
}

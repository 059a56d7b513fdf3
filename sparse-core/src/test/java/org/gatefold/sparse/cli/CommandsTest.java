package org.gatefold.sparse.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.io.NdArray;
import org.gatefold.sparse.io.NdArray.Precision;
import org.gatefold.sparse.io.Npy;
import org.gatefold.sparse.learned.Architectures;
import org.gatefold.sparse.operator.DenseOperator;
import org.gatefold.sparse.operator.Matrices;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The real commands: what they print and write, and how they end. */
class CommandsTest {
    private final Path folder;

    CommandsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    record Ending(int code, String out, String err) {}

    /** Runs a command; FOLDER in an argument stands for the folder of the test. */
    private Ending gatefold(List<String> args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = CommandRunner.configure(new CommandLine(new GatefoldCommand()))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        int code = line.execute(
                args.stream().map(a -> a.replace("FOLDER", folder.toString())).toArray(String[]::new));
        return new Ending(code, out.toString(), err.toString());
    }

    private Ending gatefold(String args) {
        return gatefold(List.of(args.split(" ")));
    }

    private static NdArray matrix(DenseOperator a, Precision precision) {
        return new NdArray(precision, new int[] {a.range(), a.domain()}, a.re(), a.im());
    }

    /** phi.npy 10×20, y.npy of three samples with entries 2, −3 at (s, 7 + s); complex ones with a phase of 90°. */
    @BeforeEach
    void files() throws IOException {
        SplittableRandom rng = new SplittableRandom(1);
        DenseOperator real = Matrices.realGaussian(rng, 10, 20);
        DenseOperator complex = Matrices.complexGaussian(rng, 10, 20);
        Npy.write(folder.resolve("phi.npy"), matrix(real, Precision.FLOAT64));
        Npy.write(folder.resolve("phi32.npy"), matrix(real, Precision.FLOAT32));
        Npy.write(folder.resolve("phic.npy"), matrix(complex, Precision.FLOAT64));
        Batch x = new Batch(3, 1, 20);
        Batch xc = new Batch(3, 2, 20);
        for (int s = 0; s < 3; s++) {
            x.set(s, 0, s, 2);
            x.set(s, 0, 7 + s, -3);
            xc.set(s, 1, s, 2);
            xc.set(s, 1, 7 + s, -3);
        }
        Npy.write(folder.resolve("y.npy"), NdArray.of(real.apply(x), false, false, Precision.FLOAT64));
        Npy.write(folder.resolve("y32.npy"), NdArray.of(real.apply(x), false, false, Precision.FLOAT32));
        Npy.write(folder.resolve("yc.npy"), NdArray.of(complex.apply(xc), true, false, Precision.FLOAT64));
        Npy.write(folder.resolve("yr.npy"), NdArray.of(real.apply(xc), true, false, Precision.FLOAT64));
        NdArray one = NdArray.of(real.apply(x.slice(1, 2)), false, false, Precision.FLOAT64);
        Npy.write(folder.resolve("vector.npy"), NdArray.real(new int[] {10}, one.re()));
        Npy.write(folder.resolve("nan.npy"), NdArray.real(new int[] {1, 10}, nan()));
        Npy.write(folder.resolve("wide.npy"), NdArray.real(new int[] {3, 11}, new double[33]));
        Npy.write(folder.resolve("empty.npy"), NdArray.real(new int[] {0, 10}, new double[0]));
        byte[] whole = Files.readAllBytes(folder.resolve("y.npy"));
        Files.write(folder.resolve("cut.npy"), java.util.Arrays.copyOf(whole, whole.length - 1));
        Files.writeString(folder.resolve("text.npy"), "not an array");
        Files.write(folder.resolve("nothing.npy"), new byte[0]);
        Files.createDirectory(folder.resolve("directory"));
    }

    private static double[] nan() {
        double[] values = new double[10];
        values[3] = Double.NaN;
        return values;
    }

    @ParameterizedTest
    @CsvSource({
        "phi.npy,   y.npy,   FLOAT64, false",
        "phi32.npy, y.npy,   FLOAT32, false",
        "phi.npy,   y32.npy, FLOAT32, false",
        "phic.npy,  yc.npy,  FLOAT64, true",
        "phi.npy,   yr.npy,  FLOAT64, true"
    })
    void solveFindsTheVectorsInTheMatchingType(String phi, String y, Precision precision, boolean complex) {
        Ending e = gatefold("solve --dictionary FOLDER/" + phi + " --measurements FOLDER/" + y
                + " --method omp:sparsity=2 --noise-variance 1e-9 --out FOLDER/new/x.npy");
        assertEquals("", e.err);
        assertEquals(0, e.code);
        NdArray x = Npy.read(folder.resolve("new/x.npy"));
        assertArrayEquals(new int[] {3, 20}, x.shape());
        assertEquals(precision, x.precision());
        assertEquals(complex, x.complex());
        double[] values = complex ? x.im() : x.re();
        for (int s = 0; s < 3; s++) {
            for (int i = 0; i < 20; i++) {
                assertEquals(i == s ? 2 : i == 7 + s ? -3 : 0, values[s * 20 + i], 1e-4);
            }
        }
    }

    @Test
    void oneVectorInOneVectorOut() {
        assertEquals(
                0,
                gatefold("solve --dictionary FOLDER/phi.npy --measurements FOLDER/vector.npy --method"
                                + " omp:sparsity=2 --out FOLDER/x.npy")
                        .code);
        NdArray x = Npy.read(folder.resolve("x.npy"));
        assertArrayEquals(new int[] {20}, x.shape());
        assertEquals(-3, x.re()[8], 1e-4);
    }

    @Test
    void snapshotsShareTheirSupport() {
        double[] y = Npy.read(folder.resolve("y.npy")).re();
        double[] snapshots = new double[20];
        for (int i = 0; i < 10; i++) {
            snapshots[2 * i] = y[i];
            snapshots[2 * i + 1] = -2 * y[i];
        }
        Npy.write(folder.resolve("s2.npy"), NdArray.real(new int[] {10, 2}, snapshots));
        Npy.write(folder.resolve("s3.npy"), NdArray.real(new int[] {1, 10, 2}, snapshots));
        String solve = "solve --dictionary FOLDER/phi.npy --method omp:sparsity=2 --out FOLDER/x.npy --measurements ";
        assertEquals(0, gatefold(solve + "FOLDER/s3.npy").code);
        NdArray x = Npy.read(folder.resolve("x.npy"));
        assertArrayEquals(new int[] {1, 20, 2}, x.shape());
        assertEquals(6, x.re()[7 * 2 + 1], 1e-4);
        assertEquals(0, gatefold(solve + "FOLDER/s2.npy --snapshots").code);
        NdArray single = Npy.read(folder.resolve("x.npy"));
        assertArrayEquals(new int[] {20, 2}, single.shape());
        assertArrayEquals(x.re(), single.re());
    }

    @Test
    void solveReportsAndDraws() throws IOException {
        Ending e = gatefold("solve --dictionary FOLDER/phi.npy --measurements FOLDER/y.npy --method rwl1 --out"
                + " FOLDER/x.npy --json - --trajectory FOLDER/way.png --sample 2 --threads 1");
        assertEquals("", e.err);
        assertEquals(0, e.code);
        JsonNode samples = new ObjectMapper().readTree(e.out).get("samples");
        assertEquals(3, samples.size());
        assertTrue(samples.get(0).get("relative_residual").asDouble() < 0.05);
        assertTrue(samples.get(2).get("support").size() >= 2);
        assertTrue(ImageIO.read(folder.resolve("way.png").toFile()).getWidth() > 400);
    }

    @Test
    void compareDrawsTheWayOfEachMethod() throws IOException {
        Ending e = gatefold("compare --problem gaussian:10x20 --sparsity 2,3 --methods omp,sbl:iterations=5,gated-sbl"
                + " --trials 2 --seed 1 --trajectory FOLDER/ways.png --threads 1");
        assertEquals("", e.err);
        assertEquals(0, e.code);
        assertTrue(ImageIO.read(folder.resolve("ways.png").toFile()).getWidth() > 400);
    }

    static Stream<List<String>> badSolves() {
        String good = "solve --dictionary FOLDER/phi.npy --measurements FOLDER/y.npy --method omp --out FOLDER/x.npy";
        List<List<String>> cases = new ArrayList<>();
        String[][] changes = {
            {"phi.npy", "none.npy", "none.npy: expected a file"},
            {"phi.npy", "directory", "expected a file"},
            {"phi.npy", "vector.npy", "expected a matrix"},
            {"phi.npy", "empty.npy", "expected a matrix"},
            {"y.npy", "none.npy", "none.npy: expected a file"},
            {"y.npy", "wide.npy", "expected 10 measurements"},
            {"y.npy", "nan.npy", "expected finite numbers, found NaN at entry 3"},
            {"y.npy", "cut.npy", "expected 240 bytes"},
            {"y.npy", "text.npy", "expected a NumPy .npy file"},
            {"y.npy", "nothing.npy", "found an empty file"},
            {"y.npy", "empty.npy", "expected an array of shape"},
            {"omp", "nosuch", "expected one of"},
            {"omp", "omp:sparsity=0", "option 'sparsity': expected"},
            {"omp", "omp:sparsity=2,color=red", "found option 'color'"},
            {"omp", "omp:", "expected option=value"},
            {"omp", "omp --noise-variance -1", "--noise-variance: expected"},
            {"omp", "omp --noise-variance x", "--noise-variance"},
            {"omp", "omp --threads 0", "--threads: expected"},
            {"omp", "omp --snapshots", "expected 10 measurements"},
            {"omp", "omp --sample 3", "--sample: expected 0 to 2"},
            {"x.npy", "directory", "found a directory"},
            {"x.npy", "y.npy/x.npy", "expected a folder"},
            {"x.npy", "x.npy --json FOLDER/directory", "found a directory"},
            {"x.npy", "x.npy --trajectory FOLDER/y.npy/a.png", "expected a folder"},
            {" --out FOLDER/x.npy", "", "--out"},
            {"solve", "sovle", "sovle"},
            {"--method", "--methods", "--method"},
        };
        for (String[] c : changes) {
            List<String> one = new ArrayList<>(List.of(good.replace(c[0], c[1]).split(" ")));
            one.add(0, c[2]);
            cases.add(one);
        }
        return cases.stream();
    }

    static Stream<List<String>> badCompares() {
        String good =
                "compare --problem gaussian:8x16 --sparsity 2 --methods omp --trials 3 --seed 1 --csv FOLDER/x.npy";
        List<List<String>> cases = new ArrayList<>();
        String[][] changes = {
            {"gaussian:8x16", "gaussian:8", "--problem: expected"},
            {"gaussian:8x16", "gaussian:8x16:decay=2", "decay only for"},
            {"gaussian:8x16", "correlated:0x9", "--problem: expected"},
            {"gaussian:8x16", "none", "none: expected a file"},
            {"gaussian:8x16", "FOLDER/none.mat", "none.mat: expected a file"},
            {"gaussian:8x16", "FOLDER/cut.npy", "expected 240 bytes"},
            {"--csv FOLDER/x.npy", "--trajectory FOLDER/y.npy/a.png", "expected a folder"},
            {"--sparsity 2", "--sparsity 0", "--sparsity: expected"},
            {"--sparsity 2", "--sparsity 5:3", "--sparsity: expected"},
            {"--sparsity 2", "--sparsity 1:2:3", "--sparsity: expected"},
            {"--sparsity 2", "--sparsity 17", "at most the 16 columns"},
            {"--sparsity 2", "--sparsity 2 --snr loud", "--snr: expected"},
            {"--sparsity 2", "--sparsity 2 --snr 20,,30", "--snr: expected"},
            {"--sparsity 2", "--sparsity 2 --noise maybe", "--noise"},
            {" omp", " omp,,ista", "expected NAME"},
            {" omp", " omp,nosuch", "expected one of"},
            {" omp", " omp --each K=4,8", "--each: expected {K} in another option"},
            {" omp", " ista:iterations={K} --each K=four", "--each: expected a capitalised NAME=LIST"},
            {" omp", " ista:iterations={K} --each K=4,0", "option 'iterations': expected"},
            {" omp", " FOLDER/none-{K}.npz --each K=4", "none-4.npz: expected a file"},
            {"--trials 3", "--trials 0", "--trials: expected"},
            {"--trials 3", "--trials many", "--trials"},
            {"--seed 1", "--seed one", "--seed"},
            {"FOLDER/x.npy", "FOLDER/directory", "found a directory"},
        };
        for (String[] c : changes) {
            List<String> one = new ArrayList<>(List.of(good.replace(c[0], c[1]).split(" ")));
            one.add(0, c[2]);
            cases.add(one);
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource({"badSolves", "badCompares"})
    void badInputEndsWithOneLineAndCode2(List<String> expectedAndArgs) throws IOException {
        Ending e = gatefold(expectedAndArgs.subList(1, expectedAndArgs.size()));
        assertTrue(e.err.contains(expectedAndArgs.get(0)), e.err);
        assertEquals(2, e.code);
        assertEquals(1, e.err.lines().count(), e.err);
        assertEquals("", e.out);
        try (Stream<Path> files = Files.list(folder)) {
            assertFalse(files.anyMatch(
                    f -> f.toString().endsWith("x.npy") || f.toString().endsWith(".part")));
        }
    }

    @Test
    void compareWritesItsTableInAllForms() throws IOException {
        Ending e = gatefold("compare --problem correlated --sparsity 2,4 --snr inf,20 --methods omp,ista:iterations=20"
                + " --trials 30 --seed 3 --json FOLDER/c.json --csv FOLDER/c.csv --plot FOLDER/c.png");
        assertEquals("", e.err);
        assertEquals(0, e.code);
        assertEquals(1 + 2 * 2 * 3, e.out.lines().count());
        JsonNode json = new ObjectMapper().readTree(folder.resolve("c.json").toFile());
        assertEquals("correlated", json.get("problem").asText());
        assertEquals(30, json.get("trials").asInt());
        assertEquals("exact", json.get("support").asText());
        JsonNode rows = json.get("rows");
        assertEquals(12, rows.size());
        JsonNode ista = rows.get(1);
        assertEquals("ista:iterations=20", ista.get("method").asText());
        assertEquals(2, ista.get("sparsity").asInt());
        assertEquals("inf", ista.get("snr_db").asText());
        for (String key : List.of("strict", "loose", "nmse_db", "ms_per_problem", "strict_low", "nmse_db_high")) {
            assertTrue(ista.get(key).isNumber(), key);
        }
        JsonNode oracle = rows.get(2);
        assertEquals("oracle", oracle.get("method").asText());
        assertEquals(1, oracle.get("strict").asDouble());
        assertTrue(oracle.get("nmse_db").asDouble() < -80);
        assertEquals(13, Files.readAllLines(folder.resolve("c.csv")).size());
        assertTrue(ImageIO.read(folder.resolve("c.png").toFile()).getWidth() > 800);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"gaussian:10x20 --sparsity 3 --snr 20", "FOLDER/phic.npy --sparsity 2 --snr 30 --noise unknown"})
    void theSameSeedGivesTheSameNumbers(String problem) throws IOException {
        String command = "compare --methods omp,fista --trials 40 --json - --problem " + problem + " --seed ";
        JsonNode first = new ObjectMapper().readTree(gatefold(command + 5).out).get("rows");
        JsonNode again = new ObjectMapper()
                .readTree(gatefold(command + 5 + " --threads 3").out)
                .get("rows");
        JsonNode other = new ObjectMapper().readTree(gatefold(command + 6).out).get("rows");
        for (int r = 0; r < 3; r++) {
            assertEquals(first.get(r).get("nmse_db"), again.get(r).get("nmse_db"));
            assertEquals(first.get(r).get("loose"), again.get(r).get("loose"));
        }
        assertFalse(first.get(2).get("nmse_db").equals(other.get(2).get("nmse_db")));
    }

    @Test
    void solversListsEveryMethod() throws IOException {
        Ending text = gatefold("solvers");
        Ending json = gatefold("solvers --json -");
        JsonNode list = new ObjectMapper().readTree(json.out);
        int architectures = Architectures.standard().list().size();
        assertEquals(SolverCatalogue.methods().size() + architectures, list.size());
        for (Method method : SolverCatalogue.methods()) {
            assertTrue(text.out.contains(method.name() + "  " + method.title()));
            method.options().forEach(o -> assertTrue(text.out.contains(o.meaning())));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "solve ", "solvers ", "compare ", "train ", "inspect ", "curves ", "completion "})
    void helpHasExamples(String command) {
        Ending e = gatefold(command + "--help");
        assertEquals(0, e.code);
        assertTrue(e.out.contains("Example"), e.out);
        assertTrue(e.out.contains("gatefold " + command.strip()), e.out);
    }

    @Test
    void completionKnowsTheCommands() {
        Ending e = gatefold("completion");
        assertEquals(0, e.code);
        assertTrue(e.out.contains("--trajectory"));
        assertTrue(e.out.contains("complete -F _complete_gatefold"));
    }
}

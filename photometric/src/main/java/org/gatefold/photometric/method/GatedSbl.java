package org.gatefold.photometric.method;

import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.gatefold.photometric.Lights;
import org.gatefold.photometric.learned.GatedNormals;
import org.gatefold.photometric.learned.NormalArchitectures;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.autodiff.Node;
import org.gatefold.sparse.autodiff.Tape;
import org.gatefold.sparse.cli.MethodSpec;
import org.gatefold.sparse.io.InputException;
import org.gatefold.sparse.kernel.Workers;
import org.gatefold.sparse.learned.ModelFile;
import org.gatefold.sparse.operator.RealMatrix;
import org.jspecify.annotations.Nullable;

/**
 * Sparse Bayesian learning of the errors whose updates a trained network gates, {@link GatedNormals}, under any lights.
 * Besides the normals it tells how likely each intensity is in shadow or highlight, and the error it expects.
 *
 * <p>Pixels are solved in blocks of about {@value #BLOCK} intensities on all threads.
 */
public final class GatedSbl implements NormalMethod {
    private static final int BLOCK = 4096;

    private final double shadow;
    private final ModelFile model;
    private final Queue<Tape> tapes = new ConcurrentLinkedQueue<>();

    /**
     * @param shadow threshold below which intensities are left out ({@link LeastSquares}), NaN for none
     * @param model of {@link NormalArchitectures}
     */
    public GatedSbl(double shadow, ModelFile model) {
        Shadows.require(shadow);
        this.shadow = shadow;
        this.model = model;
    }

    /**
     * The model of the option {@code model=FILE}, or the one that comes with the tool.
     *
     * @throws InputException if the file holds no such model
     */
    static ModelFile model(MethodSpec spec) {
        String file = spec.text("model", "");
        ModelFile model = file.isEmpty() ? Shipped.MODEL : ModelFile.read(Path.of(file), NormalArchitectures.all());
        if (model == null) {
            throw new InputException("method '" + spec + "': expected option model=FILE, for no weights came along");
        }
        return model;
    }

    /** The model that comes with the tool, null if none does. */
    public static @Nullable ModelFile shipped() {
        return Shipped.MODEL;
    }

    /** Read when it is first needed. */
    private static final class Shipped {
        static final @Nullable ModelFile MODEL =
                ModelFile.resource(GatedSbl.class, "gated-normals.npz", NormalArchitectures.all());
    }

    @Override
    public String name() {
        return Double.isNaN(shadow) ? "gated-sbl" : "masked-gated-sbl";
    }

    @Override
    public Normals estimate(Lights lights, Batch intensities) {
        int r = lights.count();
        int pixels = intensities.count();
        intensities.requireShape(pixels, 1, r);
        Lanes.requireSpace(lights);
        RealMatrix operator = new RealMatrix(r, 3, lights.matrix());
        float[] scaled = new float[3 * pixels];
        Batch probabilities = new Batch(pixels, 1, r);
        double[] expected = new double[pixels];
        int block = Math.max(8, BLOCK / r / 8 * 8);
        Workers.forShards(pixels, block, (from, to) -> {
            Batch seen = intensities.slice(from, to);
            leaveShadowsOut(seen);
            Tape idle = tapes.poll();
            Tape tape = idle != null ? idle : Tape.inference(model.parameters());
            tape.listen(new Belief(from, to - from, probabilities, expected));
            Node answer = model.model()
                    .forward(
                            tape,
                            new SparseProblem(operator, seen, SparseProblem.UNKNOWN),
                            model.model().layers());
            System.arraycopy(answer.value(), 0, scaled, 3 * from, 3 * (to - from));
            tape.reset();
            tapes.add(tape);
        });
        return new Normals(scaled, lights, intensities, probabilities, expected);
    }

    /** Puts NaN in their place, unless fewer than three would be left. */
    private void leaveShadowsOut(Batch seen) {
        int r = seen.length();
        float[] o = seen.data();
        for (int p = 0; p < seen.count() && !Double.isNaN(shadow); p++) {
            double largest = 0;
            for (int i = p * r; i < (p + 1) * r; i++) {
                largest = Math.max(largest, o[i]);
            }
            int lit = 0;
            for (int i = p * r; i < (p + 1) * r; i++) {
                lit += o[i] > shadow * largest ? 1 : 0;
            }
            for (int i = p * r; i < (p + 1) * r && lit >= 3; i++) {
                o[i] = o[i] > shadow * largest ? o[i] : Float.NaN;
            }
        }
    }

    /** Listens to what the model says of its answer to a block. */
    private static final class Belief implements Tape.LayerListener {
        private final int from;
        private final int pixels;
        private final Batch probabilities;
        private final double[] expected;

        Belief(int from, int pixels, Batch probabilities, double[] expected) {
            this.from = from;
            this.pixels = pixels;
            this.probabilities = probabilities;
            this.expected = expected;
        }

        @Override
        public void layer(Node x) {}

        @Override
        public void quantity(String name, Node value) {
            int r = probabilities.length();
            if (name.equals(GatedNormals.OUTLIER)) {
                for (int i = 0; i < r; i++) {
                    for (int p = 0; p < pixels; p++) {
                        probabilities.data()[(from + p) * r + i] =
                                (float) (1 / (1 + Math.exp(-value.value()[i * pixels + p])));
                    }
                }
            } else if (name.equals(GatedNormals.ERROR)) {
                for (int p = 0; p < pixels; p++) {
                    double chord = Math.min(2, Math.exp(value.value()[p]));
                    expected[from + p] = Math.toDegrees(2 * Math.asin(chord / 2));
                }
            }
        }
    }
}

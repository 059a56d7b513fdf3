package org.gatefold.photometric.method;

import java.nio.file.Path;
import org.gatefold.photometric.Lights;
import org.gatefold.photometric.learned.GatedNormals;
import org.gatefold.photometric.learned.NormalArchitectures;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.autodiff.Node;
import org.gatefold.sparse.autodiff.Tape;
import org.gatefold.sparse.cli.MethodSpec;
import org.gatefold.sparse.io.InputException;
import org.gatefold.sparse.learned.LearnedSolver;
import org.gatefold.sparse.learned.ModelFile;
import org.gatefold.sparse.operator.RealMatrix;

/**
 * Sparse Bayesian learning of the errors whose updates a trained network gates, {@link GatedNormals}, under any lights.
 * Besides the normals it tells how likely each intensity is in shadow or highlight, and the error it expects.
 */
public final class GatedSbl implements NormalMethod {
    private final double shadow;
    private final LearnedSolver solver;

    /**
     * @param shadow threshold below which intensities are left out ({@link LeastSquares}), NaN for none
     * @param model of {@link NormalArchitectures}
     */
    public GatedSbl(double shadow, ModelFile model) {
        Shadows.require(shadow);
        this.shadow = shadow;
        this.solver = model.forAnyOperator().solver();
    }

    /**
     * The model of the option {@code weights=FILE}, or the one that comes with the tool.
     *
     * @throws InputException if the file holds no such model
     */
    static ModelFile model(MethodSpec spec) {
        String file = spec.text("weights", "");
        return file.isEmpty() ? shipped() : ModelFile.read(Path.of(file), NormalArchitectures.all());
    }

    /** The model that comes with the tool. */
    public static ModelFile shipped() {
        return ModelFile.shipped(GatedSbl.class, "gated-normals.npz", NormalArchitectures.all());
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
        Batch probabilities = new Batch(pixels, 1, r);
        double[] expected = new double[pixels];
        Batch seen = intensities.copy();
        leaveShadowsOut(seen);
        SparseProblem problem = new SparseProblem(new RealMatrix(r, 3, lights.matrix()), seen, SparseProblem.UNKNOWN);
        Batch scaled = solver.outputs(problem, from -> new Belief(from, probabilities, expected));
        return new Normals(scaled.data(), lights, intensities, probabilities, expected);
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
        private final Batch probabilities;
        private final double[] expected;

        Belief(int from, Batch probabilities, double[] expected) {
            this.from = from;
            this.probabilities = probabilities;
            this.expected = expected;
        }

        @Override
        public void layer(Node x) {}

        @Override
        public void quantity(String name, Node value) {
            int r = probabilities.length();
            if (name.equals(GatedNormals.OUTLIER)) {
                int pixels = value.length() / r;
                for (int i = 0; i < r; i++) {
                    for (int p = 0; p < pixels; p++) {
                        probabilities.data()[(from + p) * r + i] =
                                (float) (1 / (1 + Math.exp(-value.value()[i * pixels + p])));
                    }
                }
            } else if (name.equals(GatedNormals.ERROR)) {
                for (int p = 0; p < value.length(); p++) {
                    double chord = Math.min(2, Math.exp(value.value()[p]));
                    expected[from + p] = Math.toDegrees(2 * Math.asin(chord / 2));
                }
            }
        }
    }
}

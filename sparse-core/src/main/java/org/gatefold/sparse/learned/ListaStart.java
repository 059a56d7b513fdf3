package org.gatefold.sparse.learned;

import java.util.Arrays;
import java.util.Map;
import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.autodiff.Parameters;
import org.gatefold.sparse.dictionary.AnalyticWeights;
import org.gatefold.sparse.io.Options;
import org.gatefold.sparse.operator.DenseOperator;

/** The iteration that a {@link Lista} is before training, x ← η_θₖ(x + γWᴴ(y − Ax)). */
public sealed interface ListaStart {
    /** W. */
    DenseOperator weights(DenseOperator a);

    /** γ. */
    double step(DenseOperator a);

    /** θₖ of all layers. */
    float[] thresholds(LabelledProblem sample, int layers);

    /** The coefficients cᵢ of a layer's n links in (1/n) Σ cᵢxᵢ, that from the layer before first. */
    float[] coefficients(int n);

    /** The options that make it. */
    Map<String, String> settings();

    /**
     * W = A, γ = 1/L, θ = λ/L with L = ‖A‖², and all links weigh the same, as in the papers: over a chain, ISTA.
     *
     * @param lambda λ
     */
    record Ista(double lambda) implements ListaStart {
        @Override
        public DenseOperator weights(DenseOperator a) {
            return a;
        }

        @Override
        public double step(DenseOperator a) {
            return 1 / (a.norm() * a.norm());
        }

        @Override
        public float[] thresholds(LabelledProblem sample, int layers) {
            float[] thresholds = new float[layers];
            Arrays.fill(thresholds, (float)
                    (lambda * step(DenseOperator.of(sample.problem().operator()))));
            return thresholds;
        }

        @Override
        public float[] coefficients(int n) {
            return Lista.ones(n);
        }

        @Override
        public Map<String, String> settings() {
            return Options.of("start", "ista", "lambda", lambda);
        }
    }

    /**
     * Analytic weights W, thresholds that fall with the error as measured on a first batch, and only the link from the
     * layer before counts: {@link Alista} with one step for all layers and without support selection.
     *
     * @param gamma γ
     * @param theta the thresholds in units of the mean of |Wᴴ(y − Ax)| of each layer
     * @param ridge of the {@link AnalyticWeights}
     */
    record Analytic(double gamma, double theta, double ridge) implements ListaStart {
        @Override
        public DenseOperator weights(DenseOperator a) {
            return AnalyticWeights.of(a, ridge);
        }

        @Override
        public double step(DenseOperator a) {
            return gamma;
        }

        @Override
        public float[] thresholds(LabelledProblem sample, int layers) {
            StartingPoint start = new StartingPoint(gamma, theta, true);
            AlistaWeights weights = new AlistaWeights(AlistaWeights.Kind.ANALYTIC, ridge);
            Alista alista = new Alista(layers, weights, SupportSelection.NONE, false, start);
            Parameters measured = new Parameters();
            start.addTo(measured, layers);
            start.measure(alista, measured, sample.problem());
            float[] thresholds = new float[layers];
            for (int k = 0; k < layers; k++) {
                thresholds[k] = measured.at("theta." + k).values()[0];
            }
            return thresholds;
        }

        @Override
        public float[] coefficients(int n) {
            float[] first = new float[n];
            first[0] = n;
            return first;
        }

        @Override
        public Map<String, String> settings() {
            return Options.of("start", "analytic", "gamma", gamma, "theta", theta, "ridge", ridge);
        }
    }
}

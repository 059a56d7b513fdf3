package org.gatefold.benchmarks.gatefold;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gatefold.benchmarks.Matrix;
import org.gatefold.benchmarks.NaAlistaWeights;
import org.gatefold.sparse.autodiff.Parameters;
import org.gatefold.sparse.learned.Alista;
import org.gatefold.sparse.learned.Connectivity;
import org.gatefold.sparse.learned.Lista;
import org.gatefold.sparse.learned.ListaStart;
import org.gatefold.sparse.learned.NaAlista;
import org.gatefold.sparse.learned.StartingPoint;
import org.gatefold.sparse.learned.SupportSelection;
import org.gatefold.sparse.learned.UnrolledModel;

/**
 * A model with the weights of a case.
 *
 * @param results for each name of a weight of the case, the parameters that make it up, one after the other
 */
public record Solver(UnrolledModel model, Parameters parameters, Map<String, List<String>> results) {
    private static final double LAST_BYPASS = 60;

    /** LISTA with W_b and W_x shared by its layers. */
    public static Solver of(org.gatefold.benchmarks.ListaWeights weights) {
        Lista model = new Lista(
                weights.layers(),
                Connectivity.chain(),
                Lista.Injection.MEAN,
                Lista.Neuron.SOFT,
                new ListaStart.Ista(0.4),
                true);
        Parameters parameters = new Parameters();
        Map<String, List<String>> results = new LinkedHashMap<>();
        add(parameters, results, "input", "Wb", weights.input());
        add(parameters, results, "recurrent", "Wx", weights.recurrent());
        addLayers(parameters, "theta", weights.thresholds().values());
        results.put("thresholds", names("theta", weights.layers()));
        return new Solver(model, parameters, results);
    }

    /** ALISTA; its analytic weights are those of the dictionary at hand. */
    public static Solver of(org.gatefold.benchmarks.AlistaWeights weights) {
        Alista model = new Alista(
                weights.layers(),
                org.gatefold.sparse.learned.AlistaWeights.ANALYTIC,
                SupportSelection.upTo(LAST_BYPASS),
                false,
                StartingPoint.of(1, 1));
        Parameters parameters = new Parameters();
        addLayers(parameters, "gamma", weights.steps());
        addLayers(parameters, "theta", weights.thresholds());
        return new Solver(model, parameters, Map.of());
    }

    /** NA-ALISTA with an LSTM on both norms. */
    public static Solver of(NaAlistaWeights weights) {
        NaAlista model = new NaAlista(
                weights.layers(),
                org.gatefold.sparse.learned.AlistaWeights.ANALYTIC,
                SupportSelection.upTo(LAST_BYPASS),
                NaAlista.Cell.LSTM,
                NaAlista.Inputs.RU,
                weights.hidden(),
                1,
                1,
                false,
                false);
        Parameters parameters = new Parameters();
        addFixed(parameters, "input.shift", weights.featureMeans().map(v -> -v));
        addFixed(parameters, "input.factor", weights.featureDeviations().map(v -> 1 / v));
        Map<String, List<String>> results = new LinkedHashMap<>();
        add(parameters, results, "gatesOfFeatures", "cell.input", weights.gatesOfFeatures());
        add(parameters, results, "gatesOfState", "cell.hidden", weights.gatesOfState());
        add(parameters, results, "gateBias", "cell.bias", weights.gateBias());
        add(parameters, results, "hiddenWeights", "U1", weights.hiddenWeights());
        add(parameters, results, "hiddenBias", "b1", weights.hiddenBias());
        add(parameters, results, "outputWeights", "U2", weights.outputWeights());
        add(parameters, results, "outputBias", "b2", weights.outputBias());
        add(parameters, results, "cell", "cell.c0", weights.cell());
        add(parameters, results, "state", "cell.h0", weights.state());
        return new Solver(model, parameters, results);
    }

    private static void add(
            Parameters parameters, Map<String, List<String>> results, String result, String name, Matrix values) {
        parameters.add(name, values.rows(), values.columns(), values.values().clone());
        results.put(result, List.of(name));
    }

    private static void addFixed(Parameters parameters, String name, Matrix values) {
        parameters.addFixed(name, values.rows(), values.columns(), values.values());
    }

    private static void addLayers(Parameters parameters, String name, float[] values) {
        for (int k = 0; k < values.length; k++) {
            parameters.add(name + "." + k, values[k]);
        }
    }

    private static List<String> names(String name, int layers) {
        return java.util.stream.IntStream.range(0, layers)
                .mapToObj(k -> name + "." + k)
                .toList();
    }
}

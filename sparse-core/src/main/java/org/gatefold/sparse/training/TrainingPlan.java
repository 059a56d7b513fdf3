package org.gatefold.sparse.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gatefold.sparse.autodiff.Parameter;
import org.gatefold.sparse.autodiff.Parameters;
import org.gatefold.sparse.io.InputException;
import org.gatefold.sparse.io.Options;

/** How a budget of steps is spent. */
public sealed interface TrainingPlan {
    /**
     * The stages, in their order.
     *
     * @param layers of the model
     * @param steps of all stages together; a stage has at least one
     */
    List<Stage> stages(int layers, Parameters parameters, long steps);

    /**
     * All layers and parameters at once.
     *
     * @param patience in steps
     */
    record EndToEnd(long patience) implements TrainingPlan {
        @Override
        public List<Stage> stages(int layers, Parameters parameters, long steps) {
            Map<String, Double> rates = new LinkedHashMap<>();
            for (Parameter p : parameters) {
                if (p.trainable()) {
                    rates.put(p.name(), 1.0);
                }
            }
            return List.of(new Stage("all layers", layers, rates, steps, patience));
        }
    }

    /**
     * Layer by layer, as LISTA-CPSS is trained (Chen, Liu, Wang and Yin, NeurIPS 2018, section 5 and its code): for
     * each layer first its own parameters alone, then all so far at lower and lower rates. The rate of a layer's
     * parameters is multiplied by {@code layerDecay} for each layer that follows. Parameters that serve all layers are
     * trained in every stage and their rate does not decay, for they are never finished.
     *
     * @param patience in steps, of each stage
     * @param refinements factors of the rate in the stages that train all parameters so far, 0.2 and 0.02 in the paper
     * @param layerDecay 0.3 in the paper
     */
    record LayerWise(long patience, List<Double> refinements, double layerDecay) implements TrainingPlan {
        public LayerWise {
            refinements = List.copyOf(refinements);
        }

        /** With the factors of the paper. */
        public LayerWise(long patience) {
            this(patience, List.of(0.2, 0.02), 0.3);
        }

        @Override
        public List<Stage> stages(int layers, Parameters parameters, long steps) {
            int count = layers * (1 + refinements.size());
            List<Stage> stages = new ArrayList<>();
            for (int k = 0; k < layers; k++) {
                String name = "layer " + (k + 1);
                add(stages, name, k, rates(parameters, k, 1, true), steps, count);
                for (double factor : refinements) {
                    add(stages, name + " ×" + factor, k, rates(parameters, k, factor, false), steps, count);
                }
            }
            return stages;
        }

        private void add(List<Stage> stages, String name, int k, Map<String, Double> rates, long steps, int count) {
            int at = stages.size();
            long share = steps * (at + 1) / count - steps * at / count;
            if (!rates.isEmpty()) {
                stages.add(new Stage(name, k + 1, rates, Math.max(1, share), patience));
            }
        }

        private Map<String, Double> rates(Parameters parameters, int k, double factor, boolean ownOnly) {
            Map<String, Double> rates = new LinkedHashMap<>();
            for (Parameter p : parameters) {
                int layer = layer(p.name());
                boolean taken = p.trainable() && (layer < 0 || (ownOnly ? layer == k : layer <= k));
                if (taken) {
                    rates.put(p.name(), layer < 0 ? factor : factor * Math.pow(layerDecay, k - layer));
                }
            }
            return rates;
        }
    }

    /** The layer, from 0, to which a parameter belongs by its name {@code NAME.k}; −1 if it serves all. */
    static int layer(String name) {
        String tail = name.substring(name.lastIndexOf('.') + 1);
        return tail.length() < name.length() && tail.matches("\\d{1,6}") ? Integer.parseInt(tail) : -1;
    }

    /** The plan of that name with its options. @throws InputException if there is none */
    static TrainingPlan of(String name, Options options) {
        int patience = options.integer("patience", Integer.MAX_VALUE, 1, Integer.MAX_VALUE);
        return switch (name) {
            case "end-to-end" -> new EndToEnd(patience);
            case "layer-wise" -> {
                double refinement = options.number("refinement", 0.2, 1e-9, 1);
                double second = options.number("second-refinement", 0.02, 1e-9, 1);
                yield new LayerWise(patience, List.of(refinement, second), options.number("layer-decay", 0.3, 1e-9, 1));
            }
            default ->
                throw new InputException(
                        options.label() + ": expected one of end-to-end, layer-wise, found '" + name + "'");
        };
    }
}

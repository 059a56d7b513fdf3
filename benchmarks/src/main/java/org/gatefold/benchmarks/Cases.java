package org.gatefold.benchmarks;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.gatefold.benchmarks.gatefold.GatefoldInference;
import org.gatefold.benchmarks.gatefold.GatefoldStep;
import org.gatefold.benchmarks.gatefold.Solver;
import org.gatefold.benchmarks.torch.TorchAlista;
import org.gatefold.benchmarks.torch.TorchLista;
import org.gatefold.benchmarks.torch.TorchListaStep;
import org.gatefold.benchmarks.torch.TorchNaAlista;
import org.gatefold.benchmarks.torch.TorchNaAlistaStep;

/**
 * The cases: training steps at the sizes of the papers, and all layers of a forward pass, whose time is told per
 * iteration (Behrens et al. 2021, Figure 12).
 */
public enum Cases {
    /** LISTA, 250×500, 16 layers, batch 128: Meng et al. 2021. */
    LISTA_STEP("lista-step", true) {
        @Override
        Case make(Shape shape, long seed) {
            Workload workload = workload(shape, seed);
            ListaWeights weights = ListaWeights.ista(workload, shape.layers());
            return of(
                    shape,
                    1,
                    weights.trainingOperations(shape.count()),
                    TorchListaStep.ways(weights, workload),
                    new GatefoldStep(Solver.of(weights), workload, 5e-4, Double.POSITIVE_INFINITY));
        }
    },
    /** NA-ALISTA, 250×1000, 16 layers, H = 128, batch 512: Behrens et al. 2021. */
    NA_ALISTA_STEP("na-alista-step", true) {
        @Override
        Case make(Shape shape, long seed) {
            Workload workload = workload(shape, seed);
            NaAlistaWeights weights = naAlista(workload, shape, seed);
            double operations = weights.trainingOperations(shape.count(), shape.m(), shape.n());
            return of(
                    shape,
                    1,
                    operations,
                    TorchNaAlistaStep.ways(weights, workload),
                    new GatefoldStep(Solver.of(weights), workload, 2e-4, 1));
        }
    },
    LISTA("lista", false) {
        @Override
        Case make(Shape shape, long seed) {
            Workload workload = workload(shape, seed);
            ListaWeights weights = ListaWeights.alista(workload, shape.layers());
            double operations = weights.forwardOperations(shape.count());
            return inference(shape, operations, TorchLista.ways(weights, workload), Solver.of(weights), workload);
        }
    },
    ALISTA("alista", false) {
        @Override
        Case make(Shape shape, long seed) {
            Workload workload = workload(shape, seed);
            AlistaWeights weights = AlistaWeights.tuned(workload, shape.layers());
            double operations = weights.forwardOperations(shape.count(), shape.m(), shape.n());
            return inference(shape, operations, TorchAlista.ways(weights, workload), Solver.of(weights), workload);
        }
    },
    NA_ALISTA("na-alista", false) {
        @Override
        Case make(Shape shape, long seed) {
            Workload workload = workload(shape, seed);
            NaAlistaWeights weights = naAlista(workload, shape, seed);
            double operations = weights.forwardOperations(shape.count(), shape.m(), shape.n());
            return inference(shape, operations, TorchNaAlista.ways(weights, workload), Solver.of(weights), workload);
        }
    };

    private static final int HIDDEN = 128;

    /** Samples by whose estimates two solvers are held to agree. */
    public static final int CHECKED = 100;

    private final String label;
    private final boolean training;

    Cases(String label, boolean training) {
        this.label = label;
        this.training = training;
    }

    /**
     * The size of a case.
     *
     * @param m measurements
     * @param n unknowns
     * @param count samples in the batch
     * @param layers K
     */
    public record Shape(int m, int n, int count, int layers) {}

    /** A case with data and weights drawn from {@code seed}. */
    abstract Case make(Shape shape, long seed);

    public String label() {
        return label;
    }

    /** Whether it has one size, that of its paper. */
    public boolean training() {
        return training;
    }

    /** The size of its paper for a training step. */
    public Shape trainingShape() {
        return this == LISTA_STEP ? new Shape(250, 500, 128, 16) : new Shape(250, 1000, 512, 16);
    }

    final Case inference(
            Shape shape, double operations, List<? extends Contender> ways, Solver solver, Workload workload) {
        return of(shape, shape.layers(), operations, ways, new GatefoldInference(solver, workload, CHECKED));
    }

    final Case of(Shape shape, int parts, double operations, List<? extends Contender> ways, Contender ours) {
        return new Case(label, shape.m(), shape.n(), shape.count(), parts, operations / parts, ways, ours);
    }

    private static Workload workload(Shape shape, long seed) {
        return Workload.draw(new SplittableRandom(seed), shape.m(), shape.n(), shape.count());
    }

    private static NaAlistaWeights naAlista(Workload workload, Shape shape, long seed) {
        RandomGenerator rng = new SplittableRandom(seed + 1);
        return NaAlistaWeights.draw(rng, workload, AlistaWeights.tuned(workload, shape.layers()), HIDDEN);
    }
}

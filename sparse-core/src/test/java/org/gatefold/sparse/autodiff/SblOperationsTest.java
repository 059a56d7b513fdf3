package org.gatefold.sparse.autodiff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.autodiff.GaussianEvidence.Evidence;
import org.gatefold.sparse.operator.ComplexMatrix;
import org.gatefold.sparse.operator.DenseOperator;
import org.gatefold.sparse.operator.RealMatrix;
import org.gatefold.sparse.operator.UnitDictionary;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The operations of gated SBL against central differences and against the definition of the posterior. */
class SblOperationsTest {
    private static final int RANGE = 5;
    private static final int DOMAIN = 9;

    private final RandomGenerator rng = new SplittableRandom(11);

    private DenseOperator dictionary(boolean complex) {
        double[] re = rng.doubles(RANGE * DOMAIN, -1, 1).toArray();
        return complex
                ? new ComplexMatrix(
                        RANGE, DOMAIN, re, rng.doubles(RANGE * DOMAIN, -1, 1).toArray())
                : new RealMatrix(RANGE, DOMAIN, re);
    }

    private GaussianEvidence evidence(boolean complex, int planes) {
        return new GaussianEvidence(UnitDictionary.of(dictionary(complex)), Batch.gaussian(rng, 3, planes, RANGE));
    }

    private Batch logLambda() {
        Batch batch = Batch.gaussian(rng, 3, 1, 1);
        for (int i = 0; i < 3; i++) {
            batch.data()[i] -= 2;
        }
        return batch;
    }

    @ParameterizedTest
    @CsvSource({"false, 1", "false, 3", "true, 2", "true, 4"})
    void evidenceFlowsBack(boolean complex, int planes) {
        GaussianEvidence model = evidence(complex, planes);
        Batch gamma = Batch.gaussian(rng, 3, 1, DOMAIN);
        Batch lambda = logLambda();
        List<Function<Evidence, Node>> outputs = List.of(
                Evidence::step,
                Evidence::logS,
                Evidence::freedom,
                Evidence::fit,
                e -> Algebra.scale(e.fit(), Algebra.add(e.step(), Algebra.scale(e.logS(), e.freedom()))));
        for (Function<Evidence, Node> output : outputs) {
            GradientLaws.check((t, n) -> output.apply(model.at(n.get(0), n.get(1), null, null)), gamma, lambda);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void messagesFlowBack(boolean complex) {
        GaussianEvidence model = evidence(complex, 2);
        Batch gamma = Batch.gaussian(rng, 3, 1, DOMAIN);
        Batch lambda = logLambda();
        GradientLaws.check(
                (t, n) -> {
                    Node g = t.constant(gamma);
                    Node message =
                            model.at(g, t.constant(lambda), n.get(0), null).message();
                    return java.util.Objects.requireNonNull(message);
                },
                Batch.gaussian(rng, 1, 4, 3 * DOMAIN));
    }

    @ParameterizedTest
    @CsvSource({"false, 1", "false, 2", "true, 4"})
    void sharesFlowBack(boolean complex, int planes) {
        GaussianEvidence model = evidence(complex, planes);
        Batch gamma = Batch.gaussian(rng, 3, 1, DOMAIN);
        Batch lambda = logLambda();
        GradientLaws.check(
                (t, n) -> {
                    Node g = t.constant(gamma);
                    Node deflated =
                            model.at(g, t.constant(lambda), null, n.get(0)).deflated();
                    return java.util.Objects.requireNonNull(deflated);
                },
                Batch.gaussian(rng, 3, 1, DOMAIN));
    }

    /** Without a gradient only indices that matter send, and the message is the same. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void silentIndicesAreNotMissed(boolean complex) {
        GaussianEvidence model = evidence(complex, 2);
        Batch gamma = Batch.gaussian(rng, 3, 1, DOMAIN);
        for (int i = 0; i < gamma.data().length; i += 2) {
            gamma.data()[i] = -30;
        }
        for (int j = 0; j < DOMAIN; j++) {
            gamma.set(1, 0, j, -40);
        }
        Batch values = Batch.gaussian(rng, 1, 4, 3 * DOMAIN);
        Batch logLambda = logLambda();
        Parameters none = new Parameters();
        Batch[] messages = new Batch[2];
        for (Tape tape : List.of(Tape.inference(none), Tape.recording(none, new Gradient(none)))) {
            Node message = model.at(tape.constant(gamma), tape.constant(logLambda), tape.variable(values), null)
                    .message();
            messages[tape.recording() ? 1 : 0] =
                    java.util.Objects.requireNonNull(message).toBatch();
        }
        assertArrayEquals(messages[1].data(), messages[0].data(), 1e-4f);
        assertTrue(messages[0].energy(0) > 0.1);
    }

    /** If nothing is taken out, the step is that of a itself. */
    @ParameterizedTest
    @CsvSource({"false, 1", "true, 4"})
    void nothingTakenOutIsTheWholeStep(boolean complex, int planes) {
        GaussianEvidence model = evidence(complex, planes);
        Tape tape = Tape.inference(new Parameters());
        Node gamma = tape.constant(Batch.gaussian(rng, 3, 1, DOMAIN));
        Node lambda = tape.constant(logLambda());
        Node nothing = tape.constant(new Batch(3, 1, DOMAIN));
        Evidence e = model.at(gamma, lambda, null, nothing);
        float[] deflated = java.util.Objects.requireNonNull(e.deflated()).value();
        assertArrayEquals(e.step().value(), deflated, 1e-5f);
    }

    @ParameterizedTest
    @CsvSource({"false, 1", "true, 2"})
    void featuresFlowBack(boolean complex, int planes) {
        GaussianEvidence model = evidence(complex, planes);
        Batch gamma = Batch.gaussian(rng, 3, 1, DOMAIN);
        Batch lambda = logLambda();
        GradientLaws.check(
                (t, n) -> SblFeatures.of(n.get(0), n.get(1), model.at(n.get(0), n.get(1), null, null), RANGE)
                        .local(),
                gamma,
                lambda);
        GradientLaws.check(
                (t, n) -> SblFeatures.of(n.get(0), n.get(1), model.at(n.get(0), n.get(1), null, null), RANGE)
                        .global(),
                gamma,
                lambda);
        Batch shares = Batch.gaussian(rng, 3, 1, DOMAIN);
        GradientLaws.check(
                (t, n) -> SblFeatures.of(
                                t.constant(gamma),
                                t.constant(lambda),
                                model.at(t.constant(gamma), t.constant(lambda), null, n.get(0)),
                                RANGE)
                        .local(),
                shares);
    }

    /** With one column {@code φ} of length 1, Σ⁻¹ is known: s = 1/(γ+λ) and a = φᴴy/(γ+λ). */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void oneColumnIsKnown(boolean complex) {
        DenseOperator column = complex
                ? new ComplexMatrix(2, 1, new double[] {0, 3}, new double[] {4, 0})
                : new RealMatrix(2, 1, new double[] {3, 4});
        Batch y = Batch.gaussian(rng, 1, complex ? 2 : 1, 2);
        Tape tape = Tape.inference(new Parameters());
        double gamma = 0.7;
        double lambda = 0.2;
        Evidence e = new GaussianEvidence(UnitDictionary.of(column), y)
                .at(tape.constant(number(Math.log(gamma))), tape.constant(number(Math.log(lambda))), null, null);
        double s = 1 / (gamma + lambda);
        double re = complex ? 0.8 * y.at(0, 1, 0) + 0.6 * y.at(0, 0, 1) : 0.6 * y.at(0, 0, 0) + 0.8 * y.at(0, 0, 1);
        double im = complex ? -0.8 * y.at(0, 0, 0) + 0.6 * y.at(0, 1, 1) : 0;
        double q = s * s * (re * re + im * im) / y.planes();
        double f = (y.energy(0) - (re * re + im * im)) / lambda + (re * re + im * im) * s;
        assertEquals(Math.log(q / s), e.step().value()[0], 1e-5);
        assertEquals(Math.log(s), e.logS().value()[0], 1e-5);
        assertEquals(Math.log(1 - gamma * s + 1e-4), e.freedom().value()[0], 1e-5);
        assertEquals(Math.log(f / (y.planes() * 2)), e.fit().value()[0], 1e-5);
    }

    private static Batch number(double value) {
        Batch batch = new Batch(1, 1, 1);
        batch.set(0, 0, 0, value);
        return batch;
    }
}

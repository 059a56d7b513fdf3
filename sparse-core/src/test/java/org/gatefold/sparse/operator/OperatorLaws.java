package org.gatefold.sparse.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.LinearOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Laws every {@link LinearOperator} keeps; the test of an operator is a subclass that makes one from a seed. */
public abstract class OperatorLaws {
    protected abstract LinearOperator operator(long seed);

    /** Planes of the data the laws are tried on; even for complex operators. */
    protected int planes(LinearOperator a) {
        return a.complex() ? 4 : 3;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void innerProductsAgree(long seed) {
        LinearOperator a = operator(seed);
        SplittableRandom rng = new SplittableRandom(seed);
        Batch x = Batch.gaussian(rng, 4, planes(a), a.domain());
        Batch y = Batch.gaussian(rng, 4, planes(a), a.range());
        double scale = a.norm() * Math.sqrt(x.dot(x) * y.dot(y));
        assertEquals(a.apply(x).dot(y), x.dot(a.adjoint(y)), 1e-6 * scale);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void applicationIsLinear(long seed) {
        LinearOperator a = operator(seed);
        SplittableRandom rng = new SplittableRandom(seed);
        Batch x = Batch.gaussian(rng, 2, planes(a), a.domain());
        Batch z = Batch.gaussian(rng, 2, planes(a), a.domain());
        Batch sum = x.copy();
        for (int i = 0; i < sum.data().length; i++) {
            sum.data()[i] = 2 * x.data()[i] - z.data()[i];
        }
        Batch ax = a.apply(x);
        Batch az = a.apply(z);
        Batch asum = a.apply(sum);
        double tolerance = 1e-5 * a.norm() * Math.sqrt(x.dot(x));
        for (int i = 0; i < asum.data().length; i++) {
            assertEquals(2 * ax.data()[i] - az.data()[i], asum.data()[i], tolerance);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void complexOperatorCommutesWithI(long seed) {
        LinearOperator a = operator(seed);
        if (!a.complex()) {
            return;
        }
        Batch x = Batch.gaussian(new SplittableRandom(seed), 2, planes(a), a.domain());
        Batch turned = timesI(a.apply(x));
        Batch expected = a.apply(timesI(x));
        double tolerance = 1e-5 * a.norm() * Math.sqrt(x.dot(x));
        for (int i = 0; i < turned.data().length; i++) {
            assertEquals(expected.data()[i], turned.data()[i], tolerance);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void normBoundsAndIsReached(long seed) {
        LinearOperator a = operator(seed);
        Batch x = Batch.gaussian(new SplittableRandom(seed), 1, planes(a), a.domain());
        double gain = 0;
        for (int i = 0; i < 2000; i++) {
            double length = Math.sqrt(x.dot(x));
            for (int k = 0; k < x.data().length; k++) {
                x.data()[k] /= (float) length;
            }
            Batch y = a.apply(x);
            gain = Math.sqrt(y.dot(y));
            assertTrue(gain <= a.norm() * (1 + 1e-5), gain + " exceeds the norm " + a.norm());
            a.adjoint(y, x);
        }
        assertEquals(a.norm(), gain, 1e-2 * a.norm(), "the norm is a bound far from being reached");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void batchEqualsOneByOne(long seed) {
        LinearOperator a = operator(seed);
        Batch x = Batch.gaussian(new SplittableRandom(seed), 5, planes(a), a.domain());
        Batch all = a.apply(x);
        for (int s = 0; s < x.count(); s++) {
            Batch one = a.apply(x.slice(s, s + 1));
            for (int i = 0; i < one.data().length; i++) {
                assertEquals(all.data()[s * all.stride() + i], one.data()[i], 1e-4 * a.norm());
            }
        }
    }

    private static Batch timesI(Batch x) {
        Batch y = x.like(x.length());
        for (int s = 0; s < x.count(); s++) {
            for (int p = 0; p < x.planes(); p += 2) {
                for (int i = 0; i < x.length(); i++) {
                    y.set(s, p, i, -x.at(s, p + 1, i));
                    y.set(s, p + 1, i, x.at(s, p, i));
                }
            }
        }
        return y;
    }
}

package org.gatefold.sparse.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.LinearOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartialFourierTest extends OperatorLaws {
    @Override
    protected LinearOperator operator(long seed) {
        int size = seed == 3 ? 60 : 64;
        int[] bins =
                new SplittableRandom(seed).ints(0, size).distinct().limit(23).toArray();
        return new PartialFourier(size, bins, seed == 2 ? -5 : 3, 20);
    }

    @ParameterizedTest
    @CsvSource({"64, 0, 64", "48, -7, 20", "45, 30, 31"})
    void entriesAreThoseOfTheDefinition(int size, int first, int delays) {
        int[] bins = {0, 1, 5, size / 2, size - 1};
        DenseOperator matrix = DenseOperator.of(new PartialFourier(size, bins, first, delays));
        for (int k = 0; k < bins.length; k++) {
            for (int l = 0; l < delays; l++) {
                double phase = -2 * Math.PI * bins[k] * (first + l) / size;
                assertEquals(Math.cos(phase) / Math.sqrt(size), matrix.re()[k * delays + l], 1e-6);
                assertEquals(Math.sin(phase) / Math.sqrt(size), matrix.im()[k * delays + l], 1e-6);
            }
        }
    }

    @Test
    void normIsThatOfTheMatrix() {
        LinearOperator fourier = operator(1);
        assertEquals(DenseOperator.of(fourier).norm(), fourier.norm(), 1e-5);
    }

    @Test
    void allBinsOfAllDelaysAreUnitary() {
        LinearOperator dft = new PartialFourier(32, IntStream.range(0, 32).toArray(), 0, 32);
        Batch x = Batch.gaussian(new SplittableRandom(1), 1, 2, 32);
        Batch back = dft.adjoint(dft.apply(x));
        for (int i = 0; i < x.data().length; i++) {
            assertEquals(x.data()[i], back.data()[i], 1e-5);
        }
        assertEquals(1, dft.norm(), 1e-6);
    }

    @Test
    void impossibleWindowsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new PartialFourier(8, new int[] {8}, 0, 4));
        assertThrows(IllegalArgumentException.class, () -> new PartialFourier(8, new int[] {1, 1}, 0, 4));
        assertThrows(IllegalArgumentException.class, () -> new PartialFourier(8, new int[] {1}, 0, 9));
    }
}

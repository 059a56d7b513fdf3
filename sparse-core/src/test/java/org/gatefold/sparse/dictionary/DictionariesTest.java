package org.gatefold.sparse.dictionary;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.gatefold.sparse.RealData;
import org.gatefold.sparse.io.MatFile;
import org.gatefold.sparse.io.Npy;
import org.gatefold.sparse.operator.ComplexMatrix;
import org.gatefold.sparse.operator.DenseOperator;
import org.gatefold.sparse.operator.RealMatrix;
import org.junit.jupiter.api.Test;

class DictionariesTest {
    private static double energy(DenseOperator a, int column) {
        return IntStream.range(0, a.range())
                .mapToDouble(i -> {
                    double im = a.complex() ? a.im()[i * a.domain() + column] : 0;
                    return Math.pow(a.re()[i * a.domain() + column], 2) + im * im;
                })
                .sum();
    }

    @Test
    void columnsHaveUnitLength() {
        SplittableRandom rng = new SplittableRandom(1);
        DenseOperator[] all = {
            Dictionaries.gaussian(rng, 7, 20),
            Dictionaries.complexGaussian(rng, 7, 20),
            Dictionaries.correlated(rng, 7, 20, 2),
            Dictionaries.lowPassCosine(7, 20)
        };
        for (DenseOperator a : all) {
            assertEquals(7, a.range());
            for (int j = 0; j < 20; j++) {
                assertEquals(1, energy(a, j), 1e-12);
            }
        }
    }

    @Test
    void theSeedDecides() {
        RealMatrix a = Dictionaries.correlated(new SplittableRandom(1), 5, 9, 2);
        assertArrayEquals(
                a.re(),
                Dictionaries.correlated(new SplittableRandom(1), 5, 9, 2).re());
        assertTrue(a.re()[0]
                != Dictionaries.correlated(new SplittableRandom(2), 5, 9, 2).re()[0]);
    }

    @Test
    void decayMakesColumnsAlike() {
        double flat = 0;
        double steep = 0;
        for (long seed = 1; seed <= 5; seed++) {
            flat += Coherence.mutual(Dictionaries.correlated(new SplittableRandom(seed), 20, 100, 0)) / 5;
            steep += Coherence.mutual(Dictionaries.correlated(new SplittableRandom(seed), 20, 100, 2)) / 5;
        }
        assertTrue(flat < 0.9, "coherence " + flat);
        assertTrue(steep > 0.99, "coherence " + steep);
    }

    @Test
    void lowPassCosinesAreTheCosines() {
        RealMatrix a = Dictionaries.lowPassCosine(3, 8);
        double[] column = new double[3];
        for (int k = 0; k < 3; k++) {
            column[k] = (k == 0 ? Math.sqrt(0.5) : 1) * Math.cos(Math.PI * (2 * 5 + 1) * k / 16);
        }
        double length = Math.sqrt(column[0] * column[0] + column[1] * column[1] + column[2] * column[2]);
        for (int k = 0; k < 3; k++) {
            assertEquals(column[k] / length, a.re()[k * 8 + 5], 1e-12);
        }
        assertThrows(IllegalArgumentException.class, () -> Dictionaries.lowPassCosine(9, 8));
    }

    @Test
    void coherenceOfHandMadeColumns() {
        // (1,0), (3,4)/5 scaled by 10, (0,1): the largest cosine is 0.8
        RealMatrix a = new RealMatrix(2, 3, new double[] {1, 6, 0, 0, 8, 1});
        assertEquals(0.8, Coherence.mutual(a), 1e-12);
        // (1, i)/√2 and (1, −i)/√2 are orthogonal, (1, 1)/√2 has |1 − i|/2 with both
        double h = Math.sqrt(0.5);
        ComplexMatrix c = new ComplexMatrix(2, 3, new double[] {h, h, h, 0, 0, h}, new double[] {0, 0, 0, h, -h, 0});
        assertEquals(h, Coherence.mutual(c), 1e-12);
        RealMatrix w = new RealMatrix(2, 3, new double[] {1, 0.1, 0, -0.75, 0.05, 1});
        // w₀ = (1, −0.75): 1 with φ₀, 0 with φ₁, −0.75 with φ₂; w₁: 0.1, 1, 0.05; w₂ = (0, 1): 0, 8, 1
        assertEquals(8, Coherence.generalised(w, a), 1e-12);
    }

    @Test
    void coherenceOfTheBenchmarkDictionaries() {
        DenseOperator correlated = MatFile.read(RealData.file("dictionaries/correlated_20x100.mat"), null)
                .operator("correlated");
        assertEquals(0.9993, Coherence.mutual(correlated), 1e-4);
        DenseOperator phi = Npy.read(RealData.file("dictionaries/phi_500.npy")).operator("phi");
        DenseOperator w = Npy.read(RealData.file("dictionaries/W_frob_500.npy")).operator("w");
        assertEquals(0.303, Coherence.mutual(phi), 6e-4);
        assertEquals(0.243, Coherence.generalised(w, phi), 6e-4);
    }
}

package org.gatefold.doa.array;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.gatefold.doa.algebra.ComplexArray;
import org.junit.jupiter.api.Test;

class ArraySanityTest {
    private static final ArrayGeometry ULA = ArrayGeometry.uniformLinear(8, 0.5, true);

    /** A wave from 23° at 20 dB, channel i belonging to element order[i]. */
    private static Snapshots wave(int... order) {
        Random rng = new Random(1);
        ComplexArray a = new Steering(ULA, 1).matrix(23);
        ComplexArray y = new ComplexArray(8, 20);
        for (int l = 0; l < 20; l++) {
            double phase = 2 * Math.PI * rng.nextDouble();
            for (int n = 0; n < 8; n++) {
                double re = a.re(order[n], 0);
                double im = a.im(order[n], 0);
                y.set(
                        n,
                        l,
                        re * Math.cos(phase) - im * Math.sin(phase) + 0.07 * rng.nextGaussian(),
                        re * Math.sin(phase) + im * Math.cos(phase) + 0.07 * rng.nextGaussian());
            }
        }
        return Snapshots.of(y);
    }

    @Test
    void namesTheSwappedElements() {
        List<String> warnings = new ArraySanity(ULA, List.of(wave(0, 1, 5, 3, 4, 2, 6, 7))).order();
        assertEquals(1, warnings.size());
        assertTrue(warnings.get(0).contains("elements 2 and 5 swapped"), warnings.get(0));
    }

    @Test
    void saysNothingOfTheRightOrderNorOfNoise() {
        assertEquals(List.of(), new ArraySanity(ULA, List.of(wave(0, 1, 2, 3, 4, 5, 6, 7))).order());
        Random rng = new Random(2);
        ComplexArray noise = new ComplexArray(8, 50);
        for (int i = 0; i < 8; i++) {
            for (int l = 0; l < 50; l++) {
                noise.set(i, l, rng.nextGaussian(), rng.nextGaussian());
            }
        }
        assertEquals(List.of(), new ArraySanity(ULA, List.of(Snapshots.of(noise))).order());
    }

    @Test
    void namesGratingLobes() {
        ArrayGeometry wide = ArrayGeometry.uniformLinear(8, 1, true);
        List<String> warnings = new ArraySanity(wide, List.of(wave(0, 1, 2, 3, 4, 5, 6, 7))).aliasing(30);
        assertEquals(1, warnings.size());
        assertTrue(warnings.get(0).contains("30.0° may as well be -30.0°"), warnings.get(0));
        assertEquals(List.of(), new ArraySanity(ULA, List.of(wave(0, 1, 2, 3, 4, 5, 6, 7))).aliasing(30));
    }

    @Test
    void namesTheOtherSideOfALine() {
        List<String> warnings = new ArraySanity(ULA, List.of(wave(0, 1, 2, 3, 4, 5, 6, 7))).frontAndBack(20);
        assertTrue(warnings.get(0).contains("20.0° or 160.0°"), warnings.get(0));
        assertEquals(-110, ArraySanity.mirror(-70), 1e-12);
    }
}

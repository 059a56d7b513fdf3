package org.gatefold.photometric.learned;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LogarithmTest {
    @Test
    void itIsThatOfTheLibrary() {
        for (double e = -300; e < 300; e += 0.0137) {
            double x = Math.pow(10, e);
            assertEquals(Math.log(x), Logarithm.of(x), 2e-9);
        }
        assertEquals(0, Logarithm.of(1));
        assertEquals(Math.log(Double.MIN_NORMAL), Logarithm.of(Double.MIN_NORMAL), 2e-9);
    }
}

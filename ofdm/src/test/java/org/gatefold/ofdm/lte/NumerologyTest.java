package org.gatefold.ofdm.lte;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Prefix lengths of 36.211 table 6.12-1, in samples. */
class NumerologyTest {
    @ParameterizedTest
    @CsvSource({
        "128, 1.92e6, 10, 9",
        "256, 3.84e6, 20, 18",
        "512, 7.68e6, 40, 36",
        "1024, 15.36e6, 80, 72",
        "1280, 19.2e6, 100, 90",
        "1536, 23.04e6, 120, 108",
        "2048, 30.72e6, 160, 144"
    })
    void prefixesOfTheStandard(int fftSize, double rateHz, int first, int others) {
        Numerology numerology = new Numerology(fftSize);
        assertEquals(rateHz, numerology.sampleRateHz());
        assertEquals(first, numerology.prefix(0));
        assertEquals(others, numerology.prefix(6));
        assertEquals(rateHz / 100, numerology.samplesPerFrame());
    }

    @Test
    void sizesOffTheGridAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Numerology(1000));
    }

    @Test
    void theCarrierItselfHasNoSubcarrier() {
        assertEquals(-300, ResourceGrid.frequency(0, 600));
        assertEquals(-1, ResourceGrid.frequency(299, 600));
        assertEquals(1, ResourceGrid.frequency(300, 600));
        assertEquals(300, ResourceGrid.frequency(599, 600));
    }
}

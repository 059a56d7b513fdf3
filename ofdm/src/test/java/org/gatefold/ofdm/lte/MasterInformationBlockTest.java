package org.gatefold.ofdm.lte;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.gatefold.ofdm.lte.MasterInformationBlock.PhichDuration;
import org.gatefold.ofdm.lte.MasterInformationBlock.PhichResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MasterInformationBlockTest {
    /** 011 n50, 0 normal, 10 one, 00000111 = 7, ten zeros: 0110 1000 0001 1100 0000 0000. */
    @Test
    void payloadByHand() {
        MasterInformationBlock block = new MasterInformationBlock(50, PhichDuration.NORMAL, PhichResource.ONE, 7);
        assertEquals("68 1c 00", block.hex());
        assertArrayEquals(
                new byte[] {0, 1, 1, 0, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, block.bits());
        assertEquals(30, block.frameNumber(2));
        assertEquals(255, block.at(1023).systemFrameNumber());
        assertEquals(0, block.at(1024).systemFrameNumber());
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 15, 25, 50, 75, 100})
    void whatIsWrittenIsRead(int resourceBlocks) {
        for (PhichDuration duration : PhichDuration.values()) {
            for (PhichResource resource : PhichResource.values()) {
                for (int number = 0; number < 256; number++) {
                    MasterInformationBlock block =
                            new MasterInformationBlock(resourceBlocks, duration, resource, number);
                    assertEquals(Optional.of(block), MasterInformationBlock.of(block.bits()));
                }
            }
        }
    }

    @Test
    void unknownBandwidthsAndSpareBitsAreRefused() {
        byte[] bits = new byte[24];
        assertTrue(MasterInformationBlock.of(bits).isPresent());
        bits[0] = 1;
        bits[1] = 1;
        assertTrue(MasterInformationBlock.of(bits).isEmpty());
        for (int spare = 14; spare < 24; spare++) {
            byte[] other = new byte[24];
            other[spare] = 1;
            assertTrue(MasterInformationBlock.of(other).isEmpty());
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> new MasterInformationBlock(20, PhichDuration.NORMAL, PhichResource.ONE, 0));
    }
}

package org.gatefold.ofdm.lte;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class GoldSequenceTest {
    /**
     * Powers of the feedback polynomials by repeated squaring instead of stepping: x(n) is the inner product of the
     * starting register with the coefficients of zⁿ mod p(z).
     */
    @Test
    void bitsFollowFromPowersOfThePolynomials() {
        BigInteger p1 = polynomial(31, 3, 0);
        BigInteger p2 = polynomial(31, 3, 2, 1, 0);
        for (int init : new int[] {1, 0x2a5f3c1d, 0x7fffffff}) {
            byte[] bits = GoldSequence.bits(init, 300);
            for (int n : new int[] {0, 1, 2, 30, 31, 32, 137, 299}) {
                int x1 = parity(power(n + 1600, p1), 1);
                int x2 = parity(power(n + 1600, p2), init);
                assertEquals(x1 ^ x2, bits[n], "c(" + n + ") of " + init);
            }
        }
    }

    /** From 0 the second register stays empty, and sums of sequences are sequences of sums. */
    @Test
    void sequencesAddUp() {
        byte[] a = GoldSequence.bits(0x1234567, 500);
        byte[] b = GoldSequence.bits(0x0fedcba, 500);
        byte[] both = GoldSequence.bits(0x1234567 ^ 0x0fedcba, 500);
        byte[] none = GoldSequence.bits(0, 500);
        byte[] sum = new byte[500];
        for (int i = 0; i < 500; i++) {
            sum[i] = (byte) (a[i] ^ b[i] ^ none[i]);
        }
        assertArrayEquals(both, sum);
        assertArrayEquals(GoldSequence.bits(7, 20), java.util.Arrays.copyOf(GoldSequence.bits(7, 90), 20));
    }

    private static BigInteger polynomial(int... powers) {
        BigInteger p = BigInteger.ZERO;
        for (int power : powers) {
            p = p.setBit(power);
        }
        return p;
    }

    private static BigInteger power(int n, BigInteger modulus) {
        BigInteger result = BigInteger.ONE;
        for (int bit = 31; bit >= 0; bit--) {
            BigInteger square = BigInteger.ZERO;
            for (int i = 0; i < result.bitLength(); i++) {
                square = result.testBit(i) ? square.setBit(2 * i) : square;
            }
            result = (n >>> bit & 1) == 1 ? square.shiftLeft(1) : square;
            while (result.bitLength() > 31) {
                result = result.xor(modulus.shiftLeft(result.bitLength() - modulus.bitLength()));
            }
        }
        return result;
    }

    private static int parity(BigInteger coefficients, int register) {
        return coefficients.and(BigInteger.valueOf(register)).bitCount() & 1;
    }
}

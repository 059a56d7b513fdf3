package org.gatefold.sparse.learned;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.gatefold.sparse.LinearOperator;
import org.gatefold.sparse.operator.DenseOperator;

/**
 * What tells operators apart: shape, field and the SHA-256 of the matrix.
 *
 * @param sha256 in hexadecimal digits, of the matrix's entries as little-endian float32, row-major, all real parts
 *     before all imaginary ones; a copy of a dictionary in another precision is then the same dictionary
 */
public record OperatorIdentity(int range, int domain, boolean complex, String sha256) {
    private static final ByOperator<OperatorIdentity> KNOWN = new ByOperator<>(OperatorIdentity::compute);

    /** Cost: the first time one matrix, afterwards nothing. */
    public static OperatorIdentity of(LinearOperator operator) {
        return KNOWN.of(operator);
    }

    private static OperatorIdentity compute(LinearOperator operator) {
        DenseOperator dense = DenseOperator.of(operator);
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
        update(digest, dense.re());
        update(digest, dense.im());
        return new OperatorIdentity(
                operator.range(),
                operator.domain(),
                operator.complex(),
                HexFormat.of().formatHex(digest.digest()));
    }

    private static void update(MessageDigest digest, double[] values) {
        ByteBuffer buffer = ByteBuffer.allocate(4096 * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            buffer.putFloat((float) value + 0f); // −0 and 0 are one number
            if (!buffer.hasRemaining()) {
                digest.update(buffer.flip());
                buffer.clear();
            }
        }
        digest.update(buffer.flip());
    }

    @Override
    public String toString() {
        return (complex ? "complex " : "real ") + range + "×" + domain + " " + sha256.substring(0, 12);
    }
}

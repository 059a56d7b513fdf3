package org.gatefold.photometric.mesh;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes Stanford's PLY 1.0: float x, y, z and triangles of int. */
final class PlyWriter {
    private PlyWriter() {}

    static void binary(OutputStream out, Mesh mesh) throws IOException {
        out.write(header("binary_little_endian", mesh).getBytes(StandardCharsets.US_ASCII));
        ByteBuffer record = ByteBuffer.allocate(13).order(ByteOrder.LITTLE_ENDIAN);
        float[] p = mesh.positions();
        for (int i = 0; i < p.length; i += 3) {
            record.clear().putFloat(p[i]).putFloat(p[i + 1]).putFloat(p[i + 2]);
            out.write(record.array(), 0, 12);
        }
        int[] c = mesh.corners();
        for (int i = 0; i < c.length; i += 3) {
            record.clear().put((byte) 3).putInt(c[i]).putInt(c[i + 1]).putInt(c[i + 2]);
            out.write(record.array(), 0, 13);
        }
    }

    static void text(OutputStream out, Mesh mesh) throws IOException {
        Writer text = new OutputStreamWriter(out, StandardCharsets.US_ASCII);
        text.write(header("ascii", mesh));
        float[] p = mesh.positions();
        for (int i = 0; i < p.length; i += 3) {
            text.write(p[i] + " " + p[i + 1] + " " + p[i + 2] + "\n");
        }
        int[] c = mesh.corners();
        for (int i = 0; i < c.length; i += 3) {
            text.write("3 " + c[i] + " " + c[i + 1] + " " + c[i + 2] + "\n");
        }
        text.flush();
    }

    private static String header(String format, Mesh mesh) {
        return "ply\nformat " + format + " 1.0\nelement vertex " + mesh.vertices()
                + "\nproperty float x\nproperty float y\nproperty float z\nelement face " + mesh.triangles()
                + "\nproperty list uchar int vertex_indices\nend_header\n";
    }
}

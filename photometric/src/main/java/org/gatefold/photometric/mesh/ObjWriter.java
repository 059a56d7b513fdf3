package org.gatefold.photometric.mesh;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** Writes Wavefront's OBJ. */
final class ObjWriter {
    private ObjWriter() {}

    static void write(OutputStream out, Mesh mesh) throws IOException {
        Writer text = new OutputStreamWriter(out, StandardCharsets.US_ASCII);
        float[] p = mesh.positions();
        for (int i = 0; i < p.length; i += 3) {
            text.write("v " + p[i] + " " + p[i + 1] + " " + p[i + 2] + "\n");
        }
        int[] c = mesh.corners();
        for (int i = 0; i < c.length; i += 3) {
            text.write("f " + (c[i] + 1) + " " + (c[i + 1] + 1) + " " + (c[i + 2] + 1) + "\n");
        }
        text.flush();
    }
}

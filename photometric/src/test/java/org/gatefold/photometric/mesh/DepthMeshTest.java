package org.gatefold.photometric.mesh;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.gatefold.photometric.depth.Camera;
import org.gatefold.photometric.depth.DepthMap;
import org.junit.jupiter.api.Test;

class DepthMeshTest {
    private static final float NONE = Float.NaN;

    private static DepthMap flat(int width, int height) {
        return new DepthMap(width, height, new float[width * height]);
    }

    /** Twice the normal of a triangle, times its area. */
    private static double[] cross(Mesh mesh, int triangle) {
        float[] p = mesh.positions();
        int a = 3 * mesh.corners()[3 * triangle];
        int b = 3 * mesh.corners()[3 * triangle + 1];
        int c = 3 * mesh.corners()[3 * triangle + 2];
        double[] u = {p[b] - p[a], p[b + 1] - p[a + 1], p[b + 2] - p[a + 2]};
        double[] v = {p[c] - p[a], p[c + 1] - p[a + 1], p[c + 2] - p[a + 2]};
        return new double[] {u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]};
    }

    private static double area(Mesh mesh) {
        double sum = 0;
        for (int t = 0; t < mesh.triangles(); t++) {
            double[] n = cross(mesh, t);
            sum += Math.sqrt(n[0] * n[0] + n[1] * n[1] + n[2] * n[2]) / 2;
        }
        return sum;
    }

    @Test
    void aPlaneHasTwoTrianglesASquareThatFaceTheCamera() {
        Mesh mesh = new DepthMesh().mesh(flat(7, 5), Camera.ORTHOGRAPHIC);
        assertEquals(35, mesh.vertices());
        assertEquals(2 * 6 * 4, mesh.triangles());
        assertEquals(24, area(mesh), 1e-9);
        for (int t = 0; t < mesh.triangles(); t++) {
            assertArrayEquals(new double[] {0, 0, 1}, cross(mesh, t), 1e-12);
        }
    }

    @Test
    void threePixelsMakeATriangleAndTwoNone() {
        for (int missing = 0; missing < 4; missing++) {
            float[] depth = new float[4];
            depth[missing] = NONE;
            Mesh mesh = new DepthMesh().mesh(new DepthMap(2, 2, depth), Camera.ORTHOGRAPHIC);
            assertEquals(1, mesh.triangles());
            assertEquals(3, mesh.vertices());
            assertEquals(1, cross(mesh, 0)[2]);
            depth[3 - missing] = NONE;
            assertEquals(
                    0,
                    new DepthMesh()
                            .mesh(new DepthMap(2, 2, depth), Camera.ORTHOGRAPHIC)
                            .triangles());
        }
    }

    @Test
    void noTriangleCrossesAStep() {
        float[] depth = new float[8 * 6];
        for (int i = 0; i < depth.length; i++) {
            depth[i] = i % 8 < 4 ? 0 : 30;
        }
        Mesh mesh = new DepthMesh().mesh(new DepthMap(8, 6, depth), Camera.ORTHOGRAPHIC);
        assertEquals(2 * 2 * 3 * 5, mesh.triangles());
        assertEquals(30, area(mesh), 1e-9);
        assertEquals(
                2 * 7 * 5,
                new DepthMesh(31)
                        .mesh(new DepthMap(8, 6, depth), Camera.ORTHOGRAPHIC)
                        .triangles());
    }

    @Test
    void stepsArePixelsWideWhateverTheUnitOfAPerspectiveDepth() {
        // Pixels of focal length 100 are 0.01 wide in depth 1: a step of 0.05 is 5 of them.
        Camera camera = new Camera.Pinhole(100, 100, 0.5, 0.5);
        for (float unit : new float[] {1, 1000}) {
            float[] depth = {unit, 1.05f * unit, unit, 1.05f * unit};
            assertEquals(
                    2, new DepthMesh(6).mesh(new DepthMap(2, 2, depth), camera).triangles());
            assertEquals(
                    0, new DepthMesh(4).mesh(new DepthMap(2, 2, depth), camera).triangles());
        }
    }

    @Test
    void aCapOfASphereHasItsArea() {
        int size = 201;
        float[] depth = new float[size * size];
        for (int i = 0; i < depth.length; i++) {
            double distance = Math.hypot(i % size - 100, i / size - 100);
            depth[i] = distance < 95 ? (float) -Math.sqrt(100 * 100 - distance * distance) : NONE;
        }
        double area = area(new DepthMesh(50).mesh(new DepthMap(size, size, depth), Camera.ORTHOGRAPHIC));
        double cap = 2 * Math.PI * 100 * (100 - Math.sqrt(100 * 100 - 95 * 95));
        // Pixels cut across by the border are missing: about half a pixel of slope 3 all round.
        assertTrue(area < cap && area > 0.96 * cap, area + " of " + cap);
    }
}

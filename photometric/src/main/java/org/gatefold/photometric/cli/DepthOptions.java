package org.gatefold.photometric.cli;

import java.nio.file.Path;
import java.util.Locale;
import org.gatefold.photometric.depth.BilateralIntegration;
import org.gatefold.photometric.depth.Camera;
import org.gatefold.photometric.depth.DepthIntegration;
import org.gatefold.photometric.depth.DepthMap;
import org.gatefold.photometric.depth.NormalMap;
import org.gatefold.photometric.depth.PoissonIntegration;
import org.gatefold.photometric.mesh.DepthMesh;
import org.gatefold.photometric.mesh.MeshFile;
import org.gatefold.photometric.report.DepthPicture;
import org.gatefold.sparse.cli.ResultTarget;
import org.gatefold.sparse.io.InputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How normals become depth and a mesh. */
final class DepthOptions {
    private static final double BYTES_A_PIXEL = 300;

    /** Which integration. */
    enum Integration {
        BILATERAL,
        POISSON;

        DepthIntegration method() {
            return this == BILATERAL ? new BilateralIntegration() : new PoissonIntegration();
        }
    }

    @Option(
            names = "--integration",
            defaultValue = "bilateral",
            description = "${COMPLETION-CANDIDATES}: keeps steps of the surface, or smooth throughout; by default"
                    + " ${DEFAULT-VALUE}.")
    private Integration integration = Integration.BILATERAL;

    @Option(
            names = "--camera",
            paramLabel = "FILE",
            description = "Camera matrix fx 0 cx, 0 fy cy, 0 0 1 in pixels from the centre of the first one; parallel"
                    + " projection if not given.")
    private @Nullable Path camera;

    @Option(names = "--mesh", paramLabel = "FILE", description = "The surface as triangles: .ply or .obj.")
    private @Nullable Path mesh;

    /** A depth map and how it was seen. */
    record Found(DepthMap depth, Camera camera) {
        /** Depth as numbers or shaded, by the name of the file. */
        void write(Path file) {
            DepthPicture.write(file, depth, camera);
        }
    }

    void requireUsable() {
        MeshFile.requireName("--mesh", mesh);
        ResultTarget.requireWritable("--mesh", mesh);
        camera();
    }

    /** Of the integration. */
    String name() {
        return integration.method().name();
    }

    /** Whether a mesh is to be written. */
    boolean wanted() {
        return mesh != null;
    }

    private Camera camera() {
        return camera == null ? Camera.ORTHOGRAPHIC : Camera.Pinhole.read(camera);
    }

    /** Integrates, and writes the mesh if it is wanted. */
    Found integrate(NormalMap normals) {
        Camera seen = camera();
        try {
            DepthMap depth = integration.method().integrate(normals, seen);
            if (mesh != null) {
                MeshFile.write(mesh, new DepthMesh().mesh(depth, seen));
            }
            return new Found(depth, seen);
        } catch (OutOfMemoryError e) {
            double pixels = (double) normals.width() * normals.height();
            throw new InputException(
                    String.format(
                            Locale.ROOT,
                            "--integration: expected up to %.1f GB of memory for depth, found %.1f GB: give more by"
                                    + " JAVA_OPTS=-Xmx",
                            BYTES_A_PIXEL * pixels / 1e9,
                            Runtime.getRuntime().maxMemory() / 1e9),
                    e);
        }
    }
}

package org.gatefold.photometric.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.gatefold.photometric.Lights;
import org.gatefold.photometric.Reflectance;
import org.gatefold.photometric.mesh.MeshFile;
import org.gatefold.photometric.method.NormalMethods;
import org.gatefold.photometric.render.Albedo;
import org.gatefold.photometric.render.Scene;
import org.gatefold.photometric.render.Sensor;
import org.gatefold.photometric.render.Shade;
import org.gatefold.photometric.render.Shadowing;
import org.gatefold.photometric.render.Surface;
import org.gatefold.photometric.render.View;
import org.gatefold.photometric.report.AngularErrors;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.RealData;
import org.gatefold.sparse.cli.MethodSpec;
import org.gatefold.sparse.evaluation.ScoreTable;
import org.gatefold.sparse.io.NdArray;
import org.gatefold.sparse.io.Npz;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The Stanford bunny, against a render of it by another program and the errors of other solvers on that. */
@Tag("slow")
class BunnyTableTest {
    private static Scene bunny() {
        Surface surface = Surface.of(MeshFile.read(RealData.file("photometric/mesh/stanford-bunny.obj.gz")));
        View view = new View(surface, 256, 256);
        return new Scene(view, Albedo.uniform(view, 0.7), Reflectance.cookTorrance(0.2, 0.04, 1), Shadowing.BOTH);
    }

    /**
     * The same 40 lights: nearly all intensities, and errors like those on their images, which see a few pixels less at
     * the outline.
     */
    @Test
    void theSameLightsMakeTheSameImages() {
        NdArray l = Npz.read(RealData.file("photometric/mesh/own_render_bunny_hemisphere40_f32.npz"), "L");
        NdArray m = Npz.read(RealData.file("photometric/mesh/own_render_bunny_hemisphere40_f32.npz"), "M");
        NdArray xs = Npz.read(RealData.file("photometric/mesh/own_render_bunny_hemisphere40_f32.npz"), "xx");
        NdArray ys = Npz.read(RealData.file("photometric/mesh/own_render_bunny_hemisphere40_f32.npz"), "yy");
        Scene scene = bunny();
        Lights lights = new Lights(l.re());
        boolean[] inside = scene.view().mask().inside();
        int r = lights.count();
        int pixels = scene.view().mask().count();
        Batch intensities = new Batch(pixels, 1, r);
        Batch normals = new Batch(pixels, 1, 3);
        int alike = 0;
        for (int i = 0; i < r; i++) {
            Shade shade = scene.shade(lights, i);
            float[] image = scene.radiance(shade, 1);
            for (int at = 0, p = 0; at < inside.length; at++) {
                if (inside[at]) {
                    intensities.set(p, 0, i, image[at]);
                    System.arraycopy(scene.view().normals(), 3 * at, normals.data(), 3 * p, 3);
                    p++;
                }
            }
            for (int p = 0; p < xs.size(); p++) {
                // Their rows are counted from below.
                double theirs = m.re()[p * r + i];
                alike += Math.abs(theirs - image[(255 - (int) ys.re()[p]) * 256 + (int) xs.re()[p]]) < 0.02 ? 1 : 0;
            }
        }
        assertTrue(alike > 0.98 * m.size(), "share of intensities within 0.02: " + alike / (double) m.size());
        Samples samples = new Samples(lights, intensities, null, normals);
        assertEquals(10.5, error(samples, "ls"), 0.3);
        assertEquals(3.7, error(samples, "sbl:noise=1e-6"), 0.2);
        assertEquals(0.72, error(samples, "masked-ls"), 0.05);
        assertEquals(0.04, error(samples, "masked-sbl:noise=1e-6"), 0.03);
    }

    private static double error(Samples samples, String method) {
        float[] found = NormalMethods.parse(MethodSpec.parse(method))
                .estimate(samples.lights(), samples.intensities())
                .directions();
        return AngularErrors.of(samples.normals().data(), found).mean();
    }

    /** Means of eight draws by another program: 7.4° of 10 lights and 5.4° of 20. */
    @Test
    void randomLightsGiveErrorsOfTheSameSize() {
        Subject subject = new RenderedSubject(bunny(), Sensor.IDEAL, 1);
        Benchmark benchmark = new Benchmark(subject, List.of(MethodSpec.parse("sbl:noise=1e-6")), 24);
        ScoreTable rows =
                benchmark.run(List.of(10, 20), List.of(0.1), done -> {}).rows();
        assertEquals(7.4, mean(rows, 0), 0.25 * 7.4);
        assertEquals(5.4, mean(rows, 1), 0.25 * 5.4);
    }

    private static double mean(ScoreTable rows, int row) {
        return rows.cell(row, "mean_error_deg") instanceof Double mean ? mean : Double.NaN;
    }
}

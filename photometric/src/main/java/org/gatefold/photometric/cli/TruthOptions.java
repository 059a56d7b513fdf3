package org.gatefold.photometric.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.gatefold.photometric.report.AngularErrors;
import org.gatefold.photometric.report.ErrorPicture;
import org.gatefold.photometric.scene.Mask;
import org.gatefold.photometric.scene.SurfaceMap;
import org.gatefold.sparse.cli.ResultTarget;
import org.gatefold.sparse.io.InputException;
import org.gatefold.sparse.io.NdArray;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The true normals, and the picture of what each method misses. */
final class TruthOptions {
    @Option(
            names = "--truth",
            paramLabel = "FILE",
            description = "True normals [row][column][x, y, z] in .npy, .npz:NAME or .mat (Normal_gt).")
    private @Nullable Path truth;

    @Option(names = "--errors", paramLabel = "FILE.png", description = "Picture of the error maps, with --truth.")
    private @Nullable Path picture;

    void requireUsable() {
        ResultTarget.requireWritable("--errors", picture);
        if (picture != null && truth == null) {
            throw new InputException("--errors: expected --truth to compare with, found none");
        }
    }

    Comparison read(Mask mask) {
        return new Comparison(mask, truth == null ? null : AngularErrors.truth(truth, mask));
    }

    /** Methods held against the truth, if there is one. */
    final class Comparison {
        private final Mask mask;
        private final @Nullable NdArray normals;
        private final Map<String, AngularErrors> found = new LinkedHashMap<>();

        private Comparison(Mask mask, @Nullable NdArray normals) {
            this.mask = mask;
            this.normals = normals;
        }

        @Nullable
        AngularErrors add(String method, SurfaceMap map) {
            if (normals == null) {
                return null;
            }
            AngularErrors errors = AngularErrors.of(map, normals);
            found.put(method, errors);
            return errors;
        }

        void write(String title) {
            if (picture != null) {
                ErrorPicture.of(title, mask, found).write(picture);
            }
        }
    }
}

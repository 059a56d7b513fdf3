package org.gatefold.photometric.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.gatefold.photometric.Lights;
import org.gatefold.photometric.learned.AngularLoss;
import org.gatefold.photometric.learned.ErrorProblems;
import org.gatefold.photometric.learned.GatedNormals;
import org.gatefold.photometric.learned.NormalArchitectures;
import org.gatefold.photometric.learned.PixelProblems;
import org.gatefold.photometric.light.LightFile;
import org.gatefold.photometric.method.GatedSbl;
import org.gatefold.sparse.cli.Lists;
import org.gatefold.sparse.cli.MethodSpec;
import org.gatefold.sparse.cli.ThreadsOption;
import org.gatefold.sparse.cli.TrainingRun;
import org.gatefold.sparse.io.InputException;
import org.gatefold.sparse.learned.Architectures;
import org.gatefold.sparse.learned.ProblemStatistics;
import org.gatefold.sparse.learned.UnrolledModel;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code photometric train}: weights of gated SBL for any lights, or refined for those of a rig. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Trains the network of the method gated-sbl on pixels of random surfaces: rough and glossy ones, in shadow and",
            "light from their surroundings, with noise. The weights serve any lights; with the file of a rig all",
            "pixels are of its lights, for which --from shipped refines those that come with the tool. Weights are chosen by",
            "the mean angle to the true normals of pixels not trained on.",
            "",
            "Other models, as gflstm and maxsparse-net, are trained to tell shadows and highlights under the lights of one",
            "rig, for the method support-net."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  photometric train --minutes 25 --batch 256 --rate 3e-3 --optimiser adam:beta2=0.98 --schedule cosine \\",
            "      --clip 0.5 --skip-above 5 --out normals.npz",
            "  photometric train --from shipped --lights rig.txt --minutes 5 --batch 256 --rate 5e-4 \\",
            "      --schedule cosine --clip 0.5 --skip-above 5 --out rig.npz",
            "  photometric normals images --lights rig.txt --method gated-sbl:weights=rig.npz --out normals.png",
            "  photometric train --model gflstm --lights rig.txt --minutes 20 --rate 2e-3 --schedule cosine --out net.npz",
            "  photometric normals images --lights rig.txt --method support-net:weights=net.npz --out normals.png"
        })
final class TrainCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--model",
            paramLabel = "NAME[:option=value,...]",
            defaultValue = "gated-normals",
            description =
                    "gated-normals[:layers=5,width=24,memory=12,cell=gru|mlp,context=true,view=true,correction=false]"
                            + " (${DEFAULT-VALUE}), or, for one rig, a network of 'gatefold methods' that classifies the"
                            + " support: gflstm, maxsparse-net, ...")
    private String model = "gated-normals";

    @Option(
            names = "--lights",
            paramLabel = "N,N|FILE",
            defaultValue = "6,40",
            description =
                    "Least and greatest number of random lights, or a file of directions x y z (${DEFAULT-VALUE}).")
    private String lights = "6,40";

    @Mixin
    private final TrainingRun run = new TrainingRun();

    @Mixin
    private final ThreadsOption threads = new ThreadsOption();

    @Override
    public Integer call() {
        threads.apply();
        run.requirePossible();
        MethodSpec named = MethodSpec.parse("--model", model);
        boolean gated = named.name().equals(GatedNormals.NAME);
        Architectures known = gated ? NormalArchitectures.all() : Architectures.standard();
        UnrolledModel unrolled = known.model(named.name(), named, ProblemStatistics.UNKNOWN);
        if (!gated && (!unrolled.scoresIndices() || unrolled.anyOperator())) {
            throw new InputException("--model " + named.name() + ": expected " + GatedNormals.NAME
                    + ", or a network for one dictionary that classifies a support, found another");
        }
        if (lights.matches("[0-9, ]+")) {
            if (!gated) {
                throw new InputException("--lights: expected the file of a rig, for which alone a " + named.name()
                        + " can be trained, found '" + lights + "'");
            }
            anyLights(unrolled);
            return 0;
        }
        Lights rig = LightFile.directions(Path.of(lights));
        if (rig.count() < 4 || rig.amplification() > Lights.PLANE) {
            throw new InputException(lights + ": expected at least 4 lights that do not lie in a plane, found "
                    + rig.count() + " lights");
        }
        String words = " of random surfaces under the " + rig.count() + " lights of a rig";
        if (gated) {
            run.train(spec, unrolled, PixelProblems.of(rig), "pixels" + words, GatedSbl.shipped(), new AngularLoss());
        } else {
            run.train(spec, unrolled, new ErrorProblems(rig), "errors of pixels" + words);
        }
        return 0;
    }

    private void anyLights(UnrolledModel unrolled) {
        int[] ends =
                Lists.integers("--lights", lights).stream().mapToInt(n -> n).toArray();
        if (ends.length != 2 || ends[0] < 4 || ends[1] < ends[0] || ends[1] > 1000) {
            throw new InputException(
                    "--lights: expected two numbers of lights from 4 to 1000, or a file, found '" + lights + "'");
        }
        run.train(
                spec,
                unrolled,
                PixelProblems.anyLights(ends[0], ends[1]),
                "pixels of random surfaces under " + ends[0] + " to " + ends[1] + " random lights",
                GatedSbl.shipped(),
                new AngularLoss());
    }
}

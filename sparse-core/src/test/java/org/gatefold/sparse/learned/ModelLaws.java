package org.gatefold.sparse.learned;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.autodiff.Gradient;
import org.gatefold.sparse.autodiff.GradientLaws;
import org.gatefold.sparse.autodiff.Parameters;
import org.gatefold.sparse.autodiff.Tape;

/** What holds for every unrolled model. */
final class ModelLaws {
    private ModelLaws() {}

    /**
     * The gradient is that of differences, and a pass that only computes gives what one that records does, layer by
     * layer, on a tape that is used again too.
     *
     * @return the iterates of the layers
     */
    static List<float[]> check(UnrolledModel model, Parameters w, SparseProblem problem) {
        int layers = model.layers();
        GradientLaws.check(w, tape -> model.forward(tape, problem, layers));
        List<float[]> whileRecording = iterates(Tape.recording(w, new Gradient(w)), model, problem);
        assertEquals(layers, whileRecording.size());
        Tape inference = Tape.inference(w);
        for (int pass = 0; pass < 2; pass++) {
            List<float[]> alone = iterates(inference, model, problem);
            inference.reset();
            for (int k = 0; k < layers; k++) {
                assertArrayEquals(whileRecording.get(k), alone.get(k), "layer " + k + " of pass " + pass);
            }
        }
        return whileRecording;
    }

    private static List<float[]> iterates(Tape tape, UnrolledModel model, SparseProblem problem) {
        List<float[]> iterates = new ArrayList<>();
        tape.listen(x -> iterates.add(x.toBatch().data()));
        model.forward(tape, problem, model.layers());
        return iterates;
    }
}

package org.gatefold.sparse.learned;

import static org.gatefold.sparse.autodiff.Norms.l1;

import java.util.Map;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.autodiff.Node;
import org.gatefold.sparse.autodiff.Parameter;
import org.gatefold.sparse.autodiff.Parameters;
import org.gatefold.sparse.autodiff.Tape;
import org.gatefold.sparse.io.Options;

/**
 * Steps and thresholds of the layers of ALISTA before training.
 *
 * @param gamma γ of every layer
 * @param theta θ of every layer
 * @param relative whether θ is in units of the mean of |Wᴴ(y − Ax)| in each layer over a first batch: thresholds then
 *     fall with the error, as those of a trained network do, and no layer is cut off from the gradient
 */
public record StartingPoint(double gamma, double theta, boolean relative) {
    /** The same step and threshold in every layer. */
    public static StartingPoint of(double gamma, double theta) {
        return new StartingPoint(gamma, theta, false);
    }

    Map<String, String> settings() {
        return Options.of("gamma", gamma, "theta", theta, "relative", relative);
    }

    void addTo(Parameters parameters, int layers) {
        for (int k = 0; k < layers; k++) {
            parameters.add("gamma." + k, (float) gamma).add("theta." + k, (float) theta);
        }
    }

    /** Puts relative thresholds into the unit of the sample, layer after layer. */
    void measure(UnrolledModel model, Parameters parameters, SparseProblem sample) {
        if (!relative) {
            return;
        }
        for (int k = 0; k < model.layers(); k++) {
            double[] unit = new double[1];
            Tape tape = Tape.inference(parameters);
            tape.listen(Tape.LayerListener.to(UnrolledModel.DIRECTION, v -> unit[0] = meanMagnitude(v)));
            model.forward(tape, sample, k + 1);
            Parameter measured = parameters.at("theta." + k);
            measured.values()[0] = (float) (theta * unit[0]);
            measured.changed();
        }
    }

    private static double meanMagnitude(Node v) {
        double sum = 0;
        for (float norm : l1(v).value()) {
            sum += norm;
        }
        return sum / v.count() / v.length();
    }
}

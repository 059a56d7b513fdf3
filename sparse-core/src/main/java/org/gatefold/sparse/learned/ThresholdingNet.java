package org.gatefold.sparse.learned;

import static org.gatefold.sparse.autodiff.Algebra.plus;
import static org.gatefold.sparse.autodiff.Algebra.repeat;
import static org.gatefold.sparse.autodiff.Algebra.scale;
import static org.gatefold.sparse.autodiff.Products.affine;
import static org.gatefold.sparse.autodiff.Products.multiply;
import static org.gatefold.sparse.autodiff.Shrinkages.firmThreshold;
import static org.gatefold.sparse.autodiff.Shrinkages.softThreshold;

import java.util.Arrays;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.SparseProblem;
import org.gatefold.sparse.autodiff.Activation;
import org.gatefold.sparse.autodiff.Node;
import org.gatefold.sparse.autodiff.Norms;
import org.gatefold.sparse.autodiff.Parameters;
import org.gatefold.sparse.autodiff.Tape;
import org.gatefold.sparse.classical.SupportFit;
import org.gatefold.sparse.io.Options;
import org.gatefold.sparse.kernel.Blas;
import org.gatefold.sparse.operator.DenseOperator;

/**
 * ISTA-net and IHT-net: {@code x ← h_θₖ(yW + xS)} from 0 with matrices for all layers, trained to classify the support
 * by scores {@code |x|R + b} (Gregor and LeCun, ICML 2010, and Wang, Ling and Huang, AAAI 2016, in the setting of Xin
 * et al., NIPS 2016).
 *
 * <p>ISTA-net shrinks by the soft threshold, with a θ for each layer and index. IHT-net has the HELU of Wang et al.: 0
 * up to θ, z from (1 + σ)θ on and linear between, with a θ and a σ for each layer. At the start W = γAᵀ, S = I − γAᵀA
 * and γ = 1/‖A‖², with the dictionary A that belongs to the measurements as they are put before the network by
 * {@link NetworkInput}: x is then that of ISTA for the penalty λ, or of the hard thresholding for ½‖y − Ax‖² + λ‖x‖₀
 * (Blumensath and Davies, J. Fourier Anal. Appl. 14, 2008). R starts as a multiple of I. Amplitudes are least squares
 * by {@link SupportFit}. Cost of a layer: N² multiply-adds a plane, four times as many for complex ones.
 *
 * @param hard whether it is IHT-net
 * @param lambda λ of the start
 * @param slope σ of the start of IHT-net; not used by ISTA-net
 * @param whiten whether the measurements are whitened
 */
public record ThresholdingNet(int layers, boolean hard, double lambda, double slope, boolean whiten)
        implements UnrolledModel {
    /** The x of a layer, as it tells its tape. */
    static final String ESTIMATE = "estimate";

    /** Root mean square of the scores at the start. */
    private static final double LOUDNESS = 1;

    @Override
    public String architecture() {
        return hard ? "iht-net" : "ista-net";
    }

    private NetworkInput input() {
        return new NetworkInput(whiten);
    }

    @Override
    public Parameters initial(LabelledProblem sample, RandomGenerator rng) {
        Parameters parameters = new Parameters();
        input().addTo(parameters, sample);
        DenseOperator a = input().dictionary(sample);
        double step = 1 / (a.norm() * a.norm());
        addMatrices(parameters, a, step);
        int domain = a.domain();
        for (int k = 0; k < layers; k++) {
            if (hard) {
                parameters.add("log-theta." + k, (float) (Math.log(2 * lambda * step) / 2));
                parameters.add("log-sigma." + k, (float) Math.log(slope));
            } else {
                float[] theta = new float[domain];
                Arrays.fill(theta, (float) (lambda * step));
                parameters.add("theta." + k, theta);
            }
        }
        float[] readout = new float[domain * domain];
        parameters.add("readout", domain, domain, readout).add("readout.bias", new float[domain]);
        float loudness = (float) (LOUDNESS / rootMeanSquare(parameters, sample));
        for (int i = 0; i < domain; i++) {
            readout[i * domain + i] = loudness;
        }
        parameters.at("readout").changed();
        return parameters;
    }

    private static void addMatrices(Parameters parameters, DenseOperator a, double step) {
        int planes = a.complex() ? 2 : 1;
        int m = planes * a.range();
        int n = planes * a.domain();
        double[] matrix = a.realForm();
        double[] gram = new double[n * n];
        Blas.transposedMultiply(n, n, m, matrix, matrix, gram);
        float[] w = new float[m * n];
        for (int i = 0; i < w.length; i++) {
            w[i] = (float) (step * matrix[i]);
        }
        float[] s = new float[n * n];
        for (int i = 0; i < s.length; i++) {
            s[i] = (float) ((i % (n + 1) == 0 ? 1 : 0) - step * gram[i]);
        }
        parameters.add("W", m, n, w).add("S", n, n, s);
    }

    /** Of the x of the last layer over a sample, or 1 if that is zero. */
    private double rootMeanSquare(Parameters parameters, LabelledProblem sample) {
        Tape tape = Tape.inference(parameters);
        double[] square = new double[1];
        tape.listen(Tape.LayerListener.to(ESTIMATE, x -> {
            Batch estimate = x.toBatch();
            square[0] = estimate.dot(estimate) / estimate.count() / estimate.length();
        }));
        forward(tape, sample.problem(), layers);
        return square[0] > 0 ? Math.sqrt(square[0]) : 1;
    }

    @Override
    public Node forward(Tape tape, SparseProblem problem, int upTo) {
        Node fromY = tape.keep(multiply(input().planes(tape, problem), tape.parameter("W")));
        Node x = fromY;
        Node scores = x;
        for (int k = 0; k < upTo; k++) {
            x = shrink(tape, k == 0 ? fromY : affine(x, tape.parameter("S"), fromY), k);
            scores = affine(Norms.magnitude(x), tape.parameter("readout"), tape.parameter("readout.bias"));
            tape.tell(ESTIMATE, x);
            tape.tell(SCORE, scores);
            tape.layer(scores, x);
        }
        return scores;
    }

    private Node shrink(Tape tape, Node z, int k) {
        if (!hard) {
            return softThreshold(z, tape.parameter("theta." + k));
        }
        Node theta = repeat(Activation.EXP.of(tape.parameter("log-theta." + k)), z.count());
        Node sigma = repeat(Activation.EXP.of(tape.parameter("log-sigma." + k)), z.count());
        return firmThreshold(z, theta, scale(theta, plus(sigma, 1)));
    }

    @Override
    public boolean scoresIndices() {
        return true;
    }

    @Override
    public Map<String, String> settings() {
        return hard
                ? Options.of("layers", layers, "lambda", lambda, "sigma", slope, "whiten", whiten)
                : Options.of("layers", layers, "lambda", lambda, "whiten", whiten);
    }
}

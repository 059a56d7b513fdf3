package org.gatefold.sparse.autodiff;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.kernel.Blas;
import org.gatefold.sparse.operator.UnitDictionary;
import org.jspecify.annotations.Nullable;

/**
 * What the variances γ of a Gaussian prior and the noise variance λ make of measurements y of unit mean square, by the
 * exact posterior under {@code Σ = ΦΓΦᴴ + λI}: for every index
 *
 * <pre>
 * a = φᴴΣ⁻¹y,   q = mean of a² over the planes,   s = φᴴΣ⁻¹φ,   ρ = γs,
 * </pre>
 *
 * and for the whole the fit {@code f = yᴴΣ⁻¹y}, averaged over planes and measurements. Computed in double from
 * triangular factors; the derivatives by log γ and log λ are closed forms:
 *
 * <pre>
 * ∂log sⱼ = −Σᵢ ρᵢ cᵢⱼ ∂log γᵢ − λ‖Σ⁻¹φⱼ‖²/sⱼ ∂log λ,   cᵢⱼ = |φᵢᴴΣ⁻¹φⱼ|²/(sᵢsⱼ),
 * ∂aⱼ = −Σᵢ φⱼᴴΣ⁻¹φᵢ aᵢγᵢ ∂log γᵢ − λ φⱼᴴΣ⁻²y ∂log λ.
 * </pre>
 *
 * <p>Besides, indices may exchange messages along the correlations c that are left in the posterior: {@code message_i =
 * Σⱼ cᵢⱼρⱼ valueⱼ}, and each hears how strong it would be if a share wⱼ of every posterior mean μ = γa were taken out
 * of y, {@code q′} of {@code a′ = ΦᴴΣ⁻¹(y − Φ(w∘μ))}. Of these two the derivatives are by the values and the shares
 * only. Cost: 2m²N flops a sample (8m²N if complex), with messages mN² (4mN²) more.
 */
public final class GaussianEvidence {
    /** Largest magnitude of log(q/s), the step of MacKay's update. */
    public static final double LONGEST_STEP = 12;

    /** What 1 − ρ is told to be at least. */
    private static final double LEAST_FREEDOM = 1e-4;

    private final UnitDictionary phi;
    private final Batch y;
    private final int snapshots;
    private final CovarianceFactor factor;
    private final double[] gamma;
    private final double[] image;

    /**
     * The nodes of one evaluation.
     *
     * @param marginals count×3×domain: log(q/s) within ±{@value #LONGEST_STEP}, log s, log(1 − ρ + 10⁻⁴)
     * @param fit log f, count×1×1
     * @param message count×domain×width, null if no values were given
     * @param deflated log(q′/s) within ±{@value #LONGEST_STEP}, count×1×domain, null if no shares were given
     */
    public record Evidence(Node marginals, Node fit, @Nullable Node message, @Nullable Node deflated) {}

    /** @param y measurements of unit mean square each, count×planes×range */
    public GaussianEvidence(UnitDictionary phi, Batch y) {
        this.phi = phi;
        this.y = y;
        snapshots = phi.complex() ? y.planes() / 2 : y.planes();
        factor = new CovarianceFactor(phi);
        gamma = new double[phi.domain()];
        image = new double[(phi.complex() ? 2 : 1) * phi.domain()];
    }

    /**
     * Evaluates the posterior of all samples.
     *
     * @param logGamma log γ, count×1×domain
     * @param logLambda log λ, count×1×1
     * @param values of the messages, count×domain×width; null for none
     * @param shares w, count×1×domain; null to take nothing out
     */
    public Evidence at(Node logGamma, Node logLambda, @Nullable Node values, @Nullable Node shares) {
        Tape tape = logGamma.tape;
        int count = y.count();
        logGamma.requireShape(count, 1, phi.domain());
        logLambda.requireShape(count, 1, 1);
        Node marginals = tape.node(count, 3, phi.domain(), logGamma, logLambda);
        Node fit = tape.node(count, 1, 1, logGamma, logLambda);
        Node message = values == null ? null : tape.node(count, phi.domain(), values.length, values);
        Node deflated = shares == null ? null : tape.node(count, 1, phi.domain(), shares);
        boolean back = marginals.wantsGradient() || (deflated != null && deflated.wantsGradient());
        Sample[] samples = new Sample[count];
        for (int i = 0; i < count; i++) {
            samples[i] = new Sample(tape, i, back, back || values != null);
            samples[i].evaluate(logGamma, logLambda, marginals, fit);
            if (values != null && message != null) {
                samples[i].send(values, message);
            }
            if (shares != null && deflated != null) {
                samples[i].deflate(shares, deflated);
            }
        }
        List<Node> outputs = Stream.of(marginals, fit, message, deflated)
                .filter(Objects::nonNull)
                .toList();
        tape.record(outputs, () -> {
            for (Sample sample : samples) {
                sample.restore();
                if (values != null && message != null) {
                    sample.returnMessage(values, message);
                }
                if (shares != null && deflated != null) {
                    sample.returnShares(shares, deflated);
                }
                if (marginals.wantsGradient()) {
                    sample.sendBack(logGamma, logLambda, marginals, fit);
                }
            }
        });
        return new Evidence(marginals, fit, message, deflated);
    }

    /** One problem at one point; what the way back needs of it stays on the tape. */
    private final class Sample {
        private final int index;
        private final int m = phi.domain();
        private final boolean back;
        /** Z with columns of length 1, in single precision. */
        private final float[] directions;
        /** cᵢⱼ. */
        private final float[] correlation;
        /** ρ. */
        private final float[] rho;
        /** √s. */
        private final float[] root;
        /** L⁻¹y and Σ⁻¹-images of all snapshots, kept for the way back. */
        private final double[][] t;

        private final double[][] a;
        private final double[] q;
        private final double[] noise;
        private double lambda;
        /** a′. */
        private double[][] left = {};
        /** μ, kept for the way back. */
        private double[][] means = {};
        /** yᴴΣ⁻¹y over all planes. */
        private double energy;
        /** ‖Σ⁻¹y‖² over all planes. */
        private double squares;

        Sample(Tape tape, int index, boolean back, boolean correlated) {
            this.index = index;
            this.back = back;
            directions = tape.workspace(correlated ? factor.z.length : 0);
            correlation = tape.workspace(correlated ? m * m : 0);
            rho = tape.workspace(m);
            root = tape.workspace(m);
            t = new double[snapshots][phi.rows()];
            a = new double[snapshots][image.length];
            q = new double[m];
            noise = new double[back ? m : 0];
        }

        void evaluate(Node logGamma, Node logLambda, Node marginals, Node fit) {
            for (int j = 0; j < m; j++) {
                gamma[j] = Math.exp(logGamma.value[index * m + j]);
            }
            lambda = Math.exp(logLambda.value[index]);
            factor.factor(gamma, lambda);
            double f = 0;
            for (int c = 0; c < snapshots; c++) {
                load(c);
                factor.solve(1, t[c]);
                for (double v : t[c]) {
                    f += v * v;
                }
                factor.adjoint(t[c], a[c]);
                for (int j = 0; j < m; j++) {
                    q[j] += a[c][j] * a[c][j] + (phi.complex() ? a[c][m + j] * a[c][m + j] : 0);
                }
            }
            energy = Math.max(f, Double.MIN_NORMAL);
            fit.value[index] = (float) Math.log(energy / (y.planes() * phi.range()));
            int at = index * 3 * m;
            for (int j = 0; j < m; j++) {
                double s = Math.max(factor.s[j], Double.MIN_NORMAL);
                q[j] /= y.planes();
                double share = Math.min(1, gamma[j] * s);
                rho[j] = (float) share;
                root[j] = (float) Math.sqrt(s);
                double step = Math.log(Math.max(q[j], Double.MIN_NORMAL) / s);
                marginals.value[at + j] = (float) Math.max(-LONGEST_STEP, Math.min(LONGEST_STEP, step));
                marginals.value[at + m + j] = (float) Math.log(s);
                marginals.value[at + 2 * m + j] = (float) Math.log(1 - share + LEAST_FREEDOM);
            }
            if (correlation.length > 0) {
                correlate();
            }
            if (back) {
                keepNoise();
            }
        }

        private void load(int snapshot) {
            int parts = phi.complex() ? 2 : 1;
            for (int p = 0; p < parts; p++) {
                for (int i = 0; i < phi.range(); i++) {
                    t[snapshot][p * phi.range() + i] = y.at(index, parts * snapshot + p, i);
                }
            }
        }

        private void correlate() {
            int rows = phi.rows();
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < m; j++) {
                    directions[i * m + j] = (float) (factor.z[i * m + j] / root[j]);
                }
            }
            Arrays.fill(correlation, 0);
            Blas.addTransposedMultiply(m, m, rows, directions, directions, correlation);
            for (int i = 0; i < m * m; i++) {
                correlation[i] *= correlation[i];
            }
            if (phi.complex()) {
                addImaginary(rows / 2);
            }
        }

        /** Im zᵢᴴzⱼ = Re zᵢ·Im zⱼ − Im zᵢ·Re zⱼ, antisymmetric. */
        private void addImaginary(int n) {
            float[] cross = new float[m * m];
            float[] re = Arrays.copyOfRange(directions, 0, n * m);
            float[] im = Arrays.copyOfRange(directions, n * m, 2 * n * m);
            Blas.addTransposedMultiply(m, m, n, re, im, cross);
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < m; j++) {
                    float v = cross[i * m + j] - cross[j * m + i];
                    correlation[i * m + j] += v * v;
                }
            }
        }

        /** λ‖Σ⁻¹φⱼ‖²/sⱼ. */
        private void keepNoise() {
            double[] p = factor.z.clone();
            factor.solveAdjoint(m, p);
            for (int i = 0; i < phi.rows(); i++) {
                for (int j = 0; j < m; j++) {
                    noise[j] += p[i * m + j] * p[i * m + j];
                }
            }
            for (int j = 0; j < m; j++) {
                noise[j] *= lambda / Math.max(factor.s[j], Double.MIN_NORMAL);
            }
            keepPowers();
        }

        /** Σ⁻¹y by its image L⁻¹Σ⁻¹y, of which φⱼᴴΣ⁻²y are the products with zⱼ; appended to {@link #t}. */
        private void keepPowers() {
            for (int c = 0; c < snapshots; c++) {
                double[] both = Arrays.copyOf(t[c], 2 * t[c].length);
                double[] v = t[c].clone();
                factor.solveAdjoint(1, v);
                double square = 0;
                for (double x : v) {
                    square += x * x;
                }
                squares += square;
                factor.solve(1, v);
                System.arraycopy(v, 0, both, t[c].length, v.length);
                t[c] = both;
            }
        }

        /** Takes shares of the posterior means out of y. */
        void deflate(Node shares, Node deflated) {
            double[] power = new double[m];
            double[] b = new double[phi.rows()];
            left = new double[snapshots][image.length];
            for (int c = 0; c < snapshots; c++) {
                for (int j = 0; j < image.length; j++) {
                    image[j] = shares.value[index * m + j % m] * gamma[j % m] * a[c][j];
                }
                factor.apply(image, b);
                factor.adjoint(b, image);
                for (int j = 0; j < image.length; j++) {
                    left[c][j] = a[c][j] - image[j];
                    power[j % m] += left[c][j] * left[c][j];
                }
            }
            for (int j = 0; j < m; j++) {
                double step = Math.log(Math.max(power[j] / y.planes(), Double.MIN_NORMAL) / factor.s[j]);
                deflated.value[index * m + j] = (float) Math.max(-LONGEST_STEP, Math.min(LONGEST_STEP, step));
            }
            if (back) {
                means = new double[snapshots][image.length];
                for (int c = 0; c < snapshots; c++) {
                    for (int j = 0; j < image.length; j++) {
                        means[c][j] = gamma[j % m] * a[c][j];
                    }
                }
            }
        }

        /** Z of this sample, which others have overwritten. */
        void restore() {
            for (int i = 0; i < phi.rows(); i++) {
                for (int j = 0; j < m; j++) {
                    factor.z[i * m + j] = (double) directions[i * m + j] * root[j];
                }
            }
        }

        void returnShares(Node shares, Node deflated) {
            float[] into = shares.into();
            if (into == null || !deflated.hasGradient()) {
                return;
            }
            double[] power = new double[m];
            for (double[] plane : left) {
                for (int j = 0; j < plane.length; j++) {
                    power[j % m] += plane[j] * plane[j];
                }
            }
            double[] b = new double[phi.rows()];
            for (int c = 0; c < snapshots; c++) {
                for (int j = 0; j < image.length; j++) {
                    int at = index * m + j % m;
                    boolean inside = Math.abs(deflated.value[at]) < LONGEST_STEP;
                    image[j] = inside ? 2 * deflated.gradient()[at] / power[j % m] * left[c][j] : 0;
                }
                factor.apply(image, b);
                factor.adjoint(b, image);
                for (int j = 0; j < image.length; j++) {
                    into[index * m + j % m] -= (float) (means[c][j] * image[j]);
                }
            }
        }

        void send(Node values, Node message) {
            int width = values.length;
            float[] weighted = new float[m * width];
            for (int j = 0; j < m; j++) {
                for (int k = 0; k < width; k++) {
                    weighted[j * width + k] = rho[j] * values.value[(index * m + j) * width + k];
                }
            }
            float[] sums = new float[m * width];
            Blas.multiply(m, width, m, correlation, weighted, sums);
            System.arraycopy(sums, 0, message.value, index * m * width, m * width);
        }

        void returnMessage(Node values, Node message) {
            float[] into = values.into();
            if (into == null || !message.hasGradient()) {
                return;
            }
            int width = values.length;
            float[] slope = Arrays.copyOfRange(message.gradient(), index * m * width, (index + 1) * m * width);
            float[] sums = new float[m * width];
            Blas.multiply(m, width, m, correlation, slope, sums);
            for (int j = 0; j < m; j++) {
                for (int k = 0; k < width; k++) {
                    into[(index * m + j) * width + k] += rho[j] * sums[j * width + k];
                }
            }
        }

        void sendBack(Node logGamma, Node logLambda, Node marginals, Node fit) {
            float[] intoGamma = logGamma.into();
            float[] intoLambda = logLambda.into();
            float[] slope = marginals.gradient();
            double slopeOfFit = fit.gradient()[index];
            int at = index * 3 * m;
            double ofLambda = 0;
            double[] byGamma = new double[m];
            float[] mix = new float[m];
            double[] weight = new double[m];
            for (int j = 0; j < m; j++) {
                float step = marginals.value[at + j];
                double ofQ = Math.abs(step) < LONGEST_STEP ? slope[at + j] : 0;
                double ofS = slope[at + m + j] - ofQ;
                double freedom = slope[at + 2 * m + j] * rho[j] / (1 - rho[j] + LEAST_FREEDOM);
                weight[j] = ofQ == 0 ? 0 : ofQ / (q[j] * y.planes());
                mix[j] = (float) (freedom - ofS);
                byGamma[j] = -freedom;
                ofLambda += noise[j] * (freedom - ofS);
                byGamma[j] -= slopeOfFit * gammaOf(logGamma, j) * q[j] * y.planes() / energy;
            }
            ofLambda -= slopeOfFit * lambda * squares / energy;
            float[] mixed = new float[m];
            Blas.multiply(m, 1, m, correlation, mix, mixed);
            for (int j = 0; j < m; j++) {
                byGamma[j] += rho[j] * mixed[j];
            }
            ofLambda += throughAmplitudes(logGamma, weight, byGamma);
            for (int j = 0; intoGamma != null && j < m; j++) {
                intoGamma[index * m + j] += (float) byGamma[j];
            }
            if (intoLambda != null) {
                intoLambda[index] += (float) ofLambda;
            }
        }

        private double gammaOf(Node logGamma, int j) {
            return Math.exp(logGamma.value[index * m + j]);
        }

        /** Adds what flows to log γ through a, and returns what flows to log λ. */
        private double throughAmplitudes(Node logGamma, double[] weight, double[] byGamma) {
            int rows = phi.rows();
            double ofLambda = 0;
            double[] b = new double[rows];
            for (int c = 0; c < snapshots; c++) {
                for (int j = 0; j < image.length; j++) {
                    image[j] = weight[j % m] * a[c][j];
                }
                factor.apply(image, b);
                for (int i = 0; i < rows; i++) {
                    ofLambda -= 2 * lambda * b[i] * t[c][rows + i];
                }
                factor.adjoint(b, image);
                for (int j = 0; j < image.length; j++) {
                    byGamma[j % m] -= 2 * gammaOf(logGamma, j % m) * a[c][j] * image[j];
                }
            }
            return ofLambda;
        }
    }
}

package org.gatefold.sparse.autodiff;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.kernel.Blas;
import org.gatefold.sparse.operator.CovarianceFactor;
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

    /** Indices of a smaller ρ send no message, unless a gradient is wanted: less than the rounding of the others. */
    private static final float SILENT = 1e-5f;

    /** What 1 − ρ is told to be at least. */
    private static final double LEAST_FREEDOM = 1e-4;

    private final UnitDictionary phi;
    private final Batch y;
    private final int snapshots;
    private final CovarianceFactor factor;
    private final double[] gamma;
    /** A vector over the indices by its real and its imaginary parts. */
    private final double[][] image;

    /**
     * The nodes of one evaluation, count×1×domain but for two.
     *
     * @param step log(q/s) within ±{@value #LONGEST_STEP}
     * @param logS log s
     * @param freedom log(1 − ρ + 10⁻⁴)
     * @param fit log f, count×1×1
     * @param message 1×width×(count·domain), null if no values were given
     * @param deflated log(q′/s) within ±{@value #LONGEST_STEP}, null if no shares were given
     */
    public record Evidence(
            Node step, Node logS, Node freedom, Node fit, @Nullable Node message, @Nullable Node deflated) {}

    /** @param y measurements of unit mean square each, count×planes×range */
    public GaussianEvidence(UnitDictionary phi, Batch y) {
        this.phi = phi;
        this.y = y;
        snapshots = phi.complex() ? y.planes() / 2 : y.planes();
        factor = new CovarianceFactor(phi);
        gamma = new double[phi.domain()];
        image = vector();
    }

    private double[][] vector() {
        return new double[phi.complex() ? 2 : 1][phi.domain()];
    }

    /**
     * Evaluates the posterior of all samples.
     *
     * @param logGamma log γ, count×1×domain
     * @param logLambda log λ, count×1×1
     * @param values of the messages, {@link Channels} of the indices of one sample after the other,
     *     1×width×(count·domain); null for none
     * @param shares w, count×1×domain; null to take nothing out
     */
    public Evidence at(Node logGamma, Node logLambda, @Nullable Node values, @Nullable Node shares) {
        Tape tape = logGamma.tape;
        int count = y.count();
        int m = phi.domain();
        logGamma.requireShape(count, 1, m);
        logLambda.requireShape(count, 1, 1);
        Evidence evidence = new Evidence(
                tape.node(count, 1, m, logGamma, logLambda),
                tape.node(count, 1, m, logGamma, logLambda),
                tape.node(count, 1, m, logGamma, logLambda),
                tape.node(count, 1, 1, logGamma, logLambda),
                values == null ? null : tape.node(1, values.planes, count * m, values),
                shares == null ? null : tape.node(count, 1, m, shares));
        Node message = evidence.message;
        Node deflated = evidence.deflated;
        boolean back = Stream.of(evidence.step, message, deflated).anyMatch(x -> x != null && x.wantsGradient());
        boolean correlated = back || values != null;
        Sample[] samples = new Sample[count];
        for (int i = 0; i < count; i++) {
            samples[i] = new Sample(tape, i, back, correlated, back || i == 0 ? null : samples[0]);
            samples[i].evaluate(logGamma, logLambda, evidence);
            if (values != null && message != null) {
                samples[i].send(values, message);
            }
            if (shares != null && deflated != null) {
                samples[i].deflate(shares, deflated);
            }
        }
        List<Node> outputs = Stream.of(evidence.step, evidence.logS, evidence.freedom, evidence.fit, message, deflated)
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
                if (evidence.step.wantsGradient()) {
                    sample.sendBack(logGamma, logLambda, evidence);
                }
            }
        });
        return evidence;
    }

    /** One problem at one point; what the way back needs of it stays on the tape. */
    private final class Sample {
        private final int index;
        private final int m = phi.domain();
        private final boolean back;
        /** Z with columns of length 1, in single precision; empty if nobody asks for correlations. */
        private final float[] directions;
        /** cᵢⱼ of the {@link #senders}, senders×domain, or empty. */
        private final float[] correlation;
        /** The indices whose ρ is large enough to be heard; all if the way back needs their correlations. */
        private final int[] senders;

        private int sending;
        /** ρ. */
        private final float[] rho;
        /** √s. */
        private final float[] root;
        /** L⁻¹y of all snapshots; on the way back followed by L⁻¹Σ⁻¹y, of which φⱼᴴΣ⁻²y are the products with zⱼ. */
        private final double[][] t;
        /** Of all snapshots. */
        private final double[][][] a;

        private final double[] q;
        private final double[] noise;
        private double lambda;
        /** a′. */
        private double[][][] left = {};
        /** μ, kept for the way back. */
        private double[][][] means = {};
        /** yᴴΣ⁻¹y over all planes. */
        private double energy;
        /** ‖Σ⁻¹y‖² over all planes. */
        private double squares;

        /** @param lender whose workspaces it uses, as they need not be kept; null for its own */
        Sample(Tape tape, int index, boolean back, boolean correlated, @Nullable Sample lender) {
            this.index = index;
            this.back = back;
            directions = lender != null ? lender.directions : tape.workspace(correlated ? phi.rows() * m : 0);
            correlation = lender != null ? lender.correlation : tape.workspace(correlated ? m * m : 0);
            senders = lender != null ? lender.senders : tape.indices(correlated ? m : 0);
            rho = lender != null ? lender.rho : tape.workspace(m);
            root = lender != null ? lender.root : tape.workspace(m);
            t = new double[snapshots][phi.rows()];
            a = new double[snapshots][][];
            q = new double[m];
            noise = new double[back ? m : 0];
        }

        void evaluate(Node logGamma, Node logLambda, Evidence evidence) {
            for (int j = 0; j < m; j++) {
                gamma[j] = Math.exp(logGamma.value[index * m + j]);
            }
            lambda = Math.exp(logLambda.value[index]);
            factor.factor(gamma, lambda);
            double f = 0;
            for (int c = 0; c < snapshots; c++) {
                load(c);
                factor.solve(t[c]);
                for (double v : t[c]) {
                    f += v * v;
                }
                a[c] = vector();
                factor.adjoint(t[c], a[c]);
                addSquares(a[c], q);
            }
            energy = Math.max(f, Double.MIN_NORMAL);
            evidence.fit.value[index] = (float) Math.log(energy / (y.planes() * phi.range()));
            int at = index * m;
            for (int j = 0; j < m; j++) {
                double s = Math.max(factor.s()[j], Double.MIN_NORMAL);
                q[j] /= y.planes();
                double share = Math.min(1, gamma[j] * s);
                rho[j] = (float) share;
                root[j] = (float) Math.sqrt(s);
                double step = Math.log(Math.max(q[j], Double.MIN_NORMAL) / s);
                evidence.step.value[at + j] = (float) Math.max(-LONGEST_STEP, Math.min(LONGEST_STEP, step));
                evidence.logS.value[at + j] = (float) Math.log(s);
                evidence.freedom.value[at + j] = (float) Math.log(1 - share + LEAST_FREEDOM);
            }
            if (correlation.length > 0) {
                correlate();
            }
            if (back) {
                keepNoise();
            }
        }

        private void addSquares(double[][] vector, double[] sum) {
            for (double[] part : vector) {
                for (int j = 0; j < m; j++) {
                    sum[j] += part[j] * part[j];
                }
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
                double[] row = factor.z()[i];
                for (int j = 0; j < m; j++) {
                    directions[i * m + j] = (float) (row[j] / root[j]);
                }
            }
            chooseSenders();
            if (sending == 0) {
                return;
            }
            float[] own = new float[rows * sending];
            pick(0, rows, own, 0, 1);
            Blas.transposedMultiply(sending, m, rows, own, directions, correlation);
            int entries = sending * m;
            if (!phi.complex()) {
                for (int i = 0; i < entries; i++) {
                    correlation[i] *= correlation[i];
                }
                return;
            }
            // The imaginary part is the real one with i times the columns.
            float[] imaginary = new float[entries];
            pick(rows / 2, rows, own, 0, 1);
            pick(0, rows / 2, own, rows / 2 * sending, -1);
            Blas.transposedMultiply(sending, m, rows, own, directions, imaginary);
            for (int i = 0; i < entries; i++) {
                correlation[i] = correlation[i] * correlation[i] + imaginary[i] * imaginary[i];
            }
        }

        private void chooseSenders() {
            sending = 0;
            for (int j = 0; j < m; j++) {
                if (back || rho[j] > SILENT) {
                    senders[sending++] = j;
                }
            }
        }

        /** The senders' columns of some rows of the directions, times {@code sign}. */
        private void pick(int fromRow, int toRow, float[] own, int at, int sign) {
            for (int i = fromRow; i < toRow; i++) {
                int to = at + (i - fromRow) * sending;
                for (int k = 0; k < sending; k++) {
                    own[to + k] = sign * directions[i * m + senders[k]];
                }
            }
        }

        /** λ‖Σ⁻¹φⱼ‖²/sⱼ. */
        private void keepNoise() {
            double[][] p = new double[phi.rows()][];
            for (int i = 0; i < p.length; i++) {
                p[i] = factor.z()[i].clone();
            }
            factor.solveAdjoint(p);
            addSquares(p, noise);
            for (int j = 0; j < m; j++) {
                noise[j] *= lambda / Math.max(factor.s()[j], Double.MIN_NORMAL);
            }
            keepPowers();
        }

        private void keepPowers() {
            for (int c = 0; c < snapshots; c++) {
                double[] both = Arrays.copyOf(t[c], 2 * t[c].length);
                double[] v = t[c].clone();
                factor.solveAdjoint(v);
                for (double x : v) {
                    squares += x * x;
                }
                factor.solve(v);
                System.arraycopy(v, 0, both, t[c].length, v.length);
                t[c] = both;
            }
        }

        /** Takes shares of the posterior means out of y. */
        void deflate(Node shares, Node deflated) {
            double[] power = new double[m];
            double[] b = new double[phi.rows()];
            double[] taken = new double[m];
            for (int j = 0; j < m; j++) {
                taken[j] = shares.value[index * m + j] * gamma[j];
            }
            left = new double[snapshots][][];
            means = new double[back ? snapshots : 0][][];
            for (int c = 0; c < snapshots; c++) {
                multiply(taken, a[c], image);
                factor.apply(image, b);
                left[c] = vector();
                factor.adjoint(b, left[c]);
                for (int part = 0; part < image.length; part++) {
                    subtractFrom(a[c][part], left[c][part]);
                }
                addSquares(left[c], power);
                if (back) {
                    means[c] = vector();
                    multiply(gamma, a[c], means[c]);
                }
            }
            for (int j = 0; j < m; j++) {
                double step = Math.log(Math.max(power[j] / y.planes(), Double.MIN_NORMAL) / factor.s()[j]);
                deflated.value[index * m + j] = (float) Math.max(-LONGEST_STEP, Math.min(LONGEST_STEP, step));
            }
        }

        private static void multiply(double[] factors, double[][] vector, double[][] product) {
            for (int part = 0; part < vector.length; part++) {
                double[] from = vector[part];
                double[] to = product[part];
                for (int j = 0; j < factors.length; j++) {
                    to[j] = factors[j] * from[j];
                }
            }
        }

        /** x ← a − x. */
        private static void subtractFrom(double[] a, double[] x) {
            for (int j = 0; j < x.length; j++) {
                x[j] = a[j] - x[j];
            }
        }

        /** Z of this sample, which others have overwritten. */
        void restore() {
            for (int i = 0; i < phi.rows(); i++) {
                double[] row = factor.z()[i];
                for (int j = 0; j < m; j++) {
                    row[j] = (double) directions[i * m + j] * root[j];
                }
            }
        }

        void returnShares(Node shares, Node deflated) {
            float[] into = shares.into();
            if (into == null || !deflated.hasGradient()) {
                return;
            }
            double[] power = new double[m];
            for (double[][] vector : left) {
                addSquares(vector, power);
            }
            double[] factors = new double[m];
            for (int j = 0; j < m; j++) {
                int at = index * m + j;
                boolean inside = Math.abs(deflated.value[at]) < LONGEST_STEP;
                factors[j] = inside ? 2 * deflated.gradient()[at] / power[j] : 0;
            }
            double[] b = new double[phi.rows()];
            for (int c = 0; c < snapshots; c++) {
                multiply(factors, left[c], image);
                factor.apply(image, b);
                factor.adjoint(b, image);
                for (int part = 0; part < image.length; part++) {
                    for (int j = 0; j < m; j++) {
                        into[index * m + j] -= (float) (means[c][part][j] * image[part][j]);
                    }
                }
            }
        }

        void send(Node values, Node message) {
            int width = values.planes;
            float[] weighted = new float[width * sending];
            for (int k = 0; k < width; k++) {
                int from = k * values.length + index * m;
                for (int i = 0; i < sending; i++) {
                    weighted[k * sending + i] = rho[senders[i]] * values.value[from + senders[i]];
                }
            }
            float[] sums = new float[width * m];
            if (sending > 0) {
                Blas.multiply(width, m, sending, weighted, correlation, sums);
            }
            for (int k = 0; k < width; k++) {
                System.arraycopy(sums, k * m, message.value, k * message.length + index * m, m);
            }
        }

        void returnMessage(Node values, Node message) {
            float[] into = values.into();
            if (into == null || !message.hasGradient()) {
                return;
            }
            int width = values.planes;
            float[] slope = new float[width * m];
            for (int k = 0; k < width; k++) {
                System.arraycopy(message.gradient(), k * message.length + index * m, slope, k * m, m);
            }
            float[] sums = new float[slope.length];
            Blas.multiply(width, m, m, slope, correlation, sums);
            for (int k = 0; k < width; k++) {
                for (int j = 0; j < m; j++) {
                    into[k * values.length + index * m + j] += rho[j] * sums[k * m + j];
                }
            }
        }

        void sendBack(Node logGamma, Node logLambda, Evidence evidence) {
            float[] intoGamma = logGamma.into();
            float[] intoLambda = logLambda.into();
            float[] slopeOfStep = evidence.step.gradient();
            float[] slopeOfLogS = evidence.logS.gradient();
            float[] slopeOfFreedom = evidence.freedom.gradient();
            double slopeOfFit = evidence.fit.gradient()[index];
            int at = index * m;
            double ofLambda = 0;
            double[] byGamma = new double[m];
            float[] mix = new float[m];
            double[] weight = new double[m];
            for (int j = 0; j < m; j++) {
                float step = evidence.step.value[at + j];
                double ofQ = Math.abs(step) < LONGEST_STEP ? slopeOfStep[at + j] : 0;
                double ofS = slopeOfLogS[at + j] - ofQ;
                double freedom = slopeOfFreedom[at + j] * rho[j] / (1 - rho[j] + LEAST_FREEDOM);
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
                multiply(weight, a[c], image);
                factor.apply(image, b);
                for (int i = 0; i < rows; i++) {
                    ofLambda -= 2 * lambda * b[i] * t[c][rows + i];
                }
                factor.adjoint(b, image);
                for (int part = 0; part < image.length; part++) {
                    for (int j = 0; j < m; j++) {
                        byGamma[j] -= 2 * gammaOf(logGamma, j) * a[c][part][j] * image[part][j];
                    }
                }
            }
            return ofLambda;
        }
    }
}

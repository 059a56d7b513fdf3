package org.gatefold.ofdm.receive;

import java.util.Arrays;
import java.util.List;
import org.gatefold.ofdm.lte.CellReference;
import org.gatefold.ofdm.lte.ResourceGrid;

/** The response of one port at its references in one symbol, received values times the conjugate of what was sent. */
final class Comb {
    private final int[] frequencies;
    private final float[] values;

    private Comb(int[] frequencies, float[] values) {
        this.frequencies = frequencies;
        this.values = values;
    }

    /** @param row row of the grid that holds the symbol */
    static Comb of(ResourceGrid grid, int row, CellReference reference, int port, int slot, int symbol) {
        int[] subcarriers = reference.subcarriers(port, slot, symbol);
        double[] sent = reference.values(slot, symbol);
        int[] frequencies = new int[subcarriers.length];
        float[] values = new float[2 * subcarriers.length];
        for (int m = 0; m < subcarriers.length; m++) {
            double re = grid.re(row, subcarriers[m]);
            double im = grid.im(row, subcarriers[m]);
            frequencies[m] = ResourceGrid.frequency(subcarriers[m], grid.subcarriers());
            values[2 * m] = (float) (re * sent[2 * m] + im * sent[2 * m + 1]);
            values[2 * m + 1] = (float) (im * sent[2 * m] - re * sent[2 * m + 1]);
        }
        return new Comb(frequencies, values);
    }

    /** The mean of combs on the same frequencies. */
    static Comb mean(List<Comb> combs) {
        float[] values = new float[combs.get(0).values.length];
        for (Comb comb : combs) {
            for (int i = 0; i < values.length; i++) {
                values[i] += comb.values[i] / combs.size();
            }
        }
        return new Comb(combs.get(0).frequencies, values);
    }

    /** Both combs, ascending in frequency. */
    static Comb merged(Comb a, Comb b) {
        int count = a.count() + b.count();
        int[] frequencies = new int[count];
        float[] values = new float[2 * count];
        int i = 0;
        int j = 0;
        for (int n = 0; n < count; n++) {
            boolean first = j == b.count() || (i < a.count() && a.frequencies[i] < b.frequencies[j]);
            Comb from = first ? a : b;
            int at = first ? i++ : j++;
            frequencies[n] = from.frequencies[at];
            values[2 * n] = from.values[2 * at];
            values[2 * n + 1] = from.values[2 * at + 1];
        }
        return new Comb(frequencies, values);
    }

    /** The references at frequencies from −{@code most} to {@code most}. */
    Comb middle(int most) {
        int from = 0;
        while (frequencies[from] < -most) {
            from++;
        }
        int to = count();
        while (frequencies[to - 1] > most) {
            to--;
        }
        return new Comb(Arrays.copyOfRange(frequencies, from, to), Arrays.copyOfRange(values, 2 * from, 2 * to));
    }

    int count() {
        return frequencies.length;
    }

    /** Multiples of 15 kHz, ascending; not a copy. */
    int[] frequencies() {
        return frequencies;
    }

    /** (Re, Im) in turn; not a copy. */
    float[] values() {
        return values;
    }

    double energy() {
        double sum = 0;
        for (float v : values) {
            sum += (double) v * v;
        }
        return sum;
    }

    /** Adds Σ z(m+1)·z(m)* over neighbours 6 subcarriers apart: its angle is the delay, −2π·6·delay/N. */
    void addSlope(double[] sum) {
        for (int m = 0; m + 1 < count(); m++) {
            // across the carrier, which has no subcarrier, the distance is seven
            if (frequencies[m + 1] - frequencies[m] == CellReference.SPACING) {
                product(sum, values, m + 1, values, m);
            }
        }
    }

    /** Adds Σ later(m)·z(m)* for a comb on the same frequencies, or on those in the middle between these. */
    void addRotation(Comb later, double[] sum) {
        if (frequencies[0] == later.frequencies[0]) {
            for (int m = 0; m < count(); m++) {
                product(sum, later.values, m, values, m);
            }
            return;
        }
        int shift = later.frequencies[0] < frequencies[0] ? 1 : 0;
        for (int m = shift; m < count() - 1 + shift; m++) {
            product(sum, later.values, m, values, m - shift);
            product(sum, later.values, m, values, m - shift + 1);
        }
    }

    private static void product(double[] sum, float[] a, int i, float[] b, int j) {
        sum[0] += (double) a[2 * i] * b[2 * j] + (double) a[2 * i + 1] * b[2 * j + 1];
        sum[1] += (double) a[2 * i + 1] * b[2 * j] - (double) a[2 * i] * b[2 * j + 1];
    }
}

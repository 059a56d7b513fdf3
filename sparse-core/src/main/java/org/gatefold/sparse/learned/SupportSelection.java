package org.gatefold.sparse.learned;

/**
 * How many entries of largest magnitude bypass the threshold in each layer (support selection, Chen et al., NeurIPS
 * 2018): p grows linearly from ⌊last/K⌋ to last over the K layers, cut to whole numbers and to [least, most]. As in
 * na-alista, entries strictly above the p-th largest pass.
 *
 * @param last the count of the last layer, 1.2 times the sparsity in na-alista; 0 for no selection
 */
public record SupportSelection(double last, int least, int most) {
    public static final SupportSelection NONE = new SupportSelection(0, 0, 0);

    /** The schedule of na-alista, ending at {@code last}. */
    public static SupportSelection upTo(double last) {
        return new SupportSelection(last, 0, Integer.MAX_VALUE);
    }

    /** p of layer {@code layer} of {@code layers}, from 0. */
    public int count(int layer, int layers) {
        if (last <= 0) {
            return 0;
        }
        double first = Math.floor(last / layers);
        double p = layers == 1 ? first : first + (last - first) * layer / (layers - 1);
        return Math.max(least, Math.min(most, (int) (p + 1e-9)));
    }
}

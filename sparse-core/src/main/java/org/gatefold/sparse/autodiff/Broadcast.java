package org.gatefold.sparse.autodiff;

/** How a smaller node is spread over a count×planes×length one. */
final class Broadcast {
    /** 0 if the factor is the same for all entries of a plane, else 1. */
    final int entryStride;

    private final int sampleStride;
    private final int planeStride;
    private final Node shape;

    /**
     * The work on one plane of one sample, whose factors begin at {@code row} and whose entries begin at {@code from}.
     */
    @FunctionalInterface
    interface Row {
        void accept(int row, int from);
    }

    Broadcast(Node factor, Node shape) {
        boolean fits = (factor.count == 1 || factor.count == shape.count)
                && (factor.planes == 1 || factor.planes == shape.planes)
                && (factor.length == 1 || factor.length == shape.length);
        if (!fits) {
            throw new IllegalArgumentException("cannot spread a node of " + factor + " over one of " + shape);
        }
        this.entryStride = factor.length == 1 ? 0 : 1;
        this.planeStride = factor.planes == 1 ? 0 : factor.length;
        this.sampleStride = factor.count == 1 ? 0 : factor.planes * factor.length;
        this.shape = shape;
    }

    void forEachRow(Row work) {
        for (int s = 0; s < shape.count; s++) {
            for (int p = 0; p < shape.planes; p++) {
                work.accept(s * sampleStride + p * planeStride, (s * shape.planes + p) * shape.length);
            }
        }
    }

    /** Of y = … + factor ⊙ x: adds factor ⊙ ∂y to the gradient of x and the sums of x ⊙ ∂y to that of the factor. */
    void sendBack(Node y, Node x, Node factor) {
        float[] slope = y.gradient();
        float[] intoX = x.into();
        float[] intoFactor = factor.into();
        forEachRow((row, from) -> {
            if (intoX != null) {
                addProduct(x.length, factor.value, row, slope, from, intoX);
            }
            if (intoFactor != null && entryStride == 0) {
                float sum = 0;
                for (int i = from; i < from + x.length; i++) {
                    sum += slope[i] * x.value[i];
                }
                intoFactor[row] += sum;
            } else if (intoFactor != null) {
                for (int i = 0; i < x.length; i++) {
                    intoFactor[row + i] += slope[from + i] * x.value[from + i];
                }
            }
        });
    }

    private void addProduct(int n, float[] factor, int row, float[] slope, int from, float[] into) {
        if (entryStride == 0) {
            float f = factor[row];
            for (int i = from; i < from + n; i++) {
                into[i] += f * slope[i];
            }
        } else {
            for (int i = 0; i < n; i++) {
                into[from + i] += factor[row + i] * slope[from + i];
            }
        }
    }
}

package org.gatefold.photometric.render;

import java.util.Arrays;

/**
 * Boxes within boxes around the triangles of a surface, for rays: halves at the median of the longest side down to
 * {@value #LEAF} triangles. Crossings by Möller and Trumbore (1997). Cost of a ray: about the logarithm of the number
 * of triangles.
 */
final class RayTree {
    private static final int LEAF = 4;

    /** A corner and the two sides from it of each triangle, leaf after leaf. */
    private final double[] triangles;
    /** Numbers of the triangles, leaf after leaf. */
    private final int[] order;
    /** Low and high corner of each box. */
    private final double[] boxes;
    /** Of each box: first triangle and number of triangles of a leaf, or minus the second child and 0. */
    private final int[] content;

    private int used;

    RayTree(Surface surface) {
        int count = surface.triangles();
        int most = 2 * Math.max(1, count) + 1;
        order = new int[count];
        Arrays.setAll(order, t -> t);
        boxes = new double[6 * most];
        content = new int[2 * most];
        build(surface, new long[count], 0, count);
        triangles = new double[9 * count];
        for (int i = 0; i < count; i++) {
            for (int d = 0; d < 3; d++) {
                double a = surface.corner(order[i], 0, d);
                triangles[9 * i + d] = a;
                triangles[9 * i + 3 + d] = surface.corner(order[i], 1, d) - a;
                triangles[9 * i + 6 + d] = surface.corner(order[i], 2, d) - a;
            }
        }
    }

    private void build(Surface surface, long[] keys, int from, int to) {
        int box = used++;
        enclose(surface, box, from, to);
        if (to - from <= LEAF) {
            content[2 * box] = from;
            content[2 * box + 1] = to - from;
            return;
        }
        int longest = 0;
        for (int d = 1; d < 3; d++) {
            longest = side(box, d) > side(box, longest) ? d : longest;
        }
        sort(surface, keys, from, to, longest);
        int middle = (from + to) >>> 1;
        build(surface, keys, from, middle);
        content[2 * box] = -used;
        build(surface, keys, middle, to);
    }

    private void enclose(Surface surface, int box, int from, int to) {
        for (int d = 0; d < 3; d++) {
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (int i = from; i < to; i++) {
                for (int k = 0; k < 3; k++) {
                    low = Math.min(low, surface.corner(order[i], k, d));
                    high = Math.max(high, surface.corner(order[i], k, d));
                }
            }
            boxes[6 * box + d] = low;
            boxes[6 * box + 3 + d] = high;
        }
    }

    /** Sorts by the middles along an axis: their floats, made to compare as integers, above the numbers. */
    private void sort(Surface surface, long[] keys, int from, int to, int axis) {
        for (int i = from; i < to; i++) {
            double sum = 0;
            for (int k = 0; k < 3; k++) {
                sum += surface.corner(order[i], k, axis);
            }
            int bits = Float.floatToIntBits((float) sum);
            keys[i] = (long) (bits < 0 ? bits ^ Integer.MAX_VALUE : bits) << 32 | order[i];
        }
        Arrays.sort(keys, from, to);
        for (int i = from; i < to; i++) {
            order[i] = (int) keys[i];
        }
    }

    private double side(int box, int axis) {
        return boxes[6 * box + 3 + axis] - boxes[6 * box + axis];
    }

    /** Where a ray meets the surface. */
    static final class Crossing {
        int triangle = -1;
        double distance = Double.POSITIVE_INFINITY;
        double u;
        double v;

        boolean found() {
            return triangle >= 0;
        }
    }

    /**
     * The nearest crossing of a ray, or any.
     *
     * @param origin start of the ray
     * @param direction of the ray; distances are multiples of it
     * @param least smallest distance that counts
     * @param any whether the first one found will do
     */
    Crossing cross(double[] origin, double[] direction, double least, boolean any) {
        Crossing nearest = new Crossing();
        int[] stack = new int[64];
        int depth = 1;
        while (depth > 0) {
            int box = stack[--depth];
            if (!meets(box, origin, direction, least, nearest.distance)) {
                continue;
            }
            int count = content[2 * box + 1];
            if (count == 0) {
                stack[depth++] = box + 1;
                stack[depth++] = -content[2 * box];
                continue;
            }
            for (int i = content[2 * box]; i < content[2 * box] + count; i++) {
                cross(i, origin, direction, least, nearest);
            }
            if (any && nearest.found()) {
                return nearest;
            }
        }
        return nearest;
    }

    private boolean meets(int box, double[] origin, double[] direction, double least, double most) {
        double near = least;
        double far = most;
        for (int d = 0; d < 3; d++) {
            double low = boxes[6 * box + d] - origin[d];
            double high = boxes[6 * box + 3 + d] - origin[d];
            if (direction[d] == 0) {
                if (low > 0 || high < 0) {
                    return false;
                }
                continue;
            }
            double a = low / direction[d];
            double b = high / direction[d];
            near = Math.max(near, Math.min(a, b));
            far = Math.min(far, Math.max(a, b));
        }
        return near <= far;
    }

    private void cross(int i, double[] o, double[] d, double least, Crossing nearest) {
        int t = 9 * i;
        double ux = triangles[t + 3];
        double uy = triangles[t + 4];
        double uz = triangles[t + 5];
        double vx = triangles[t + 6];
        double vy = triangles[t + 7];
        double vz = triangles[t + 8];
        double px = d[1] * vz - d[2] * vy;
        double py = d[2] * vx - d[0] * vz;
        double pz = d[0] * vy - d[1] * vx;
        double determinant = ux * px + uy * py + uz * pz;
        if (determinant == 0) {
            return;
        }
        double sx = o[0] - triangles[t];
        double sy = o[1] - triangles[t + 1];
        double sz = o[2] - triangles[t + 2];
        double u = (sx * px + sy * py + sz * pz) / determinant;
        double qx = sy * uz - sz * uy;
        double qy = sz * ux - sx * uz;
        double qz = sx * uy - sy * ux;
        double v = (d[0] * qx + d[1] * qy + d[2] * qz) / determinant;
        double distance = (vx * qx + vy * qy + vz * qz) / determinant;
        if (u >= 0 && v >= 0 && u + v <= 1 && distance > least && distance < nearest.distance) {
            nearest.triangle = order[i];
            nearest.distance = distance;
            nearest.u = u;
            nearest.v = v;
        }
    }
}

package org.gatefold.photometric.render;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Boxes within boxes around the triangles of a surface, for rays: halves at the median of the longest side down to
 * {@value #LEAF} triangles. Crossings by Möller and Trumbore (1997). Cost of a ray: about the logarithm of the number
 * of triangles.
 */
final class RayTree {
    private static final int LEAF = 4;

    private final Surface surface;
    private final Integer[] order;
    /** Low and high corner of each box. */
    private final double[] boxes;
    /** Of each box: first triangle and number of triangles of a leaf, or minus the second child and 0. */
    private final int[] content;

    private int used;

    RayTree(Surface surface) {
        this.surface = surface;
        order = IntStream.range(0, surface.triangles()).boxed().toArray(Integer[]::new);
        int most = 2 * Math.max(1, surface.triangles()) + 1;
        boxes = new double[6 * most];
        content = new int[2 * most];
        build(0, order.length);
    }

    private double middle(int triangle, int axis) {
        return (surface.corner(triangle, 0, axis)
                        + surface.corner(triangle, 1, axis)
                        + surface.corner(triangle, 2, axis))
                / 3;
    }

    private void build(int from, int to) {
        int box = used++;
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
        if (to - from <= LEAF) {
            content[2 * box] = from;
            content[2 * box + 1] = to - from;
            return;
        }
        int longest = 0;
        for (int d = 1; d < 3; d++) {
            longest = side(box, d) > side(box, longest) ? d : longest;
        }
        int axis = longest;
        Arrays.sort(order, from, to, Comparator.comparingDouble(t -> middle(t, axis)));
        int middle = (from + to) >>> 1;
        build(from, middle);
        content[2 * box] = -used;
        build(middle, to);
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
                cross(order[i], origin, direction, least, nearest);
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

    private void cross(int t, double[] o, double[] d, double least, Crossing nearest) {
        double ax = surface.corner(t, 0, 0);
        double ay = surface.corner(t, 0, 1);
        double az = surface.corner(t, 0, 2);
        double ux = surface.corner(t, 1, 0) - ax;
        double uy = surface.corner(t, 1, 1) - ay;
        double uz = surface.corner(t, 1, 2) - az;
        double vx = surface.corner(t, 2, 0) - ax;
        double vy = surface.corner(t, 2, 1) - ay;
        double vz = surface.corner(t, 2, 2) - az;
        double px = d[1] * vz - d[2] * vy;
        double py = d[2] * vx - d[0] * vz;
        double pz = d[0] * vy - d[1] * vx;
        double determinant = ux * px + uy * py + uz * pz;
        if (determinant == 0) {
            return;
        }
        double sx = o[0] - ax;
        double sy = o[1] - ay;
        double sz = o[2] - az;
        double u = (sx * px + sy * py + sz * pz) / determinant;
        double qx = sy * uz - sz * uy;
        double qy = sz * ux - sx * uz;
        double qz = sx * uy - sy * ux;
        double v = (d[0] * qx + d[1] * qy + d[2] * qz) / determinant;
        double distance = (vx * qx + vy * qy + vz * qz) / determinant;
        if (u >= 0 && v >= 0 && u + v <= 1 && distance > least && distance < nearest.distance) {
            nearest.triangle = t;
            nearest.distance = distance;
            nearest.u = u;
            nearest.v = v;
        }
    }
}

package org.gatefold.photometric.render;

import java.util.Arrays;
import org.gatefold.photometric.mesh.Mesh;

/**
 * Triangles with a normal at each corner, between which it is interpolated: x to the right, y up, z to the viewer.
 * Orientation of the triangles does not matter.
 */
public final class Surface {
    private final double[] corners;
    private final double[] normals;
    private final int[] triangles;

    /**
     * @param corners x, y, z of each corner
     * @param triangles three corners each
     * @throws IllegalArgumentException if a triangle names a corner that does not exist, or there is none
     */
    public Surface(double[] corners, int[] triangles) {
        this(corners, meanNormals(corners, triangles), triangles);
    }

    private Surface(double[] corners, double[] normals, int[] triangles) {
        this.corners = corners;
        this.normals = normals;
        this.triangles = triangles;
    }

    /** The normal of a corner is the mean over its triangles, weighted with their areas. */
    private static double[] meanNormals(double[] corners, int[] triangles) {
        if (triangles.length == 0 || triangles.length % 3 != 0) {
            throw new IllegalArgumentException("expected triangles, found " + triangles.length + " corners of them");
        }
        for (int corner : triangles) {
            if (corner < 0 || corner >= corners.length / 3) {
                throw new IllegalArgumentException(
                        "expected corners 0 to " + (corners.length / 3 - 1) + ", found " + corner);
            }
        }
        double[] normals = new double[corners.length];
        for (int t = 0; t < triangles.length; t += 3) {
            int a = 3 * triangles[t];
            double[] u = new double[3];
            double[] v = new double[3];
            for (int d = 0; d < 3; d++) {
                u[d] = corners[3 * triangles[t + 1] + d] - corners[a + d];
                v[d] = corners[3 * triangles[t + 2] + d] - corners[a + d];
            }
            double[] n = {u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]};
            for (int k = 0; k < 3; k++) {
                for (int d = 0; d < 3; d++) {
                    normals[3 * triangles[t + k] + d] += n[d];
                }
            }
        }
        for (int i = 0; i < normals.length; i += 3) {
            double length = Math.sqrt(
                    normals[i] * normals[i] + normals[i + 1] * normals[i + 1] + normals[i + 2] * normals[i + 2]);
            for (int d = 0; d < 3 && length > 0; d++) {
                normals[i + d] /= length;
            }
        }
        return normals;
    }

    /** The triangles of a mesh. */
    public static Surface of(Mesh mesh) {
        double[] corners = new double[mesh.positions().length];
        for (int i = 0; i < corners.length; i++) {
            corners[i] = mesh.positions()[i];
        }
        return new Surface(corners, mesh.corners());
    }

    /** A ball of radius 1. */
    public static Surface sphere() {
        return bulged((theta, phi) -> 1);
    }

    /** A head and shoulders, near enough for shadows: brow, nose, chin, neck. */
    public static Surface bust() {
        return bulged(Surface::bustRadius);
    }

    private static double bustRadius(double theta, double phi) {
        double y = Math.cos(theta);
        double front = Math.sin(theta) * Math.cos(phi);
        double side = Math.sin(theta) * Math.sin(phi);
        double radius = 1 + 0.18 * y;
        radius += 0.28 * bump(side, 0.10) * bump(y + 0.02, 0.16) * Math.max(0, front);
        radius += 0.10 * bump(side, 0.45) * bump(y - 0.32, 0.08) * Math.max(0, front);
        radius -= 0.12 * bump(Math.abs(side) - 0.30, 0.14) * bump(y - 0.14, 0.10) * Math.max(0, front);
        radius += 0.07 * bump(side, 0.20) * bump(y + 0.36, 0.07) * Math.max(0, front);
        radius += 0.14 * bump(side, 0.24) * bump(y + 0.62, 0.12) * Math.max(0, front);
        return radius + 0.75 * Math.pow(Math.max(0, -y - 0.72) / 0.28, 2) * (0.6 + 0.4 * Math.abs(side));
    }

    private static double bump(double distance, double width) {
        return Math.exp(-0.5 * distance * distance / (width * width));
    }

    /** Distance of a surface from the origin in a direction. */
    @FunctionalInterface
    private interface Radius {
        double at(double polarRadians, double azimuthRadians);
    }

    /** A closed surface around the origin; the pole is up, azimuth 0 to the viewer. */
    private static Surface bulged(Radius radius) {
        int rings = 180;
        int spokes = 360;
        double[] corners = new double[3 * (rings + 1) * spokes];
        int[] triangles = new int[6 * rings * spokes];
        for (int i = 0; i <= rings; i++) {
            double theta = Math.PI * i / rings;
            for (int j = 0; j < spokes; j++) {
                double phi = 2 * Math.PI * j / spokes;
                double r = radius.at(theta, phi);
                int at = 3 * (i * spokes + j);
                corners[at] = r * Math.sin(theta) * Math.sin(phi);
                corners[at + 1] = r * Math.cos(theta);
                corners[at + 2] = r * Math.sin(theta) * Math.cos(phi);
            }
        }
        for (int i = 0, t = 0; i < rings; i++) {
            for (int j = 0; j < spokes; j++, t += 6) {
                int next = (j + 1) % spokes;
                int[] square = {
                    i * spokes + j, (i + 1) * spokes + j, (i + 1) * spokes + next,
                    i * spokes + j, (i + 1) * spokes + next, i * spokes + next
                };
                System.arraycopy(square, 0, triangles, t, 6);
            }
        }
        return new Surface(corners, triangles);
    }

    /** The surface turned about the axis x, then y, then z, each counter-clockwise as seen from its tip. */
    public Surface turned(double xDegrees, double yDegrees, double zDegrees) {
        double[] degrees = {xDegrees, yDegrees, zDegrees};
        double[] places = corners.clone();
        double[] facing = normals.clone();
        for (int axis = 0; axis < 3; axis++) {
            double cos = Math.cos(Math.toRadians(degrees[axis]));
            double sin = Math.sin(Math.toRadians(degrees[axis]));
            int a = (axis + 1) % 3;
            int b = (axis + 2) % 3;
            for (double[] vectors : new double[][] {places, facing}) {
                for (int i = 0; i < vectors.length; i += 3) {
                    double u = vectors[i + a];
                    double v = vectors[i + b];
                    vectors[i + a] = cos * u - sin * v;
                    vectors[i + b] = sin * u + cos * v;
                }
            }
        }
        return new Surface(places, facing, triangles);
    }

    /** The surface moved and scaled so that it spans [−1, 1] in the larger of x and y, around the origin. */
    public Surface fitted() {
        double[] low = new double[3];
        double[] high = new double[3];
        Arrays.fill(low, Double.POSITIVE_INFINITY);
        Arrays.fill(high, Double.NEGATIVE_INFINITY);
        for (int corner : triangles) {
            for (int d = 0; d < 3; d++) {
                low[d] = Math.min(low[d], corners[3 * corner + d]);
                high[d] = Math.max(high[d], corners[3 * corner + d]);
            }
        }
        double half = Math.max(high[0] - low[0], high[1] - low[1]) / 2;
        if (!(half > 0)) {
            throw new IllegalArgumentException("expected a surface that spans more than a point from the front");
        }
        double[] moved = new double[corners.length];
        for (int i = 0; i < moved.length; i++) {
            moved[i] = (corners[i] - (low[i % 3] + high[i % 3]) / 2) / half;
        }
        return new Surface(moved, normals, triangles);
    }

    public int triangles() {
        return triangles.length / 3;
    }

    /** Coordinate {@code axis} of corner 0, 1 or 2 of a triangle. */
    double corner(int triangle, int corner, int axis) {
        return corners[3 * triangles[3 * triangle + corner] + axis];
    }

    /**
     * The unit normal at the point (1 − u − v)·A + u·B + v·C of a triangle, turned so that the triangle itself faces
     * the viewer. At an outline it can have z below 0 nevertheless: what is seen there is the edge of a facet.
     */
    double[] normal(int triangle, double u, double v) {
        double[] n = new double[3];
        double[] weight = {1 - u - v, u, v};
        double length = 0;
        for (int d = 0; d < 3; d++) {
            for (int k = 0; k < 3; k++) {
                n[d] += weight[k] * normals[3 * triangles[3 * triangle + k] + d];
            }
            length += n[d] * n[d];
        }
        double facing = (corner(triangle, 1, 0) - corner(triangle, 0, 0))
                        * (corner(triangle, 2, 1) - corner(triangle, 0, 1))
                - (corner(triangle, 1, 1) - corner(triangle, 0, 1)) * (corner(triangle, 2, 0) - corner(triangle, 0, 0));
        double sign = facing < 0 ? -1 : 1;
        for (int d = 0; d < 3; d++) {
            n[d] *= sign / Math.sqrt(length);
        }
        return n;
    }
}

package org.gatefold.photometric.light;

import boofcv.alg.feature.detect.edge.CannyEdge;
import boofcv.factory.feature.detect.edge.FactoryEdgeDetectors;
import boofcv.struct.image.GrayF32;
import georegression.struct.point.Point2D_I32;
import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the outline of a sphere in photographs of it: the circle that the most edge points of their mean lie on.
 *
 * <p>The mean is that of the logarithms, in which a dark sphere before a dark wall has an outline, and highlights,
 * which move from image to image, count little. Edges are those of Canny's detector in BoofCV, first the strong ones
 * alone. Circles through three random points of one edge compete by the number of points within {@value #NEAR} pixels
 * at which the edge runs along the circle; those that are covered over less than {@value #COVERED} of their
 * circumference, too small or centred outside the image, do not count: half of a sphere may be hidden or fade into the
 * dark, and round parts of other objects are no spheres. The best is refined by least squares.
 */
final class SphereSearch {
    private static final double NEAR = 1.5;
    private static final double COVERED = 0.5;

    /** Smallest radius as a share of the smaller side: highlights are round too. */
    private static final double SMALLEST = 0.08;

    /** Gradients of the logarithm, per pixel, that start an edge; it goes on down to 0.4 of it. */
    private static final float[] STRENGTHS = {0.5f, 0.2f, 0.08f};

    /** Largest cosine between an edge and the radius of a circle it belongs to. */
    private static final double ALONG = 0.3;

    /** Points to either side that tell the direction of an edge. */
    private static final int REACH = 4;

    private static final int TRIALS = 3000;
    private static final int BINS = 180;

    private final int width;
    private final int height;
    private final GrayF32 mean;
    private Outline points = new Outline();
    /** Where each edge starts among the points, and an end. */
    private int[] starts = {0};
    /** Unit vectors along the edges, x and y of each point. */
    private double[] along = {};

    private SphereSearch(SpherePhotographs photographs) {
        width = photographs.width();
        height = photographs.height();
        mean = new GrayF32(width, height);
        System.arraycopy(photographs.meanLogarithm(), 0, mean.data, 0, width * height);
    }

    /** @throws IllegalArgumentException if there is no outline to be seen */
    static Sphere find(SpherePhotographs photographs) {
        SphereSearch search = new SphereSearch(photographs);
        for (float strength : STRENGTHS) {
            search.detect(strength);
            Sphere best = search.best();
            if (best != null) {
                return search.refined(best);
            }
        }
        throw new IllegalArgumentException(
                "expected images in which the outline of a sphere can be seen, found no circle");
    }

    private void detect(float strength) {
        CannyEdge<GrayF32, GrayF32> canny = FactoryEdgeDetectors.canny(2, true, false, GrayF32.class, GrayF32.class);
        canny.process(mean, 0.4f * strength, strength, null);
        points = new Outline();
        starts = new int[canny.getContours().size() + 1];
        for (int e = 0; e + 1 < starts.length; e++) {
            for (var segment : canny.getContours().get(e).segments) {
                for (Point2D_I32 point : segment.points) {
                    points.add(point.x, point.y, true);
                }
            }
            starts[e + 1] = points.count();
        }
        along = new double[2 * points.count()];
        for (int e = 0; e + 1 < starts.length; e++) {
            for (int i = starts[e]; i < starts[e + 1]; i++) {
                int to = Math.min(starts[e + 1] - 1, i + REACH);
                int from = Math.max(starts[e], i - REACH);
                double x = points.x(to) - points.x(from);
                double y = points.y(to) - points.y(from);
                double length = Math.max(1, Math.hypot(x, y));
                along[2 * i] = x / length;
                along[2 * i + 1] = y / length;
            }
        }
    }

    private @Nullable Sphere best() {
        SplittableRandom rng = new SplittableRandom(1);
        Sphere best = null;
        int most = 0;
        for (int t = 0; t < TRIALS && points.count() >= 3; t++) {
            Sphere circle = throughThree(rng);
            if (circle == null) {
                continue;
            }
            int near = count(circle);
            if (near > most && covered(circle) >= COVERED) {
                best = circle;
                most = near;
            }
        }
        return best;
    }

    /** The circle through three points of the edge of a random point, if it may be a sphere. */
    private @Nullable Sphere throughThree(SplittableRandom rng) {
        int drawn = rng.nextInt(points.count());
        int edge = Arrays.binarySearch(starts, drawn);
        edge = edge < 0 ? -edge - 2 : edge;
        while (starts[edge + 1] <= drawn) {
            edge++; // past edges without points
        }
        Outline three = new Outline();
        for (int k = 0; k < 3; k++) {
            int point = rng.nextInt(starts[edge], starts[edge + 1]);
            three.add(points.x(point), points.y(point), true);
        }
        Sphere circle;
        try {
            circle = three.circle();
        } catch (IllegalArgumentException e) {
            return null; // in a line
        }
        boolean inside = circle.column() >= 0 && circle.column() < width && circle.row() >= 0 && circle.row() < height;
        return inside && circle.radius() >= SMALLEST * Math.min(width, height) ? circle : null;
    }

    /** Whether a point lies on the circle and its edge runs along it. */
    private boolean near(int point, Sphere circle) {
        double x = points.x(point) - circle.column();
        double y = points.y(point) - circle.row();
        double distance = Math.sqrt(x * x + y * y);
        return Math.abs(distance - circle.radius()) <= NEAR
                && Math.abs(x * along[2 * point] + y * along[2 * point + 1]) <= ALONG * distance;
    }

    private int count(Sphere circle) {
        int count = 0;
        for (int i = 0; i < points.count(); i++) {
            count += near(i, circle) ? 1 : 0;
        }
        return count;
    }

    private Outline near(Sphere circle) {
        Outline near = new Outline();
        for (int i = 0; i < points.count(); i++) {
            near.add(points.x(i), points.y(i), near(i, circle));
        }
        return near;
    }

    /** Share of the circumference that has points near it. */
    private double covered(Sphere circle) {
        Outline near = near(circle);
        BitSet bins = new BitSet(BINS);
        for (int i = 0; i < near.count(); i++) {
            double angle = Math.atan2(near.y(i) - circle.row(), near.x(i) - circle.column());
            bins.set((int) Math.floor((angle / (2 * Math.PI) + 0.5) * BINS) % BINS);
        }
        return (double) bins.cardinality() / BINS;
    }

    private Sphere refined(Sphere circle) {
        Sphere better = circle;
        for (int k = 0; k < 5; k++) {
            better = near(better).circle();
        }
        return better;
    }
}

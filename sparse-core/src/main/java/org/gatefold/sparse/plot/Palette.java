package org.gatefold.sparse.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/**
 * The looks of series: neighbours differ in hue, in lightness (so in grey too), in dash and in mark. The hues are those
 * that colour-blind readers tell apart (after Okabe and Ito, Color Universal Design, 2008), in an order that alternates
 * dark and light; yellow is left out, it is lost on white.
 */
final class Palette {
    private static final List<Color> COLOURS = List.of(
            new Color(0x00, 0x4C, 0x99),
            new Color(0xE8, 0x8E, 0x00),
            new Color(0x8A, 0x1C, 0x4C),
            new Color(0x3F, 0xA9, 0xE0),
            new Color(0x00, 0x6B, 0x4A),
            new Color(0xE0, 0x7B, 0xB4),
            new Color(0x3A, 0x3A, 0x3A),
            new Color(0xA8, 0x9A, 0x6A));
    private static final List<float[]> DASHES = List.of(
            new float[0],
            new float[] {7, 3},
            new float[] {7, 2.5f, 1.5f, 2.5f},
            new float[] {3, 2},
            new float[] {12, 3},
            new float[] {7, 2, 1.5f, 2, 1.5f, 2});
    private static final float[] DOTTED = {1.5f, 2.5f};

    private Palette() {}

    static Color colour(int slot) {
        return slot == Series.REFERENCE ? Color.BLACK : COLOURS.get(slot % COLOURS.size());
    }

    static BasicStroke stroke(int slot, float width) {
        float[] dash = slot == Series.REFERENCE ? DOTTED : DASHES.get(slot % DASHES.size());
        return dash.length == 0
                ? new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND)
                : new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dash, 0);
    }

    /** A mark about {@code size} points wide, centred at the origin. */
    static Shape mark(int slot, double size) {
        double h = size / 2;
        if (slot == Series.REFERENCE) {
            return cross(h);
        }
        return switch (slot % 6) {
            case 0 -> new Ellipse2D.Double(-h, -h, size, size);
            case 1 -> new Rectangle2D.Double(-0.9 * h, -0.9 * h, 0.9 * size, 0.9 * size);
            case 2 -> polygon(3, 1.25 * h, 0);
            case 3 -> polygon(4, 1.3 * h, 0);
            case 4 -> polygon(3, 1.25 * h, Math.PI);
            default -> polygon(5, 1.15 * h, 0);
        };
    }

    private static Shape polygon(int corners, double radius, double turn) {
        Path2D path = new Path2D.Double();
        for (int i = 0; i < corners; i++) {
            double angle = turn + 2 * Math.PI * i / corners;
            double x = radius * Math.sin(angle);
            double y = -radius * Math.cos(angle);
            if (i == 0) {
                path.moveTo(x, y);
            } else {
                path.lineTo(x, y);
            }
        }
        path.closePath();
        return path;
    }

    private static Shape cross(double h) {
        Shape bar = new Rectangle2D.Double(-1.4 * h, -0.22 * h, 2.8 * h, 0.44 * h);
        Path2D path = new Path2D.Double();
        path.append(AffineTransform.getRotateInstance(Math.PI / 4).createTransformedShape(bar), false);
        path.append(AffineTransform.getRotateInstance(-Math.PI / 4).createTransformedShape(bar), false);
        return path;
    }
}

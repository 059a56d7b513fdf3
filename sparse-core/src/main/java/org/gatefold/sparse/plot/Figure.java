package org.gatefold.sparse.plot;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.gatefold.sparse.io.InputException;
import org.gatefold.sparse.io.ResultFile;

/**
 * A picture of one or more panels in rows. Sizes are in points, drawn with two pixels a point.
 *
 * <pre>{@code
 * Figure.titled("Two sources").row(320, spectrum, polar).row(260, record).write(Path.of("doa.png"));
 * }</pre>
 */
public final class Figure {
    private static final double PIXELS_A_POINT = 2;
    private static final double DEFAULT_WIDTH = 900;

    static {
        // No picture needs a display; this must be set before AWT starts, and leaves a choice of the user alone.
        if (System.getProperty("java.awt.headless") == null) {
            System.setProperty("java.awt.headless", "true");
        }
    }

    private record Row(double height, List<Panel> panels) {}

    private final String title;
    private final double width;
    private final List<Row> rows;

    private Figure(String title, double width, List<Row> rows) {
        this.title = title;
        this.width = width;
        this.rows = rows;
    }

    /** An empty figure; an empty title takes no room. */
    public static Figure titled(String title) {
        return new Figure(title, DEFAULT_WIDTH, List.of());
    }

    /** A figure of one panel of the usual size. */
    public static Figure of(Panel panel) {
        return titled("").width(480 * Math.max(1, panel.weight())).row(480, panel);
    }

    /** The same figure with this width in points, 900 by default. */
    public Figure width(double points) {
        return new Figure(title, points, rows);
    }

    /** The same figure with one more row of panels below. */
    public Figure row(double height, Panel... panels) {
        List<Row> more = new ArrayList<>(rows);
        more.add(new Row(height, List.of(panels)));
        return new Figure(title, width, List.copyOf(more));
    }

    /**
     * Writes the figure as PNG.
     *
     * @throws InputException if the file cannot be written, or if this Java has no fonts to draw with
     */
    public void write(Path file) {
        BufferedImage image = render();
        ResultFile.write(file, out -> {
            if (!ImageIO.write(image, "png", out)) {
                throw new IOException("this Java cannot write PNG");
            }
        });
    }

    /** The picture itself. @throws InputException if this Java has no fonts to draw with */
    public BufferedImage render() {
        requireFonts();
        return draw();
    }

    /** AWT has no call that asks; measuring a letter fails without its native libraries, fontconfig or any font. */
    private static void requireFonts() {
        try {
            new Font(Font.SANS_SERIF, Font.PLAIN, 12).getStringBounds("0", new FontRenderContext(null, true, true));
        } catch (LinkageError | InternalError | RuntimeException e) {
            throw new InputException(
                    "pictures cannot be drawn: expected a Java with AWT and a font (as in the packages fontconfig and "
                            + "fonts-dejavu-core), found " + e,
                    e);
        }
    }

    private BufferedImage draw() {
        double heading = title.isEmpty() ? 0 : 30;
        double height = heading + rows.stream().mapToDouble(Row::height).sum();
        BufferedImage image = new BufferedImage(
                (int) Math.ceil(width * PIXELS_A_POINT),
                (int) Math.ceil(height * PIXELS_A_POINT),
                BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        try {
            g.scale(PIXELS_A_POINT, PIXELS_A_POINT);
            g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            g.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
            g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            g.setColor(Color.WHITE);
            g.fill(new Rectangle2D.Double(0, 0, width + 1, height + 1));
            drawHeading(g);
            double top = heading;
            for (Row row : rows) {
                drawRow(g, row, top);
                top += row.height();
            }
        } finally {
            g.dispose();
        }
        return image;
    }

    private void drawHeading(Graphics2D g) {
        Font font = Look.HEADING;
        double room = width - 20;
        double text = font.getStringBounds(title, g.getFontRenderContext()).getWidth();
        if (text > room) {
            font = font.deriveFont((float) (font.getSize2D() * room / text));
            text = room;
        }
        g.setFont(font);
        g.setColor(Look.INK);
        g.drawString(title, (float) ((width - text) / 2), 22f);
    }

    private void drawRow(Graphics2D g, Row row, double top) {
        double weights = row.panels().stream().mapToDouble(Panel::weight).sum();
        double left = 0;
        for (Panel panel : row.panels()) {
            double share = width * panel.weight() / weights;
            panel.chart(share, row.height()).draw(g, new Rectangle2D.Double(left, top, share, row.height()));
            left += share;
        }
    }
}

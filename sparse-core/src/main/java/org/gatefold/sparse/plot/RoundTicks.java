package org.gatefold.sparse.plot;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;
import java.util.Locale;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.TickUnit;
import org.jfree.chart.axis.TickUnitSource;

/** Ticks at 1, 2 or 5 times a power of ten, written with as many decimals as they need in every country. */
final class RoundTicks implements TickUnitSource {
    private static final double[] STEPS = {1, 2, 5, 10};

    static final NumberFormat SHORT = decimal("0.##");

    /** For decades: 0.001, 1, 10000, and 1E−7 where zeros would be hard to count. */
    static final NumberFormat PLAIN = new Decades();

    private static final class Decades extends NumberFormat {
        private static final long serialVersionUID = 1;

        @Override
        public StringBuffer format(double v, StringBuffer to, FieldPosition position) {
            double size = Math.abs(v);
            return decimal(size >= 1e-4 && size < 1e6 ? "0.####" : "0E0").format(v, to, position);
        }

        @Override
        public StringBuffer format(long v, StringBuffer to, FieldPosition position) {
            return format((double) v, to, position);
        }

        @Override
        public Number parse(String text, ParsePosition position) {
            return decimal("0.####").parse(text, position);
        }
    }

    private static DecimalFormat decimal(String pattern) {
        DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(Locale.ROOT);
        symbols.setMinusSign('−');
        return new DecimalFormat(pattern, symbols);
    }

    static NumberFormat format(double step) {
        int decimals = (int) Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
        if (decimals > 4 || step >= 1e6) {
            return decimal("0.##E0");
        }
        return decimal("0" + (decimals > 0 ? "." + "0".repeat(decimals) : ""));
    }

    private static TickUnit atLeast(double size) {
        double power = Math.pow(10, Math.floor(Math.log10(size)));
        for (double step : STEPS) {
            if (step * power >= size * (1 - 1e-9)) {
                return new NumberTickUnit(step * power, format(step * power));
            }
        }
        throw new IllegalArgumentException("no tick for " + size);
    }

    @Override
    public TickUnit getLargerTickUnit(TickUnit unit) {
        return atLeast(unit.getSize() * 1.01);
    }

    @Override
    public TickUnit getCeilingTickUnit(TickUnit unit) {
        return atLeast(unit.getSize());
    }

    @Override
    public TickUnit getCeilingTickUnit(double size) {
        return atLeast(size);
    }
}

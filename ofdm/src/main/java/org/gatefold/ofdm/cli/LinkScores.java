package org.gatefold.ofdm.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.gatefold.ofdm.link.LinkBenchmark;
import org.gatefold.ofdm.link.LinkBenchmark.Row;
import org.gatefold.ofdm.link.LinkErrors;
import org.gatefold.ofdm.lte.Modulation;
import org.gatefold.sparse.evaluation.Interval;
import org.gatefold.sparse.evaluation.ScoreTable;
import org.gatefold.sparse.evaluation.ScoreTable.Column;
import org.gatefold.sparse.plot.Axis;
import org.gatefold.sparse.plot.Figure;
import org.gatefold.sparse.plot.Series;
import org.gatefold.sparse.plot.XyPlot;
import org.jspecify.annotations.Nullable;

/** The rows of a {@link LinkBenchmark} for people, for programs and as a picture, all with their 95 % intervals. */
final class LinkScores {
    private static final Quantity NMSE = new Quantity(
            "nmse_db", "channel NMSE [dB]", 2, errors -> errors.channelNmse().map(r -> 10 * Math.log10(r)));
    private static final Quantity BROADCAST =
            new Quantity("pbch_ber", "PBCH BER", 4, LinkErrors::broadcastBitErrorRate);
    private static final Quantity BLOCKS =
            new Quantity("pbch_bler", "PBCH BLER", 3, LinkErrors::broadcastBlockErrorRate);
    private static final Quantity QPSK =
            new Quantity("qpsk_ber", "QPSK BER", 5, errors -> errors.bitErrorRate(Modulation.QPSK));
    private static final Quantity QAM16 =
            new Quantity("qam16_ber", "16QAM BER", 5, errors -> errors.bitErrorRate(Modulation.QAM16));
    private static final List<Quantity> ALL = List.of(NMSE, BROADCAST, BLOCKS, QPSK, QAM16);

    private final List<Row> rows;

    /** Something counted, the decimals it deserves in text, and where it comes from. */
    private record Quantity(String key, String heading, int decimals, Function<LinkErrors, Interval> of) {
        /** NaN where there is none: no error of a channel that was known. */
        Interval of(Row row) {
            boolean none = key.equals("nmse_db") && perfect(row);
            return none ? new Interval(Double.NaN, Double.NaN, Double.NaN) : of.apply(row.errors());
        }

        String text(Row row) {
            Interval i = of(row);
            String number = "%." + decimals + "f";
            return Double.isNaN(i.value())
                    ? "–"
                    : String.format(
                            Locale.ROOT, number + " [" + number + ", " + number + "]", i.value(), i.low(), i.high());
        }
    }

    LinkScores(List<Row> rows) {
        this.rows = List.copyOf(rows);
    }

    /** Value [low, high] in each cell. */
    String text() {
        List<Column> columns =
                new ArrayList<>(List.of(new Column("method", "method", "", 0), new Column("snr_db", "SNR", "dB", 1)));
        ALL.forEach(q -> columns.add(new Column(q.key, q.heading, "", 0)));
        columns.add(new Column("ms_per_frame", "a frame", "ms", 1));
        ScoreTable table = new ScoreTable(columns);
        for (Row row : rows) {
            add(table, row, ALL.stream().map(q -> q.text(row)));
        }
        return table.text();
    }

    /** For CSV and JSON: after the values of a row the ends of their intervals, {@code _low} and {@code _high}. */
    ScoreTable table() {
        List<Column> columns = new ArrayList<>(List.of(Column.forFiles("method"), Column.forFiles("snr_db")));
        ALL.forEach(q -> columns.add(Column.forFiles(q.key)));
        columns.add(Column.forFiles("ms_per_frame"));
        ALL.forEach(q -> columns.addAll(List.of(Column.forFiles(q.key + "_low"), Column.forFiles(q.key + "_high"))));
        ScoreTable table = new ScoreTable(columns);
        for (Row row : rows) {
            List<Interval> intervals = ALL.stream().map(q -> q.of(row)).toList();
            add(
                    table,
                    row,
                    intervals.stream().map(Interval::value),
                    intervals.stream().flatMap(i -> Stream.of(i.low(), i.high())));
        }
        return table;
    }

    private static void add(ScoreTable table, Row row, Stream<?>... cells) {
        List<@Nullable Object> all = new ArrayList<>(List.of(row.method(), row.snrDb()));
        cells[0].forEach(all::add);
        all.add(perfect(row) ? null : row.millisecondsPerFrame());
        Arrays.stream(cells).skip(1).forEach(more -> more.forEach(all::add));
        table.add(all.toArray());
    }

    private static boolean perfect(Row row) {
        return row.method().equals(LinkBenchmark.PERFECT);
    }

    Figure picture(String title) {
        return Figure.titled(title)
                .row(320, rates("QPSK", QPSK), rates("16QAM", QAM16))
                .row(320, rates("PBCH", BROADCAST), nmse());
    }

    private XyPlot rates(String title, Quantity quantity) {
        Axis ratio = Axis.of("signal-to-noise ratio", "dB");
        // a rate of 0 has no place on a logarithmic axis; neither has a lower end of 0
        return XyPlot.of(title, ratio, Axis.of("bit error rate", "").log())
                .with(series(rows, quantity, v -> v > 0 ? v : Double.NaN));
    }

    private XyPlot nmse() {
        List<Row> estimated = rows.stream().filter(row -> !perfect(row)).toList();
        return XyPlot.of("channel", Axis.of("signal-to-noise ratio", "dB"), Axis.of("NMSE", "dB"))
                .with(series(estimated, NMSE, v -> v));
    }

    private static List<Series> series(
            List<Row> rows, Quantity quantity, java.util.function.DoubleUnaryOperator shown) {
        return rows.stream()
                .map(Row::method)
                .distinct()
                .map(method -> {
                    List<Row> own = rows.stream()
                            .filter(row -> row.method().equals(method))
                            .toList();
                    double[] y = values(own, quantity, i -> shown.applyAsDouble(i.value()));
                    Series line = Series.curve(
                                    method, own.stream().mapToDouble(Row::snrDb).toArray(), y)
                            .bars(
                                    values(own, quantity, i -> shown.applyAsDouble(i.low())),
                                    values(own, quantity, i -> shown.applyAsDouble(i.high())));
                    return method.equals(LinkBenchmark.PERFECT) ? line.reference() : line;
                })
                .toList();
    }

    private static double[] values(List<Row> rows, Quantity quantity, ToDoubleFunction<Interval> part) {
        return rows.stream()
                .mapToDouble(row -> part.applyAsDouble(quantity.of(row)))
                .toArray();
    }
}

package org.gatefold.ofdm.report;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.gatefold.ofdm.lte.MasterInformationBlock;
import org.gatefold.ofdm.receive.HeldOutPilots;
import org.gatefold.ofdm.receive.ReceivedFrame;
import org.gatefold.ofdm.receive.Reception;

/** A reception in words. */
public final class ReceptionText {
    private static final int MOST_LINES = 20;

    private ReceptionText() {}

    /** @param frequencyHz what was mixed to zero, NaN if unknown */
    public static String of(Reception reception, double frequencyHz) {
        StringBuilder text = new StringBuilder();
        cell(text, reception);
        line(
                text,
                "  carrier %+.0f Hz%s, sampling clock %+.2f ppm, %.3g ms at %.5g Msps",
                reception.track().carrierHz(),
                Double.isNaN(frequencyHz)
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                " (%+.2f ppm of %.6g MHz)",
                                1e6 * reception.track().carrierHz() / frequencyHz,
                                frequencyHz / 1e6),
                reception.track().clockPpm(),
                1e3 * reception.capture().seconds(),
                reception.capture().rateHz() / 1e6);
        frames(text, reception.frames());
        channel(text, reception);
        reception.warnings().forEach(w -> line(text, "note: %s", w));
        return text.toString();
    }

    private static void cell(StringBuilder text, Reception reception) {
        MasterInformationBlock block = reception.block();
        line(
                text,
                "%s: LTE cell %d, %s%s",
                reception.capture().name(),
                reception.cell(),
                reception.tdd() ? "TDD" : "FDD",
                block == null
                        ? ", bandwidth unknown"
                        : String.format(
                                Locale.ROOT,
                                ", %d resource blocks, %d antenna port%s, PHICH %s %s",
                                block.resourceBlocks(),
                                reception.ports(),
                                reception.ports() == 1 ? "" : "s",
                                block.phichDuration(),
                                block.phichResource()));
    }

    private static void frames(StringBuilder text, List<ReceivedFrame> frames) {
        List<ReceivedFrame> decoded =
                frames.stream().filter(ReceivedFrame::decoded).toList();
        line(
                text,
                "  master information block decoded in %d of %d frames%s",
                decoded.size(),
                frames.size(),
                decoded.isEmpty()
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                ", PBCH EVM %.1f %% on average, %+.1f dB beside the references",
                                100 * mean(decoded, ReceivedFrame::pbchEvm),
                                20 * Math.log10(mean(decoded, ReceivedFrame::pbchAmplitude))));
        if (decoded.isEmpty()) {
            return;
        }
        line(text, "    frame   MIB  PBCH EVM");
        frames.stream()
                .limit(MOST_LINES)
                .forEach(f -> line(
                        text,
                        "    %5d  %4s  %s",
                        f.systemFrameNumber(),
                        f.decoded() ? "ok" : "-",
                        f.decoded() ? String.format(Locale.ROOT, "%6.1f %%", 100 * f.pbchEvm()) : "     -"));
        if (frames.size() > MOST_LINES) {
            line(text, "    ... %d more (all of them with --json)", frames.size() - MOST_LINES);
        }
    }

    private static double mean(List<ReceivedFrame> frames, ToDoubleFunction<ReceivedFrame> value) {
        return frames.stream().mapToDouble(value).average().orElse(Double.NaN);
    }

    private static void channel(StringBuilder text, Reception reception) {
        HeldOutPilots heldOut = reception.heldOut();
        if (heldOut == null || reception.scores().isEmpty()) {
            return;
        }
        HeldOutPilots.Score first = reception.scores().get(0);
        line(
                text,
                "  channel on held-out pilots, %d slots and ports: %d used, %d predicted of each, pilots at %.1f dB",
                heldOut.observations(),
                first.used(),
                first.heldOut(),
                heldOut.snrDb());
        int width = reception.scores().stream()
                .mapToInt(s -> s.method().length())
                .max()
                .orElse(0);
        line(text, "    %s   NMSE dB       95 %%       ms/symbol", " ".repeat(Math.max(0, width - 6)) + "method");
        String lines = reception.scores().stream()
                .map(s -> String.format(
                        Locale.ROOT,
                        "    %" + Math.max(6, width) + "s  %8.2f  %7.2f … %-7.2f  %8.2f%n",
                        s.method(),
                        s.nmseDb(),
                        s.nmse().low(),
                        s.nmse().high(),
                        s.millisecondsPerSymbol()))
                .collect(Collectors.joining());
        text.append(lines);
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
    }
}

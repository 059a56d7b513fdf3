package org.gatefold.sparse.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatefold.sparse.evaluation.ScoreTable.Column;
import org.gatefold.sparse.io.InputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * One quantity that a comparison goes through, a mixin: {@code --each K=4,8,16} puts each number for {@code {K}} in
 * other options, and K becomes a column of the table and the axis of the picture. Models of different depth, one file
 * each, are so one curve {@code na-{K}.npz}; a method without {@code {K}} runs once and holds for all K.
 */
public final class Sweep {
    private static final int MOST = 1000;
    private static final Pattern FORM = Pattern.compile("([A-Z][A-Za-z]{0,19})=(.+)");
    private static final Pattern RANGE = Pattern.compile("(\\d{1,9}):(\\d{1,9})(?::(\\d{1,9}))?");

    @Option(
            names = "--each",
            paramLabel = "NAME=LIST",
            description = "Put each number of the list for {NAME} in other options that may hold it, and draw over it:"
                    + " K=4,8,16, K=2:24 or N=500:2500:250 (from:to:step, both ends included).")
    private @Nullable String each;

    /**
     * What is compared at once.
     *
     * @param value of the swept quantity, null for what does not depend on it
     * @param methods as the user wrote them
     */
    public record Part(@Nullable String value, List<MethodSpec> methods) {
        /** The value as a cell of a table. */
        public @Nullable Number cell() {
            if (value == null) {
                return null;
            }
            double number = Double.parseDouble(value);
            return number == Math.rint(number) && Math.abs(number) < 1e15 ? (Number) (long) number : (Number) number;
        }
    }

    /** Whether the user asked for a sweep. */
    public boolean present() {
        return each != null;
    }

    /** What the user asked for, empty if nothing. */
    public String text() {
        return each == null ? "" : each;
    }

    /** The name of the swept quantity. */
    public String name() {
        return form().group(1);
    }

    /** The column of the swept quantity. */
    public Column column() {
        return new Column(name(), name(), "", 2);
    }

    /** Whether a text holds {@code {NAME}}. */
    public boolean in(String text) {
        return present() && text.contains("{" + name() + "}");
    }

    /** The text with the value in place of {@code {NAME}}; without a value the text itself. */
    public String at(@Nullable String value, String text) {
        return value == null ? text : text.replace("{" + name() + "}", value);
    }

    /** The method with the value in place of {@code {NAME}}. */
    public MethodSpec at(@Nullable String value, MethodSpec method) {
        return value == null ? method : MethodSpec.parse(at(value, method.toString()));
    }

    /**
     * All that is to be compared: without a sweep everything at once; else first the methods that do not depend on the
     * swept quantity, perhaps none, and then the others for each value, or, if the problem depends on it, all methods
     * for each value.
     *
     * @param problem options that describe the problem
     * @throws InputException if the option cannot be read, or nothing depends on the quantity
     */
    public List<Part> parts(List<MethodSpec> methods, String... problem) {
        if (!present()) {
            return List.of(new Part(null, methods));
        }
        boolean all = List.of(problem).stream().anyMatch(this::in);
        List<MethodSpec> dependent =
                methods.stream().filter(m -> all || in(m.toString())).toList();
        if (dependent.isEmpty()) {
            throw new InputException("--each: expected {" + name() + "} in another option that may hold it, found none"
                    + " for '" + text() + "'");
        }
        List<Part> parts = new ArrayList<>();
        if (!all) {
            parts.add(new Part(
                    null, methods.stream().filter(m -> !in(m.toString())).toList()));
        }
        values().forEach(v -> parts.add(new Part(v, dependent)));
        return parts;
    }

    private Matcher form() {
        Matcher matcher = FORM.matcher(text());
        if (!matcher.matches()) {
            throw refused();
        }
        return matcher;
    }

    private Set<String> values() {
        Set<String> values = new LinkedHashSet<>();
        for (String part : form().group(2).split(",", -1)) {
            Matcher range = RANGE.matcher(part.strip());
            if (range.matches()) {
                int step = range.group(3) == null ? 1 : Integer.parseInt(range.group(3));
                int from = Integer.parseInt(range.group(1));
                int to = Integer.parseInt(range.group(2));
                if (step < 1 || to < from || (to - from) / step >= MOST) {
                    throw refused();
                }
                for (int v = from; v <= to; v += step) {
                    values.add(Integer.toString(v));
                }
            } else {
                values.add(number(part.strip()));
            }
        }
        return values;
    }

    /** The number as it was written. */
    private String number(String text) {
        try {
            if (Double.isFinite(Double.parseDouble(text))) {
                return text;
            }
        } catch (NumberFormatException e) {
            // reported below with what was expected
        }
        throw refused();
    }

    private InputException refused() {
        return new InputException("--each: expected a capitalised NAME=LIST such as K=4,8,16, K=2:24 or N=500:2500:250,"
                + " found '" + text() + "'");
    }
}

package org.gatefold.sparse.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.gatefold.sparse.io.InputException;

/**
 * A method as the user writes it, {@code NAME[:option=value,...]}, as in {@code sbl:update=mackay,iterations=100}.
 *
 * <p>The reader of a spec takes its options by name and calls {@link #requireAllRead()} at the end, so that a misspelt
 * option is an error and never silently ignored.
 */
public final class MethodSpec {
    private final String text;
    private final String name;
    private final Map<String, String> options;
    private final TreeSet<String> known = new TreeSet<>();

    private MethodSpec(String text, String name, Map<String, String> options) {
        this.text = text;
        this.name = name;
        this.options = options;
    }

    /** @throws InputException if the text has not the form {@code NAME[:option=value,...]} */
    public static MethodSpec parse(String text) {
        int colon = text.indexOf(':');
        String name = (colon < 0 ? text : text.substring(0, colon)).strip();
        Map<String, String> options = new LinkedHashMap<>();
        if (name.isEmpty()) {
            throw new InputException("method '" + text + "': expected NAME[:option=value,...]");
        }
        if (colon >= 0) {
            for (String part : text.substring(colon + 1).split(",", -1)) {
                int equals = part.indexOf('=');
                if (equals < 1
                        || options.put(
                                        part.substring(0, equals).strip(),
                                        part.substring(equals + 1).strip())
                                != null) {
                    throw new InputException("method '" + text
                            + "': expected option=value once each after the colon, found '" + part + "'");
                }
            }
        }
        return new MethodSpec(text, name, options);
    }

    /**
     * A list of methods separated by commas. A part with '=' and no name of its own goes on with the options of the
     * method before it: {@code omp,sbl:update=em,iterations=50,ista} is three methods.
     */
    public static List<MethodSpec> parseList(String text) {
        List<String> specs = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            boolean continues =
                    part.indexOf('=') > 0 && (part.indexOf(':') < 0 || part.indexOf(':') > part.indexOf('='));
            if (continues && !specs.isEmpty()) {
                specs.set(specs.size() - 1, specs.get(specs.size() - 1) + "," + part);
            } else {
                specs.add(part);
            }
        }
        return specs.stream().map(MethodSpec::parse).toList();
    }

    public String name() {
        return name;
    }

    /** The value of an option as text, {@code fallback} if it was not given. */
    public String text(String option, String fallback) {
        known.add(option);
        return options.getOrDefault(option, fallback);
    }

    /** One of {@code choices}, {@code fallback} if the option was not given. */
    public String choice(String option, String fallback, List<String> choices) {
        String value = text(option, fallback);
        if (!choices.contains(value)) {
            throw wrong(option, "one of " + String.join(", ", choices), value);
        }
        return value;
    }

    /** A finite number in [low, high], {@code fallback} (which may be anything) if the option was not given. */
    public double number(String option, double fallback, double low, double high) {
        known.add(option);
        String value = options.get(option);
        if (value == null) {
            return fallback;
        }
        try {
            double number = Double.parseDouble(value);
            if (number >= low && number <= high) {
                return number;
            }
        } catch (NumberFormatException e) {
            // reported below with what was expected
        }
        throw wrong(option, "a number from " + low + " to " + high, value);
    }

    /** A whole number in [low, high], {@code fallback} if the option was not given. */
    public int integer(String option, int fallback, int low, int high) {
        known.add(option);
        String value = options.get(option);
        if (value == null) {
            return fallback;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= low && number <= high) {
                return number;
            }
        } catch (NumberFormatException e) {
            // reported below with what was expected
        }
        throw wrong(option, "a whole number from " + low + " to " + high, value);
    }

    /** {@code true} or {@code false}. */
    public boolean flag(String option, boolean fallback) {
        return choice(option, Boolean.toString(fallback), List.of("true", "false"))
                .equals("true");
    }

    /** @throws InputException if an option was given that no reader asked for */
    public void requireAllRead() {
        for (String option : options.keySet()) {
            if (!known.contains(option)) {
                String hint = known.isEmpty() ? "no options" : "one of " + String.join(", ", known);
                throw new InputException("method '" + text + "': expected " + hint + ", found option '" + option + "'");
            }
        }
    }

    private InputException wrong(String option, String expected, String found) {
        return new InputException(
                "method '" + text + "': option '" + option + "': expected " + expected + ", found '" + found + "'");
    }

    /** As the user wrote it. */
    @Override
    public String toString() {
        return text;
    }
}

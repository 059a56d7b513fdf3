package org.gatefold.sparse.io;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * Options {@code name=value} as a user or a file gives them, read by name and type.
 *
 * <p>Whoever reads them takes each by its name and calls {@link #requireAllRead()} at the end, so that a misspelt
 * option is an error and never silently ignored.
 */
public class Options {
    private final String label;
    private final Map<String, String> given;
    private final TreeSet<String> known = new TreeSet<>();

    /**
     * An option that something can be given.
     *
     * @param fallback its value if not given: a number or word as one would write it, or a few words if it depends on
     *     what is known of the problem
     * @param meaning one line, with the unit and the choices
     */
    public record Option(String name, String fallback, String meaning) {}

    /** @param label names what has these options in a complaint */
    public Options(String label, Map<String, String> given) {
        this.label = label;
        this.given = new LinkedHashMap<>(given);
    }

    /**
     * The options of {@code option=value,option=value}.
     *
     * @throws InputException if the text has another form or names an option twice
     */
    public static Map<String, String> pairs(String label, String text) {
        Map<String, String> options = new LinkedHashMap<>();
        for (String part : text.split(",", -1)) {
            int equals = part.indexOf('=');
            if (equals < 1
                    || options.put(
                                    part.substring(0, equals).strip(),
                                    part.substring(equals + 1).strip())
                            != null) {
                throw new InputException(
                        label + ": expected option=value once each after the colon, found '" + part + "'");
            }
        }
        return options;
    }

    /** The options that were given. */
    public final Map<String, String> given() {
        return Collections.unmodifiableMap(given);
    }

    /** What has these options, as complaints name it. */
    public final String label() {
        return label;
    }

    /** The value of an option as text, {@code fallback} if it was not given. */
    public final String text(String option, String fallback) {
        known.add(option);
        return given.getOrDefault(option, fallback);
    }

    /** One of {@code choices}, {@code fallback} if the option was not given. */
    public final String choice(String option, String fallback, List<String> choices) {
        String value = text(option, fallback);
        if (!choices.contains(value)) {
            throw wrong(option, "one of " + String.join(", ", choices), value);
        }
        return value;
    }

    /** One of the constants of an enum, by their {@link #word}; {@code fallback} if the option was not given. */
    public final <E extends Enum<E>> E choice(String option, E fallback) {
        Map<String, E> words = new LinkedHashMap<>();
        for (E constant : fallback.getDeclaringClass().getEnumConstants()) {
            words.put(word(constant), constant);
        }
        E chosen = words.get(text(option, word(fallback)));
        if (chosen == null) {
            throw wrong(option, "one of " + String.join(", ", words.keySet()), text(option, ""));
        }
        return chosen;
    }

    /** How an option names a constant: lower case, with hyphens. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Options that are read as these values, in this order.
     *
     * @param namesAndValues names, each followed by its value: a number, text, truth value or constant of an enum
     */
    public static Map<String, String> of(Object... namesAndValues) {
        Map<String, String> options = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            Object value = namesAndValues[i + 1];
            options.put(
                    namesAndValues[i].toString(),
                    value instanceof Enum<?> constant ? word(constant) : value.toString());
        }
        return options;
    }

    /** A finite number in [low, high], {@code fallback} (which may be anything) if the option was not given. */
    public final double number(String option, double fallback, double low, double high) {
        known.add(option);
        String value = given.get(option);
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
    public final int integer(String option, int fallback, int low, int high) {
        known.add(option);
        String value = given.get(option);
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
    public final boolean flag(String option, boolean fallback) {
        return choice(option, Boolean.toString(fallback), List.of("true", "false"))
                .equals("true");
    }

    /** @throws InputException if an option was given that no reader asked for */
    public final void requireAllRead() {
        for (String option : given.keySet()) {
            if (!known.contains(option)) {
                String hint = known.isEmpty() ? "no options" : "one of " + String.join(", ", known);
                throw new InputException(label + ": expected " + hint + ", found option '" + option + "'");
            }
        }
    }

    private InputException wrong(String option, String expected, String found) {
        return new InputException(
                label + ": option '" + option + "': expected " + expected + ", found '" + found + "'");
    }
}

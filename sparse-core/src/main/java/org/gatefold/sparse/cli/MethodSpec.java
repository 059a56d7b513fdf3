package org.gatefold.sparse.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gatefold.sparse.io.InputException;
import org.gatefold.sparse.io.Options;

/** A method as the user writes it, {@code NAME[:option=value,...]}, as in {@code sbl:update=mackay,iterations=100}. */
public final class MethodSpec extends Options {
    private final String text;
    private final String name;

    private MethodSpec(String label, String text, String name, Map<String, String> options) {
        super(label, options);
        this.text = text;
        this.name = name;
    }

    /** @throws InputException if the text has not the form {@code NAME[:option=value,...]} */
    public static MethodSpec parse(String text) {
        return parse("method", text);
    }

    /**
     * The same form for something that is not a method.
     *
     * @param kind what it is, for complaints
     */
    public static MethodSpec parse(String kind, String text) {
        String label = kind + " '" + text + "'";
        int colon = text.indexOf(':');
        String name = (colon < 0 ? text : text.substring(0, colon)).strip();
        if (name.isEmpty()) {
            throw new InputException(label + ": expected NAME[:option=value,...]");
        }
        return new MethodSpec(
                label, text, name, colon < 0 ? Map.of() : Options.pairs(label, text.substring(colon + 1)));
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

    /** The same with other values of the options that the user did not give. */
    public MethodSpec withDefaults(Map<String, String> defaults) {
        Map<String, String> merged = new LinkedHashMap<>(defaults);
        merged.putAll(given());
        return new MethodSpec(label(), text, name, merged);
    }

    /** As the user wrote it. */
    @Override
    public String toString() {
        return text;
    }
}

package org.gatefold.doa.method;

import org.gatefold.sparse.io.InputException;

/**
 * How many sources to look for.
 *
 * @param fixed the number, or 0 to have it estimated by {@code criterion}
 * @param criterion the information criterion that estimates it
 */
public record SourceCount(int fixed, InformationCriterion criterion) {
    public SourceCount {
        if (fixed < 0) {
            throw new IllegalArgumentException("the number of sources cannot be " + fixed);
        }
    }

    public static SourceCount of(int sources) {
        return new SourceCount(sources, InformationCriterion.MDL);
    }

    /** @throws InputException if the text is neither a positive number nor {@code auto}, {@code mdl} or {@code aic} */
    public static SourceCount parse(String text) {
        if (text.matches("[1-9]\\d{0,3}")) {
            return of(Integer.parseInt(text));
        }
        return switch (text) {
            case "auto", "mdl" -> new SourceCount(0, InformationCriterion.MDL);
            case "aic" -> new SourceCount(0, InformationCriterion.AIC);
            default ->
                throw new InputException("sources: expected a positive number, auto, mdl or aic, found '" + text + "'");
        };
    }

    public boolean estimated() {
        return fixed == 0;
    }
}

package org.gatefold.doa.method;

import java.util.List;
import org.gatefold.doa.array.ArrayGeometry;
import org.gatefold.doa.array.Snapshots;
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

    /**
     * The number to look for in these data: the fixed one, or what the criterion says of the covariances.
     *
     * @throws InputException if the array has not as many elements as the data, or too few for the fixed number
     */
    int of(ArrayGeometry geometry, List<Snapshots> bins) {
        int n = geometry.elements();
        for (Snapshots bin : bins) {
            if (bin.elements() != n) {
                throw new InputException("array: expected " + bin.elements()
                        + " elements, as many as the recording has channels, found " + n);
            }
        }
        if (fixed >= n) {
            throw new InputException(
                    "sources: expected at most " + (n - 1) + " with " + n + " elements, found " + fixed);
        }
        return estimated() ? criterion.count(Smoothing.automatic().covariances(geometry, bins, 0)) : fixed;
    }

    public boolean estimated() {
        return fixed == 0;
    }
}

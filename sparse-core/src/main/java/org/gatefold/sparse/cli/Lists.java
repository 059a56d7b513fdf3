package org.gatefold.sparse.cli;

import java.util.ArrayList;
import java.util.List;
import org.gatefold.sparse.io.InputException;

/** Lists of numbers as the user writes them. */
public final class Lists {
    private static final int MOST = 10_000;

    private Lists() {}

    /** Whole numbers of at least 1: {@code 5}, {@code 3:10} (both ends included), {@code 3,5,8}. */
    public static List<Integer> integers(String option, String text) {
        List<Integer> values = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            String[] ends = part.split(":", -1);
            try {
                int from = Integer.parseInt(ends[0].strip());
                int to = Integer.parseInt(ends[ends.length - 1].strip());
                if (ends.length <= 2 && from >= 1 && to >= from && to - from < MOST) {
                    for (int v = from; v <= to; v++) {
                        values.add(v);
                    }
                    continue;
                }
            } catch (NumberFormatException e) {
                // reported below with what was expected
            }
            throw new InputException(
                    option + ": expected whole numbers of at least 1 such as 5, 3:10 or 3,5,8, found '" + text + "'");
        }
        return values;
    }

    /** Decibels, {@code inf} for infinity: {@code 40,20,inf}. */
    public static List<Double> decibels(String option, String text) {
        List<Double> values = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            String word = part.strip();
            try {
                double value = word.equalsIgnoreCase("inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(word);
                if (word.equalsIgnoreCase("inf") || Math.abs(value) <= 300) {
                    values.add(value);
                    continue;
                }
            } catch (NumberFormatException e) {
                // reported below with what was expected
            }
            throw new InputException(
                    option + ": expected decibels from -300 to 300, or inf, such as 40,20,inf, found '" + text + "'");
        }
        return values;
    }
}

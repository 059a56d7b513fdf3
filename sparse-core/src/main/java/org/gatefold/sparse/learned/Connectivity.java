package org.gatefold.sparse.learned;

import java.util.ArrayList;
import java.util.List;

/**
 * Which earlier outputs feed each layer of a {@link Lista} besides the one before it.
 *
 * <p>Layers are numbered from 1 as in Meng et al., ICLR 2021; {@code sources(k)} are the layers whose outputs layer k
 * averages, the default link k − 1 first. Layer 1 begins at zero and has none.
 */
public record Connectivity(String name, List<List<Integer>> extra) {
    /** The architecture that 25,000 trained candidates voted for, 42 links for 16 layers (the authors' code). */
    private static final String SEARCHED = "4:1 5:3 6:3,4 7:2,3,4 8:1,3,5 9:2,3 10:1,2,3,4,5,8 11:1,5,6,7 12:8 13:4,7,8"
            + " 14:4,6,9 15:1,4,5,9,10 16:1,3,4,5,6,7,9,14";

    /** The chain of LISTA. */
    public static Connectivity chain() {
        return new Connectivity("chain", List.of());
    }

    /** The last two outputs, as in FISTA. */
    public static Connectivity fista(int layers) {
        return of("fista", layers, k -> k >= 3 ? List.of(k - 2) : List.of());
    }

    /** All earlier outputs. */
    public static Connectivity dense(int layers) {
        return of("dense", layers, k -> {
            List<Integer> all = new ArrayList<>();
            for (int i = 1; i < k - 1; i++) {
                all.add(i);
            }
            return all;
        });
    }

    /** The searched average architecture, cut to {@code layers}. */
    public static Connectivity searched(int layers) {
        return parse("searched", SEARCHED, layers);
    }

    /**
     * Links written as {@code target:source,source target:source …}.
     *
     * @throws IllegalArgumentException if a link does not go from an earlier layer to a later one
     */
    public static Connectivity parse(String name, String links, int layers) {
        List<List<Integer>> extra = new ArrayList<>();
        for (int k = 1; k <= layers; k++) {
            extra.add(new ArrayList<>());
        }
        for (String entry : links.trim().split("\\s+")) {
            String[] parts = entry.split(":");
            if (parts.length != 2) {
                throw new IllegalArgumentException("expected links as TARGET:SOURCE,…, found '" + entry + "'");
            }
            int target = number(parts[0], entry);
            for (String source : parts[1].split(",")) {
                int from = number(source, entry);
                if (from < 1 || from >= target - 1) {
                    throw new IllegalArgumentException(
                            "expected links from layers 1 to " + (target - 2) + ", found '" + entry + "'");
                }
                if (target <= layers) {
                    extra.get(target - 1).add(from);
                }
            }
        }
        return new Connectivity(name, extra);
    }

    private static int number(String text, String entry) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("expected links as TARGET:SOURCE,…, found '" + entry + "'", e);
        }
    }

    private static Connectivity of(String name, int layers, java.util.function.IntFunction<List<Integer>> sources) {
        List<List<Integer>> extra = new ArrayList<>();
        for (int k = 1; k <= layers; k++) {
            extra.add(sources.apply(k));
        }
        return new Connectivity(name, extra);
    }

    /** The layers that feed layer {@code k}, k from 2. */
    public List<Integer> sources(int k) {
        List<Integer> sources = new ArrayList<>();
        sources.add(k - 1);
        if (k <= extra.size()) {
            sources.addAll(extra.get(k - 1));
        }
        return sources;
    }

    /** Number of links besides the chain. */
    public int links() {
        return extra.stream().mapToInt(List::size).sum();
    }
}

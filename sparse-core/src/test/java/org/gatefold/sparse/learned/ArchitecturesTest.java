package org.gatefold.sparse.learned;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatefold.sparse.io.InputException;
import org.gatefold.sparse.io.Options;
import org.gatefold.sparse.io.Options.Option;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitecturesTest {
    private static final Architectures STANDARD = Architectures.standard();
    private static final ProblemStatistics KNOWN = new ProblemStatistics(0.07, 7, 0.5, 33);

    static Stream<Architecture> all() {
        return STANDARD.list().stream();
    }

    private static UnrolledModel model(Architecture a, Map<String, String> settings) {
        return STANDARD.model(a.name(), new Options("model", settings), KNOWN);
    }

    @ParameterizedTest
    @MethodSource("all")
    void settingsMakeTheSameModelAgain(Architecture a) {
        UnrolledModel model = model(a, Map.of("layers", "3"));
        assertEquals(a.name(), model.architecture());
        assertEquals(3, model.layers());
        assertEquals(
                model, STANDARD.model(a.name(), new Options("model", model.settings()), ProblemStatistics.UNKNOWN));
    }

    @ParameterizedTest
    @MethodSource("all")
    void anArchitectureReadsExactlyTheOptionsItLists(Architecture a) {
        InputException e = assertThrows(InputException.class, () -> model(a, Map.of("no-such-option", "1")));
        String listed = a.options().stream().map(Option::name).collect(Collectors.toCollection(TreeSet::new)).stream()
                .collect(Collectors.joining(", "));
        assertEquals("model: expected one of " + listed + ", found option 'no-such-option'", e.getMessage());
        TreeSet<String> read = new TreeSet<>(model(a, Map.of()).settings().keySet());
        if (read.contains("start")) {
            // Each start of LISTA has options of its own.
            read.addAll(model(a, Map.of("start", "ista")).settings().keySet());
        }
        assertEquals(a.options().stream().map(Option::name).collect(Collectors.toCollection(TreeSet::new)), read);
    }

    @ParameterizedTest
    @MethodSource("all")
    void literalDefaultsAreTakenAsTheyAreListed(Architecture a) {
        Map<String, String> literal = a.options().stream()
                .filter(o -> !o.fallback().contains(" "))
                .collect(Collectors.toMap(Option::name, Option::fallback));
        assertEquals(model(a, Map.of()), model(a, literal));
        assertFalse(a.title().isBlank() || a.source().isBlank());
    }

    @Test
    void linksBetweenLayersAreReadAndWritten() {
        Options links = new Options("x", Map.of("connectivity", "4:1 6:3+4", "layers", "7"));
        UnrolledModel model = STANDARD.model("lista", links, KNOWN);
        assertEquals("4:1 6:3+4", model.settings().get("connectivity"));
        assertEquals(model, STANDARD.model("lista", new Options("x", model.settings()), KNOWN));
        Options wrong = new Options("x", Map.of("connectivity", "4:5"));
        assertThrows(InputException.class, () -> STANDARD.model("lista", wrong, KNOWN));
    }

    @Test
    void whatIsUnknownOrWrongIsRefused() {
        Options none = new Options("--model lsta", Map.of());
        String message = assertThrows(InputException.class, () -> STANDARD.model("lsta", none, KNOWN))
                .toString();
        assertTrue(
                message.contains(": --model lsta: expected one of the architectures ")
                        && message.endsWith(", found 'lsta'"),
                message);
        Options cell = new Options("--model na-alista:cell=x", Map.of("cell", "x"));
        assertEquals(
                "--model na-alista:cell=x: option 'cell': expected one of lstm, gru, rnn, mlp, found 'x'",
                assertThrows(InputException.class, () -> STANDARD.model("na-alista", cell, KNOWN))
                        .getMessage());
    }
}

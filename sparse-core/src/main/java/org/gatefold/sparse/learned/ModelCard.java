package org.gatefold.sparse.learned;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import org.gatefold.sparse.autodiff.Parameter;
import org.gatefold.sparse.io.InputException;
import org.gatefold.sparse.learned.Provenance.Score;

/**
 * The JSON text of a model file.
 *
 * @param settings of the architecture
 * @param parameters shapes of the arrays
 */
record ModelCard(
        String architecture, Map<String, String> settings, Map<String, Shape> parameters, Provenance provenance) {
    private static final String FORMAT = "gatefold-model";
    private static final int VERSION = 1;

    /** What an array must be; {@code trained} is false for one that training left alone. */
    record Shape(int rows, int columns, boolean trained) {}

    static ModelCard of(ModelFile file) {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        for (Parameter p : file.parameters()) {
            shapes.put(p.name(), new Shape(p.rows(), p.columns(), p.trainable()));
        }
        return new ModelCard(file.model().architecture(), file.model().settings(), shapes, file.provenance());
    }

    String text() {
        ObjectNode card = JsonNodeFactory.instance.objectNode();
        card.put("format", FORMAT).put("format_version", VERSION);
        card.put("architecture", architecture);
        ObjectNode options = card.putObject("settings");
        settings.forEach(options::put);
        OperatorIdentity a = provenance.operator();
        if (a != null) {
            card.putObject("operator")
                    .put("range", a.range())
                    .put("domain", a.domain())
                    .put("complex", a.complex())
                    .put("sha256", a.sha256());
        }
        card.put("source", provenance.source()).put("command", provenance.command());
        card.put("seed", provenance.seed()).put("steps", provenance.steps()).put("samples", provenance.samples());
        card.put("minutes", provenance.minutes());
        ArrayNode scores = card.putArray("scores");
        for (Score s : provenance.scores()) {
            ObjectNode score = scores.addObject().put("set", s.set()).put("metric", s.metric());
            if (Double.isFinite(s.value())) {
                score.put("value", s.value());
            }
            score.put("count", s.count());
        }
        card.put("date", provenance.date()).put("version", provenance.version());
        ObjectNode arrays = card.putObject("parameters");
        parameters.forEach((name, s) -> arrays.putObject(name)
                .put("rows", s.rows())
                .put("columns", s.columns())
                .put("trained", s.trained()));
        try {
            return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(card);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @throws InputException if the text is no card of this format */
    static ModelCard parse(String file, String text) {
        JsonNode card;
        try {
            card = new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new InputException(file + ": expected a card in JSON, found " + e.getOriginalMessage(), e);
        }
        Reader root = new Reader(file, card);
        if (!root.text("format").equals(FORMAT) || root.integer("format_version") != VERSION) {
            throw new InputException(file + ": expected a card of format " + FORMAT + " " + VERSION + ", found "
                    + root.text("format") + " " + root.integer("format_version"));
        }
        Map<String, String> settings = new LinkedHashMap<>();
        for (Entry<String, JsonNode> option : root.at("settings").node.properties()) {
            settings.put(option.getKey(), option.getValue().asText());
        }
        Map<String, Shape> parameters = new LinkedHashMap<>();
        for (Entry<String, JsonNode> array : root.at("parameters").node.properties()) {
            Reader shape = new Reader(file, array.getValue());
            parameters.put(
                    array.getKey(),
                    new Shape((int) shape.integer("rows"), (int) shape.integer("columns"), shape.flag("trained")));
        }
        return new ModelCard(root.text("architecture"), settings, parameters, root.provenance());
    }

    /** Reads the fields of one object of a file. */
    private record Reader(String file, JsonNode node) {
        Provenance provenance() {
            List<Score> scores = new ArrayList<>();
            for (JsonNode one : at("scores").node) {
                Reader score = new Reader(file, one);
                scores.add(new Score(
                        score.text("set"),
                        score.text("metric"),
                        one.path("value").asDouble(Double.NaN),
                        score.integer("count")));
            }
            return new Provenance(
                    node.has("operator") ? at("operator").operator() : null,
                    text("source"),
                    text("command"),
                    integer("seed"),
                    integer("steps"),
                    integer("samples"),
                    at("minutes").node.asDouble(),
                    scores,
                    text("date"),
                    text("version"));
        }

        OperatorIdentity operator() {
            return new OperatorIdentity(
                    (int) integer("range"), (int) integer("domain"), flag("complex"), text("sha256"));
        }

        Reader at(String field) {
            JsonNode found = node.get(field);
            if (found == null) {
                throw new InputException(file + ": expected a field '" + field + "' in its card, found none");
            }
            return new Reader(file, found);
        }

        String text(String field) {
            return require(field, "a text", at(field).node.isTextual()).asText();
        }

        long integer(String field) {
            return require(field, "a whole number", at(field).node.canConvertToLong())
                    .asLong();
        }

        boolean flag(String field) {
            return require(field, "true or false", at(field).node.isBoolean()).asBoolean();
        }

        private JsonNode require(String field, String kind, boolean right) {
            JsonNode found = at(field).node;
            if (!right) {
                throw new InputException(
                        file + ": expected " + kind + " as field '" + field + "' of its card, found " + found);
            }
            return found;
        }
    }
}

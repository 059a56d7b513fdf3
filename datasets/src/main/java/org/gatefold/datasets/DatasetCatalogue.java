package org.gatefold.datasets;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.gatefold.sparse.io.InputException;

/** The cards of all known data sets. */
public final class DatasetCatalogue {
    private static final String FOLDER = "cards/";

    private final List<DatasetCard> cards;

    private DatasetCatalogue(List<DatasetCard> cards) {
        this.cards = cards;
    }

    /** Reads the cards of the project. */
    public static DatasetCatalogue load() {
        ObjectMapper json = new ObjectMapper();
        try {
            String index = new String(resource("index.txt"), StandardCharsets.UTF_8);
            List<DatasetCard> cards = index.lines()
                    .map(name -> {
                        try {
                            return json.readValue(resource(name + ".json"), DatasetCard.class);
                        } catch (IOException e) {
                            throw new UncheckedIOException(name, e);
                        }
                    })
                    .toList();
            return new DatasetCatalogue(cards);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = DatasetCatalogue.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IOException("no resource " + FOLDER + name);
            }
            return in.readAllBytes();
        }
    }

    public List<DatasetCard> cards() {
        return cards;
    }

    /** @throws InputException if there is no card of this name */
    public DatasetCard card(String name) {
        return cards.stream()
                .filter(c -> c.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new InputException("data set '" + name + "': expected one of "
                        + cards.stream().map(DatasetCard::name).collect(Collectors.joining(", "))));
    }
}

package org.gatefold.datasets;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.gatefold.datasets.DatasetCard.Payload;
import org.gatefold.sparse.io.InputException;

/**
 * Where the files of a data set are taken from: a folder or address the user gives, or the address on the card. The
 * network is used for nothing else and at no other time.
 *
 * @param place folder, or address that starts with {@code http}; empty for the addresses of the card
 */
public record DatasetSource(String place) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Takes a file into the cache; false if neither the user nor the card says where it is. */
    public boolean fetch(DatasetCard card, Payload file, DatasetCache cache) {
        if (!place.isEmpty() && !place.startsWith("http://") && !place.startsWith("https://")) {
            fromFolder(card, file, cache);
            return true;
        }
        Optional<String> address = place.isEmpty()
                ? Optional.ofNullable(file.url())
                : Optional.of(place.replaceAll("/+$", "") + "/" + file.name().replace(" ", "%20"));
        address.ifPresent(a -> fromAddress(a, card, file, cache));
        return address.isPresent();
    }

    /** Looks for the file by its name, below the folder of the data set, and below its path in a whole cache. */
    private void fromFolder(DatasetCard card, Payload file, DatasetCache cache) {
        Path folder = Path.of(place);
        if (!Files.isDirectory(folder)) {
            throw new InputException(folder + ": expected a folder with the files of " + card.name() + ", found none");
        }
        Path flat = folder.resolve(String.valueOf(Path.of(file.name()).getFileName()));
        Path own = folder.resolve(file.name());
        Path whole = folder.resolve(card.folder()).resolve(file.name());
        Path found = Files.isRegularFile(own) ? own : Files.isRegularFile(whole) ? whole : flat;
        if (!Files.isRegularFile(found)) {
            throw new InputException(own + ": expected this file of " + card.name() + ", found none");
        }
        try (InputStream in = Files.newInputStream(found)) {
            cache.store(card, file, in, found.toString());
        } catch (IOException e) {
            throw new InputException(found + ": cannot be read (" + e + ")", e);
        }
    }

    private static void fromAddress(String address, DatasetCard card, Payload file, DatasetCache cache) {
        try {
            HttpClient client = HttpClient.newBuilder()
                    .followRedirects(HttpClient.Redirect.NORMAL)
                    .connectTimeout(PATIENCE)
                    .build();
            HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                    .timeout(PATIENCE)
                    .build();
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream in = response.body()) {
                if (response.statusCode() != 200) {
                    throw new InputException(address + ": expected the file " + file.name() + ", found HTTP status "
                            + response.statusCode());
                }
                cache.store(card, file, in, address);
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new InputException(address + ": cannot be fetched (" + e + ")", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InputException(address + ": interrupted", e);
        }
    }
}

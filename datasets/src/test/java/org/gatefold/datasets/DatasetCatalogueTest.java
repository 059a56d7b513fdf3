package org.gatefold.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gatefold.datasets.DatasetCard.Payload;
import org.gatefold.sparse.RealData;
import org.gatefold.sparse.io.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetCatalogueTest {
    private static final DatasetCatalogue CATALOGUE = DatasetCatalogue.load();

    @Test
    void cardsAreComplete() {
        Set<String> names = new HashSet<>();
        Set<String> paths = new HashSet<>();
        for (DatasetCard card : CATALOGUE.cards()) {
            assertTrue(names.add(card.name()), card.name());
            assertFalse(card.files().isEmpty(), card.name());
            for (String text : List.of(card.title(), card.licence(), card.citation(), card.origin(), card.obtain())) {
                assertFalse(text.isBlank(), card.name());
            }
            for (Payload file : card.files()) {
                assertTrue(paths.add(card.folder() + "/" + file.name()), file.name());
                assertTrue(file.sha256().matches("[0-9a-f]{64}"), file.name());
                assertTrue(file.bytes() > 0, file.name());
                assertFalse(file.name().contains("..") || file.name().startsWith("/"), file.name());
                assertTrue(file.url() == null || file.url().startsWith("https://"), file.name());
            }
        }
        assertEquals(18, names.size());
    }

    @Test
    void everyRealFileThereIsTheOneOfItsCard() {
        DatasetCache cache = new DatasetCache(RealData.file(""));
        for (DatasetCard card : CATALOGUE.cards()) {
            for (Payload file : card.files()) {
                // a cache of one's own need not hold all
                assertNotEquals(DatasetCache.State.DAMAGED, cache.verify(card, file), card.name() + " " + file.name());
            }
        }
    }

    @Test
    void theFolderIsWhereTheEnvironmentSays() {
        String home = "/home/x";
        assertEquals(
                Path.of("/home/x/.cache/gatefold"),
                DatasetCache.of(Map.of(), home).folder());
        assertEquals(
                Path.of("/xdg/gatefold"),
                DatasetCache.of(Map.of("XDG_CACHE_HOME", "/xdg"), home).folder());
        assertEquals(
                Path.of("/home/x/.cache/gatefold"),
                DatasetCache.of(Map.of("XDG_CACHE_HOME", "relative"), home).folder());
        assertEquals(
                Path.of("/data"),
                DatasetCache.of(Map.of("GATEFOLD_DATA_DIR", "/data", "XDG_CACHE_HOME", "/xdg"), home)
                        .folder());
    }

    @Test
    void onlyTheRightFileGetsIn(@TempDir Path folder) throws Exception {
        String hello = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"; // SHA-256 of "hello"
        Payload file = new Payload("sub/hello.txt", 5, hello, null);
        DatasetCard card = new DatasetCard("x", "x", "a/b", "x", "x", "x", "x", List.of(file));
        DatasetCache cache = new DatasetCache(folder);
        assertEquals(DatasetCache.State.MISSING, cache.verify(card, file));
        for (String wrong : List.of("hellO", "hell", "hello!", "")) {
            InputException e = assertThrows(
                    InputException.class,
                    () -> cache.store(card, file, new ByteArrayInputStream(bytes(wrong)), "here"));
            assertTrue(
                    String.valueOf(e.getMessage()).startsWith("here: expected sub/hello.txt of 5 bytes"), e::toString);
            assertEquals(DatasetCache.State.MISSING, cache.verify(card, file));
        }
        cache.store(card, file, new ByteArrayInputStream(bytes("hello")), "here");
        assertEquals(DatasetCache.State.PRESENT, cache.verify(card, file));
        assertEquals("hello", Files.readString(folder.resolve("a/b/sub/hello.txt")));
        Files.writeString(folder.resolve("a/b/sub/hello.txt"), "hellO");
        assertEquals(DatasetCache.State.DAMAGED, cache.verify(card, file));
    }

    @Test
    void unknownNamesAreToldWithTheKnownOnes() {
        InputException e = assertThrows(InputException.class, () -> CATALOGUE.card("radr"));
        assertTrue(String.valueOf(e.getMessage()).contains("radar, yellowknife"), e::toString);
        assertThrows(InputException.class, () -> CATALOGUE.card("radar").file("x"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

package org.gatefold.photometric.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.gatefold.datasets.image.Srgb;
import org.gatefold.sparse.cli.CommandRun;
import org.gatefold.sparse.io.NdArray;
import org.gatefold.sparse.io.Npy;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of {@code --view}: what is in it, and what a browser makes of it. */
class RelightPageTest {
    private static final int SIZE = 64;
    private static final int COLUMN = 40;
    private static final int ROW = 20;

    /** Where the mouse goes, from the left and from the top, and the light that asks for. */
    private static final double[] MOUSE = {0.75, 0.4};

    private static final double[] LIGHT = {0.5, 0.2, Math.sqrt(1 - 0.29)};

    private static Path folder = Path.of("");

    @BeforeAll
    static void make(@TempDir Path here) {
        folder = here;
        Path ball = here.resolve("ball");
        CommandRun simulated = CommandRun.of(
                new PhotometricCommand(),
                "simulate",
                "--scene",
                "bust",
                "--size",
                SIZE + "x" + SIZE,
                "--lights",
                12,
                "--elevation",
                "0.5",
                "--out",
                ball);
        assertEquals(0, simulated.code(), simulated.err());
        CommandRun run = CommandRun.of(
                new PhotometricCommand(),
                "normals",
                ball,
                "--lights",
                ball.resolve("lights.txt"),
                "--mask",
                ball.resolve("mask.png"),
                "--truth",
                ball.resolve("normals.npy"),
                "--method",
                "trimmed-ls",
                "--compare",
                "ls",
                "--out",
                here.resolve("normals.npy"),
                "--relit",
                here.resolve("relit.npy"),
                "--light",
                LIGHT[0] + "," + LIGHT[1] + "," + LIGHT[2],
                "--view",
                here.resolve("view.html"));
        assertEquals(0, run.code(), run.err());
    }

    @Test
    void theFileNeedsNothingElse() throws IOException {
        String page = Files.readString(folder.resolve("view.html"));
        assertFalse(
                page.matches("(?s).*(https?:|<link|<img|@import|fetch\\(|\\ssrc=).*"), "asks for something outside");
        assertFalse(page.contains("@DATA@"));
    }

    @Test
    void theNormalsAreThoseOfTheMap() throws IOException {
        JsonNode data = data();
        assertEquals("trimmed-ls", data.at("/methods/0/name").asText());
        assertEquals("ls", data.at("/methods/1/name").asText());
        String uri = data.at("/methods/0/normals").asText();
        byte[] png = Base64.getDecoder().decode(uri.substring(uri.indexOf(',') + 1));
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        assertEquals(2 * SIZE, image.getHeight());
        NdArray normals = Npy.read(folder.resolve("normals.npy"));
        for (int i = 0; i < SIZE * SIZE; i++) {
            int upper = image.getRGB(i % SIZE, i / SIZE);
            int lower = image.getRGB(i % SIZE, SIZE + i / SIZE);
            for (int c = 0; c < 3; c++) {
                int value = 256 * ((upper >> (16 - 8 * c)) & 0xFF) + ((lower >> (16 - 8 * c)) & 0xFF);
                double expected = normals.re()[3 * i + c];
                assertEquals(expected, value == 0 ? 0 : (value - 32768) / 32767.0, 2e-5);
            }
        }
    }

    /** The light of the address; nothing failed, both methods are drawn, and each knows its error. */
    @Test
    void aBrowserDrawsAllMethods() throws Exception {
        JsonNode check = check("light=-0.3,0.1&probe=" + COLUMN + "," + ROW);
        assertEquals(-0.3, check.at("/light/0").asDouble(), 1e-9);
        assertEquals(2, check.get("panels").size());
        for (JsonNode panel : check.get("panels")) {
            assertEquals(255, panel.at("/canvas/3").asInt(), "the probe lies on the object");
            assertTrue(panel.get("error").asDouble() >= 0, panel.toString());
        }
    }

    /** A mouse over the first picture moves the light, and the pixel is the one that Java lights. */
    @Test
    void theMouseMovesTheLight() throws Exception {
        String place = "&probe=" + COLUMN + "," + ROW;
        JsonNode before = check("light=-0.6,-0.3" + place);
        JsonNode after = check("light=-0.6,-0.3&move=" + MOUSE[0] + "," + MOUSE[1] + place);
        for (int d = 0; d < 3; d++) {
            assertEquals(LIGHT[d], after.at("/light/" + d).asDouble(), 0.01);
        }
        NdArray relit = Npy.read(folder.resolve("relit.npy"));
        double expected = relit.re()[(ROW * SIZE + COLUMN) * relit.size() / (SIZE * SIZE)];
        double found = after.at("/panels/0/linear/0").asDouble();
        assertEquals(expected, found, 0.02 * expected);
        assertTrue(Math.abs(before.at("/panels/0/linear/0").asDouble() - found) > 0.1 * found, "nothing moved");
        double white = data().at("/methods/0/white").asDouble();
        double encoded = 255 * Srgb.encode(found / white);
        assertEquals(encoded, after.at("/panels/0/canvas/0").asInt(), 1.5);
        assertTrue(!after.at("/panels/0/canvas").equals(before.at("/panels/0/canvas")), "the picture stayed as it was");
    }

    private static JsonNode data() throws IOException {
        String page = Files.readString(folder.resolve("view.html"));
        String start = "id=\"data\">";
        int from = page.indexOf(start) + start.length();
        return new ObjectMapper().readTree(page.substring(from, page.indexOf("</script>", from)));
    }

    /** What the page says of itself after a browser has run it with this address. */
    private static JsonNode check(String hash) throws Exception {
        File chromium = Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .flatMap(p -> Arrays.stream(new String[] {"chromium", "chromium-browser", "google-chrome"})
                        .map(n -> new File(p, n)))
                .filter(File::canExecute)
                .findFirst()
                .orElse(null);
        Assumptions.assumeTrue(chromium != null, "no chromium on the PATH: the page is not tried in a browser");
        Path dom = folder.resolve("dom.html");
        Process process = new ProcessBuilder(
                        String.valueOf(chromium),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--user-data-dir=" + folder.resolve("profile"),
                        "--virtual-time-budget=20000",
                        "--dump-dom",
                        folder.resolve("view.html").toUri() + "#" + hash)
                .redirectOutput(dom.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertTrue(process.waitFor(90, TimeUnit.SECONDS), "the browser hangs");
        String page = Files.readString(dom);
        assertTrue(page.contains("data-state=\"ready\""), "the page's script failed: " + fault(page));
        String start = "<output id=\"check\" hidden=\"\">";
        int from = page.indexOf(start) + start.length();
        return new ObjectMapper().readTree(page.substring(from, page.indexOf("</output>", from)));
    }

    private static String fault(String page) {
        int from = page.indexOf("id=\"fault\"");
        return from < 0
                ? page.substring(0, Math.min(500, page.length()))
                : page.substring(from, Math.min(page.length(), from + 300));
    }
}

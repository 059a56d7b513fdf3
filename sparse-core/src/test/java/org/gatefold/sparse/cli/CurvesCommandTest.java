package org.gatefold.sparse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CurvesCommandTest {
    private final Path folder;

    CurvesCommandTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        String heading = "step,samples,seconds,stage,rate,loss,validation_";
        Files.writeString(
                folder.resolve("a.csv"),
                heading + "nmse_db\n0,0,0.0,all layers,,,-3.5\n10,1280,2.5,all layers,0.001,0.25,-9.0\n");
        Files.writeString(
                folder.resolve("b.csv"),
                heading + "nmse_db\n0,0,0.0,all layers,,,-2.5\n20,2560,4.0,all layers,0.001,0.125,-11.0\n");
        Files.writeString(folder.resolve("strict.csv"), heading + "strict\n0,0,0.0,all layers,,,0.5\n");
        Files.writeString(folder.resolve("other.csv"), "a,b\n1,2\n");
    }

    private CommandRun curves(String args) {
        return CommandRun.of(new GatefoldCommand(), (Object[])
                ("curves " + args).replace("FOLDER", folder.toString()).split(" "));
    }

    @Test
    void drawsEveryLog() throws IOException {
        for (String over : new String[] {"samples", "steps", "minutes"}) {
            CommandRun run = curves("FOLDER/a.csv FOLDER/b.csv --plot FOLDER/c.png --over " + over);
            assertEquals(0, run.code(), run.err());
            assertTrue(ImageIO.read(folder.resolve("c.png").toFile()).getWidth() > 400);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FOLDER/none.csv | none.csv: expected a log of training, found none that can be read",
                "FOLDER/other.csv | other.csv: expected a log of steps, found something else",
                "FOLDER/a.csv FOLDER/strict.csv | strict.csv: expected the score of the first log, nmse_db, found strict",
                "FOLDER/a.csv --over days | --over: expected samples, steps or minutes, found 'days'",
            })
    void saysWhatIsWrong(String args, String message) {
        CommandRun run = curves(args + " --plot FOLDER/c.png");
        assertEquals(2, run.code());
        assertTrue(run.err().contains(message), run.err());
        assertEquals(1, run.err().strip().lines().count());
    }
}

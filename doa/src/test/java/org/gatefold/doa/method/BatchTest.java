package org.gatefold.doa.method;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.gatefold.doa.array.ArrayGeometry;
import org.gatefold.doa.array.Snapshots;
import org.gatefold.doa.scenario.RandomSources;
import org.gatefold.doa.scenario.Trial;
import org.gatefold.sparse.cli.MethodSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many trials at once, and what methods do with a noise variance that is told. */
class BatchTest {
    private static final SourceCount FOUR = SourceCount.of(4);

    private static List<Trial> trials(double snrDb, int count) {
        List<Trial> trials = new ArrayList<>();
        for (int t = 0; t < count; t++) {
            trials.add(RandomSources.PAPER.draw(new Random(t), snrDb, 1, Double.NaN));
        }
        return trials;
    }

    private static double[] sorted(DoaEstimate estimate) {
        return estimate.anglesDegrees();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "beamscan",
                "omp:refine=false",
                "sbl:refine=false",
                "sbl:decode=top,refine=false",
                "sbl:decode=ascent,refine=false",
                "sbl:update=em,iterations=40,decode=mbr,refine=false",
                "sbl",
                "ml:starts=5,refine=false",
                "posterior:sweeps=20,refine=false"
            })
    void aTrialIsSolvedAsAmongOthers(String text) {
        DoaMethod method = DoaMethods.parse(MethodSpec.parse(text));
        for (boolean known : new boolean[] {true, false}) {
            List<Trial> trials = trials(20, 10);
            ArrayGeometry geometry = trials.get(0).geometry();
            List<List<Snapshots>> heard = trials.stream()
                    .map(t -> known ? t.binsWithNoise() : t.bins())
                    .toList();
            List<DoaEstimate> together = method.estimateAll(geometry, heard, FOUR);
            for (int t = 0; t < heard.size(); t++) {
                double[] alone = sorted(method.estimate(geometry, heard.get(t), FOUR));
                assertArrayEquals(alone, sorted(together.get(t)), 1e-3, text + ", trial " + t);
            }
        }
    }

    @Test
    void decodingsGiveAsManyAnglesAsThereAreSources() {
        Trial trial = trials(30, 1).get(0);
        for (String decode : Decoding.NAMES) {
            DoaMethod method = DoaMethods.parse(MethodSpec.parse("sbl:refine=false,decode=" + decode));
            double[] found = method.estimate(trial.geometry(), trial.binsWithNoise(), FOUR)
                    .anglesDegrees();
            assertEquals(4, Arrays.stream(found).distinct().count(), decode);
            for (double angle : found) {
                assertEquals(Math.rint(angle), angle, decode);
            }
        }
    }

    @Test
    void theScaleOfTheMeasurementsDoesNotMatter() {
        Trial trial = trials(10, 3).get(2);
        Snapshots heard = trial.binsWithNoise().get(0);
        Snapshots louder = Snapshots.of(heard.matrix().scaled(30)).withNoiseVariance(900 * heard.noiseVariance());
        for (String text : new String[] {"sbl:decode=mbr", "ml", "posterior:sweeps=30", "sbl:decode=ascent"}) {
            DoaMethod method = DoaMethods.parse(MethodSpec.parse(text.contains(":") ? text + ",refine=false" : text));
            assertArrayEquals(
                    sorted(method.estimate(trial.geometry(), List.of(heard), FOUR)),
                    sorted(method.estimate(trial.geometry(), List.of(louder), FOUR)),
                    0.01,
                    text);
        }
    }

    @Test
    void aWrongNoiseVarianceMattersSoItIsUsed() {
        DoaMethod method = DoaMethods.parse(MethodSpec.parse("sbl:decode=mbr,refine=false"));
        boolean differs = false;
        for (Trial trial : trials(20, 5)) {
            Snapshots heard = trial.bins().get(0);
            double[] right = sorted(method.estimate(trial.geometry(), trial.binsWithNoise(), FOUR));
            Snapshots wrong = heard.withNoiseVariance(100 * trial.noiseVariance());
            differs |= !Arrays.equals(right, sorted(method.estimate(trial.geometry(), List.of(wrong), FOUR)));
        }
        assertTrue(differs);
        assertNotEquals(0, trials(20, 1).get(0).noiseVariance());
    }
}

package org.gatefold.sparse.autodiff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.autodiff.Channels.Groups;
import org.junit.jupiter.api.Test;

/** Every operation on channels has the derivative of its differences, and the gated unit is that of rows. */
class ChannelsTest {
    private final SplittableRandom rng = new SplittableRandom(5);

    private Batch random(int planes, int length) {
        return Batch.gaussian(rng, 1, planes, length);
    }

    @Test
    void derivatives() {
        GradientLaws.check(
                (tape, in) -> Channels.affine(in.get(0), in.get(1), in.get(2)),
                random(3, 4),
                random(4, 10),
                random(3, 1));
        GradientLaws.check((tape, in) -> Channels.part(in.get(0), 1, 3), random(4, 6));
        GradientLaws.check((tape, in) -> Channels.multiply(in.get(0), in.get(1)), random(3, 4), random(4, 10));
        GradientLaws.check((tape, in) -> Channels.stack(in.get(0), in.get(1)), random(3, 4), random(2, 4));
        for (boolean interleaved : new boolean[] {false, true}) {
            Groups groups = new Groups(3, interleaved);
            GradientLaws.check((tape, in) -> Channels.pool(in.get(0), in.get(1), groups), random(4, 15), random(2, 15));
            GradientLaws.check((tape, in) -> Channels.join(in.get(0), in.get(1), groups), random(4, 15), random(4, 3));
        }
        GradientLaws.check(
                (tape, in) -> Channels.gru(in.get(0), in.get(1), in.get(2)), random(6, 7), random(6, 7), random(2, 7));
        GradientLaws.check((tape, in) -> Channels.samples(in.get(0)), random(3, 5));
        GradientLaws.check((tape, in) -> Channels.limitSlope(in.get(0), Float.POSITIVE_INFINITY), random(3, 5));
    }

    /** Member i of group j is one place or another, but the sums over a group are the same. */
    @Test
    void groupsInterleavedOrNot() {
        Batch runs = random(2, 6);
        Batch mixed = new Batch(1, 2, 6);
        for (int c = 0; c < 2; c++) {
            for (int place = 0; place < 6; place++) {
                mixed.set(0, c, place % 3 * 2 + place / 3, runs.at(0, c, place));
            }
        }
        Tape tape = Tape.inference(new Parameters());
        Batch ones = Batch.wrap(1, 1, 6, new float[] {1, 1, 1, 1, 1, 1});
        Node ofRuns = Channels.pool(tape.constant(runs), tape.constant(ones), new Groups(2, false));
        Node ofMixed = Channels.pool(tape.constant(mixed), tape.constant(ones), new Groups(2, true));
        assertEquals(runs.at(0, 1, 3) + runs.at(0, 1, 4) + runs.at(0, 1, 5), ofRuns.value()[3], 1e-6f);
        assertArrayEquals(ofRuns.value(), ofMixed.value(), 1e-6f);
    }

    @Test
    void theGatedUnitIsThatOfRows() {
        int size = 3;
        int places = 5;
        Batch x = random(2, places);
        Batch h = random(size, places);
        Batch wx = random(3 * size, 2);
        Batch wh = random(3 * size, size);
        Batch bx = random(3 * size, 1);
        Batch bh = random(3 * size, 1);
        Tape tape = Tape.inference(new Parameters());
        Node byChannels = Channels.gru(
                Channels.affine(tape.constant(wx), tape.constant(x), tape.constant(bx)),
                Channels.affine(tape.constant(wh), tape.constant(h), tape.constant(bh)),
                tape.constant(h));
        Node byRows = Cells.gru(
                Channels.samples(tape.constant(x)),
                Channels.samples(tape.constant(h)),
                transposed(tape, wx),
                transposed(tape, wh),
                transposed(tape, bx),
                transposed(tape, bh));
        assertArrayEquals(
                byRows.toBatch().data(), Channels.samples(byChannels).toBatch().data(), 1e-6f);
    }

    private static Node transposed(Tape tape, Batch w) {
        Batch t = new Batch(1, w.length(), w.planes());
        for (int i = 0; i < w.planes(); i++) {
            for (int j = 0; j < w.length(); j++) {
                t.set(0, j, i, w.at(0, i, j));
            }
        }
        return tape.constant(t);
    }

    @Test
    void slopesAreLimitedInUnitsOfTheLoss() {
        Batch data = Batch.wrap(1, 1, 2, new float[] {1, 1});
        Parameters none = new Parameters();
        Tape tape = Tape.recording(none, new Gradient(none));
        Node x = tape.variable(data);
        Node weights = tape.constant(Batch.wrap(1, 1, 2, new float[] {0.25f, 100}));
        tape.backward(Norms.sum(Algebra.scale(weights, Channels.limitSlope(x, 0.5f))), 0.1f);
        assertEquals(0.025f, x.gradient()[0], 1e-7f);
        assertEquals(0.05f, x.gradient()[1], 1e-7f);
    }
}

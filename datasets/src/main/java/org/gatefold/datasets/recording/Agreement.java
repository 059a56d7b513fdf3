package org.gatefold.datasets.recording;

import java.nio.file.Path;
import java.util.List;
import org.gatefold.sparse.io.InputException;

/** A recording as its header describes it, completed by what the user said and checked against it. */
record Agreement(Recording recording, Description description) implements Recording {
    /** @throws InputException if the header contradicts the user; the recording is closed then */
    static Recording check(Recording recording, Path file, FormatHints hints) {
        try {
            return new Agreement(recording, merge(recording.description(), file, hints));
        } catch (InputException e) {
            recording.close();
            throw e;
        }
    }

    private static Description merge(Description header, Path file, FormatHints hints) {
        Description d = header;
        if (hints.channels() > 0 && hints.channels() != d.channels()) {
            throw new InputException(
                    file + ": expected " + hints.channels() + " channels as given, found " + d.channels());
        }
        if (Double.isNaN(d.sampleRateHz())) {
            d = d.withSampleRateHz(hints.sampleRateHz());
        } else if (!Double.isNaN(hints.sampleRateHz()) && hints.sampleRateHz() != d.sampleRateHz()) {
            throw new InputException(
                    file + ": expected " + hints.sampleRateHz() + " Hz as given, found " + d.sampleRateHz() + " Hz");
        }
        return Double.isNaN(hints.centreFrequencyHz()) ? d : d.withCentreFrequencyHz(hints.centreFrequencyHz());
    }

    @Override
    public List<String> warnings() {
        return recording.warnings();
    }

    @Override
    public Frames read(long start, int count) {
        return recording.read(start, count);
    }

    @Override
    public void close() {
        recording.close();
    }
}

package org.gatefold.sparse.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.LabelledProblem;
import org.gatefold.sparse.ProblemSource;
import org.gatefold.sparse.SparseProblem;

/**
 * Problems of several sources with one operator: every so many problems in a row, or what is left of a draw, are of one
 * source, each as likely.
 *
 * @param sources at least one
 * @param part number of problems of one source in a row
 */
public record Mixture(List<? extends ProblemSource> sources, int part) implements ProblemSource {
    private static final int PART = 64;

    public Mixture {
        sources = List.copyOf(sources);
    }

    /** With {@value #PART} problems of one source in a row. */
    public Mixture(List<? extends ProblemSource> sources) {
        this(sources, PART);
    }

    @Override
    public LabelledProblem draw(RandomGenerator rng, int count) {
        List<LabelledProblem> parts = new ArrayList<>();
        for (int from = 0; from < count; from += part) {
            ProblemSource source = sources.get(rng.nextInt(sources.size()));
            parts.add(source.draw(rng, Math.min(part, count - from)));
        }
        LabelledProblem first = parts.get(0);
        if (parts.size() == 1) {
            return first;
        }
        Batch measured = first.problem().measurements();
        Batch y = new Batch(count, measured.planes(), measured.length());
        Batch x = new Batch(count, first.truth().planes(), first.truth().length());
        double[] noise = new double[count];
        int from = 0;
        for (LabelledProblem some : parts) {
            y.put(from, some.problem().measurements());
            x.put(from, some.truth());
            for (int s = 0; s < some.problem().count(); s++) {
                noise[from + s] = some.problem().noiseVariance(s);
            }
            from += some.problem().count();
        }
        return new LabelledProblem(new SparseProblem(first.problem().operator(), y, noise), x);
    }
}

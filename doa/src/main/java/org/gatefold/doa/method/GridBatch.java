package org.gatefold.doa.method;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gatefold.sparse.Batch;
import org.gatefold.sparse.SparseProblem;

/**
 * Problems of many trials that have one dictionary and as many planes, as one batch.
 *
 * @param problem one sample a trial and frequency
 * @param trials index of the trial of each sample
 */
record GridBatch(SparseProblem problem, List<Integer> trials) {
    private record Key(AngleDictionary dictionary, int planes) {}

    private record Member(int trial, int bin) {}

    /**
     * All frequencies of all trials, gathered.
     *
     * @param noiseVariance E|n|² of an element, of each trial
     */
    static List<GridBatch> of(List<GridModel> models, double[] noiseVariance) {
        Map<Key, List<Member>> members = new LinkedHashMap<>();
        for (int t = 0; t < models.size(); t++) {
            GridModel model = models.get(t);
            for (int f = 0; f < model.bins.size(); f++) {
                int planes = 2 * Math.min(model.bins.get(f).count(), model.elements());
                members.computeIfAbsent(new Key(model.steerings.get(f), planes), k -> new ArrayList<>())
                        .add(new Member(t, f));
            }
        }
        List<GridBatch> batches = new ArrayList<>();
        members.forEach((key, list) -> batches.add(batch(key, list, models, noiseVariance)));
        return batches;
    }

    private static GridBatch batch(Key key, List<Member> members, List<GridModel> models, double[] noiseVariance) {
        int elements = models.get(members.get(0).trial()).elements();
        Batch y = new Batch(members.size(), key.planes(), elements);
        double[] noise = new double[members.size()];
        List<Integer> trials = new ArrayList<>();
        for (int s = 0; s < noise.length; s++) {
            Member member = members.get(s);
            y.put(s, models.get(member.trial()).compressed(member.bin()));
            // The variances of the core are per real number.
            noise[s] = noiseVariance[member.trial()] / 2;
            trials.add(member.trial());
        }
        return new GridBatch(new SparseProblem(key.dictionary().operator(), y, noise), trials);
    }
}

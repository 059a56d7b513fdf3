package org.gatefold.sparse.training;

import org.gatefold.sparse.autodiff.Parameters;

/** Everything a training changes: with the same settings, the rest of the training is a function of it. */
final class TrainingState {
    /** Weight of the last norm in their running mean. */
    private static final double MEMORY = 0.02;

    final Parameters now;
    final Parameters best;
    final RunningAverages averages;
    final TrainingLog log;

    /** Steps of all stages so far, those that were skipped included. */
    long step;

    int stage;

    /** Steps in this stage. */
    long stageStep;

    /** Score of the weights with which this stage began; NaN before its first validation. */
    double firstScore = Double.NaN;

    /** Score of the best weights of this stage; NaN before its first validation. */
    double bestScore = Double.NaN;

    /** Step in this stage that gave them. */
    long bestStep;

    /** Factor of the rate, halved at every return to the best weights. */
    double rateScale = 1;

    /** Losses, gradients and scores that were not finite. */
    int failures;

    /** Running mean of the norms of the gradients; NaN before the first. */
    double meanNorm = Double.NaN;

    /** Steps that were left out because of a long gradient. */
    long skipped;

    /** Losses since the last row of the log. */
    double lossSum;

    long lossCount;

    /** Time of training, of this run and of those before. */
    double seconds;

    TrainingState(Parameters now, Parameters best, RunningAverages averages, TrainingLog log) {
        this.now = now;
        this.best = best;
        this.averages = averages;
        this.log = log;
    }

    /** A training that has not begun. */
    static TrainingState start(Parameters initial, TrainingSettings settings) {
        return new TrainingState(
                initial,
                initial.copy(),
                new RunningAverages(settings.descent().optimiser().averages()),
                new TrainingLog(settings.validation().metric().key()));
    }

    /** Whether the stage has been validated at its beginning. */
    boolean opened() {
        return !Double.isNaN(bestScore);
    }

    /** Whether weights of that score have lost more than half of what this stage had gained. */
    boolean lost(double score) {
        return score - bestScore > (firstScore - bestScore) / 2 && bestScore < firstScore;
    }

    /** Takes note of a score of the weights as they are now. */
    void judge(double score) {
        if (!opened()) {
            firstScore = score;
        }
        if (!(score >= bestScore)) {
            bestScore = score;
            bestStep = stageStep;
            best.assign(now);
        }
    }

    /** Ends a stage with its best weights. */
    void closeStage() {
        now.assign(best);
        averages.clear();
        stage++;
        stageStep = 0;
        bestStep = 0;
        firstScore = Double.NaN;
        bestScore = Double.NaN;
        lossSum = 0;
        lossCount = 0;
    }

    /** Takes note of the norm of a gradient, which counts with what a step that is taken may have at most. */
    void note(double norm, double skip) {
        if (Double.isNaN(meanNorm)) {
            meanNorm = norm;
        } else {
            meanNorm += MEMORY * (Math.min(norm, Math.max(1, skip * meanNorm)) - meanNorm);
        }
    }

    /** Goes back to the best weights at half the rate. */
    void fallBack() {
        now.assign(best);
        averages.clear();
        rateScale /= 2;
    }
}

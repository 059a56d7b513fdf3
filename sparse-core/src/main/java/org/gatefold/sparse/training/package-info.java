/**
 * Training of unrolled models: a {@link org.gatefold.sparse.training.Trainer} takes a model, a source of problems and
 * {@link org.gatefold.sparse.training.TrainingSettings}, and gives weights, a log and a checkpoint from which it goes
 * on.
 *
 * <p>Every draw is a function of the seed and of what it is for (step and shard), batches are cut in shards of one size
 * whatever the number of threads, and gradients are summed in a fixed order. So the weights do not depend on the
 * threads, and a training that was interrupted and resumed ends with the same bits as one that was not.
 */
@NullMarked
package org.gatefold.sparse.training;

import org.jspecify.annotations.NullMarked;

/** Simulated trials whose directions are known, and the scores of methods on them. */
@NullMarked
package org.gatefold.doa.scenario;

import org.jspecify.annotations.NullMarked;

/** Where the light of each image came from: from files, or from photographs of a chrome sphere. */
@NullMarked
package org.gatefold.photometric.light;

import org.jspecify.annotations.NullMarked;

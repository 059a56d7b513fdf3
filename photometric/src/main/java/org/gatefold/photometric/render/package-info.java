/**
 * Images of surfaces whose normals are known: seen from far along −z, lit from far, with attached and cast shadows and
 * highlights. Light is reflected once.
 */
@NullMarked
package org.gatefold.photometric.render;

import org.jspecify.annotations.NullMarked;

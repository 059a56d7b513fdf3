package org.gatefold.photometric.light;

import java.util.List;
import java.util.stream.DoubleStream;
import org.gatefold.photometric.Lights;

/**
 * The light that a chrome sphere showed.
 *
 * @param x component to the right of the unit vector to the light
 * @param y component upwards
 * @param z component to the camera
 * @param spreadDegrees root mean square angle between this direction and those the light came from: a degree or few for
 *     a lamp, far more where several lights or a bright room are reflected
 * @param saturated pixels at the largest value of the image
 */
public record Highlight(double x, double y, double z, double spreadDegrees, int saturated) {
    /** The directions of several. */
    public static Lights lights(List<Highlight> highlights) {
        return new Lights(highlights.stream()
                .flatMapToDouble(h -> DoubleStream.of(h.x, h.y, h.z))
                .toArray());
    }
}

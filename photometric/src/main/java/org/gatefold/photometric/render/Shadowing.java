package org.gatefold.photometric.render;

import java.util.Locale;

/**
 * Which shadows an image has. Without attached shadows, what is turned away from the light keeps the negative n·l of
 * the linear model, so that its images are exactly L·n wherever nothing else throws a shadow.
 */
public enum Shadowing {
    BOTH(true, true),
    ATTACHED(true, false),
    CAST(false, true),
    NONE(false, false);

    private final boolean attached;
    private final boolean cast;

    Shadowing(boolean attached, boolean cast) {
        this.attached = attached;
        this.cast = cast;
    }

    /** Whether places turned away from the light are dark. */
    public boolean attached() {
        return attached;
    }

    /** Whether the surface throws shadows on itself. */
    public boolean cast() {
        return cast;
    }

    /** As the user writes it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

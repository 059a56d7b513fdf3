package org.gatefold.doa.array;

/**
 * In which words a direction is said. The program computes with angles from broadside, positive toward increasing
 * element index; θ below is such an angle, in degrees.
 */
public enum AngleConvention {
    /** θ itself: 0 is perpendicular to the array, +90 along its axis toward the last element. */
    BROADSIDE("degrees from broadside, positive toward increasing element index"),
    /** 90 − θ: 0 is along the axis toward the last element, 180 toward the first. */
    ENDFIRE("degrees from the array axis (end-fire), 0 toward the last element"),
    /** The bearing from which the wave comes, clockwise from north; needs the bearing of the axis. */
    COMPASS("degrees clockwise from north (bearing the wave comes from)");

    private final String meaning;

    AngleConvention(String meaning) {
        this.meaning = meaning;
    }

    /** One line for the head of a result. */
    public String meaning() {
        return meaning;
    }

    /** What this convention calls the direction at {@code broadsideDegrees} of {@code geometry}. */
    public double fromBroadside(double broadsideDegrees, ArrayGeometry geometry) {
        return switch (this) {
            case BROADSIDE -> broadsideDegrees;
            case ENDFIRE -> 90 - broadsideDegrees;
            case COMPASS -> modulo(geometry.axisBearingDegrees() - 90 + broadsideDegrees, 0);
        };
    }

    /** The angle from broadside of what this convention calls {@code degrees}, in [−180, 180). */
    public double toBroadside(double degrees, ArrayGeometry geometry) {
        return switch (this) {
            case BROADSIDE -> modulo(degrees, -180);
            case ENDFIRE -> modulo(90 - degrees, -180);
            case COMPASS -> modulo(degrees - geometry.axisBearingDegrees() + 90, -180);
        };
    }

    private static double modulo(double degrees, double from) {
        double turned = (degrees - from) % 360;
        return from + (turned < 0 ? turned + 360 : turned);
    }
}

package org.gatefold.photometric.report;

/** How the y axis of a normal map is coloured: green grows upward (OpenGL) or downward (DirectX). */
public enum Convention {
    OPENGL(1),
    DIRECTX(-1);

    private final int up;

    Convention(int up) {
        this.up = up;
    }

    /** 1 or −1, by which y is multiplied. */
    int up() {
        return up;
    }
}

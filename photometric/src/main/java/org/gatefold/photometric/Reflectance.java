package org.gatefold.photometric;

/** How a surface reflects light that reaches it, seen from direction (0, 0, 1). */
public interface Reflectance {
    /**
     * Radiance to the viewer under a light of intensity 1 (π times its irradiance at perpendicular incidence is 1), of
     * a place that the light reaches ({@code n·l > 0}).
     *
     * @param albedo of the diffuse part
     * @param n unit normal with z > 0
     * @param l unit direction to the light
     */
    double radiance(double albedo, double[] n, double[] l);

    /** Diffuse reflection alone, {@code albedo·n·l}. */
    static Reflectance lambert() {
        return (albedo, n, l) -> albedo * dot(n, l);
    }

    /**
     * Diffuse and glossy reflection, {@code albedo·n·l + strength·D·F·G/(4·n·v)} with Beckmann's distribution D of
     * slope {@code roughness}, Schlick's F from {@code atNormal} and the geometric G (Cook and Torrance, ACM TOG 1(1),
     * 1982).
     */
    static Reflectance cookTorrance(double roughness, double atNormal, double strength) {
        return (albedo, n, l) -> {
            double[] h = half(l);
            double nh = dot(n, h);
            double nv = n[2];
            double nl = dot(n, l);
            double vh = h[2];
            double c2 = nh * nh;
            double m2 = roughness * roughness;
            double d = Math.exp((c2 - 1) / (c2 * m2)) / (Math.PI * m2 * c2 * c2);
            double f = atNormal + (1 - atNormal) * Math.pow(1 - vh, 5);
            double g = Math.min(1, Math.min(2 * nh * nv / vh, 2 * nh * nl / vh));
            return albedo * nl + strength * d * f * g / (4 * nv);
        };
    }

    /** Diffuse reflection and {@code strength·(n·h)^exponent} (Blinn, SIGGRAPH 1977). */
    static Reflectance blinnPhong(double exponent, double strength) {
        return (albedo, n, l) -> albedo * dot(n, l) + strength * Math.pow(Math.max(0, dot(n, half(l))), exponent);
    }

    private static double dot(double[] a, double[] b) {
        return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    }

    /** The direction between light and viewer. */
    private static double[] half(double[] l) {
        double length = Math.sqrt(l[0] * l[0] + l[1] * l[1] + (l[2] + 1) * (l[2] + 1));
        return new double[] {l[0] / length, l[1] / length, (l[2] + 1) / length};
    }
}

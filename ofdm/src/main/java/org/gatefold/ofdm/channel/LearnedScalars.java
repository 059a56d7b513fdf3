package org.gatefold.ofdm.channel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.gatefold.sparse.classical.Annealing;
import org.gatefold.sparse.classical.Tracking;
import org.gatefold.sparse.io.InputException;
import org.gatefold.sparse.io.NdArray;
import org.gatefold.sparse.io.Npz;

/**
 * The files of the learned estimators: {@code .npz} with a float64 array for each kind of scalar, a value a layer.
 *
 * <p>{@code annealing}: background, heat, damping (a layer each), active, doubt, weight. {@code tracking}:
 * first_exponent, first_heat, second_exponent, second_heat (a layer each), forgetting, sharing, span, margin, levels.
 */
public final class LearnedScalars {
    private static final String ANNEALING = "annealing.npz";
    private static final String TRACKING = "tracking.npz";

    private LearnedScalars() {}

    /** The shipped schedule of {@link org.gatefold.sparse.classical.AnnealedPropagation}. */
    public static Annealing annealing() {
        return annealing(resource(ANNEALING), ANNEALING);
    }

    /** @throws InputException if the file is not one of them */
    public static Annealing annealing(Path file) {
        return annealing(Npz.read(file), file.toString());
    }

    /** The shipped scalars of {@link org.gatefold.sparse.classical.TrackedSbl}. */
    public static Tracking tracking() {
        return tracking(resource(TRACKING), TRACKING);
    }

    /** @throws InputException if the file is not one of them */
    public static Tracking tracking(Path file) {
        return tracking(Npz.read(file), file.toString());
    }

    private static Map<String, NdArray> resource(String name) {
        try (InputStream in = LearnedScalars.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + name + " is missing");
            }
            return Npz.read(in, name);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public static void write(Path file, Annealing annealing) {
        List<Annealing.Layer> layers = annealing.layers();
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        arrays.put(
                "background",
                array(layers.stream().mapToDouble(Annealing.Layer::background).toArray()));
        arrays.put(
                "heat", array(layers.stream().mapToDouble(Annealing.Layer::heat).toArray()));
        arrays.put(
                "damping",
                array(layers.stream().mapToDouble(Annealing.Layer::damping).toArray()));
        arrays.put("active", array(annealing.active()));
        arrays.put("doubt", array(annealing.doubt()));
        arrays.put("weight", array(annealing.weight()));
        Npz.write(file, arrays);
    }

    public static void write(Path file, Tracking tracking) {
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        put(arrays, "first", tracking.first());
        put(arrays, "second", tracking.second());
        arrays.put("forgetting", array(tracking.forgetting()));
        arrays.put("sharing", array(tracking.sharing()));
        arrays.put("span", array(tracking.span()));
        arrays.put("margin", array(tracking.margin()));
        arrays.put("levels", array(tracking.levels()));
        Npz.write(file, arrays);
    }

    private static void put(Map<String, NdArray> arrays, String part, List<Tracking.Layer> layers) {
        arrays.put(
                part + "_exponent",
                array(layers.stream().mapToDouble(Tracking.Layer::exponent).toArray()));
        arrays.put(
                part + "_heat",
                array(layers.stream().mapToDouble(Tracking.Layer::heat).toArray()));
    }

    private static NdArray array(double... values) {
        return NdArray.real(new int[] {values.length}, values);
    }

    private static Annealing annealing(Map<String, NdArray> arrays, String label) {
        return checked(label, () -> {
            double[] background = values(arrays, "background", label);
            double[] heat = values(arrays, "heat", label);
            double[] damping = values(arrays, "damping", label);
            requireAlike(label, background, heat, damping);
            List<Annealing.Layer> layers = new ArrayList<>();
            for (int t = 0; t < background.length; t++) {
                layers.add(new Annealing.Layer(background[t], heat[t], damping[t]));
            }
            return new Annealing(
                    layers,
                    (int) value(arrays, "active", label),
                    value(arrays, "doubt", label),
                    value(arrays, "weight", label));
        });
    }

    private static Tracking tracking(Map<String, NdArray> arrays, String label) {
        return checked(
                label,
                () -> new Tracking(
                        layers(arrays, "first", label),
                        layers(arrays, "second", label),
                        value(arrays, "forgetting", label),
                        value(arrays, "sharing", label),
                        value(arrays, "span", label),
                        value(arrays, "margin", label),
                        (int) value(arrays, "levels", label)));
    }

    private static List<Tracking.Layer> layers(Map<String, NdArray> arrays, String part, String label) {
        double[] exponent = values(arrays, part + "_exponent", label);
        double[] heat = values(arrays, part + "_heat", label);
        requireAlike(label, exponent, heat);
        List<Tracking.Layer> layers = new ArrayList<>();
        for (int t = 0; t < heat.length; t++) {
            layers.add(new Tracking.Layer(exponent[t], heat[t]));
        }
        return layers;
    }

    private static <T> T checked(String label, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (InputException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new InputException(label + ": " + e.getMessage(), e);
        }
    }

    private static void requireAlike(String label, double[]... arrays) {
        for (double[] array : arrays) {
            if (array.length != arrays[0].length) {
                throw new InputException(label + ": expected as many values of each kind as there are layers, found "
                        + arrays[0].length + " and " + array.length);
            }
        }
    }

    private static double value(Map<String, NdArray> arrays, String name, String label) {
        double[] values = values(arrays, name, label);
        if (values.length != 1) {
            throw new InputException(label + ": expected one number '" + name + "', found " + values.length);
        }
        return values[0];
    }

    private static double[] values(Map<String, NdArray> arrays, String name, String label) {
        NdArray array = arrays.get(name);
        if (array == null || array.complex() || array.rank() > 1) {
            throw new InputException(label + ": expected a row of real numbers '" + name + "', found "
                    + (array == null ? "the arrays " + String.join(", ", arrays.keySet()) : array));
        }
        return array.re();
    }
}

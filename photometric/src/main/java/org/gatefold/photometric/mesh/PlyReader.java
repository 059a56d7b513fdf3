package org.gatefold.photometric.mesh;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.gatefold.sparse.io.InputException;

/** Reads the vertices and faces of Stanford's PLY 1.0; other elements and properties are passed over. */
final class PlyReader {
    private static final List<String> COORDINATES = List.of("x", "y", "z");

    private final Path file;
    private final PlyHeader header;
    private final PlyNumbers numbers;
    private final MeshBuilder builder = new MeshBuilder();
    private int[] list = new int[8];

    /** @throws IllegalArgumentException if the header is damaged */
    PlyReader(Path file, byte[] bytes) {
        this.file = file;
        header = PlyHeader.read(bytes);
        numbers = new PlyNumbers(bytes, header);
    }

    /** @throws IllegalArgumentException if the elements are damaged */
    Mesh mesh() {
        boolean vertices = false;
        for (PlyHeader.Element element : header.elements()) {
            if (!numbers.holds(element.count(), Math.max(1, element.properties().size()))) {
                throw new InputException(file + ": expected " + element.count() + " elements '" + element.name()
                        + "', found the end of the file before");
            }
            switch (element.name()) {
                case "vertex" -> {
                    vertices(element);
                    vertices = true;
                }
                case "face" -> faces(element);
                default -> skip(element);
            }
        }
        if (!vertices) {
            throw new InputException(file + ": expected an element 'vertex', found none");
        }
        return builder.mesh();
    }

    private void vertices(PlyHeader.Element element) {
        int[] place = COORDINATES.stream().mapToInt(element::find).toArray();
        for (int c = 0; c < 3; c++) {
            if (place[c] < 0 || element.properties().get(place[c]).length() != null) {
                throw new InputException(
                        file + ": expected numbers x, y, z of each vertex, found no " + COORDINATES.get(c));
            }
        }
        double[] values = new double[element.properties().size()];
        for (int i = 0; i < element.count(); i++) {
            for (int k = 0; k < values.length; k++) {
                values[k] = value(element.properties().get(k));
            }
            builder.vertex(values[place[0]], values[place[1]], values[place[2]]);
        }
    }

    private void faces(PlyHeader.Element element) {
        int place = Math.max(element.find("vertex_indices"), element.find("vertex_index"));
        if (place < 0 || element.properties().get(place).length() == null) {
            throw new InputException(file + ": expected a list 'vertex_indices' of each face, found none");
        }
        for (int i = 0; i < element.count(); i++) {
            for (int k = 0; k < element.properties().size(); k++) {
                PlyHeader.Property property = element.properties().get(k);
                int length = (int) value(property);
                if (k == place) {
                    if (length < 3) {
                        throw new InputException(
                                file + ": expected three corners or more, found " + length + " in face " + (i + 1));
                    }
                    builder.polygon(list, length);
                }
            }
        }
    }

    private void skip(PlyHeader.Element element) {
        for (int i = 0; i < element.count(); i++) {
            element.properties().forEach(this::value);
        }
    }

    /** The number, or of a list its length, with its entries in {@link #list}. */
    private double value(PlyHeader.Property property) {
        if (property.length() == null) {
            return numbers.next(property.type());
        }
        double length = numbers.next(property.length());
        if (!(length >= 0) || length != Math.rint(length) || !numbers.holds((long) length, 1)) {
            throw new InputException(
                    file + ": expected the length of a list '" + property.name() + "', found " + length);
        }
        if (length > list.length) {
            list = Arrays.copyOf(list, (int) length);
        }
        for (int i = 0; i < length; i++) {
            double entry = numbers.next(property.type());
            // Out of range as an int is out of range as a vertex; the fraction is noticed here.
            list[i] = entry == Math.rint(entry) ? (int) entry : -1;
        }
        return length;
    }
}

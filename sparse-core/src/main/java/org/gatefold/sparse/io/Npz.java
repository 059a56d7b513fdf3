package org.gatefold.sparse.io;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** NumPy's {@code .npz} files: a zip of {@code NAME.npy} entries, stored or deflated. */
public final class Npz {
    /** Deflate cannot compress better than 1032:1, so an entry that claims more is a lie. */
    private static final long MAX_RATIO = 1100;

    private Npz() {}

    /** The names of the arrays, without {@code .npy}, in the order of the file. */
    public static List<String> names(Path file) {
        return open(file, zip -> {
            List<String> names = new ArrayList<>();
            zip.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith(".npy"))
                    .forEach(name -> names.add(name.substring(0, name.length() - 4)));
            return names;
        });
    }

    /** One array. */
    public static NdArray read(Path file, String name) {
        return open(file, zip -> read(file, zip, entry(file, zip, name)));
    }

    /** The entry of an array, whose size is plausible. */
    static ZipEntry entry(Path file, ZipFile zip, String name) {
        ZipEntry entry = zip.getEntry(name + ".npy");
        if (entry == null) {
            throw new InputException(file + ": expected an array '" + name + "', found "
                    + zip.stream().map(ZipEntry::getName).toList());
        }
        if (entry.getSize() < 0 || entry.getSize() > MAX_RATIO * (entry.getCompressedSize() + 1)) {
            throw new InputException(file + ":" + entry.getName() + ": expected a plausible size, found "
                    + entry.getSize() + " bytes from " + entry.getCompressedSize());
        }
        return entry;
    }

    /** All arrays by name, in the order of the file. */
    public static Map<String, NdArray> read(Path file) {
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        for (String name : names(file)) {
            arrays.put(name, read(file, name));
        }
        return arrays;
    }

    /**
     * All arrays of a file that comes as a stream, such as a resource, which is trusted to be small.
     *
     * @param label names the stream in complaints
     */
    public static Map<String, NdArray> read(InputStream stream, String label) {
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(stream)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                byte[] bytes = zip.readAllBytes();
                String name = entry.getName().replaceAll("\\.npy$", "");
                arrays.put(name, Npy.read(new ByteArrayInputStream(bytes), bytes.length, label + ":" + name));
            }
        } catch (IOException e) {
            throw new InputException(label + ": cannot be read as .npz (" + e + ")", e);
        }
        return arrays;
    }

    /** Writes all arrays, deflated. */
    public static void write(Path file, Map<String, NdArray> arrays) {
        ResultFile.write(file, out -> {
            ZipOutputStream zip = new ZipOutputStream(out);
            for (Map.Entry<String, NdArray> array : arrays.entrySet()) {
                begin(zip, array.getKey());
                Npy.write(zip, array.getValue());
                zip.closeEntry();
            }
            zip.finish();
        });
    }

    /** Begins the entry of an array. */
    static void begin(ZipOutputStream zip, String name) throws IOException {
        ZipEntry entry = new ZipEntry(name + ".npy");
        entry.setTime(315_532_800_000L); // 1980-01-01, so that equal arrays make equal files
        zip.putNextEntry(entry);
    }

    private static NdArray read(Path file, ZipFile zip, ZipEntry entry) throws IOException {
        String label = file + ":" + entry.getName();
        try (InputStream in = new BufferedInputStream(zip.getInputStream(entry))) {
            NdArray array = Npy.read(in, entry.getSize(), label);
            if (in.read() >= 0) {
                throw new InputException(label + ": expected " + entry.getSize() + " bytes, found more");
            }
            return array;
        }
    }

    /** What is made of an open file. */
    @FunctionalInterface
    interface Reading<T> {
        T from(ZipFile zip) throws IOException;
    }

    /** @throws InputException if the file is missing or not a zip */
    static <T> T open(Path file, Reading<T> reading) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return reading.from(zip);
        } catch (IOException | IllegalArgumentException e) {
            // ZipFile reports broken names by IllegalArgumentException
            throw new InputException(file + ": cannot be read as .npz (" + e + ")", e);
        }
    }
}

package org.gatefold.ofdm.cli;

import org.gatefold.ofdm.lte.CellReference;
import org.gatefold.ofdm.lte.MasterInformationBlock;
import org.gatefold.ofdm.simulate.DelayProfile;
import org.gatefold.ofdm.simulate.DownlinkCell;
import org.gatefold.sparse.io.InputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say what a simulated cell sends, and through what. */
final class DownlinkOptions {
    private static final double USUAL_DOPPLER_HZ = 5;

    /** The two ways of sharing a band. */
    enum Duplex {
        FDD,
        TDD
    }

    @Option(names = "--pci", defaultValue = "1", paramLabel = "ID", description = "Cell, 0 to 503 (${DEFAULT-VALUE}).")
    private int pci = 1;

    @Option(
            names = "--resource-blocks",
            defaultValue = "50",
            paramLabel = "N",
            description = "6, 15, 25, 50, 75 or 100 (${DEFAULT-VALUE}).")
    private int resourceBlocks = 50;

    @Option(names = "--ports", defaultValue = "2", paramLabel = "P", description = "1, 2 or 4 (${DEFAULT-VALUE}).")
    private int ports = 2;

    @Option(names = "--duplex", defaultValue = "FDD", description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
    private Duplex duplex = Duplex.FDD;

    @Option(
            names = "--profile",
            defaultValue = "EVA",
            description = "Delay profile: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
    private DelayProfile profile = DelayProfile.EVA;

    @Option(names = "--doppler", paramLabel = "HZ", description = "Largest Doppler shift (5; AWGN does not fade).")
    private @Nullable Double dopplerHz;

    /** @throws InputException if LTE has no such cell */
    DownlinkCell cell() {
        requireRange("--pci", pci, 0, CellReference.CELLS - 1);
        if (!MasterInformationBlock.isBandwidth(resourceBlocks)) {
            throw new InputException("--resource-blocks: expected 6, 15, 25, 50, 75 or 100, found " + resourceBlocks);
        }
        if (ports != 1 && ports != 2 && ports != 4) {
            throw new InputException("--ports: expected 1, 2 or 4, found " + ports);
        }
        return new DownlinkCell(pci, resourceBlocks, ports, duplex == Duplex.TDD);
    }

    DelayProfile profile() {
        return profile;
    }

    double dopplerHz() {
        if (dopplerHz == null) {
            return profile.fades() ? USUAL_DOPPLER_HZ : 0;
        }
        requireRange("--doppler", dopplerHz, 0, 2000);
        if (!profile.fades() && dopplerHz > 0) {
            throw new InputException(
                    "--doppler: expected 0 with " + profile + ", which does not fade, found " + text(dopplerHz));
        }
        return dopplerHz;
    }

    /** @throws InputException if {@code value} is not from {@code low} to {@code high} */
    static void requireRange(String option, double value, double low, double high) {
        if (!(value >= low && value <= high)) {
            throw new InputException(
                    option + ": expected a number from " + text(low) + " to " + text(high) + ", found " + text(value));
        }
    }

    private static String text(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}

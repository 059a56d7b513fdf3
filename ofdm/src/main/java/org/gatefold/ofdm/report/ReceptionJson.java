package org.gatefold.ofdm.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.gatefold.ofdm.lte.MasterInformationBlock;
import org.gatefold.ofdm.receive.HeldOutPilots;
import org.gatefold.ofdm.receive.ReceivedFrame;
import org.gatefold.ofdm.receive.Reception;

/** A reception as JSON; what is not known is null. */
public final class ReceptionJson {
    private ReceptionJson() {}

    /**
     * {@code {"cell":{"pci","duplex","ports","resource_blocks","phich"},"cfo_hz","clock_ppm",
     * "frames":[{"sfn","mib_crc","pbch_evm"}],
     * "channel":[{"method","pilots_used","pilots_held_out","heldout_nmse_db","ms_per_symbol"}],"warnings":[]}}
     */
    public static ObjectNode of(Reception reception) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ObjectNode cell = root.putObject("cell");
        cell.put("pci", reception.cell());
        cell.put("duplex", reception.tdd() ? "TDD" : "FDD");
        MasterInformationBlock block = reception.block();
        if (block == null) {
            cell.putNull("ports").putNull("resource_blocks").putNull("phich");
        } else {
            cell.put("ports", reception.ports());
            cell.put("resource_blocks", block.resourceBlocks());
            cell.put("phich", block.phichDuration() + " " + block.phichResource());
        }
        number(root, "cfo_hz", reception.track().carrierHz(), 0.1);
        number(root, "clock_ppm", reception.track().clockPpm(), 0.01);
        ArrayNode frames = root.putArray("frames");
        for (ReceivedFrame frame : reception.frames()) {
            ObjectNode one = frames.addObject();
            if (frame.systemFrameNumber() < 0) {
                one.putNull("sfn");
            } else {
                one.put("sfn", frame.systemFrameNumber());
            }
            one.put("mib_crc", frame.decoded());
            number(one, "pbch_evm", frame.pbchEvm(), 1e-4);
        }
        ArrayNode channel = root.putArray("channel");
        for (HeldOutPilots.Score score : reception.scores()) {
            ObjectNode one = channel.addObject();
            one.put("method", score.method());
            one.put("pilots_used", score.used());
            one.put("pilots_held_out", score.heldOut());
            number(one, "heldout_nmse_db", score.nmseDb(), 0.001);
            number(one, "heldout_nmse_low_db", score.nmse().low(), 0.001);
            number(one, "heldout_nmse_high_db", score.nmse().high(), 0.001);
            number(one, "ms_per_symbol", score.millisecondsPerSymbol(), 1e-4);
        }
        ArrayNode warnings = root.putArray("warnings");
        reception.warnings().forEach(warnings::add);
        return root;
    }

    private static void number(ObjectNode node, String name, double value, double step) {
        if (Double.isFinite(value)) {
            node.put(name, Math.rint(value / step) / Math.rint(1 / step));
        } else {
            node.putNull(name);
        }
    }
}

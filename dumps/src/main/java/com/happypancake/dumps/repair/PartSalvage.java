package com.happypancake.dumps.repair;

import com.google.protobuf.InvalidProtocolBufferException;
import com.happypancake.dumps.DamagedDumpException;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.DumpWriter;
import com.happypancake.dumps.PartWriter;
import com.happypancake.dumps.block.FramedRecord;
import com.happypancake.dumps.block.VirtualOffset;
import com.happypancake.dumps.repair.Damage.Lost;
import com.happypancake.dumps.repair.OrdinalLedger.Kept;
import com.happypancake.dumps.repair.PartScan.Placed;
import com.happypancake.schemas.manifest.KeyRange;
import com.happypancake.schemas.manifest.Loss;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.value.RecordKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes the records that are left of a damaged part. Tells the keys next to those lost. */
final class PartSalvage implements PartScan.KeptRecords {

  /**
   * The keys at the ends of a run of records.
   *
   * @param run the records
   * @param first key; empty if the records have no keys
   * @param last key; likewise
   */
  private record Ends(Kept run, String first, String last) {}

  private final Dump damaged;
  private final Part part;
  private final PartScan scan;
  private final Optional<RecordKey> key;
  private final List<Ends> ends = new ArrayList<>();
  private Optional<PartWriter> target = Optional.empty();
  private String first = "";

  PartSalvage(Dump damaged, Part part, PartScan scan) throws IOException {
    this.damaged = damaged;
    this.part = part;
    this.scan = scan;
    this.key = RecordKey.of(damaged.descriptor(part));
  }

  /**
   * Writes the part.
   *
   * @return what is lost of it
   */
  List<Loss> write(DumpWriter dump) throws IOException {
    try (PartWriter writer = dump.partAt(part.getPath(), part.getMessage())) {
      target = Optional.of(writer);
      if (!scan.kept().isEmpty()) {
        scan.read(damaged, part, this);
      }
      if (writer.records() != scan.records()) {
        throw new DamagedDumpException(
                DamagedDumpException.Fault.CHANGED, part.getPath(), "changed while it was read")
            .advising("run the same command again");
      }
      Part.Builder entry = writer.entry();
      entry
          .setRows(part.getRows())
          .setTable(part.getTable())
          .setRepairedTexts(part.getRepairedTexts());
      if (part.hasKeyRange() && !ends.isEmpty()) {
        entry.setKeyRange(
            KeyRange.newBuilder()
                .setFirst(ends.get(0).first())
                .setLast(ends.get(ends.size() - 1).last()));
      }
      writer.finish();
    }
    return scan.places().stream()
        .filter(place -> place.damage().lost().isPresent())
        .map(this::loss)
        .toList();
  }

  @Override
  public void record(Kept run, long position, FramedRecord record) throws IOException {
    target.orElseThrow().write(record.bytes(), record.offset(), record.length());
    if (position == run.first()) {
      first = key(record);
    }
    if (position == run.end() - 1) {
      ends.add(new Ends(run, first, key(record)));
    }
  }

  private String key(FramedRecord record) {
    try {
      return key.isPresent() ? key.get().of(record.bytes(), record.offset(), record.length()) : "";
    } catch (InvalidProtocolBufferException e) {
      // The record is as it was written, but its key cannot be read.
      return "";
    }
  }

  private Loss loss(Placed place) {
    Damage damage = place.damage();
    Lost lost = damage.lost().orElseThrow();
    Loss.Builder loss =
        Loss.newBuilder()
            .setPath(part.getPath())
            .setFirstOrdinal(lost.range().first())
            .setEndOrdinal(lost.range().end())
            .setExact(lost.exact())
            .setVirtualOffset(damage.at().map(VirtualOffset::toString).orElse(""))
            .setWhat(damage.what());
    if (part.hasKeyRange()) {
      loss.setPartKeyRange(part.getKeyRange());
    }
    for (Ends each : ends) {
      if (each.run().end() <= place.position()) {
        loss.setAfterKey(each.last());
      } else if (each.run().first() >= place.position() && loss.getBeforeKey().isEmpty()) {
        loss.setBeforeKey(each.first());
      }
    }
    return loss.build();
  }
}

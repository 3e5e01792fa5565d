package com.happypancake.transformer;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.WireFormat;
import com.happypancake.dumps.OrdinalRange;
import com.happypancake.dumps.PartReader;
import com.happypancake.dumps.block.OrderedTasks;
import com.happypancake.dumps.block.Workers;
import com.happypancake.transformer.InputDump.InputTable;
import com.happypancake.transformer.TransformEvent.Phase;
import com.happypancake.transformer.TransformEvent.Work;
import com.happypancake.transformer.choice.MemberSample;
import com.happypancake.transformer.lookup.LookupChange.Reference;
import com.happypancake.transformer.lookup.TableLookups;
import com.happypancake.transformer.mapping.Fact;
import com.happypancake.transformer.mapping.LookupTable;
import com.happypancake.transformer.mapping.Mapping;
import com.happypancake.transformer.mapping.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * Finds the members that join a sample. It reads the rows that can name two members, on all
 * threads, but only their columns with ids. It maps a row only if it names a member of the core and
 * one who has not joined, so that a rejected fact lets nobody join.
 */
final class SampleFinder {

  private final InputDump input;
  private final TableLookups lookups;
  private final int splitRows;
  private final Workers workers;
  private final Consumer<TransformEvent> events;

  SampleFinder(
      InputDump input,
      TableLookups lookups,
      int splitRows,
      Workers workers,
      Consumer<TransformEvent> events) {
    this.input = input;
    this.lookups = lookups;
    this.splitRows = splitRows;
    this.workers = workers;
    this.events = events;
  }

  /**
   * Returns the sample of a share, which all its members have joined.
   *
   * @throws com.happypancake.dumps.DamagedDumpException if a part is damaged
   */
  MemberSample find(double share) throws IOException, InterruptedException {
    MemberSample sample = new MemberSample(lookups, share);
    List<InputTable> parts = parts(input);
    PhaseProgress progress = new PhaseProgress(events, Phase.SAMPLING, Work.of(parts).rows());
    List<Callable<Read>> tasks = new ArrayList<>();
    for (InputTable part : parts) {
      for (OrdinalRange range : RowSplit.ranges(input, part, splitRows)) {
        tasks.add(() -> read(new Read(part, range), sample));
      }
    }
    OrderedTasks.run(
        workers,
        tasks,
        read ->
            progress.add(
                read.input().part().getPath(), RowSplit.work(read.input().part(), read.range())));
    return sample;
  }

  /** Returns the parts that are read. */
  static List<InputTable> parts(InputDump input) {
    return input.parts().stream().filter(SampleFinder::mayJoin).toList();
  }

  private static boolean mayJoin(InputTable part) {
    return part.mapping().isPresent() && !MemberSample.OWN_TABLES.contains(part.table().name());
  }

  /** A range of a part's rows that is read. */
  private record Read(InputTable input, OrdinalRange range) {}

  private Read read(Read split, MemberSample sample) throws IOException {
    Mapping<?> mapping = split.input().mapping().orElseThrow();
    List<Reference> ids =
        Reference.of(split.input().table()).stream()
            .filter(id -> id.table() == LookupTable.MEMBERS || id.table() == LookupTable.PHOTOS)
            .toList();
    try (PartReader rows = input.dump().read(split.input().part(), split.range())) {
      while (rows.advance()) {
        if (lacksMember(rows, ids, sample)) {
          join(rows, mapping, sample);
        }
      }
    }
    return split;
  }

  /** Returns whether a row names a member of the core and one who is outside. */
  private boolean lacksMember(PartReader row, List<Reference> ids, MemberSample sample)
      throws IOException {
    boolean namesCore = false;
    boolean namesOutside = false;
    try {
      CodedInputStream in = CodedInputStream.newInstance(row.bytes(), row.offset(), row.length());
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        OptionalInt member = member(in, tag, ids);
        if (member.isPresent()) {
          namesCore |= sample.isCore(member.getAsInt());
          namesOutside |= sample.isOutside(member.getAsInt());
        }
      }
    } catch (InvalidProtocolBufferException e) {
      throw row.damaged("not a row in wire format: " + e.getMessage(), e);
    }
    return namesCore && namesOutside;
  }

  /** Reads a field. Returns the member whom it names, or who owns the photo that it names. */
  private OptionalInt member(CodedInputStream in, int tag, List<Reference> ids) throws IOException {
    for (Reference id : ids) {
      if (tag == (id.field().getNumber() << 3 | WireFormat.WIRETYPE_VARINT)) {
        int value = in.readInt32();
        return id.table() == LookupTable.MEMBERS
            ? OptionalInt.of(value)
            : lookups.photoOwner(value);
      }
    }
    in.skipField(tag);
    return OptionalInt.empty();
  }

  private <R extends Message> void join(PartReader row, Mapping<R> mapping, MemberSample sample)
      throws IOException {
    for (Outcome outcome : mapping.map(row.parse(mapping.parser()), lookups)) {
      if (outcome instanceof Fact fact) {
        sample.join(fact);
      }
    }
  }
}

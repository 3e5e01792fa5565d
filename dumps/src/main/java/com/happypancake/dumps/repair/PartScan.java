package com.happypancake.dumps.repair;

import com.google.protobuf.Descriptors.Descriptor;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.OrdinalRange;
import com.happypancake.dumps.block.BlockFile;
import com.happypancake.dumps.block.Digests;
import com.happypancake.dumps.block.FramedRecord;
import com.happypancake.dumps.block.VirtualOffset;
import com.happypancake.dumps.repair.OrdinalLedger.Break;
import com.happypancake.dumps.repair.OrdinalLedger.Gap;
import com.happypancake.dumps.repair.OrdinalLedger.Kept;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.value.RecordKey;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a walk over a part's file finds: the records that are intact and the damages, with the
 * ordinals of both. Immutable.
 *
 * @param kept the records to keep, by their position in the walk
 * @param places the damages, in the file's order; at least one
 */
record PartScan(List<Kept> kept, List<Placed> places) {

  PartScan {
    kept = List.copyOf(kept);
    places = List.copyOf(places);
  }

  /**
   * A damage, and where in the walk it is.
   *
   * @param position of the first record behind it
   */
  record Placed(Damage damage, long position) {}

  /** Takes the records that are kept. */
  interface KeptRecords {
    /** Takes a record, which is valid only now. */
    void record(Kept run, long position, FramedRecord record) throws IOException;
  }

  /** A scan of a file whose part lies elsewhere: nothing is lost, and nothing kept of it. */
  static PartScan elsewhere(Part part, String why) {
    return new PartScan(List.of(), List.of(ofFile(part, why, false)));
  }

  /** A scan of a file of which nothing is kept. */
  static PartScan lost(Part part, String why) {
    return new PartScan(List.of(), List.of(ofFile(part, why, true)));
  }

  /**
   * Scans a part whose file is not what the manifest says.
   *
   * @param dump whose it is
   * @param part as the manifest has it
   * @param why what is wrong with the file, where the walk finds no place for it
   * @throws IOException if the file cannot be read
   */
  static PartScan of(Dump dump, Part part, String why) throws IOException {
    Descriptor message = dump.descriptor(part);
    try (BlockFile file = new BlockFile(dump.folder().resolve(part.getPath()))) {
      MessageShape shape = new MessageShape(message);
      Anchors anchors = anchors(dump, part, file.size());
      PartSurvey survey = new PartSurvey(part, shape, anchors);
      new PartWalk(file, part.getContentBytes(), shape, anchors, survey).run();
      OrdinalLedger ledger = survey.end(file.size());
      if (survey.isWhole()) {
        return whole(part, ledger.gaps(), why);
      }
      if (survey.isForeign()) {
        return lost(part, why + "; its records are no " + shape.name());
      }
      PartScan scan =
          new PartScan(
              ledger.kept(), ledger.gaps().stream().map(gap -> placed(part, gap)).toList());
      // Where blocks are sound and yet nothing fits, no record can be told from a false one.
      return scan.losesAny() || scan.hasContent(dump, part)
          ? scan
          : lost(part, why + "; the blocks are sound, but not those of this part");
    }
  }

  /** The content is there; what is damaged is around it. */
  private static PartScan whole(Part part, List<Gap> gaps, String why) {
    Kept all = new Kept(0, part.getRecords(), OptionalLong.of(1));
    return new PartScan(
        part.getRecords() == 0 ? List.of() : List.of(all),
        gaps.isEmpty()
            ? List.of(ofFile(part, why + "; its records are whole", false))
            : gaps.stream().map(gap -> placed(part, PartSurvey.harmless(gap))).toList());
  }

  private static Placed placed(Part part, Gap gap) {
    Break at = gap.at();
    String more =
        at.more() == 0
            ? ""
            : String.format(Locale.ROOT, "; %d more up to the next record", at.more());
    return new Placed(
        new Damage(part.getPath(), Optional.of(at.at()), at.what() + more, gap.lost()),
        gap.position());
  }

  private static Placed ofFile(Part part, String what, boolean all) {
    Optional<Lost> lost =
        all && part.getRecords() > 0
            ? Optional.of(new Lost(new OrdinalRange(1, part.getRecords() + 1), true))
            : Optional.empty();
    return new Placed(new Damage(part.getPath(), Optional.empty(), what, lost), 0);
  }

  private static Anchors anchors(Dump dump, Part part, long bytes) throws IOException {
    return new Anchors(dump.usableIndex(part), RecordKey.of(dump.descriptor(part)), part, bytes);
  }

  /** Returns the damages, in the file's order; at least one. */
  List<Damage> damages() {
    return places.stream().map(Placed::damage).toList();
  }

  /** Returns how many records are kept. */
  long records() {
    return kept.stream().mapToLong(run -> run.end() - run.first()).sum();
  }

  private boolean losesAny() {
    return places.stream().anyMatch(place -> place.damage().lost().isPresent());
  }

  private boolean hasContent(Dump dump, Part part) throws IOException {
    MessageDigest digest = Digests.sha256();
    read(dump, part, (run, position, record) -> record.addTo(digest));
    return Digests.hex(digest).equals(part.getContentSha256());
  }

  /**
   * Walks over the part again and gives out the records that are kept, in order.
   *
   * @param target takes each record, with the run that it is of and its position
   * @throws IOException if the file cannot be read, or as the target
   */
  void read(Dump dump, Part part, KeptRecords target) throws IOException {
    Descriptor message = dump.descriptor(part);
    try (BlockFile file = new BlockFile(dump.folder().resolve(part.getPath()))) {
      Anchors anchors = anchors(dump, part, file.size());
      MessageShape shape = new MessageShape(message);
      new PartWalk(file, part.getContentBytes(), shape, anchors, new Picker(kept, target)).run();
    }
  }

  /** Picks from a second walk the records to keep. */
  private static final class Picker implements PartWalk.Sink {
    private final List<Kept> runs;
    private final KeptRecords target;
    private int run;
    private long position;

    Picker(List<Kept> runs, KeptRecords target) {
      this.runs = runs;
      this.target = target;
    }

    @Override
    public void record(FramedRecord record) throws IOException {
      while (run < runs.size() && position >= runs.get(run).end()) {
        run++;
      }
      if (run < runs.size() && position >= runs.get(run).first()) {
        target.record(runs.get(run), position, record);
      }
      position++;
    }

    @Override
    public void damage(VirtualOffset at, String what) {
      // Known from the first walk.
    }
  }
}

package com.happypancake.dumps.repair;

import com.happypancake.dumps.Dump;
import com.happypancake.dumps.OrdinalRange;
import com.happypancake.dumps.block.BlockFile;
import com.happypancake.dumps.block.Digests;
import com.happypancake.dumps.block.FramedRecord;
import com.happypancake.dumps.block.VirtualOffset;
import com.happypancake.dumps.repair.OrdinalLedger.Break;
import com.happypancake.dumps.repair.OrdinalLedger.Gap;
import com.happypancake.dumps.repair.OrdinalLedger.Kept;
import com.happypancake.dumps.repair.Verification.Damage;
import com.happypancake.dumps.repair.Verification.Damage.Lost;
import com.happypancake.schemas.manifest.Part;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The result of a walk over a part's file: the intact records and the damages, both with ordinals.
 * Immutable.
 *
 * @param kept the records to keep, by their position in the walk
 * @param places the damages in the file's order, at least one
 */
record PartScan(List<Kept> kept, List<Placed> places) {

  PartScan {
    kept = List.copyOf(kept);
    places = List.copyOf(places);
  }

  /**
   * A damage and its place in the walk.
   *
   * @param position the position of the first record after the damage
   */
  record Placed(Damage damage, long position) {}

  /** Receives the kept records. */
  interface KeptRecords {
    /** Receives a record, which is valid only during the call. */
    void record(Kept run, long position, FramedRecord record) throws IOException;
  }

  /** Returns the scan of a part that lies in another file: nothing is lost or kept. */
  static PartScan elsewhere(Part part, String why) {
    return new PartScan(List.of(), List.of(ofFile(part, why, false)));
  }

  /** Returns the scan of a file from which nothing is kept. */
  static PartScan lost(Part part, String why) {
    return new PartScan(List.of(), List.of(ofFile(part, why, true)));
  }

  /**
   * Scans a part whose file does not match the manifest.
   *
   * @param why what is wrong with the file, in case the walk can't locate the damage
   */
  static PartScan of(Dump dump, Part part, String why) throws IOException {
    try (BlockFile file = new BlockFile(dump.folder().resolve(part.getPath()))) {
      RecordMatcher matcher = RecordMatcher.of(dump, part, file.size());
      Survey survey = new Survey(part, matcher);
      new PartWalk(file, part.getContentBytes(), matcher, survey).run();
      OrdinalLedger ledger = survey.end(file.size());
      if (survey.isWhole()) {
        return whole(part, ledger.gaps(), why);
      }
      if (survey.isForeign) {
        return lost(part, why + "; its records are no " + matcher.messageName());
      }
      PartScan scan =
          new PartScan(
              ledger.kept(), ledger.gaps().stream().map(gap -> placed(part, gap)).toList());
      // If the content is wrong but no block is damaged, true and false records look alike.
      return scan.losesAny() || scan.hasContent(dump, part)
          ? scan
          : lost(part, why + "; the blocks are sound, but not those of this part");
    }
  }

  /** Returns the scan of a file with the whole content and with damages only around it. */
  private static PartScan whole(Part part, List<Gap> gaps, String why) {
    Kept all = new Kept(0, part.getRecords(), OptionalLong.of(1));
    return new PartScan(
        part.getRecords() == 0 ? List.of() : List.of(all),
        gaps.isEmpty()
            ? List.of(ofFile(part, why + "; its records are whole", false))
            : gaps.stream().map(gap -> placed(part, gap.withoutLoss())).toList());
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

  private static Placed ofFile(Part part, String what, boolean isLost) {
    Optional<Lost> lost =
        isLost && part.getRecords() > 0
            ? Optional.of(new Lost(new OrdinalRange(1, part.getRecords() + 1), true))
            : Optional.empty();
    return new Placed(new Damage(part.getPath(), Optional.empty(), what, lost), 0);
  }

  /** Returns the damages in the file's order, at least one. */
  List<Damage> damages() {
    return places.stream().map(Placed::damage).toList();
  }

  /** Returns the number of kept records. */
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
   * Walks over the part again and passes on the kept records in order.
   *
   * @param target receives each record with its run and its position
   * @throws IOException if the file cannot be read or the target fails
   */
  void read(Dump dump, Part part, KeptRecords target) throws IOException {
    try (BlockFile file = new BlockFile(dump.folder().resolve(part.getPath()))) {
      RecordMatcher matcher = RecordMatcher.of(dump, part, file.size());
      new PartWalk(file, part.getContentBytes(), matcher, new Picker(kept, target)).run();
    }
  }

  /** Finds the records' ordinals in a first walk, and whether they are the whole content. */
  private static final class Survey implements PartWalk.Sink {
    private final Part part;
    private final RecordMatcher matcher;
    private final OrdinalLedger ledger;
    private final MessageDigest digest = Digests.sha256();
    private Optional<String> contentSha256 = Optional.empty();
    private long records;

    /** Whether the first record is not a message of the part's type. */
    private boolean isForeign;

    Survey(Part part, RecordMatcher matcher) {
      this.part = part;
      this.matcher = matcher;
      this.ledger = new OrdinalLedger(part.getRecords());
      digestIfComplete();
    }

    @Override
    public void record(FramedRecord record) {
      isForeign = isForeign || (records == 0 && record.length() > 0 && !matcher.isMessage(record));
      OptionalLong ordinal = matcher.ordinal(record);
      if (ordinal.isPresent()) {
        ledger.anchor(record.at(), ordinal.getAsLong());
      } else if (matcher.isContradicted(record)) {
        ledger.doubt(record.at(), "not the record that the index has there");
      }
      ledger.record(record.at());
      records++;
      if (records <= part.getRecords()) {
        record.addTo(digest);
        digestIfComplete();
      }
    }

    private void digestIfComplete() {
      if (records == part.getRecords()) {
        contentSha256 = Optional.of(Digests.hex(digest));
      }
    }

    @Override
    public void damage(VirtualOffset at, String what) {
      ledger.damage(at, what);
    }

    @Override
    public boolean isWhole() {
      return contentSha256.equals(Optional.of(part.getContentSha256()));
    }

    OrdinalLedger end(long fileBytes) {
      ledger.end(new VirtualOffset(fileBytes, 0));
      return ledger;
    }
  }

  /** Picks the records to keep from a second walk. */
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

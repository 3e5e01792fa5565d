package com.happypancake.dumps.repair;

import com.happypancake.dumps.block.Digests;
import com.happypancake.dumps.block.FramedRecord;
import com.happypancake.dumps.block.VirtualOffset;
import com.happypancake.dumps.repair.OrdinalLedger.Gap;
import com.happypancake.schemas.manifest.Part;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.OptionalLong;

/** Collects what a walk over a damaged part finds: counts, anchors and digest. For one thread. */
final class PartSurvey implements PartWalk.Sink {

  private final Part part;
  private final MessageShape shape;
  private final Anchors anchors;
  private final OrdinalLedger ledger;
  private final MessageDigest digest = Digests.sha256();
  private Optional<String> contentSha256 = Optional.empty();
  private boolean foreign;
  private long records;

  PartSurvey(Part part, MessageShape shape, Anchors anchors) {
    this.part = part;
    this.shape = shape;
    this.anchors = anchors;
    this.ledger = new OrdinalLedger(part.getRecords());
    digestIfComplete();
  }

  @Override
  public void record(FramedRecord record) {
    foreign = foreign || (records == 0 && record.length() > 0 && !shape.fits(record));
    OptionalLong ordinal = anchors.ordinal(record);
    if (ordinal.isPresent()) {
      ledger.anchor(record.at(), ordinal.getAsLong());
    } else if (anchors.contradict(record)) {
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

  /** Ends the survey, and gives the kept records and the gaps between them. */
  OrdinalLedger end(long fileBytes) {
    ledger.end(new VirtualOffset(fileBytes, 0));
    return ledger;
  }

  /** Tells whether the first records are the part's, all of them, whatever is around them. */
  @Override
  public boolean isWhole() {
    return contentSha256.equals(Optional.of(part.getContentSha256()));
  }

  /** Tells whether the file's first record is no message of the part's type. */
  boolean isForeign() {
    return foreign;
  }

  /** Returns a gap as one that took nothing. */
  static Gap harmless(Gap gap) {
    return new Gap(gap.at(), gap.position(), Optional.empty());
  }
}

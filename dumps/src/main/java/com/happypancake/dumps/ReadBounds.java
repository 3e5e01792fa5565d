package com.happypancake.dumps;

import com.happypancake.dumps.DamagedDumpException.Fault;
import com.happypancake.dumps.block.Digests;
import com.happypancake.dumps.block.VirtualOffset;
import com.happypancake.schemas.index.IndexEntry;
import com.happypancake.schemas.manifest.Part;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The end of a read, and what to check there. It digests the content if all of it is read. Not
 * thread-safe.
 */
final class ReadBounds {

  private final OptionalLong end;
  private final Optional<IndexEntry> expectedEnd;
  private Optional<MessageDigest> digest;

  private ReadBounds(
      OptionalLong end, Optional<IndexEntry> expectedEnd, Optional<MessageDigest> digest) {
    this.end = end;
    this.expectedEnd = expectedEnd;
    this.digest = digest;
  }

  /** Returns the bounds of a whole part. */
  static ReadBounds whole() {
    return new ReadBounds(OptionalLong.empty(), Optional.empty(), Optional.of(Digests.sha256()));
  }

  /** Returns the bounds of a range, which has to end where the index has the next record. */
  static ReadBounds of(OrdinalRange range, Optional<PartIndex> index, Part part) {
    return new ReadBounds(
        range.end() > part.getRecords() ? OptionalLong.empty() : OptionalLong.of(range.end()),
        index
            .flatMap(entries -> entries.floor(range.end()))
            .filter(entry -> entry.getOrdinal() == range.end()),
        Optional.empty());
  }

  /** Returns the ordinal before which to stop; empty to stop at the part's end. */
  OptionalLong end() {
    return end;
  }

  /** Takes the next block's content. */
  void content(byte[] bytes, int length) {
    digest.ifPresent(sha256 -> sha256.update(bytes, 0, length));
  }

  /** Leaves out the check of the content, because the read leaves out some of it. */
  void leaveOutContent() {
    digest = Optional.empty();
  }

  /**
   * Checks that the record after a range begins where the index has it.
   *
   * @param ordinal the record's ordinal
   * @param place the record's place
   * @throws DamagedDumpException if the index has another place
   */
  void checkNext(Part part, long ordinal, VirtualOffset place) throws DamagedDumpException {
    Optional<VirtualOffset> expected = expectedEnd.map(VirtualOffset::of);
    if (expected.isPresent() && !expected.get().equals(place)) {
      throw new DamagedDumpException(
              Fault.INDEX,
              part.getPath(),
              String.format(
                  Locale.ROOT,
                  "record %d begins at virtual offset %s; its index has %s",
                  ordinal,
                  place,
                  expected.get()))
          .advising("'hpc dumps verify' tells which is damaged");
    }
  }

  /**
   * Checks the count of a part and, if all of it was read, the content.
   *
   * @param records the number of records in the part
   * @throws DamagedDumpException if the manifest has another count or content
   */
  void checkEnd(Part part, long records) throws DamagedDumpException {
    if (records != part.getRecords()) {
      throw new DamagedDumpException(
          Fault.CONTENT,
          part.getPath(),
          "holds " + records + " records; the manifest counts " + part.getRecords());
    }
    Optional<String> actual = digest.map(Digests::hex);
    if (actual.isPresent() && !actual.get().equals(part.getContentSha256())) {
      throw new DamagedDumpException(
          Fault.CONTENT,
          part.getPath(),
          String.format(
              Locale.ROOT,
              "the content's SHA-256 is %s; the manifest has %s",
              actual.get(),
              part.getContentSha256()));
    }
  }
}

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
 * Where the reading of a part ends, and what has to be true there.
 *
 * @param digest of the content, if all of it is read
 * @param end the ordinal before which to stop; empty for the part's end
 * @param expectedEnd the index entry of the record with that ordinal, if there is one
 */
record ReadBounds(
    Optional<MessageDigest> digest, OptionalLong end, Optional<IndexEntry> expectedEnd) {

  static ReadBounds whole() {
    return new ReadBounds(Optional.of(Digests.sha256()), OptionalLong.empty(), Optional.empty());
  }

  static ReadBounds of(OrdinalRange range, Optional<PartIndex> index, Part part) {
    return new ReadBounds(
        Optional.empty(),
        range.end() > part.getRecords() ? OptionalLong.empty() : OptionalLong.of(range.end()),
        index
            .flatMap(entries -> entries.floor(range.end()))
            .filter(entry -> entry.getOrdinal() == range.end()));
  }

  /** Returns the same bounds for a part of which something is passed over. */
  ReadBounds withoutDigest() {
    return new ReadBounds(Optional.empty(), end, expectedEnd);
  }

  /**
   * Checks that the record after a range begins where the index has it.
   *
   * @param ordinal of that record
   * @param place where it begins
   * @throws DamagedDumpException if it begins elsewhere
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
   * @param records how many records there are
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

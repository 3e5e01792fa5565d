package com.happypancake.dumps;

import com.happypancake.schemas.index.IndexEntry;
import com.happypancake.schemas.manifest.Part;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What of a part is read.
 *
 * @param digest checks all of the content; empty for a range
 * @param first where the first record lies that is read; empty for the part's beginning
 * @param end the ordinal before which to stop; empty for the part's end
 * @param expectedEnd where the index has the record with that ordinal, if it has it
 */
record ReadBounds(
    Optional<MessageDigest> digest,
    Optional<IndexEntry> first,
    OptionalLong end,
    Optional<IndexEntry> expectedEnd) {

  static ReadBounds whole() {
    return new ReadBounds(
        Optional.of(Digests.sha256()), Optional.empty(), OptionalLong.empty(), Optional.empty());
  }

  static ReadBounds of(OrdinalRange range, Optional<PartIndex> index, Part part) {
    return new ReadBounds(
        Optional.empty(),
        index.flatMap(entries -> entries.floor(range.first())),
        range.end() > part.getRecords() ? OptionalLong.empty() : OptionalLong.of(range.end()),
        index
            .flatMap(entries -> entries.floor(range.end()))
            .filter(entry -> entry.getOrdinal() == range.end()));
  }
}

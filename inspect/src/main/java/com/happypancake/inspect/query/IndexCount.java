package com.happypancake.inspect.query;

import com.happypancake.dumps.Dump;
import com.happypancake.dumps.OrdinalRange;
import com.happypancake.dumps.PartIndex;
import com.happypancake.dumps.PartReader;
import com.happypancake.schemas.index.IndexEntry;
import com.happypancake.schemas.manifest.Part;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * How many records parts have, by what lies at their ends.
 *
 * @param records of all parts
 * @param partsWithout an index, which are counted by the manifest
 */
public record IndexCount(long records, int partsWithout) {

  /**
   * Counts parts: hops to the last record that an index knows and reads from there on.
   *
   * @throws com.happypancake.dumps.DamagedDumpException if an index or the end of a part is
   *     damaged, or does not hold as many records as the manifest says
   * @throws IOException if a file cannot be read
   */
  public static IndexCount of(Dump dump, Collection<Part> parts) throws IOException {
    long records = 0;
    int without = 0;
    for (Part part : parts) {
      Optional<PartIndex> index = dump.index(part);
      if (index.isPresent()) {
        records += count(dump, part, index.get().entries());
      } else {
        records += part.getRecords();
        without++;
      }
    }
    return new IndexCount(records, without);
  }

  private static long count(Dump dump, Part part, List<IndexEntry> entries) throws IOException {
    long first = entries.isEmpty() ? 1 : entries.get(entries.size() - 1).getOrdinal();
    long records = first - 1;
    try (PartReader reader = dump.read(part, new OrdinalRange(first, Long.MAX_VALUE))) {
      while (reader.advance()) {
        records++;
      }
    }
    return records;
  }
}

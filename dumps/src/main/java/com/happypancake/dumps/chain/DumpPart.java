package com.happypancake.dumps.chain;

import com.happypancake.dumps.DamagedDumpException;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.PartReader;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.value.RecordKey;
import java.io.IOException;
import java.util.Optional;

/**
 * A part of one of several dumps; its damage is told with the dump's folder.
 *
 * @param dump whose it is
 * @param part as the dump's manifest has it
 */
record DumpPart(Dump dump, Part part) {

  /** Reads, or copies, something of a part. */
  interface Work<T> {
    T run() throws IOException;
  }

  /**
   * Does some work on this part.
   *
   * @throws DamagedDumpException as the work, with the folder
   * @throws IOException as the work
   */
  <T> T reading(Work<T> work) throws IOException {
    try {
      return work.run();
    } catch (DamagedDumpException e) {
      throw e.in(dump.folder());
    }
  }

  /** Opens the part to read all of it, as {@link Dump#read(Part)}. */
  PartReader open() throws IOException {
    return reading(() -> dump.read(part));
  }

  /** Moves to a reader's next record, as {@link PartReader#advance}. */
  boolean advance(PartReader reader) throws IOException {
    return reading(reader::advance);
  }

  /** Returns the reader of the records' keys; empty where they have none. */
  Optional<RecordKey> keys() throws IOException {
    return RecordKey.of(dump.descriptor(part));
  }
}

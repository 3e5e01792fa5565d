package com.happypancake.extractor.delta;

import com.google.protobuf.CodedInputStream;
import com.happypancake.schemas.catalogue.LegacyTable;
import java.io.IOException;

/**
 * The rows of an append-only table that the base has from some time on: what is read again because
 * of the overlap, and is not to be written again.
 */
public final class KnownRows {

  private static final byte THERE = 1;

  /** A later dump of the chain found the row gone; it may come again. */
  private static final byte GONE = 2;

  private final KeyHash hash;
  private final KeySet keys = new KeySet();

  private KnownRows(LegacyTable table) {
    this.hash = new KeyHash(table);
  }

  /**
   * Reads them from the base.
   *
   * @param fromTicks wall-clock ticks of the first time that counts
   * @throws IOException if a dump can't be read
   * @throws InterruptedException if the thread was interrupted
   */
  public static KnownRows read(BaseChain base, LegacyTable table, long fromTicks)
      throws IOException, InterruptedException {
    KnownRows known = new KnownRows(table);
    int field = table.timeColumn().orElseThrow().field().getNumber();
    base.read(
        table,
        (bytes, offset, length, deleted) -> {
          if (deleted || ticks(bytes, offset, length, field) >= fromTicks) {
            known.hash.of(bytes, offset, length);
            known.keys.put(known.hash.high(), known.hash.low(), deleted ? GONE : THERE);
          }
        });
    return known;
  }

  /** A row without a time is kept in mind: the source shows all of those. */
  private static long ticks(byte[] bytes, int offset, int length, int field) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(bytes, offset, length);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag == field << 3) {
        return in.readInt64();
      }
      in.skipField(tag);
    }
    return Long.MAX_VALUE;
  }

  /**
   * Tells whether the base has a row. Safe for use by several threads.
   *
   * @param bytes hold a message of the table's type
   * @param offset where it begins
   * @param length how many bytes it has
   * @throws IOException if it has no key
   */
  public synchronized boolean contains(byte[] bytes, int offset, int length) throws IOException {
    hash.of(bytes, offset, length);
    return keys.get(hash.high(), hash.low()) == THERE;
  }
}

package com.happypancake.dumps.chain;

import com.google.protobuf.CodedInputStream;
import com.happypancake.dumps.chain.KeyMap.KeyDigest;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.value.RecordKey;
import java.io.IOException;
import java.util.OptionalInt;

/**
 * The rows of an append-only table that a chain has from a given time on. A delta overlaps its
 * base, so it reads these rows again and omits them. Immutable once read.
 */
public final class KnownRows {

  private static final long PRESENT = 1;

  /** A dump of the chain found that the row was deleted. It may have been inserted again. */
  private static final long GONE = 2;

  private final RecordKey key;
  private final KeyMap keys = new KeyMap();

  private KnownRows(LegacyTable table) {
    this.key = RecordKey.of(table);
  }

  /**
   * Reads the rows from a chain.
   *
   * @param fromTicks the first time that counts, in wall-clock ticks
   */
  public static KnownRows read(DumpChain base, LegacyTable table, long fromTicks)
      throws IOException, InterruptedException {
    KnownRows known = new KnownRows(table);
    KeyDigest digest = new KeyDigest();
    int field = table.timeColumn().orElseThrow().field().getNumber();
    base.read(
        table,
        (bytes, offset, length, deleted) -> {
          if (deleted || ticks(bytes, offset, length, field) >= fromTicks) {
            known.keys.put(
                digest.of(known.key.of(bytes, offset, length)), deleted ? GONE : PRESENT);
          }
        });
    return known;
  }

  /** Returns a row's time. A row without one counts as known: a delta reads all of them. */
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

  /** Returns a look-up for one thread. */
  public Lookup lookup() {
    return new Lookup();
  }

  /** Looks rows up. Not thread-safe: each thread has its own. */
  public final class Lookup {

    private final KeyDigest digest = new KeyDigest();

    private Lookup() {}

    /**
     * Returns whether the chain has a row.
     *
     * @param bytes hold a message of the table's type
     * @param offset the message's offset
     * @param length the number of bytes of the message
     * @throws IOException if the message has no key
     */
    public boolean contains(byte[] bytes, int offset, int length) throws IOException {
      OptionalInt number = keys.find(digest.of(key.of(bytes, offset, length)));
      return number.isPresent() && keys.value(number.getAsInt()) == PRESENT;
    }
  }
}

package com.happypancake.extractor.tds;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows that are encoded once and sent over and over, so that a server costs next to nothing. Their
 * first column, a bigint that is not NULL, counts on. For several threads.
 */
public final class PreparedRows {

  private static final int LONGEST_ROW = 1 << 20;

  private final List<Column> columns;
  private final byte[] encoded;
  private final int[] starts;
  private final int[] keys;

  private PreparedRows(List<Column> columns, byte[] encoded, int[] starts, int[] keys) {
    this.columns = columns;
    this.encoded = encoded;
    this.starts = starts;
    this.keys = keys;
  }

  /**
   * Encodes rows.
   *
   * @param rows each with a value for each column; at least one
   */
  public static PreparedRows of(List<Column> columns, List<@Nullable Object[]> rows)
      throws IOException {
    List<SqlType> types = columns.stream().map(Column::type).toList();
    PacketOutput out = new PacketOutput(OutputStream.nullOutputStream());
    out.resize(LONGEST_ROW);
    Tokens tokens = new Tokens(out);
    ByteArrayOutputStream encoded = new ByteArrayOutputStream();
    int[] starts = new int[rows.size() + 1];
    int[] keys = new int[rows.size()];
    for (int i = 0; i < keys.length; i++) {
      starts[i] = encoded.size();
      keys[i] = starts[i] + 1;
      @Nullable Object[] row = rows.get(i);
      if (Reply.takesBitmap(row)) {
        tokens.rowWithNullBitmap(types, row);
        keys[i] += (row.length + 7) / Byte.SIZE;
      } else {
        tokens.row(types, row);
      }
      encoded.writeBytes(out.takeBack());
    }
    starts[keys.length] = encoded.size();
    return new PreparedRows(List.copyOf(columns), encoded.toByteArray(), starts, keys);
  }

  /** Returns the columns. */
  public List<Column> columns() {
    return columns;
  }

  /**
   * Sends rows of the keys {@code from} to {@code to}, the latter exclusive. Those of equal keys
   * are equal, whatever range they are sent in.
   */
  public void send(Reply reply, long from, long to) throws IOException {
    reply.columns(columns);
    ByteBuffer lap = ByteBuffer.wrap(encoded.clone()).order(ByteOrder.LITTLE_ENDIAN);
    long key = from;
    while (key < to) {
      int first = (int) (key % keys.length);
      int last = (int) Math.min(keys.length, first + (to - key));
      for (int i = first; i < last; i++) {
        lap.putLong(keys[i], key++);
      }
      reply.rows(lap.array(), starts[first], starts[last] - starts[first], last - first);
    }
  }
}

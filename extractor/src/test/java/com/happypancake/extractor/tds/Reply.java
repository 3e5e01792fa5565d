package com.happypancake.extractor.tds;

import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An answer under way to the client, which may call it off between any two rows. */
public final class Reply {

  /** From here on an error ends the connection: "ERROR", Class. */
  private static final int FATAL = 20;

  /** A bitmap is sent where it is shorter than what it saves, as the server does. */
  private static final int NULLS_WORTH_A_BITMAP = 2;

  private final PacketInput in;
  private final PacketOutput out;
  private final Tokens tokens;
  private final boolean nullBitmaps;
  private List<SqlType> types = List.of();
  private long rows;
  private boolean failed;

  Reply(PacketInput in, PacketOutput out, boolean nullBitmaps) {
    this.in = in;
    this.out = out;
    this.tokens = new Tokens(out);
    this.nullBitmaps = nullBitmaps;
  }

  /** Begins a result. */
  public Reply columns(List<Column> columns) throws IOException {
    types = columns.stream().map(Column::type).toList();
    tokens.columns(columns);
    return this;
  }

  /** Sends a row of the result. */
  public Reply row(@Nullable Object... values) throws IOException {
    if (in.isWaiting()) {
      refuseAttention();
    }
    if (nullBitmaps && takesBitmap(values)) {
      tokens.rowWithNullBitmap(types, values);
    } else {
      tokens.row(types, values);
    }
    rows++;
    return this;
  }

  /** Sends rows that are encoded already. */
  Reply rows(byte[] encoded, int from, int length, long count) throws IOException {
    if (in.isWaiting()) {
      refuseAttention();
    }
    out.bytes(encoded, from, length);
    rows += count;
    return this;
  }

  /** Tells whether a row is sent with a bitmap of what is NULL. */
  static boolean takesBitmap(@Nullable Object... values) {
    return Arrays.stream(values).filter(Objects::isNull).count() >= NULLS_WORTH_A_BITMAP;
  }

  /** Sends an error, which ends the answer; from class 20 on also the connection. */
  public void error(int number, int severity, String text) throws IOException {
    tokens.error(number, severity, text);
    failed = true;
    if (severity >= FATAL) {
      end();
      throw new EOFException("error " + number + " of class " + severity + " ends the connection");
    }
  }

  /** Sends what there is so far, and goes on. */
  public void flush() throws IOException {
    out.flush();
  }

  /** Closes the connection in the middle of what was sent so far. */
  public void cut() throws IOException {
    out.flush();
    throw new EOFException("the connection is cut, as the test has it");
  }

  /** Says no more until the client calls the answer off or is gone. */
  public void stall() throws IOException {
    out.flush();
    refuseAttention();
  }

  private void refuseAttention() throws IOException {
    Message message = in.read();
    if (message.type() != PacketType.ATTENTION) {
      throw new IOException(message.type() + " while an answer is under way");
    }
    throw new AttentionException();
  }

  void transaction(TransactionChange change, long descriptor) throws IOException {
    tokens.transaction(change, descriptor);
  }

  void end() throws IOException {
    if (types.isEmpty()) {
      tokens.done(failed);
    } else {
      tokens.doneWithCount(failed, rows);
    }
    out.end();
  }

  /** The client called the answer off. */
  static final class AttentionException extends IOException {
    private static final long serialVersionUID = 1L;
  }
}

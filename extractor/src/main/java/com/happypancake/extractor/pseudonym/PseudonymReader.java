package com.happypancake.extractor.pseudonym;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.happypancake.database.column.ColumnReader;
import com.happypancake.schemas.value.Guids;
import com.happypancake.schemas.value.WireRow;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Puts pseudonyms in the place of what another reader reads. The original stands in a row of this
 * reader's own and goes nowhere else. NULL stays NULL, and a text that was repaired is counted in
 * the row that the pseudonym is put into. Values are put by one thread.
 */
final class PseudonymReader implements ColumnReader {

  private final ColumnReader delegate;
  private final Replacement replacement;
  private final WireRow original = new WireRow();

  private PseudonymReader(ColumnReader delegate, Replacement replacement) {
    this.delegate = delegate;
    this.replacement = replacement;
  }

  static ColumnReader ofTexts(ColumnReader delegate, UnaryOperator<String> pseudonym) {
    return new PseudonymReader(
        delegate,
        (value, field, row) -> row.putText(field, pseudonym.apply(value.readStringRequireUtf8())));
  }

  static ColumnReader ofBytes(ColumnReader delegate, UnaryOperator<byte[]> pseudonym) {
    return new PseudonymReader(
        delegate,
        (value, field, row) -> row.putBytes(field, pseudonym.apply(value.readByteArray())));
  }

  static ColumnReader ofGuids(ColumnReader delegate, UnaryOperator<UUID> pseudonym) {
    return new PseudonymReader(
        delegate,
        (value, field, row) -> {
          ByteString bytes = value.readBytes();
          row.putGuid(field, pseudonym.apply(Guids.fromBytes(bytes)));
        });
  }

  static ColumnReader ofDates(ColumnReader delegate, UnaryOperator<LocalDate> pseudonym) {
    return new PseudonymReader(
        delegate,
        (value, field, row) ->
            row.putDate(field, pseudonym.apply(LocalDate.ofEpochDay(value.readInt32()))));
  }

  @Override
  public @Nullable Object fetch(ResultSet rows, int index) throws SQLException {
    return delegate.fetch(rows, index);
  }

  @Override
  public void put(Object value, int field, WireRow row) {
    original.start();
    long repairedBefore = original.repairedTexts();
    delegate.put(value, field, original);
    row.addRepairedTexts(original.repairedTexts() - repairedBefore);
    CodedInputStream encoded = CodedInputStream.newInstance(original.array(), 0, original.length());
    try {
      encoded.readTag();
      replacement.put(encoded, field, row);
    } catch (IOException e) {
      throw new IllegalStateException("a row that was just written can't be read", e);
    }
  }

  /** Reads an original and puts its pseudonym. */
  @FunctionalInterface
  private interface Replacement {
    void put(CodedInputStream value, int field, WireRow row) throws IOException;
  }
}

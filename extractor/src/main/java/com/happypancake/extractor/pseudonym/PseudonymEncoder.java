package com.happypancake.extractor.pseudonym;

import com.google.protobuf.CodedInputStream;
import com.happypancake.database.column.ColumnEncoder;
import com.happypancake.schemas.options.Pseudonym;
import com.happypancake.schemas.value.Guids;
import com.happypancake.schemas.value.WireRow;
import java.io.IOException;
import java.time.LocalDate;

/**
 * Puts pseudonyms in the place of what another encoder puts. The original stands in a row of this
 * encoder's own and goes nowhere else. NULL stays NULL. A text that was repaired is counted in the
 * row that the pseudonym is put into. Values are put by one thread.
 */
final class PseudonymEncoder implements ColumnEncoder {

  private final ColumnEncoder delegate;
  private final Pseudonym kind;
  private final Pseudonyms pseudonyms;
  private final WireRow original = new WireRow();

  PseudonymEncoder(ColumnEncoder delegate, Pseudonym kind, Pseudonyms pseudonyms) {
    this.delegate = delegate;
    this.kind = kind;
    this.pseudonyms = pseudonyms;
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
      replace(encoded, field, row);
    } catch (IOException e) {
      throw new IllegalStateException("a row that was just written can't be read", e);
    }
  }

  private void replace(CodedInputStream value, int field, WireRow row) throws IOException {
    switch (kind) {
      case PSEUDONYM_SECRET -> row.putBytes(field, pseudonyms.secret(value.readByteArray()));
      case PSEUDONYM_GUID ->
          row.putGuid(field, pseudonyms.guid(Guids.fromBytes(value.readBytes())));
      case PSEUDONYM_BIRTHDAY ->
          row.putDate(field, pseudonyms.birthday(LocalDate.ofEpochDay(value.readInt32())));
      default -> row.putText(field, pseudonyms.text(kind, value.readStringRequireUtf8()));
    }
  }
}

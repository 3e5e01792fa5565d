package com.happypancake.extractor.delta;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.happypancake.schemas.catalogue.LegacyColumn;
import com.happypancake.schemas.catalogue.LegacyTable;
import java.io.IOException;

/** Extracts the key of a row. */
final class KeyProjection {

  private final LegacyTable table;
  private final Descriptor descriptor;

  KeyProjection(LegacyTable table) {
    this.table = table;
    this.descriptor = table.descriptor();
  }

  /**
   * Returns a message of the table's type with the key alone.
   *
   * @throws IOException if the bytes are no such row
   */
  byte[] of(byte[] bytes, int offset, int length) throws IOException {
    DynamicMessage row =
        DynamicMessage.parseFrom(descriptor, CodedInputStream.newInstance(bytes, offset, length));
    DynamicMessage.Builder key = DynamicMessage.newBuilder(descriptor);
    for (LegacyColumn column : table.key()) {
      FieldDescriptor field = column.field();
      if (row.hasField(field)) {
        key.setField(field, row.getField(field));
      }
    }
    return key.build().toByteArray();
  }
}

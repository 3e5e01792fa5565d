package com.happypancake.inspect.stats;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.happypancake.inspect.text.RecordField;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/** Statistics of the values of one column. Takes about 70 kB, whatever the number of values. */
public final class ColumnStatistics {

  private final RecordField field;
  private final Optional<Comparator<Object>> order;
  private final DeflatedSize deflated;
  private long count;
  private @Nullable Object least;
  private @Nullable Object greatest;
  private int longest;

  ColumnStatistics(RecordField field, Deflater deflater) {
    this.field = field;
    this.order = ValueOrder.of(field.leaf());
    this.deflated = new DeflatedSize(deflater);
  }

  void add(Message record) throws IOException {
    Optional<Object> value = field.value(record);
    if (value.isPresent()) {
      count++;
      take(value.get());
    }
  }

  private void take(Object value) throws IOException {
    if (order.isPresent()) {
      Object low = least;
      Object high = greatest;
      least = low == null || order.get().compare(value, low) < 0 ? value : low;
      greatest = high == null || order.get().compare(value, high) > 0 ? value : high;
    }
    if (value instanceof String text) {
      longest = Math.max(longest, text.length());
    } else if (value instanceof ByteString bytes) {
      longest = Math.max(longest, bytes.size());
    }
    if (field.leaf().isRepeated()) {
      for (Object element : (List<?>) value) {
        write(element);
      }
    } else {
      write(value);
    }
  }

  /** Writes a value in wire format; integers as varints, whatever their type. */
  private void write(Object value) throws IOException {
    CodedOutputStream out = deflated.values();
    if (value instanceof Integer integer) {
      out.writeInt32NoTag(integer);
    } else if (value instanceof Long integer) {
      out.writeInt64NoTag(integer);
    } else if (value instanceof String text) {
      out.writeStringNoTag(text);
    } else if (value instanceof ByteString bytes) {
      out.writeBytesNoTag(bytes);
    } else if (value instanceof Boolean truth) {
      out.writeBoolNoTag(truth);
    } else if (value instanceof EnumValueDescriptor constant) {
      out.writeEnumNoTag(constant.getNumber());
    } else if (value instanceof Float number) {
      out.writeFloatNoTag(number);
    } else if (value instanceof Double number) {
      out.writeDoubleNoTag(number);
    } else if (value instanceof Message message) {
      out.writeMessageNoTag(message);
    }
  }

  /** Returns the column. */
  public RecordField field() {
    return field;
  }

  /** Returns how many records have a value. */
  public long count() {
    return count;
  }

  /** Returns the least value; empty if there is none, or the type has no order. */
  public Optional<Object> least() {
    return Optional.ofNullable(least);
  }

  /** Returns the greatest value; empty as {@link #least}. */
  public Optional<Object> greatest() {
    return Optional.ofNullable(greatest);
  }

  /**
   * Returns the length of the longest value: of texts in UTF-16 units, as nvarchar counts them, and
   * of binary values in bytes. Empty for other types.
   */
  public OptionalInt longest() {
    FieldDescriptor leaf = field.leaf();
    boolean hasLength =
        leaf.getJavaType() == FieldDescriptor.JavaType.STRING
            || leaf.getJavaType() == FieldDescriptor.JavaType.BYTE_STRING;
    return hasLength && !leaf.isRepeated() ? OptionalInt.of(longest) : OptionalInt.empty();
  }

  /** Deflates the rest. No value may follow. */
  void end() throws IOException {
    deflated.end();
  }

  /** Returns how many bytes the values take, deflated in pieces of 64 KiB. */
  public long deflatedBytes() {
    return deflated.bytes();
  }
}

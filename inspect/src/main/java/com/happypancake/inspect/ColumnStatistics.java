package com.happypancake.inspect;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.happypancake.inspect.text.RecordField;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/** Statistics of one column's values. Takes about 70 kB for any number of values. */
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

  /** Writes a value in wire format. Integers of all types are written as varints. */
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

  public RecordField field() {
    return field;
  }

  /** Returns the number of records that have a value. */
  public long count() {
    return count;
  }

  /** Returns the least value; empty if no record has a value or the type has no order. */
  public Optional<Object> least() {
    return Optional.ofNullable(least);
  }

  /** Returns the greatest value; empty in the same cases as {@link #least}. */
  public Optional<Object> greatest() {
    return Optional.ofNullable(greatest);
  }

  /**
   * Returns the length of the longest value. Texts are measured in UTF-16 units, as nvarchar counts
   * them, and binary values in bytes. Empty for other types and repeated fields.
   */
  public OptionalInt longest() {
    FieldDescriptor leaf = field.leaf();
    boolean hasLength =
        leaf.getJavaType() == FieldDescriptor.JavaType.STRING
            || leaf.getJavaType() == FieldDescriptor.JavaType.BYTE_STRING;
    return hasLength && !leaf.isRepeated() ? OptionalInt.of(longest) : OptionalInt.empty();
  }

  /** Deflates the remaining values. No value may be added afterwards. */
  void end() throws IOException {
    deflated.end();
  }

  /** Returns the size of the values in bytes when deflated in pieces of 64 KiB. */
  public long deflatedBytes() {
    return deflated.bytes();
  }

  /** Measures the deflated size of values, in pieces as long as a block of a dump. */
  private static final class DeflatedSize extends OutputStream {

    private static final int PIECE_BYTES = 1 << 16;
    private static final int VALUE_BYTES = 1 << 10;

    private final Deflater deflater;
    private final byte[] piece = new byte[PIECE_BYTES];
    private final byte[] deflated = new byte[VALUE_BYTES];
    private final CodedOutputStream values = CodedOutputStream.newInstance(this, VALUE_BYTES);
    private int length;
    private long bytes;

    /** The deflater may be shared with other instances on the same thread. */
    DeflatedSize(Deflater deflater) {
      this.deflater = deflater;
    }

    /** Returns the stream to write values to in wire format. */
    CodedOutputStream values() {
      return values;
    }

    @Override
    public void write(int value) {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int count) {
      int from = offset;
      while (from < offset + count) {
        int now = Math.min(PIECE_BYTES - length, offset + count - from);
        System.arraycopy(source, from, piece, length, now);
        length += now;
        from += now;
        if (length == PIECE_BYTES) {
          deflatePiece();
        }
      }
    }

    private void deflatePiece() {
      deflater.reset();
      deflater.setInput(piece, 0, length);
      deflater.finish();
      while (!deflater.finished()) {
        bytes += deflater.deflate(deflated);
      }
      length = 0;
    }

    /** Deflates the remaining bytes. Nothing may be written afterwards. */
    void end() throws IOException {
      values.flush();
      if (length > 0) {
        deflatePiece();
      }
    }

    /** Returns the total deflated size of the pieces so far. */
    long bytes() {
      return bytes;
    }
  }
}

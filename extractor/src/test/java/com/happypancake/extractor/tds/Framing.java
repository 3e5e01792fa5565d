package com.happypancake.extractor.tds;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** How a value's bytes are told from those of the next: "Data Type Details". */
enum Framing {
  /** As long as the type says; never NULL. */
  FIXED {
    @Override
    void write(PacketOutput out, byte @Nullable [] value) throws IOException {
      if (value == null) {
        throw new IllegalArgumentException("NULL in a column that is NOT NULL");
      }
      out.bytes(value);
    }
  },

  /** After a length of one byte, 0 for NULL: "BYTELEN_TYPE". */
  BYTE_LENGTH {
    @Override
    void write(PacketOutput out, byte @Nullable [] value) throws IOException {
      if (value == null) {
        out.u8(0);
      } else {
        out.u8(value.length).bytes(value);
      }
    }
  },

  /** After a length of two bytes: "USHORTLEN_TYPE". */
  SHORT_LENGTH {
    @Override
    void write(PacketOutput out, byte @Nullable [] value) throws IOException {
      if (value == null) {
        out.u16(0xFFFF);
      } else {
        out.u16(value.length).bytes(value);
      }
    }
  },

  /** After a length of four bytes, 0 for NULL: "LONGLEN_TYPE" of a sql_variant. */
  LONG_LENGTH {
    @Override
    void write(PacketOutput out, byte @Nullable [] value) throws IOException {
      if (value == null) {
        out.u32(0);
      } else {
        out.u32(value.length).bytes(value);
      }
    }
  },

  /** In chunks: "Partially Length-prefixed Bytes". */
  CHUNKS {
    @Override
    void write(PacketOutput out, byte @Nullable [] value) throws IOException {
      if (value == null) {
        out.u64(NULL_LENGTH);
        return;
      }
      boolean known = value.length <= CHUNK_BYTES || value.length > LONGEST_OF_UNKNOWN_LENGTH;
      out.u64(known ? value.length : UNKNOWN_LENGTH);
      for (int from = 0; from < value.length; from += CHUNK_BYTES) {
        int length = Math.min(CHUNK_BYTES, value.length - from);
        out.u32(length).bytes(Arrays.copyOfRange(value, from, from + length));
      }
      out.u32(0);
    }
  },

  /** After a pointer and a time that nobody uses any more: "LONGLEN_TYPE". */
  TEXT_POINTER {
    @Override
    void write(PacketOutput out, byte @Nullable [] value) throws IOException {
      if (value == null) {
        out.u8(0);
      } else {
        out.u8(POINTER_BYTES).bytes(new byte[POINTER_BYTES]).bytes(new byte[Long.BYTES]);
        out.u32(value.length).bytes(value);
      }
    }
  };

  private static final long NULL_LENGTH = -1;
  private static final long UNKNOWN_LENGTH = -2;
  private static final int CHUNK_BYTES = 8_040;

  /** A server may leave the length open; the driver then copies all that it has at each chunk. */
  private static final int LONGEST_OF_UNKNOWN_LENGTH = 1 << 20;

  private static final int POINTER_BYTES = 16;

  abstract void write(PacketOutput out, byte @Nullable [] value) throws IOException;
}

package com.happypancake.dumps.block;

import java.util.HexFormat;

/**
 * Constants of blocked gzip, the SAM/BAM specification's BGZF (section 4.1): gzip members (RFC
 * 1952) of at most 64 KiB, whose headers tell their size.
 */
public final class Bgzf {

  /** A block's header up to the field with its size. */
  static final byte[] HEADER_START =
      HexFormat.of().parseHex("1f8b08040000000000ff" + "0600" + "4243" + "0200");

  /** The size of a block's header. */
  static final int HEADER_BYTES = HEADER_START.length + 2;

  /** The size of a block's trailer: CRC-32 and uncompressed size. */
  static final int TRAILER_BYTES = 8;

  /** The size of the largest block. */
  public static final int MAX_BLOCK_BYTES = 1 << 16;

  /** The most content of a block that is written. Even stored, not deflated, it fits a block. */
  public static final int MAX_CONTENT_BYTES = 0xff00;

  /** The empty block that ends a file. */
  private static final String TERMINATOR =
      "1f8b08040000000000ff0600424302001b0003000000000000000000";

  private Bgzf() {}

  /** Returns the block that ends a file. */
  public static byte[] terminator() {
    return HexFormat.of().parseHex(TERMINATOR);
  }
}

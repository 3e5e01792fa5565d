package com.happypancake.dumps.block;

import java.util.HexFormat;

/**
 * Constants of blocked gzip: the BGZF of the SAM/BAM specification (section 4.1). A file consists
 * of gzip members (RFC 1952) of at most 64 KiB, and each header contains its member's size.
 */
public final class Bgzf {

  /** A block's header up to the size field. */
  static final byte[] HEADER_START =
      HexFormat.of().parseHex("1f8b08040000000000ff" + "0600" + "4243" + "0200");

  /** The size of a block's header. */
  static final int HEADER_BYTES = HEADER_START.length + 2;

  /** The size of a block's trailer: CRC-32 and uncompressed size. */
  static final int TRAILER_BYTES = 8;

  /** The size of the largest block. */
  public static final int MAX_BLOCK_BYTES = 1 << 16;

  /** The maximum content of a written block. It fits even if it is stored, not deflated. */
  public static final int MAX_CONTENT_BYTES = 0xff00;

  private static final String TERMINATOR =
      "1f8b08040000000000ff0600424302001b0003000000000000000000";

  private Bgzf() {}

  /** Returns the empty block that ends a file. */
  public static byte[] terminator() {
    return HexFormat.of().parseHex(TERMINATOR);
  }
}

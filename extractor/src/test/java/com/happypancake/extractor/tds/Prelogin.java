package com.happypancake.extractor.tds;

import java.io.IOException;

/** The server's half of what is said before the login: "PRELOGIN". */
final class Prelogin {

  private static final int VERSION = 0;
  private static final int ENCRYPTION = 1;
  private static final int INSTANCE = 2;
  private static final int THREAD = 3;
  private static final int SEVERAL_RESULTS = 4;
  private static final int TERMINATOR = 0xFF;
  private static final int NOT_SUPPORTED = 2;
  private static final int OPTIONS = 5;
  private static final int OPTION_BYTES = 5;

  private Prelogin() {}

  /** Answers: SQL Server 2019, no encryption, no multiple active result sets. */
  static void answer(PacketOutput out) throws IOException {
    int offset = OPTIONS * OPTION_BYTES + 1;
    offset = option(out, VERSION, offset, 6);
    offset = option(out, ENCRYPTION, offset, 1);
    offset = option(out, INSTANCE, offset, 1);
    offset = option(out, THREAD, offset, 0);
    option(out, SEVERAL_RESULTS, offset, 1);
    out.u8(TERMINATOR);
    out.u8(Tokens.MAJOR_VERSION).u8(0).u8(Tokens.BUILD >> Byte.SIZE).u8(Tokens.BUILD).u16(0);
    out.u8(NOT_SUPPORTED).u8(0).u8(0);
    out.end();
  }

  /** Offsets and lengths are big-endian here, and nowhere else. */
  private static int option(PacketOutput out, int option, int offset, int length)
      throws IOException {
    out.u8(option).u8(offset >> Byte.SIZE).u8(offset).u8(length >> Byte.SIZE).u8(length);
    return offset + length;
  }
}

package com.happypancake.database.sqlserver;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads char, varchar and text. The driver decodes them by Java's charset for the code page, which
 * lacks bytes that Windows has: in 1252, 0x9D is U+009D for the server and U+FFFD for Java. Such
 * bytes are frequent where UTF-8 was stored in a varchar.
 */
final class NarrowText {

  private static final char UNDECODED = '\uFFFD';

  /**
   * No text of a code page has it without its other half. In a dump it becomes U+FFFD, and the text
   * counts as repaired.
   */
  private static final char UNPAIRED_SURROGATE = '\uDC00';

  private static final int FIRST_CONTROL = 0x80;
  private static final int LAST_CONTROL = 0x9F;

  private NarrowText() {}

  /**
   * Returns the current row's text as the server itself converts it to Unicode.
   *
   * @return null for NULL; with an unpaired surrogate for each character that is not known
   * @throws SQLException if the driver can't return the value
   */
  static @Nullable String of(ResultSet rows, int index) throws SQLException {
    String text = rows.getString(index);
    return text == null || isDecoded(text) ? text : decoded(text, rows.getBytes(index));
  }

  /** Returns whether the driver knew all bytes. */
  static boolean isDecoded(String text) {
    return text.indexOf(UNDECODED) < 0;
  }

  /**
   * Windows' code pages have a control character for each byte from 0x80 to 0x9F without another.
   */
  private static String decoded(String text, byte[] bytes) {
    if (Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes)) {
      return text;
    }
    boolean isByteEach = bytes.length == text.length();
    char[] characters = text.toCharArray();
    for (int i = 0; i < characters.length; i++) {
      if (characters[i] == UNDECODED) {
        int number = isByteEach ? Byte.toUnsignedInt(bytes[i]) : 0;
        characters[i] =
            number >= FIRST_CONTROL && number <= LAST_CONTROL ? (char) number : UNPAIRED_SURROGATE;
      }
    }
    return new String(characters);
  }
}

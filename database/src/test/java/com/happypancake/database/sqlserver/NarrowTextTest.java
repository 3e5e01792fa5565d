package com.happypancake.database.sqlserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.charset.Charset;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NarrowTextTest {

  /** Returns what the driver returns of bytes in a code page. */
  private static ResultSet row(byte[] bytes, Charset codePage) {
    return (ResultSet)
        Proxy.newProxyInstance(
            NarrowTextTest.class.getClassLoader(),
            new Class<?>[] {ResultSet.class},
            (self, method, arguments) ->
                method.getName().equals("getString") ? new String(bytes, codePage) : bytes);
  }

  private static String read(String bytes, String codePage) throws SQLException {
    return NarrowText.of(row(HexFormat.of().parseHex(bytes), Charset.forName(codePage)), 1);
  }

  @ParameterizedTest
  @CsvSource({
    "41, windows-1252, A",
    "e2809d, windows-1252, \u00E2\u20AC\u009D",
    "818d8f909d, windows-1252, \u0081\u008D\u008F\u0090\u009D",
    "98, windows-1251, \u0098",
    "8183889098, windows-1250, \u0081\u0083\u0088\u0090\u0098",
    "c3a5, UTF-8, \u00E5",
    "61efbfbd, UTF-8, a\uFFFD",
  })
  void aTextIsAsTheServerConvertsIt(String bytes, String codePage, String expected)
      throws SQLException {
    assertThat(read(bytes, codePage)).isEqualTo(expected);
  }

  @Test
  void whatIsNotKnownIsAnUnpairedSurrogateSoThatTheTextCountsAsRepaired() throws SQLException {
    // A character for private use in Windows' table of this page.
    assertThat(read("61aa", "windows-1253")).isEqualTo("a\uDC00");
    // A broken pair of bytes.
    assertThat(read("93fa8120", "windows-31j")).startsWith("\u65E5").contains("\uDC00");
    assertThat(read("c3a59d", "UTF-8")).isEqualTo("\u00E5\uDC00");
    assertThat(read("f09f98809d", "UTF-8"))
        .isEqualTo(new String(new int[] {0x1F600}, 0, 1) + "\uDC00");
  }
}

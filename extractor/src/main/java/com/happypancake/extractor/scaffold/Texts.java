package com.happypancake.extractor.scaffold;

import java.util.Locale;
import java.util.regex.Pattern;

/** Escapes names and sentences for a .proto. */
final class Texts {

  private static final Pattern REGULAR = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");

  private Texts() {}

  /** Returns a name for a comment, in brackets if DDL needs them. */
  static String bracketed(String name) {
    return comment(REGULAR.matcher(name).matches() ? name : "[" + name.replace("]", "]]") + "]");
  }

  /** Returns text for a comment, on one line. */
  static String comment(String text) {
    return escaped(text, false);
  }

  /** Returns a string literal. */
  static String literal(String text) {
    return '"' + escaped(text, true) + '"';
  }

  /** Control characters are escaped in octal, as protoc reads them. */
  private static String escaped(String text, boolean isLiteral) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isLiteral && (c == '"' || c == '\\')) {
        out.append('\\').append(c);
      } else if (c < ' ' || c == 0x7F) {
        out.append(String.format(Locale.ROOT, "\\%03o", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }
}

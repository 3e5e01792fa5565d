package com.happypancake.database;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server's own message without what may be data. Servers put values into their messages, mostly
 * in quotes, in parentheses or at the end. A quoted name stays if the word before it says what it
 * names.
 */
final class ServerText {

  private static final int MAX_CHARACTERS = 400;
  private static final String CUT = "…";

  /** H2 appends the statement, with its literals. */
  private static final Pattern STATEMENT = Pattern.compile("(?s); SQL statement:.*");

  private static final Pattern PART =
      Pattern.compile(
          "(?<name>(?i)\\b(?:object|table|view|schema|database|column|constraint|index)(?: name)? "
              + "(?:'[\\p{L}_][\\w.$#\\p{L}]*'|\"[\\p{L}_][\\w.$#\\p{L}]*\")(?=[\\s,.;)]|$))"
              + "|(?<enclosed>['\"(\\[{])"
              + "|(?<rest>[:=]|(?i)\\bvalues?\\b(?! [a-z]+ into))"
              + "|(?<number>[+-]?\\b\\d[\\w.,:+-]*)");

  private ServerText() {}

  /** Returns a message with {@value #CUT} for each part that may be data. */
  static String withoutValues(String message) {
    String text = STATEMENT.matcher(message).replaceFirst("");
    StringBuilder safe = new StringBuilder();
    Matcher part = PART.matcher(text);
    int from = 0;
    while (from < text.length() && part.find(from)) {
      safe.append(text, from, part.start());
      if (part.group("name") != null) {
        safe.append(part.group());
        from = part.end();
      } else if (part.group("rest") != null) {
        return limited(safe.append(part.group()).append(' ').append(CUT));
      } else {
        safe.append(CUT);
        from = part.group("number") != null ? part.end() : afterEnclosed(text, part.start());
      }
    }
    return limited(safe.append(text, from, text.length()));
  }

  /** Skips to the last closing character, since a value may contain some itself. */
  private static int afterEnclosed(String text, int start) {
    char closing =
        switch (text.charAt(start)) {
          case '(' -> ')';
          case '[' -> ']';
          case '{' -> '}';
          default -> text.charAt(start);
        };
    int end = text.lastIndexOf(closing);
    return end > start ? end + 1 : text.length();
  }

  private static String limited(StringBuilder text) {
    return text.length() <= MAX_CHARACTERS
        ? text.toString()
        : text.substring(0, MAX_CHARACTERS) + CUT;
  }
}

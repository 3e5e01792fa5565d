package com.happypancake.cli.command;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A Java properties file in UTF-8, with the line of each key. Unlike {@link Properties}, it accepts
 * a byte-order mark at the beginning and drops blanks at the end of a value.
 *
 * @param path where it lies
 * @param settings its keys with their values, by key
 */
record PropertiesFile(Path path, SortedMap<String, Setting> settings) {

  /**
   * A key with its value.
   *
   * @param line the line on which it begins, counted from 1
   */
  record Setting(String key, String value, int line) {}

  /** A line that the next one continues: it ends with a backslash that is not escaped. */
  private static final Pattern CONTINUED = Pattern.compile("(|.*[^\\\\])(\\\\\\\\)*\\\\");

  private static final Pattern COMMENT = Pattern.compile("\\s*[#!].*");

  PropertiesFile {
    settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
  }

  /**
   * Reads a file.
   *
   * @throws CommandException if it is not in UTF-8 or has an invalid escape; the message names the
   *     line
   * @throws IOException if it cannot be read
   */
  static PropertiesFile read(Path path) throws CommandException, IOException {
    // A byte of a character of UTF-8 is never the end of a line.
    List<String> lines =
        new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1).lines().toList();
    SortedMap<String, Setting> settings = new TreeMap<>();
    for (int i = 0; i < lines.size(); i++) {
      int first = i + 1;
      StringBuilder text = new StringBuilder(decode(path, first, lines.get(i)));
      if (first == 1 && text.indexOf("\ufeff") == 0) {
        text.deleteCharAt(0);
      }
      if (!COMMENT.matcher(text).matches()) {
        while (CONTINUED.matcher(lines.get(i)).matches() && i + 1 < lines.size()) {
          i++;
          text.append('\n').append(decode(path, i + 1, lines.get(i)));
        }
      }
      parse(path, first, text.toString())
          .ifPresent(setting -> settings.put(setting.key(), setting));
    }
    return new PropertiesFile(path, settings);
  }

  private static String decode(Path path, int line, String bytes) throws CommandException {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)))
          .toString();
    } catch (CharacterCodingException e) {
      throw CommandException.usage("%s, line %d: is not in UTF-8", path, line);
    }
  }

  private static Optional<Setting> parse(Path path, int line, String text)
      throws CommandException, IOException {
    Properties one = new Properties();
    try {
      one.load(new StringReader(text));
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(
          "%s, line %d: \\u is not followed by four hexadecimal digits", path, line);
    }
    return one.stringPropertyNames().stream()
        .findFirst()
        .map(key -> new Setting(key, one.getProperty(key).strip(), line));
  }
}

package com.happypancake.sample.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The hand-written lists of a country's language: sentences, syllables, names and places.
 *
 * <p>They come from a UTF-8 resource {@code <country>.txt} beside this class. A {@code [section]}
 * line precedes the section's items, one per line. {@code -} is the empty item. {@code #} starts a
 * comment. Immutable.
 */
public final class Vocabulary {
  private final String country;
  private final Map<String, List<String>> sections;

  private Vocabulary(String country, Map<String, List<String>> sections) {
    this.country = country;
    this.sections = sections;
  }

  /**
   * Reads the lists of {@code country}, an ISO 3166 code.
   *
   * @throws IllegalArgumentException if the country has no lists
   * @throws UncheckedIOException if the resource can't be read
   */
  public static Vocabulary of(String country) {
    String name = country.toLowerCase(Locale.ROOT) + ".txt";
    try (InputStream in = Vocabulary.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalArgumentException(
            "no vocabulary for country " + country + ": resource " + name + " is absent");
      }
      return new Vocabulary(country, parse(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException("vocabulary " + name + " can't be read", e);
    }
  }

  private static Map<String, List<String>> parse(String text) {
    Map<String, List<String>> sections = new HashMap<>();
    List<String> items = new ArrayList<>();
    for (String line : text.lines().toList()) {
      if (line.startsWith("[")) {
        items = new ArrayList<>();
        sections.put(line.substring(1, line.length() - 1), items);
      } else if (!line.startsWith("#")) {
        items.add(line.equals("-") ? "" : line);
      }
    }
    return sections;
  }

  /**
   * Returns the items of a section in the order of the file.
   *
   * @throws IllegalArgumentException if the section does not exist
   */
  public List<String> section(String name) {
    List<String> items = sections.get(name);
    if (items == null) {
      throw new IllegalArgumentException(
          "vocabulary of " + country + " has no section [" + name + "]");
    }
    return List.copyOf(items);
  }

  /** Returns {@code word} with a capital letter. */
  public static String capitalised(String word) {
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }
}

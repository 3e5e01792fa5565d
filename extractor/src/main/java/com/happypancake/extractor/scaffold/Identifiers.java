package com.happypancake.extractor.scaffold;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes names of messages and fields from any names. Letters lose their accents (ä becomes a).
 * Characters other than ASCII letters and digits separate words, and so does a capital after a
 * small letter or a digit. A name that is taken gets {@code _2}, {@code _3} and so on.
 *
 * <p>Keywords of protoc need no care: it accepts them as names of fields, and names of messages
 * begin with a capital. One object for each scope. For one thread.
 */
final class Identifiers {

  private static final Pattern MARKS = Pattern.compile("\\p{M}+");

  private static final Pattern BOUNDARIES =
      Pattern.compile("[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

  /** The end of the interface's name that protoc makes beside a message's Java class. */
  private static final String COMPANION = "orbuilder";

  private final Set<String> taken = new HashSet<>();

  /** Returns the words of a name, in lower case. */
  private static List<String> words(String text) {
    String plain = MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
    return BOUNDARIES
        .splitAsStream(plain)
        .filter(word -> !word.isEmpty())
        .map(word -> word.toLowerCase(Locale.ROOT))
        .toList();
  }

  /**
   * Returns a name in the style of fields and files, {@code member_id}.
   *
   * @param first the word before a leading digit, and in the place of a name without letters and
   *     digits
   */
  static String snakeCase(String text, String first) {
    return String.join("_", beginning(words(text), first));
  }

  private static List<String> beginning(List<String> words, String first) {
    if (!words.isEmpty() && Character.isLetter(words.get(0).charAt(0))) {
      return words;
    }
    List<String> longer = new ArrayList<>(List.of(first));
    longer.addAll(words);
    return longer;
  }

  /** Returns a name in the style of messages, {@code ProfileVisits}. */
  static String camelCase(String text, String first) {
    return beginning(words(text), first).stream()
        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
        .collect(Collectors.joining());
  }

  /** Returns the name of a column's field. */
  String field(String column) {
    // protoc refuses names that differ in underscores alone, since their JSON names are equal.
    return unused(snakeCase(column, "column"), name -> taken.add(name.replace("_", "")));
  }

  /** Returns the name of a table's message, or of a Java class beside messages. */
  String message(String table) {
    return unused(camelCase(table, "table"), name -> takeClass(name.toLowerCase(Locale.ROOT)));
  }

  private boolean takeClass(String name) {
    boolean clashes =
        taken.contains(name + COMPANION)
            || (name.endsWith(COMPANION)
                && taken.contains(name.substring(0, name.length() - COMPANION.length())));
    return !clashes && taken.add(name);
  }

  private static String unused(String wanted, Predicate<String> take) {
    String name = wanted;
    for (int i = 2; !take.test(name); i++) {
      name = wanted + "_" + i;
    }
    return name;
  }
}

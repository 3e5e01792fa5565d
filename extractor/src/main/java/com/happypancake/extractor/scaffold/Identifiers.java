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
 * Characters other than ASCII letters and digits separate words. A word also begins at a capital
 * that follows a lower-case letter or a digit, and at the last capital of several before a
 * lower-case letter. If a name is taken, it gets {@code _2}, {@code _3} and so on.
 *
 * <p>Protobuf keywords are no problem: protoc accepts them as field names, and message names begin
 * with a capital. Each scope needs its own instance. Not thread-safe.
 */
final class Identifiers {

  private static final Pattern MARKS = Pattern.compile("\\p{M}+");

  private static final Pattern BOUNDARIES =
      Pattern.compile("[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

  /** The suffix of the interface that protoc generates for each message's Java class. */
  private static final String COMPANION = "orbuilder";

  private final Set<String> taken = new HashSet<>();

  private static List<String> words(String text) {
    String plain = MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
    return BOUNDARIES
        .splitAsStream(plain)
        .filter(word -> !word.isEmpty())
        .map(word -> word.toLowerCase(Locale.ROOT))
        .toList();
  }

  /**
   * Returns a name in the style of fields and files, such as {@code member_id}.
   *
   * @param first the word before a leading digit, or instead of a name without letters and digits
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

  /** Returns a name in the style of messages, such as {@code ProfileVisits}. */
  static String camelCase(String text, String first) {
    return beginning(words(text), first).stream()
        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
        .collect(Collectors.joining());
  }

  String field(String column) {
    // protoc refuses names that differ only in underscores, since their JSON names are equal.
    return unused(snakeCase(column, "column"), name -> taken.add(name.replace("_", "")));
  }

  /** Returns the name of a table's message, or of another Java class in the same scope. */
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

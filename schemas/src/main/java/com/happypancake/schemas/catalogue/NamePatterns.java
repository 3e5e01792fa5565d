package com.happypancake.schemas.catalogue;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Patterns of names, in which {@code *} stands for any characters. */
final class NamePatterns {

  /** Words that have so many first letters in common are alike. */
  private static final int ALIKE = 4;

  private NamePatterns() {}

  /** Returns whether a name matches a pattern, ignoring case. */
  static Predicate<String> of(String pattern) {
    return Pattern.compile(
            Arrays.stream(pattern.split("\\*", -1))
                .map(Pattern::quote)
                .collect(Collectors.joining(".*")),
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL)
        .asMatchPredicate();
  }

  /**
   * Returns the kebab-case names that have a word in common with a pattern, or its first four
   * letters; all names if there are none.
   */
  static List<String> near(String pattern, List<String> names) {
    List<String> words = words(pattern);
    List<String> near =
        names.stream()
            .filter(
                name ->
                    words(name).stream().anyMatch(each -> words.stream().anyMatch(each::equals)))
            .toList();
    return near.isEmpty() ? names : near;
  }

  /** Returns the words of a name, each cut after its first letters. */
  private static List<String> words(String name) {
    return Arrays.stream(name.split("[^A-Za-z]+"))
        .filter(word -> word.length() > 1)
        .map(word -> word.substring(0, Math.min(ALIKE, word.length())))
        .toList();
  }
}

package com.happypancake.sample.text;

import com.happypancake.sample.random.RowRandom;
import java.util.List;

/**
 * The maker of words that sound like a language: syllables of one vowel class, and an ending of the
 * same.
 */
final class Coinage {
  private final List<List<String>> syllables;
  private final List<List<String>> endings;

  Coinage(Vocabulary vocabulary) {
    syllables = List.of(vocabulary.section("syllables.a"), vocabulary.section("syllables.b"));
    endings = List.of(vocabulary.section("endings.a"), vocabulary.section("endings.b"));
  }

  /** Returns a word of two to four syllables, in lower case, drawn from {@code random}. */
  String word(RowRandom random) {
    int vowels = random.below(5) < 3 ? 0 : 1;
    int count = random.below(10) < 7 ? 2 : 3;
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < count; i++) {
      word.append(item(syllables.get(vowels), random));
    }
    return word.append(item(endings.get(vowels), random)).toString();
  }

  private static String item(List<String> items, RowRandom random) {
    return items.get(random.below(items.size()));
  }
}

package com.happypancake.sample.text;

import com.happypancake.sample.random.RowRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The words of a language with their frequencies, and the words that often follow each word.
 *
 * <p>Frequent words come from the vocabulary's sentences, rare ones are made from its syllables.
 * Frequencies fall with the rank by the Zipf-Mandelbrot law. A table of equal slots holds them, so
 * a pick costs one look-up. Immutable.
 */
final class Lexicon {
  private static final int SLOTS = 1 << 16;
  private static final int WORDS = 8_000;
  private static final int FOLLOWERS = 8;

  /** The id of the random numbers that pair words. Made-up words use the ids from 0. */
  private static final long PAIRS = -1;

  private final char[][] words;
  private final char[][] capitalised;
  private final char[] slots = new char[SLOTS];
  private final char[] followers;
  private final char[] openers;

  /**
   * Creates the words of a language.
   *
   * @param random draws the rare words and the pairs; this moves it
   * @param flattening the shift of Zipf's law in ranks
   */
  Lexicon(Vocabulary vocabulary, RowRandom random, double flattening) {
    List<String[]> sentences =
        vocabulary.section("sentences").stream().map(each -> each.split(" ", -1)).toList();
    Set<String> ranked = ranked(sentences, new Syllables(vocabulary), random);
    words = letters(ranked.stream());
    capitalised = letters(ranked.stream().map(Vocabulary::capitalised));
    fillSlots(flattening);
    followers = new char[words.length * FOLLOWERS];
    openers = new char[sentences.size()];
    pair(sentences, List.copyOf(ranked), random.at(PAIRS));
  }

  private static char[][] letters(Stream<String> words) {
    return words.map(String::toCharArray).toArray(char[][]::new);
  }

  /** Returns the sentences' words, most frequent first, and then made-up words. */
  private static Set<String> ranked(
      List<String[]> sentences, Syllables syllables, RowRandom random) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (String[] sentence : sentences) {
      for (String word : sentence) {
        counts.merge(word, 1, Integer::sum);
      }
    }
    List<Map.Entry<String, Integer>> entries = new ArrayList<>(counts.entrySet());
    entries.sort(Collections.reverseOrder(Map.Entry.comparingByValue()));
    Set<String> ranked = new LinkedHashSet<>();
    entries.forEach(entry -> ranked.add(entry.getKey()));
    for (long id = 0; ranked.size() < WORDS; id++) {
      ranked.add(syllables.word(random.at(id)));
    }
    return ranked;
  }

  /** Makes words that sound like a language, from syllables and an ending of one vowel class. */
  private record Syllables(List<List<String>> syllables, List<List<String>> endings) {
    Syllables(Vocabulary vocabulary) {
      this(
          List.of(vocabulary.section("syllables.a"), vocabulary.section("syllables.b")),
          List.of(vocabulary.section("endings.a"), vocabulary.section("endings.b")));
    }

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

  private void fillSlots(double flattening) {
    double total = 0;
    for (int i = 0; i < words.length; i++) {
      total += 1 / (i + 1 + flattening);
    }
    double sum = 0;
    int slot = 0;
    for (int i = 0; i < words.length; i++) {
      sum += 1 / (i + 1 + flattening);
      int end = i == words.length - 1 ? SLOTS : (int) (sum / total * SLOTS);
      while (slot < end) {
        slots[slot++] = (char) i;
      }
    }
  }

  /** Assigns each word its followers from the sentences, or else words picked by frequency. */
  private void pair(List<String[]> sentences, List<String> ranked, RowRandom random) {
    Map<String, Character> index = new LinkedHashMap<>();
    List<List<Character>> seen = new ArrayList<>();
    for (int i = 0; i < words.length; i++) {
      index.put(ranked.get(i), (char) i);
      seen.add(new ArrayList<>());
    }
    for (int i = 0; i < openers.length; i++) {
      char previous = indexOf(index, sentences.get(i)[0]);
      openers[i] = previous;
      for (int j = 1; j < sentences.get(i).length; j++) {
        char word = indexOf(index, sentences.get(i)[j]);
        seen.get(previous).add(word);
        previous = word;
      }
    }
    for (int i = 0; i < words.length; i++) {
      List<Character> own = seen.get(i);
      for (int j = 0; j < FOLLOWERS; j++) {
        followers[i * FOLLOWERS + j] =
            own.isEmpty() ? slots[random.below(SLOTS)] : own.get(j % own.size());
      }
    }
  }

  private static char indexOf(Map<String, Character> index, String word) {
    return Objects.requireNonNull(index.get(word), word);
  }

  /** Returns the word of a slot, in [0, {@link #SLOTS}), of the frequency table. */
  int pick(int slot) {
    return slots[slot];
  }

  /**
   * Returns a word that often follows {@code word}. The lowest three bits of {@code choice} select
   * it.
   */
  int follower(int word, int choice) {
    return followers[word * FOLLOWERS + (choice & (FOLLOWERS - 1))];
  }

  /** Returns a word that opens a sentence. */
  int opener(RowRandom random) {
    return openers[random.below(openers.length)];
  }

  /** Returns the letters of a word. Callers must not change them. */
  char[] word(int index) {
    return words[index];
  }

  /** Returns the letters of a word with a capital. Callers must not change them. */
  char[] capitalised(int index) {
    return capitalised[index];
  }
}

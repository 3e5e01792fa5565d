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

/**
 * The words of a language with their frequencies, and the words that like to follow each.
 *
 * <p>The frequent words are those of the vocabulary's sentences; the rare ones are made of its
 * syllables. Frequencies fall with the rank by Zipf's law as amended by Mandelbrot, and are held as
 * a table of equal slots, so that a pick costs one look-up. Immutable; random cursors are the
 * caller's.
 */
final class Lexicon {
  static final int SLOTS = 1 << 16;
  private static final int WORDS = 8_000;
  private static final int FOLLOWERS = 8;

  /** Where the random numbers of pairs are; coined words have those from 0. */
  private static final long PAIRS = -1;

  private final char[][] words;
  private final char[][] capitalised;
  private final char[] slots = new char[SLOTS];
  private final char[] followers;
  private final char[] openers;

  /**
   * Makes the words of a language.
   *
   * @param random draws the rare words and the pairs; it is moved
   * @param flattening by how many ranks Zipf's law is shifted
   */
  Lexicon(Vocabulary vocabulary, RowRandom random, double flattening) {
    List<String[]> sentences =
        vocabulary.section("sentences").stream().map(each -> each.split(" ", -1)).toList();
    List<String> ranked = ranked(sentences, new Coinage(vocabulary), random);
    words = ranked.stream().map(String::toCharArray).toArray(char[][]::new);
    capitalised = new char[words.length][];
    for (int i = 0; i < words.length; i++) {
      capitalised[i] = words[i].clone();
      capitalised[i][0] = Character.toUpperCase(words[i][0]);
    }
    fillSlots(flattening);
    followers = new char[words.length * FOLLOWERS];
    openers = new char[sentences.size()];
    pair(sentences, ranked, random.at(PAIRS));
  }

  /** Returns the sentences' words, the most frequent first, and then coined ones. */
  private static List<String> ranked(List<String[]> sentences, Coinage coinage, RowRandom random) {
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
      ranked.add(coinage.word(random.at(id)));
    }
    return List.copyOf(ranked);
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

  /**
   * Gives every word its followers: those it has in the sentences, in turn, or ones picked by
   * frequency.
   */
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

  /** Returns the word that a frequency table's slot, in [0, {@link #SLOTS}), belongs to. */
  int pick(int slot) {
    return slots[slot];
  }

  /**
   * Returns a word that likes to follow {@code word}; of {@code choice} the lowest three bits
   * count.
   */
  int follower(int word, int choice) {
    return followers[word * FOLLOWERS + (choice & (FOLLOWERS - 1))];
  }

  /** Returns a word that likes to open a sentence. */
  int opener(RowRandom random) {
    return openers[random.below(openers.length)];
  }

  /** Returns the letters of the word {@code index}; they are not to be changed. */
  char[] word(int index) {
    return words[index];
  }

  /** Returns the same with a capital letter. */
  char[] capitalised(int index) {
    return capitalised[index];
  }
}

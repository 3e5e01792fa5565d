package com.happypancake.sample.text;

import com.happypancake.sample.random.RowRandom;
import java.util.List;

/**
 * Writes messages, presentations and captions in a country's language.
 *
 * <p>Text is a function of the random cursor and the length asked for. It is made of sentences
 * whose words recur as they do in natural text, with the punctuation, carelessness and emoji of a
 * dating site. Immutable.
 */
public final class Prose {
  /** The length of the longest message body, in UTF-16 units. */
  public static final int LONGEST = 2_000;

  /** How many of 256 words follow from the word before. */
  private static final int PAIRED = 115;

  private static final int SHORTEST_PROSE = 9;

  /** By how much the last sentence usually exceeds the length asked for. */
  private static final int SPARE = 24;

  private final Lexicon lexicon;
  private final List<String> shortTexts;
  private final List<String> emoji;

  /**
   * Prepares to write a language.
   *
   * @param vocabulary the language
   * @param random decides the rare words
   * @param flattening by how many ranks Zipf's law is shifted: 0 or more, greater for flatter
   *     frequencies
   */
  public Prose(Vocabulary vocabulary, RowRandom random, double flattening) {
    this.lexicon = new Lexicon(vocabulary, random, flattening);
    this.shortTexts = vocabulary.section("short");
    this.emoji = vocabulary.section("emoji");
  }

  /**
   * Returns a text of about {@code length} UTF-16 units, at least 1 and never more than {@code
   * limit}, with no unpaired surrogate.
   */
  public String write(RowRandom random, int length, int limit) {
    StringBuilder text = new StringBuilder(length + SPARE);
    if (length < SHORTEST_PROSE) {
      text.append(shortTexts.get(random.below(shortTexts.size())));
    } else {
      int style = random.below(16);
      while (text.length() < length) {
        if (text.length() > 0) {
          text.append(random.below(14) == 0 ? "\r\n" : " ");
        }
        sentence(text, random, style, length);
      }
    }
    return cut(text, limit);
  }

  /**
   * Returns one to five words with a capital letter and without a full stop, never more than {@code
   * limit} units.
   */
  public String title(RowRandom random, int limit) {
    StringBuilder text = new StringBuilder();
    int words = random.between(1, 5);
    int word = lexicon.opener(random);
    text.append(lexicon.capitalised(word));
    for (int i = 1; i < words; i++) {
      word = next(word, random.next());
      text.append(' ').append(lexicon.word(word));
    }
    return cut(text, limit);
  }

  private void sentence(StringBuilder text, RowRandom random, int style, int length) {
    long bits = random.next();
    int words = 3 + (int) (bits & 7) + (int) (bits >>> 3 & 3);
    int word =
        (bits >>> 5 & 3) != 0 ? lexicon.opener(random) : lexicon.pick((int) (bits >>> 16 & 0xFFFF));
    boolean careless = style < 4;
    text.append(careless ? lexicon.word(word) : lexicon.capitalised(word));
    for (int i = 1; i < words && text.length() < length; i++) {
      long draw = random.next();
      word = next(word, draw);
      int mark = (int) (draw >>> 40 & 0xFF);
      if (mark < 12) {
        text.append(',');
      } else if (mark == 12) {
        text.append(' ').append(18 + (int) (draw >>> 48 & 63));
      }
      text.append(' ').append(lexicon.word(word));
    }
    close(text, bits >>> 32, style);
  }

  private int next(int word, long draw) {
    return (draw >>> 32 & 0xFF) < PAIRED
        ? lexicon.follower(word, (int) (draw >>> 24))
        : lexicon.pick((int) (draw & 0xFFFF));
  }

  private void close(StringBuilder text, long bits, int style) {
    int choice = (int) (bits & 63);
    if (choice < 36) {
      text.append(style < 2 ? "" : ".");
    } else if (choice < 45) {
      text.append('?');
    } else if (choice < 52) {
      text.append('!');
    } else if (choice < 56) {
      text.append("...");
    } else if (choice < 61) {
      text.append(" :)");
    } else {
      text.append(' ').append(emoji.get((int) (((bits >>> 6 & 0xFF) * emoji.size()) >>> 8)));
    }
  }

  /** Returns at most {@code limit} units of {@code text}, without half of a pair at the end. */
  private static String cut(StringBuilder text, int limit) {
    if (text.length() <= limit) {
      return text.toString();
    }
    return text.substring(0, Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit);
  }
}

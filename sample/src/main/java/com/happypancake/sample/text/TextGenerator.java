package com.happypancake.sample.text;

import com.happypancake.sample.random.RowRandom;
import java.util.List;

/**
 * Writes messages, presentations and captions in a country's language.
 *
 * <p>Text is a function of the random cursor and the requested length. Words recur in its sentences
 * as in natural text, with the punctuation, carelessness and emoji of a dating site. An instance
 * keeps a buffer. Not thread-safe.
 */
public final class TextGenerator {
  /** The maximum length of a message body in UTF-16 units. */
  public static final int LONGEST = 2_000;

  /** The number of words in 256 that follow from the previous word. */
  private static final int PAIRED = 115;

  private static final int SHORTEST_SENTENCE = 9;

  private final Lexicon lexicon;
  private final List<String> shortTexts;
  private final List<String> emoji;
  private final char[] text = new char[2 * LONGEST];
  private int end;

  /**
   * Creates the generator of a language.
   *
   * @param random draws the rare words
   * @param flattening the shift of Zipf's law in ranks, 0 or more; a larger shift gives flatter
   *     frequencies
   */
  public TextGenerator(Vocabulary vocabulary, RowRandom random, double flattening) {
    this.lexicon = new Lexicon(vocabulary, random, flattening);
    this.shortTexts = vocabulary.section("short");
    this.emoji = vocabulary.section("emoji");
  }

  /**
   * Returns a text of about {@code length} UTF-16 units, at least 1 and at most {@code limit},
   * without unpaired surrogates.
   */
  public String text(RowRandom random, int length, int limit) {
    end = 0;
    if (length < SHORTEST_SENTENCE) {
      append(shortTexts.get(random.below(shortTexts.size())));
    } else {
      int style = random.below(16);
      while (end < length) {
        if (end > 0) {
          append(random.below(14) == 0 ? "\r\n" : " ");
        }
        sentence(random, style, length);
      }
    }
    return first(limit);
  }

  /**
   * Returns one to five words with a capital letter and without a full stop, at most {@code limit}
   * units.
   */
  public String title(RowRandom random, int limit) {
    end = 0;
    int words = random.between(1, 5);
    int word = lexicon.opener(random);
    append(lexicon.capitalised(word));
    for (int i = 1; i < words; i++) {
      word = next(word, random.next());
      append(' ');
      append(lexicon.word(word));
    }
    return first(limit);
  }

  private void sentence(RowRandom random, int style, int length) {
    long bits = random.next();
    int words = 3 + (int) (bits & 7) + (int) (bits >>> 3 & 3);
    int word =
        (bits >>> 5 & 3) != 0 ? lexicon.opener(random) : lexicon.pick((int) (bits >>> 16 & 0xFFFF));
    boolean careless = style < 4;
    append(careless ? lexicon.word(word) : lexicon.capitalised(word));
    for (int i = 1; i < words && end < length; i++) {
      long draw = random.next();
      word = next(word, draw);
      int mark = (int) (draw >>> 40 & 0xFF);
      if (mark < 12) {
        append(',');
      } else if (mark == 12) {
        append(' ');
        append(Integer.toString(18 + (int) (draw >>> 48 & 63)));
      }
      append(' ');
      append(lexicon.word(word));
    }
    endSentence(bits >>> 32, style);
  }

  private int next(int word, long draw) {
    return (draw >>> 32 & 0xFF) < PAIRED
        ? lexicon.follower(word, (int) (draw >>> 24))
        : lexicon.pick((int) (draw & 0xFFFF));
  }

  private void endSentence(long bits, int style) {
    int choice = (int) (bits & 63);
    if (choice < 36) {
      append(style < 2 ? "" : ".");
    } else if (choice < 45) {
      append('?');
    } else if (choice < 52) {
      append('!');
    } else if (choice < 56) {
      append("...");
    } else if (choice < 61) {
      append(" :)");
    } else {
      append(' ');
      append(emoji.get((int) (((bits >>> 6 & 0xFF) * emoji.size()) >>> 8)));
    }
  }

  private void append(char unit) {
    text[end++] = unit;
  }

  private void append(char[] word) {
    System.arraycopy(word, 0, text, end, word.length);
    end += word.length;
  }

  private void append(String word) {
    word.getChars(0, word.length(), text, end);
    end += word.length();
  }

  /** Returns the first {@code limit} units of the text, without half of a surrogate pair. */
  private String first(int limit) {
    if (end <= limit) {
      return new String(text, 0, end);
    }
    return new String(text, 0, Character.isHighSurrogate(text[limit - 1]) ? limit - 1 : limit);
  }
}

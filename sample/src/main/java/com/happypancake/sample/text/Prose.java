package com.happypancake.sample.text;

import com.happypancake.sample.random.RowRandom;
import java.util.List;

/**
 * The writer of messages, presentations and captions in a country's language.
 *
 * <p>Text is a function of the random cursor and the length asked for. It is made of sentences
 * whose words recur as those of people do, with the punctuation, carelessness and emoji of a dating
 * site. An instance keeps a buffer and is not thread-safe.
 */
public final class Prose {
  /** The length of the longest message body, in UTF-16 units. */
  public static final int LONGEST = 2_000;

  private static final int PAIRED = 115;
  private static final int SHORTEST_PROSE = 9;

  private final Lexicon lexicon;
  private final List<String> shortTexts;
  private final List<String> emoji;
  private final TextBuffer text = new TextBuffer(2 * LONGEST);

  /**
   * Makes the writer of a language.
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
    text.clear();
    if (length < SHORTEST_PROSE) {
      text.append(shortTexts.get(random.below(shortTexts.size())));
    } else {
      int style = random.below(16);
      while (text.length() < length) {
        if (text.length() > 0) {
          text.append(random.below(14) == 0 ? "\r\n" : " ");
        }
        sentence(random, style, length);
      }
    }
    return text.first(limit);
  }

  /**
   * Returns one to five words with a capital letter and without a full stop, never more than {@code
   * limit} units.
   */
  public String title(RowRandom random, int limit) {
    text.clear();
    int words = random.between(1, 5);
    int word = lexicon.opener(random);
    text.append(lexicon.capitalised(word));
    for (int i = 1; i < words; i++) {
      word = next(word, random.next());
      text.append(' ');
      text.append(lexicon.word(word));
    }
    return text.first(limit);
  }

  private void sentence(RowRandom random, int style, int length) {
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
        text.append(' ');
        text.append(Integer.toString(18 + (int) (draw >>> 48 & 63)));
      }
      text.append(' ');
      text.append(lexicon.word(word));
    }
    close(bits >>> 32, style);
  }

  private int next(int word, long draw) {
    return (draw >>> 32 & 0xFF) < PAIRED
        ? lexicon.follower(word, (int) (draw >>> 24))
        : lexicon.pick((int) (draw & 0xFFFF));
  }

  private void close(long bits, int style) {
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
      text.append(' ');
      text.append(emoji.get((int) (((bits >>> 6 & 0xFF) * emoji.size()) >>> 8)));
    }
  }
}

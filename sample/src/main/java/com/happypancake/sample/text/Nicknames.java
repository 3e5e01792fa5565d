package com.happypancake.sample.text;

import com.happypancake.sample.random.Permutation;
import com.happypancake.sample.random.RowRandom;
import java.util.List;

/**
 * The nicknames of members: two words of the country's language, and mostly a number.
 *
 * <p>Every rank has a nickname of its own, which stays its own when case and separators are
 * ignored: a shuffle gives each rank another combination of first word, second word and number.
 * {@link #twin} alone breaks that rule, on purpose. Immutable and safe to share, as long as each
 * thread passes its own random cursor.
 */
public final class Nicknames {
  /** The greatest length of a nickname, in UTF-16 units. */
  public static final int LONGEST = 32;

  private static final int LEAST_BITS = 23;

  private final List<String> firsts;
  private final List<String> seconds;
  private final Permutation shuffle;

  /**
   * Makes the nicknames of ranks 0 to {@code members} - 1.
   *
   * @param random the cursor that draws the shuffle
   */
  public Nicknames(Vocabulary vocabulary, RowRandom random, long members) {
    this.firsts = vocabulary.section("nick.first");
    this.seconds = vocabulary.section("nick.second");
    this.shuffle =
        new Permutation(
            Math.max(LEAST_BITS, Long.SIZE - Long.numberOfLeadingZeros(members)), random);
  }

  /** Returns the nickname of {@code rank}; its style is drawn from {@code random}. */
  public String of(long rank, RowRandom random) {
    long combination = shuffle.of(rank);
    String first = firsts.get((int) (combination % firsts.size()));
    combination /= firsts.size();
    String second = seconds.get((int) (combination % seconds.size()));
    long number = combination / seconds.size();
    int style = random.below(16);
    StringBuilder nickname = new StringBuilder(LONGEST);
    nickname.append(style < 10 ? capitalised(first) : first);
    if (style == 3 || style == 12) {
      nickname.append('_');
    } else if (style == 4 || style == 13) {
      nickname.append('-');
    }
    nickname.append(style < 5 ? capitalised(second) : second);
    if (number != 0) {
      nickname.append(number);
    }
    return nickname.toString();
  }

  /**
   * Returns the nickname that differs from {@code nickname} in the case of every letter, and in
   * nothing else.
   */
  public static String twin(String nickname) {
    StringBuilder twin = new StringBuilder(nickname.length());
    for (int i = 0; i < nickname.length(); i++) {
      char letter = nickname.charAt(i);
      twin.append(
          Character.isUpperCase(letter)
              ? Character.toLowerCase(letter)
              : Character.toUpperCase(letter));
    }
    return twin.toString();
  }

  static String capitalised(String word) {
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }
}

package com.happypancake.sample.text;

import com.happypancake.sample.random.RowRandom;
import java.text.Normalizer;
import java.util.List;

/**
 * The nicknames and e-mail addresses of members: two words of the country's language, and mostly a
 * number.
 *
 * <p>Every rank has a unique nickname and a unique address. Nicknames differ even if case and
 * separators are ignored, unless {@link #swapCase} is used. Addresses are lower-case ASCII, at
 * domains that RFC 2606 reserves for examples. Immutable. Each thread passes its own random cursor.
 */
public final class MemberNames {
  /** The maximum length of a nickname in UTF-16 units. */
  static final int LONGEST_NICKNAME = 32;

  private final Combinations nicknames;
  private final Combinations persons;
  private final List<String> domains;

  /**
   * Creates the names of ranks 0 to {@code members} - 1.
   *
   * @param nicknames draws the words of nicknames
   * @param emails draws the words of addresses
   */
  public MemberNames(Vocabulary vocabulary, RowRandom nicknames, RowRandom emails, long members) {
    this.nicknames =
        new Combinations(
            vocabulary.section("nick.first"),
            vocabulary.section("nick.second"),
            nicknames,
            members);
    this.persons =
        new Combinations(
            ascii(vocabulary.section("given")),
            ascii(vocabulary.section("family")),
            emails,
            members);
    this.domains = vocabulary.section("mail");
  }

  private static List<String> ascii(List<String> names) {
    return names.stream()
        .map(name -> Normalizer.normalize(name, Normalizer.Form.NFD).replaceAll("\\p{M}", ""))
        .toList();
  }

  private record Combination(String first, String second, long number) {}

  /** Assigns each rank a different combination of first word, second word and number. */
  private static final class Combinations {
    private static final int LEAST_BITS = 23;

    private final List<String> firsts;
    private final List<String> seconds;
    private final Permutation permutation;

    Combinations(List<String> firsts, List<String> seconds, RowRandom random, long ranks) {
      this.firsts = firsts;
      this.seconds = seconds;
      int bits = Math.max(LEAST_BITS, Long.SIZE - Long.numberOfLeadingZeros(ranks));
      this.permutation = new Permutation(bits, random);
    }

    Combination of(long rank) {
      long rest = permutation.of(rank);
      String first = firsts.get((int) (rest % firsts.size()));
      rest /= firsts.size();
      String second = seconds.get((int) (rest % seconds.size()));
      return new Combination(first, second, rest / seconds.size());
    }
  }

  /** Returns the nickname of {@code rank} in a style drawn from {@code random}. */
  public String nickname(long rank, RowRandom random) {
    Combination words = nicknames.of(rank);
    int style = random.below(16);
    StringBuilder nickname = new StringBuilder(LONGEST_NICKNAME);
    nickname.append(style < 10 ? Vocabulary.capitalised(words.first()) : words.first());
    if (style == 3 || style == 12) {
      nickname.append('_');
    } else if (style == 4 || style == 13) {
      nickname.append('-');
    }
    nickname.append(style < 5 ? Vocabulary.capitalised(words.second()) : words.second());
    if (words.number() != 0) {
      nickname.append(words.number());
    }
    return nickname.toString();
  }

  /** Returns the address of {@code rank} at a domain drawn from {@code random}. */
  public String email(long rank, RowRandom random) {
    Combination words = persons.of(rank);
    String domain = domains.get(random.below(domains.size()));
    String number = words.number() == 0 ? "" : Long.toString(words.number());
    return words.first() + '.' + words.second() + number + '@' + domain;
  }

  /** Returns {@code text} with the case of every letter changed. */
  public static String swapCase(String text) {
    StringBuilder swapped = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      swapped.append(
          Character.isUpperCase(letter)
              ? Character.toLowerCase(letter)
              : Character.toUpperCase(letter));
    }
    return swapped.toString();
  }

  /**
   * A random permutation of the numbers below a power of two. Each image is computed separately.
   *
   * <p>Each round multiplies by an odd number and folds the upper half onto the lower. Both steps
   * are reversible, so no two numbers have the same image. Immutable.
   */
  static final class Permutation {
    private static final int ROUNDS = 3;

    private final long mask;
    private final int fold;
    private final long[] factors = new long[ROUNDS];
    private final long[] shifts = new long[ROUNDS];

    /** Creates a permutation of [0, 2^{@code bits}); {@code bits} is 2 to 62. */
    Permutation(int bits, RowRandom random) {
      this.mask = (1L << bits) - 1;
      this.fold = (bits + 1) / 2;
      for (int i = 0; i < ROUNDS; i++) {
        factors[i] = random.next() | 1;
        shifts[i] = random.next();
      }
    }

    /** Returns the image of {@code number}. Both are in [0, 2^bits). */
    long of(long number) {
      long image = number;
      for (int i = 0; i < ROUNDS; i++) {
        image = (image * factors[i] + shifts[i]) & mask;
        image ^= image >>> fold;
      }
      return image;
    }
  }
}

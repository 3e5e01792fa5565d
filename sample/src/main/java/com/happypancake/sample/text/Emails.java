package com.happypancake.sample.text;

import com.happypancake.sample.random.Permutation;
import com.happypancake.sample.random.RowRandom;
import java.text.Normalizer;
import java.util.List;

/**
 * The e-mail addresses of members, at domains that RFC 2606 reserves for examples.
 *
 * <p>Every rank has an address of its own, in lower-case ASCII. Immutable and safe to share, as
 * long as each thread passes its own random cursor.
 */
public final class Emails {
  private static final int LEAST_BITS = 23;

  private final List<String> givens;
  private final List<String> families;
  private final List<String> domains;
  private final Permutation shuffle;

  /**
   * Makes the addresses of ranks 0 to {@code members} - 1.
   *
   * @param random the cursor that draws the shuffle
   */
  public Emails(Vocabulary vocabulary, RowRandom random, long members) {
    this.givens = ascii(vocabulary.section("given"));
    this.families = ascii(vocabulary.section("family"));
    this.domains = vocabulary.section("mail");
    this.shuffle =
        new Permutation(
            Math.max(LEAST_BITS, Long.SIZE - Long.numberOfLeadingZeros(members)), random);
  }

  private static List<String> ascii(List<String> names) {
    return names.stream()
        .map(name -> Normalizer.normalize(name, Normalizer.Form.NFD).replaceAll("\\p{M}", ""))
        .toList();
  }

  /** Returns the address of {@code rank}; its domain is drawn from {@code random}. */
  public String of(long rank, RowRandom random) {
    long combination = shuffle.of(rank);
    String given = givens.get((int) (combination % givens.size()));
    combination /= givens.size();
    String family = families.get((int) (combination % families.size()));
    long number = combination / families.size();
    String domain = domains.get(random.below(domains.size()));
    return given + '.' + family + (number == 0 ? "" : Long.toString(number)) + '@' + domain;
  }
}

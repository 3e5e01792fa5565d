package com.happypancake.extractor.pseudonym;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A keyed permutation of top-level domains of the same length that makes of each real one a domain
 * that doesn't exist, so that no mail ever goes out to a pseudonym.
 *
 * <p>Real ones change places with as many that don't exist, chosen by the key; the others are
 * permuted among themselves. So what becomes a real one has not been one itself, as in an address
 * with a typing mistake. For one thread.
 */
final class TopLevelDomains {

  private static final int LETTERS = 26;
  private static final int MAX_REAL_LENGTH = 20;
  private static final int SHORTEST = 2;

  private final KeyedHash hash;
  private final MixedRadixCipher cipher;
  private final Map<Integer, Map<String, String>> swapsByLength = new HashMap<>();

  TopLevelDomains(PseudonymKey key) {
    hash = key.hash("top-level domain");
    cipher = new MixedRadixCipher(key, "top-level domain");
  }

  /**
   * Returns a domain's pseudonym.
   *
   * @param domain two letters a to z and more
   */
  String encipher(String domain) {
    Map<String, String> swaps = swapsByLength.computeIfAbsent(domain.length(), this::swaps);
    String swapped = swaps.get(domain);
    if (swapped != null) {
      return swapped;
    }
    String next = permuted(domain);
    while (swaps.containsKey(next)) {
      next = permuted(next);
    }
    return next;
  }

  private String permuted(String domain) {
    int[] digits = domain.chars().map(letter -> letter - 'a').toArray();
    int[] radices = new int[digits.length];
    Arrays.fill(radices, LETTERS);
    cipher.encipher(digits, radices, new int[] {digits.length}, new byte[0]);
    return letters(digits);
  }

  private static String letters(int[] digits) {
    StringBuilder text = new StringBuilder();
    for (int digit : digits) {
      text.append((char) ('a' + digit));
    }
    return text.toString();
  }

  private Map<String, String> swaps(int length) {
    Map<String, String> swaps = new HashMap<>();
    if (length > MAX_REAL_LENGTH) {
      return swaps;
    }
    Set<String> real = real(length);
    int candidate = 0;
    int[] shortOnes =
        length == SHORTEST ? hash.shuffled(new byte[0], LETTERS * LETTERS) : new int[0];
    for (String domain : real) {
      String other;
      do {
        other =
            length == SHORTEST
                ? letters(
                    new int[] {shortOnes[candidate] / LETTERS, shortOnes[candidate] % LETTERS})
                : drawn(length, candidate);
        candidate++;
      } while (real.contains(other) || swaps.containsKey(other));
      swaps.put(domain, other);
      swaps.put(other, domain);
    }
    return swaps;
  }

  private String drawn(int length, int number) {
    byte[] random =
        hash.bytes((length + " " + number).getBytes(StandardCharsets.US_ASCII), length * 2);
    int[] digits = new int[length];
    for (int i = 0; i < length; i++) {
      digits[i] = (((random[2 * i] & 0xFF) << 8) | (random[2 * i + 1] & 0xFF)) % LETTERS;
    }
    return letters(digits);
  }

  /** Returns the real ones of a length, in the order of their letters. */
  static Set<String> real(int length) {
    Set<String> real = new TreeSet<>();
    for (String line : AlphabetTable.lines("top-level-domains.txt")) {
      List.of(line.split(" ", -1)).stream()
          .filter(domain -> domain.length() == length)
          .forEach(real::add);
    }
    return real;
  }
}

package com.happypancake.extractor.pseudonym;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * A keyed permutation of all sequences of digits that have the same radices and the same context,
 * in which no word of a sequence stays as it is.
 *
 * <p>Let P be a keyed permutation of a word's values: a shuffled table where there are few of them,
 * else a Feistel network over two halves of the word. The word x becomes P⁻¹(P(x) + k), where k is
 * a keyed hash of everything but the word, and never nothing: so no word becomes itself. One word
 * after the other is replaced so; each k depends on the words before it as they have become and on
 * those after it as they were, so the last step can be undone, then the one before it, and all of
 * it is a permutation. A word too long for numbers of 64 bits is cut into several. For one thread.
 */
final class MixedRadixCipher {

  private static final int MAX_TABLE_VALUES = 1 << 16;
  private static final int MAX_TABLES = 32;
  private static final int WORD_BITS = 76;
  private static final int ROUNDS = 10;
  private static final int HIDDEN = -1;

  private final KeyedHash shifts;
  private final KeyedHash shuffles;
  private final KeyedBlocks rounds;
  private final Map<String, Table> tables = new BoundedCache<>(MAX_TABLES);

  /**
   * A cipher of its own for each purpose.
   *
   * @param purpose what kind of value is replaced
   */
  MixedRadixCipher(PseudonymKey key, String purpose) {
    shifts = key.hash(purpose + " shifts");
    shuffles = key.hash(purpose + " shuffles");
    rounds = key.blocks(purpose);
  }

  /**
   * Replaces the digits in place.
   *
   * @param digits each from 0 to below its radix
   * @param radices each 2 to 65,536
   * @param wordEnds the index after each word's last digit, ascending; the last is the length
   * @param context what else the result depends on
   */
  void encipher(int[] digits, int[] radices, int[] wordEnds, byte[] context) {
    int from = 0;
    for (int wordEnd : wordEnds) {
      int bits = bits(radices, from, wordEnd);
      int pieces = Math.max(1, (bits + WORD_BITS - 1) / WORD_BITS);
      int pieceBits = (bits + pieces - 1) / pieces;
      while (from < wordEnd) {
        int to = from + 1;
        while (to < wordEnd && bits(radices, from, to) < pieceBits) {
          to++;
        }
        encipherWord(digits, radices, from, to, context);
        from = to;
      }
    }
  }

  private void encipherWord(int[] digits, int[] radices, int from, int to, byte[] context) {
    long shift = shift(digits, from, to, context);
    if (bits(radices, from, to) <= Integer.SIZE && product(radices, from, to) <= MAX_TABLE_VALUES) {
      shiftByTable(digits, radices, from, to, shift);
    } else {
      shiftByFeistel(digits, radices, from, to, shift);
    }
  }

  private long shift(int[] digits, int from, int to, byte[] context) {
    ByteBuffer rest =
        ByteBuffer.allocate(context.length + (digits.length + 1) * Integer.BYTES).put(context);
    rest.putInt(digits.length);
    for (int i = 0; i < digits.length; i++) {
      rest.putInt(i >= from && i < to ? HIDDEN : digits[i]);
    }
    return shifts.number(rest.array());
  }

  private void shiftByTable(int[] digits, int[] radices, int from, int to, long shift) {
    int values = (int) product(radices, from, to);
    String shape = Arrays.toString(Arrays.copyOfRange(radices, from, to));
    Table table = tables.computeIfAbsent(shape, absent -> Table.of(shuffles, shape, values));
    int place = table.places[(int) value(digits, radices, from, to)];
    int moved = (int) ((place + 1 + Long.remainderUnsigned(shift, values - 1)) % values);
    put(table.values[moved], digits, radices, from, to);
  }

  private void shiftByFeistel(int[] digits, int[] radices, int from, int to, long shift) {
    int middle = middle(radices, from, to);
    Halves halves =
        new Halves(
            Arrays.hashCode(Arrays.copyOfRange(radices, from, to)),
            product(radices, from, middle),
            product(radices, middle, to));
    halves.left = value(digits, radices, from, middle);
    halves.right = value(digits, radices, middle, to);
    for (int round = 0; round < ROUNDS; round++) {
      halves.round(round, true);
    }
    halves.left =
        (halves.left + 1 + Long.remainderUnsigned(shift, halves.leftValues - 1))
            % halves.leftValues;
    for (int round = ROUNDS - 1; round >= 0; round--) {
      halves.round(round, false);
    }
    put(halves.left, digits, radices, from, middle);
    put(halves.right, digits, radices, middle, to);
  }

  /** Returns where the second half begins; both have at least one digit. */
  private static int middle(int[] radices, int from, int to) {
    int half = bits(radices, from, to) / 2;
    int middle = from + 1;
    while (bits(radices, from, middle + 1) <= half) {
      middle++;
    }
    return middle;
  }

  private static int bits(int[] radices, int from, int to) {
    int bits = 0;
    for (int i = from; i < to; i++) {
      bits += Integer.SIZE - Integer.numberOfLeadingZeros(radices[i] - 1);
    }
    return bits;
  }

  private static long product(int[] radices, int from, int to) {
    long product = 1;
    for (int i = from; i < to; i++) {
      product *= radices[i];
    }
    return product;
  }

  private static long value(int[] digits, int[] radices, int from, int to) {
    long value = 0;
    for (int i = from; i < to; i++) {
      value = value * radices[i] + digits[i];
    }
    return value;
  }

  private static void put(long value, int[] digits, int[] radices, int from, int to) {
    long rest = value;
    for (int i = to - 1; i >= from; i--) {
      digits[i] = (int) (rest % radices[i]);
      rest /= radices[i];
    }
  }

  /** The two halves of a word, which take turns in hiding each other. */
  private final class Halves {
    private final int shape;
    private final long leftValues;
    private final long rightValues;
    private long left;
    private long right;

    Halves(int shape, long leftValues, long rightValues) {
      this.shape = shape;
      this.leftValues = leftValues;
      this.rightValues = rightValues;
    }

    /** Adds to one half what the other gives, or takes it away again. */
    void round(int round, boolean forward) {
      if (round % 2 == 0) {
        long mask = Long.remainderUnsigned(rounds.number(shape, round, right), leftValues);
        left = (left + (forward ? mask : leftValues - mask)) % leftValues;
      } else {
        long mask = Long.remainderUnsigned(rounds.number(shape, round, left), rightValues);
        right = (right + (forward ? mask : rightValues - mask)) % rightValues;
      }
    }
  }

  /** A shuffled order of few values, and the place of each in it. */
  private static final class Table {
    private final char[] values;
    private final char[] places;

    private Table(int count) {
      values = new char[count];
      places = new char[count];
    }

    static Table of(KeyedHash shuffles, String shape, int count) {
      int[] order = shuffles.shuffled(shape.getBytes(StandardCharsets.US_ASCII), count);
      Table table = new Table(count);
      for (int place = 0; place < count; place++) {
        table.values[place] = (char) order[place];
        table.places[order[place]] = (char) place;
      }
      return table;
    }
  }
}

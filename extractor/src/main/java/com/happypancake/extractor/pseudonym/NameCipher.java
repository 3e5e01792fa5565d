package com.happypancake.extractor.pseudonym;

import java.nio.ByteBuffer;
import java.util.stream.IntStream;

/**
 * A keyed permutation of all names of the same shape: the same letters' scripts and cases, digits,
 * symbols and punctuation in the same places.
 *
 * <p>Letters are replaced without regard to case and take the case that was there before. So two
 * names are equal but for case exactly where their pseudonyms are, and names that differ in case
 * alone stay distinct. Each run of letters, of digits and of symbols differs from what it was. For
 * one thread.
 */
final class NameCipher {

  private final Alphabets alphabets = Alphabets.standard();
  private final MixedRadixCipher cipher;

  NameCipher(PseudonymKey key, String purpose) {
    cipher = new MixedRadixCipher(key, purpose);
  }

  /**
   * Returns a name's pseudonym, as long as the name in UTF-16 and UTF-8.
   *
   * @param context what else it depends on, with no regard to case
   */
  String encipher(String name, String context) {
    int[] characters = name.codePoints().toArray();
    int[] codes = IntStream.of(characters).map(alphabets::code).toArray();
    int[] places =
        IntStream.range(0, codes.length).filter(i -> Alphabets.isReplaced(codes[i])).toArray();
    int[] digits = IntStream.of(places).map(i -> Alphabets.index(codes[i])).toArray();
    int[] radices = IntStream.of(places).map(i -> alphabets.alphabet(codes[i]).size()).toArray();
    cipher.encipher(digits, radices, wordEnds(codes), shape(characters, codes, context));
    for (int i = 0; i < places.length; i++) {
      int code = codes[places[i]];
      characters[places[i]] =
          alphabets.alphabet(code).character(digits[i], Alphabets.isUpperCase(code));
    }
    return new String(characters, 0, characters.length);
  }

  /** Counts the replaced characters up to the end of each run of one kind. */
  private int[] wordEnds(int[] codes) {
    IntStream.Builder ends = IntStream.builder();
    int replaced = 0;
    int last = Alphabets.KEPT;
    for (int code : codes) {
      if (code == Alphabets.MARK) {
        continue;
      }
      if (Alphabets.isReplaced(last) && !sameWord(last, code)) {
        ends.add(replaced);
      }
      if (Alphabets.isReplaced(code)) {
        replaced++;
      }
      last = code;
    }
    if (Alphabets.isReplaced(last)) {
      ends.add(replaced);
    }
    return ends.build().toArray();
  }

  private boolean sameWord(int code, int next) {
    return Alphabets.isReplaced(next)
        && wordKind(alphabets.alphabet(code)) == wordKind(alphabets.alphabet(next));
  }

  private static Alphabet.Kind wordKind(Alphabet alphabet) {
    return alphabet.kind() == Alphabet.Kind.LETTERS ? Alphabet.Kind.CASED : alphabet.kind();
  }

  /** What stays of a name, but for its cases, and the context. */
  private byte[] shape(int[] characters, int[] codes, String context) {
    String foldedContext = alphabets.fold(context);
    ByteBuffer shape =
        ByteBuffer.allocate(
            (characters.length + 1) * Integer.BYTES + foldedContext.length() * Character.BYTES);
    shape.putInt(characters.length);
    for (int i = 0; i < characters.length; i++) {
      shape.putInt(
          Alphabets.isReplaced(codes[i]) ? ~alphabets.alphabet(codes[i]).number() : characters[i]);
    }
    foldedContext.chars().forEach(unit -> shape.putChar((char) unit));
    return shape.array();
  }
}

package com.happypancake.extractor.pseudonym;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What the file {@code alphabets.txt} holds; the file tells its format.
 *
 * @param alphabets of two characters and more each; an alphabet's number is its place
 * @param marks code points that belong to the word around them
 */
record AlphabetTable(List<Alphabet> alphabets, List<Integer> marks) {

  private static final String RESOURCE = "alphabets.txt";
  private static final int HEXADECIMAL = 16;
  private static final int DECIMAL = 10;
  private static final Pattern RANGE =
      Pattern.compile(
          "(?<first>[0-9A-F]+)(\\.\\.(?<last>[0-9A-F]+))?(/(?<step>\\d))?(?<distance>[+-][0-9A-F]+)?");

  AlphabetTable {
    alphabets = List.copyOf(alphabets);
    marks = List.copyOf(marks);
  }

  static AlphabetTable read() {
    List<Alphabet> alphabets = new ArrayList<>();
    List<Integer> marks = new ArrayList<>();
    for (String line : lines(RESOURCE)) {
      String[] words = line.split(" ", -1);
      List<Matcher> ranges = new ArrayList<>();
      for (int i = 2; i < words.length; i++) {
        ranges.add(range(words[i]));
      }
      switch (words[0]) {
        case "marks" -> ranges.forEach(range -> characters(range).forEach(marks::add));
        case "digits" -> ranges.forEach(range -> addDigits(range, alphabets));
        default -> addAlphabet(words[0], words[1], ranges, alphabets);
      }
    }
    return new AlphabetTable(alphabets, marks);
  }

  /** Returns the lines of a resource beside this class that are neither empty nor comments. */
  static List<String> lines(String resource) {
    try (InputStream stream = AlphabetTable.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalStateException(resource + " is not among the program's resources");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void addDigits(Matcher range, List<Alphabet> alphabets) {
    int zero = Integer.parseInt(range.group("first"), HEXADECIMAL);
    int[] digits = IntStream.range(zero, zero + DECIMAL).toArray();
    alphabets.add(
        new Alphabet(
            "digits-" + range.group("first"),
            Alphabet.Kind.DIGITS,
            alphabets.size(),
            digits,
            digits));
  }

  /** Adds an alphabet; a character that nothing can stand for is left out, and so kept. */
  private static void addAlphabet(
      String kind, String name, List<Matcher> ranges, List<Alphabet> alphabets) {
    IntStream.Builder lower = IntStream.builder();
    IntStream.Builder upper = IntStream.builder();
    for (Matcher range : ranges) {
      String distanceText = range.group("distance");
      int distance = distanceText == null ? 0 : Integer.parseInt(distanceText, HEXADECIMAL);
      characters(range)
          .forEach(
              character -> {
                upper.add(character);
                lower.add(character + distance);
              });
    }
    int[] characters = lower.build().toArray();
    if (characters.length > 1) {
      Alphabet.Kind known = Alphabet.Kind.valueOf(kind.toUpperCase(Locale.ROOT));
      alphabets.add(
          new Alphabet(name, known, alphabets.size(), characters, upper.build().toArray()));
    }
  }

  private static Matcher range(String text) {
    Matcher range = RANGE.matcher(text);
    if (!range.matches()) {
      throw new IllegalStateException(RESOURCE + ": no range of characters: " + text);
    }
    return range;
  }

  private static List<Integer> characters(Matcher range) {
    int first = Integer.parseInt(range.group("first"), HEXADECIMAL);
    String lastText = range.group("last");
    int last = lastText == null ? first : Integer.parseInt(lastText, HEXADECIMAL);
    String stepText = range.group("step");
    int step = stepText == null ? 1 : Integer.parseInt(stepText);
    return IntStream.iterate(first, character -> character <= last, character -> character + step)
        .boxed()
        .toList();
  }
}

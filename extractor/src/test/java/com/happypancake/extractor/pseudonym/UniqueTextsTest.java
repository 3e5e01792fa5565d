package com.happypancake.extractor.pseudonym;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.schemas.options.Pseudonym;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nicknames and mail addresses, which are unique, and stay so. */
class UniqueTextsTest {

  private final Pseudonyms pseudonyms = new Pseudonyms(TestKeys.of(1));

  private String nickname(String original) {
    return pseudonyms.text(Pseudonym.PSEUDONYM_NICKNAME, original);
  }

  private String email(String original) {
    return pseudonyms.text(Pseudonym.PSEUDONYM_EMAIL, original);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%c", "%c!%c", "%c%c", "%c%c%c", "%c_%c%c"})
  void allNicknamesOfAShapeArePermutedAndNoneStays(String shape) {
    int letters = (int) shape.chars().filter(unit -> unit == '%').count();
    int count = (int) Math.pow(26, letters);
    Set<String> seen = new HashSet<>();
    for (int value = 0; value < count; value++) {
      String original =
          String.format(
              Locale.ROOT, shape, 'a' + value % 26, 'a' + value / 26 % 26, 'a' + value / 676);
      String pseudonym = nickname(original);
      assertThat(pseudonym).isNotEqualTo(original).hasSameSizeAs(original);
      seen.add(pseudonym);
    }

    assertThat(seen).hasSize(count);
  }

  @Property(tries = 2000)
  void aNicknameKeepsItsShape(@ForAll("texts") String original) {
    String pseudonym = nickname(original);

    assertThat(pseudonym).hasSameSizeAs(original);
    assertThat(pseudonym.getBytes(StandardCharsets.UTF_8))
        .hasSameSizeAs(original.getBytes(StandardCharsets.UTF_8));
    assertThat(shape(pseudonym)).isEqualTo(shape(original));
    assertThat(new Pseudonyms(TestKeys.of(1)).text(Pseudonym.PSEUDONYM_NICKNAME, original))
        .isEqualTo(pseudonym);
  }

  @Property(tries = 1000)
  void nicknamesThatDifferInCaseAloneStillDoAndOthersDoNot(
      @ForAll("texts") String one, @ForAll("texts") String other) {
    Alphabets alphabets = Alphabets.standard();
    assertThat(alphabets.fold(nickname(alphabets.fold(one))))
        .isEqualTo(alphabets.fold(nickname(one)));
    assertThat(alphabets.fold(nickname(one)).equals(alphabets.fold(nickname(other))))
        .isEqualTo(alphabets.fold(one).equals(alphabets.fold(other)));
  }

  @Test
  void casesAreThoseOfTheOriginal() {
    String lower = nickname("åsa-kissa77");

    assertThat(nickname("ÅSA-KISSA77")).isEqualTo(lower.toUpperCase(Locale.ROOT));
    assertThat(nickname("Åsa-kissa77"))
        .isEqualTo(lower.substring(0, 1).toUpperCase(Locale.ROOT) + lower.substring(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "...", "-_-", "\u0000\t", "\uFFFD"})
  void whatHasNoLetterDigitOrSymbolStays(String original) {
    assertThat(nickname(original)).isEqualTo(original);
  }

  @ParameterizedTest
  @CsvSource({
    "anna@gmail.com",
    "x@me.fi",
    "a.b+c@mail.yahoo.co.uk",
    "ANNA@GMAIL.COM",
    "a@b",
    "x@y."
  })
  void anAddressKeepsItsFormatAndHidesAllItsWords(String original) {
    String pseudonym = email(original);

    assertThat(shape(pseudonym)).isEqualTo(shape(original));
    String[] words = original.split("[.@+]", -1);
    String[] replaced = pseudonym.split("[.@+]", -1);
    for (int i = 0; i < words.length; i++) {
      if (!words[i].isEmpty()) {
        assertThat(replaced[i]).isNotEqualTo(words[i]);
      }
    }
  }

  @Test
  void addressesOfAHostShareAHostAgain() {
    String host = email("anna@gmail.com").split("@", -1)[1];

    assertThat(email("bertil@gmail.com")).endsWith("@" + host);
    assertThat(email("Bertil@Gmail.Com")).endsWith("@" + capitalised(host));
    assertThat(email("anna@gmail.se")).doesNotEndWith("@" + host);
  }

  private static String capitalised(String host) {
    String[] labels = host.split("\\.", -1);
    return labels[0].substring(0, 1).toUpperCase(Locale.ROOT)
        + labels[0].substring(1)
        + "."
        + labels[1].substring(0, 1).toUpperCase(Locale.ROOT)
        + labels[1].substring(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void topLevelDomainsArePermutedAndRealOnesVanish(int key) {
    TopLevelDomains domains = new TopLevelDomains(TestKeys.of(key));
    for (int length = 2; length <= 3; length++) {
      Set<String> real = TopLevelDomains.real(length);
      Set<String> seen = new HashSet<>();
      int count = (int) Math.pow(26, length);
      for (int value = 0; value < count; value++) {
        String letters = "" + (char) ('a' + value % 26) + (char) ('a' + value / 26 % 26);
        String domain = length == 2 ? letters : letters + (char) ('a' + value / 676);
        String pseudonym = domains.encipher(domain);
        assertThat(real.contains(domain) && real.contains(pseudonym)).as(domain).isFalse();
        seen.add(pseudonym);
      }
      assertThat(seen).hasSize(count);
    }
  }

  @Test
  void noLongTopLevelDomainStaysReal() {
    TopLevelDomains domains = new TopLevelDomains(TestKeys.of(1));
    for (int length = 4; length <= 18; length++) {
      for (String domain : TopLevelDomains.real(length)) {
        assertThat(TopLevelDomains.real(length)).doesNotContain(domains.encipher(domain));
      }
    }
  }

  @Test
  void aHundredThousandAddressesStayUnique() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 100_000; i++) {
      String name = Integer.toString(i, 36);
      seen.add(email(name + (i % 2 == 0 ? "@gmail.com" : "@luukku.fi")).toLowerCase(Locale.ROOT));
    }

    assertThat(seen).hasSize(100_000);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.strings().ofMaxLength(12),
        Arbitraries.strings().withChars("aAbBzZ019_ ").ofMaxLength(4),
        Arbitraries.strings().withChars("åÅäÄöÖßéÉžŽяЯπΠς").ofMaxLength(6),
        Arbitraries.of("小红", "💖x💖", "👩\u200D👧", "e\u0301A", "ǅ", "ß", "İi", "مرحبا", "สวัสดี"));
  }

  /** A text with one character for all letters of a script and case, and one for all digits. */
  private static String shape(String text) {
    StringBuilder shape = new StringBuilder();
    Alphabets alphabets = Alphabets.standard();
    text.codePoints()
        .forEach(
            character -> {
              int code = alphabets.code(character);
              shape.append(
                  Alphabets.isReplaced(code)
                      ? "<"
                          + alphabets.alphabet(code).name()
                          + (Alphabets.isUpperCase(code) ? " upper>" : ">")
                      : Character.toString(character));
            });
    return shape.toString();
  }
}

package com.happypancake.extractor.pseudonym;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.schemas.options.Pseudonym;
import java.util.HashSet;
import java.util.List;
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
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nicknames, mail addresses and links: what differs stays so. */
class TokensTest {

  private static final String TOKEN = "[a-z2-7]{20}";
  private static final List<Pseudonym> DISTINCT =
      List.of(Pseudonym.PSEUDONYM_NICKNAME, Pseudonym.PSEUDONYM_EMAIL, Pseudonym.PSEUDONYM_URL);

  private final Pseudonyms pseudonyms = new Pseudonyms(TestKeys.of(1));

  private String nickname(String original) {
    return pseudonyms.text(Pseudonym.PSEUDONYM_NICKNAME, original);
  }

  private String email(String original) {
    return pseudonyms.text(Pseudonym.PSEUDONYM_EMAIL, original);
  }

  private String url(String original) {
    return pseudonyms.text(Pseudonym.PSEUDONYM_URL, original);
  }

  @Property(tries = 1000)
  void anyNicknameBecomesAToken(@ForAll("texts") String original) {
    assertThat(nickname(original)).matches(original.isEmpty() ? "" : TOKEN);
  }

  @Property(tries = 1000)
  void anyMailAddressBecomesTwoTokensUnderInvalid(
      @ForAll("texts") String mailbox, @ForAll("texts") String host) {
    assertThat(email(mailbox + "@" + host))
        .matches(TOKEN + "@" + (host.isEmpty() || host.endsWith("@") ? "" : TOKEN + ".invalid"))
        .hasSizeLessThanOrEqualTo(Addresses.MAX_EMAIL_LENGTH);
  }

  @Property(tries = 1000)
  void noLinkLeadsToAHost(@ForAll("texts") String start, @ForAll("texts") String end) {
    for (String original : List.of(start + end, "https://" + start + "/" + end)) {
      assertThat(url(original))
          .matches(
              "|((?i:https?:|ftps?:)?//(HOST)?(:\\d+)?/|/)?TOKEN(\\.\\w+)?"
                  .replace("HOST", TOKEN + "\\.invalid")
                  .replace("TOKEN", TOKEN))
          .hasSizeLessThanOrEqualTo(Addresses.MAX_URL_LENGTH);
    }
  }

  @Property(tries = 1000)
  void textsThatDifferHavePseudonymsThatDifferBeyondCase(
      @ForAll("texts") String one, @ForAll("texts") String other) {
    for (Pseudonym kind : DISTINCT) {
      assertThat(pseudonyms.text(kind, one).equalsIgnoreCase(pseudonyms.text(kind, other)))
          .isEqualTo(one.equals(other));
    }
  }

  @Test
  void casesOfANicknameHaveTokensOfTheirOwn() {
    assertThat(Set.of(nickname("Åsa"), nickname("åsa"), nickname("ÅSA"), nickname("Asa")))
        .hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "@", "x@", "@y.fi", "a@b@c", "anna@gmail.com\n", "\uD800@\uDC00"})
  void whatIsNoAddressIsNoErrorAndShowsNothing(String original) {
    assertThat(email(original))
        .matches("|" + TOKEN + "@(" + TOKEN + "\\.invalid)?")
        .doesNotContain("gmail");
  }

  @Test
  void linksWhoseHostsDifferInCaseAloneStayDistinct() {
    assertThat(url("http://Gmail.com")).isNotEqualTo(url("http://gmail.com"));
  }

  @Test
  void anUnpairedSurrogateCountsAsTheReplacementCharacterThatDumpsHold() {
    assertThat(nickname("A\uD800B")).isEqualTo(nickname("A\uFFFDB")).isNotEqualTo(nickname("A?B"));
  }

  @Test
  void addressesOfAHostShareAHostWhateverItsCaseAndSoDoLinks() {
    String host = email("anna@gmail.com").split("@", -1)[1];

    assertThat(email("bertil@gmail.com")).endsWith("@" + host);
    assertThat(email("Bertil@Gmail.Com")).endsWith("@" + host);
    assertThat(email("anna@gmail.se")).doesNotEndWith("@" + host);
    assertThat(url("http://Gmail.com/")).startsWith("http://" + host + "/");
    assertThat(url("//gmail.com:80")).startsWith("//" + host + ":80/");
  }

  @ParameterizedTest
  @CsvSource({
    "/foto/0a1b2c3d/17.jpg, /TOKEN\\.jpg",
    "https://img.happypancake.fi:8080/a/b.PNG?w=100#top, https://HOST:8080/TOKEN\\.PNG",
    "/%C3%A4iti/anna.maria, /TOKEN",
    "//anna@host/x, //HOST/TOKEN",
    "//anna@host, //HOST/TOKEN",
    "https://Gmail.com, https://HOST/TOKEN",
    "http://host?x=a.jpg, http://HOST/TOKEN",
    "http://[::1]:80/, http://HOST:80/TOKEN",
    "http://host:secret/, TOKEN",
    "anna://host/a.gif, TOKEN\\.gif",
    "mailto:anna@gmail.com, TOKEN",
    "anna.jpeg, TOKEN\\.jpeg",
    ".jpg, TOKEN"
  })
  void aLinkKeepsItsSchemePortAndWellKnownExtension(String original, String structure) {
    assertThat(url(original))
        .matches(structure.replace("HOST", TOKEN + "\\.invalid").replace("TOKEN", TOKEN));
  }

  @ParameterizedTest
  @EnumSource(
      value = Pseudonym.class,
      names = {"PSEUDONYM_NICKNAME", "PSEUDONYM_EMAIL", "PSEUDONYM_URL"})
  void aHundredThousandTextsStayDistinct(Pseudonym kind) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 100_000; i++) {
      String name = Integer.toString(i, 36);
      String original = name + (i % 2 == 0 ? "@gmail.com" : "@luukku.fi");
      seen.add(pseudonyms.text(kind, original).toLowerCase(Locale.ROOT));
    }

    assertThat(seen).hasSize(100_000);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.strings().ofMaxLength(12),
        Arbitraries.strings().withChars("aAbBzZ019_ @:/.?#%").ofMaxLength(6),
        Arbitraries.strings().withChars("åÅäÄöÖßéÉžŽяЯπΠς").ofMaxLength(6),
        Arbitraries.of("小红", "💖x💖", "👩\u200D👧", "e\u0301A", "ǅ", "ß", "İi", "مرحبا", "\uD800"));
  }
}

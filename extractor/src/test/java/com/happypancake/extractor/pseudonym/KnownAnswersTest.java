package com.happypancake.extractor.pseudonym;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.schemas.options.Pseudonym;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Locale;
import java.util.TimeZone;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * Pins the mapping to answers that a Python program computed (docs/pseudonyms.md). Where one of
 * these changes, deltas no longer fit the bases that were made before: who edits an answer raises
 * {@link Pseudonyms#MAPPING_VERSION}.
 */
@Isolated("sets the default locale and time zone")
class KnownAnswersTest {

  private final Pseudonyms pseudonyms = new Pseudonyms(TestKeys.of(1));

  @ParameterizedTest
  @CsvFileSource(resources = "known-answers.csv", useHeadersInDisplayName = true)
  void theMappingIsWhatItAlwaysWas(String kind, String original, String pseudonym) {
    assertThat(answer(kind, original)).isEqualTo(pseudonym);
  }

  @Test
  void theLocaleAndTheTimeZoneMakeNoDifference() {
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    Locale.setDefault(Locale.forLanguageTag("tr-TR"));
    TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
    try {
      Pseudonyms others = new Pseudonyms(TestKeys.of(1));
      assertThat(others.text(Pseudonym.PSEUDONYM_EMAIL, "LIISI.ili@KIITOS.FI"))
          .isEqualTo(pseudonyms.text(Pseudonym.PSEUDONYM_EMAIL, "LIISI.ili@KIITOS.FI"));
      assertThat(others.text(Pseudonym.PSEUDONYM_TEXT, "LIISI"))
          .isEqualTo(answer("TEXT", "liisi").toUpperCase(Locale.ROOT));
      assertThat(others.text(Pseudonym.PSEUDONYM_IP_ADDRESS, "2001:DB8::1F"))
          .isEqualTo(answer("IP_ADDRESS", "2001:DB8::1F"));
      assertThat(others.birthday(LocalDate.of(1980, 2, 29)).toString())
          .isEqualTo(answer("BIRTHDAY", "1980-02-29"));
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  @Test
  void anotherKeyGivesOtherPseudonyms() {
    Pseudonyms others = new Pseudonyms(TestKeys.of(2));
    for (String kind : new String[] {"NICKNAME", "EMAIL", "TEXT", "URL", "IP_ADDRESS"}) {
      Pseudonym pseudonym = Pseudonym.valueOf("PSEUDONYM_" + kind);
      assertThat(others.text(pseudonym, "kissanainen@gmail.com"))
          .isNotEqualTo(pseudonyms.text(pseudonym, "kissanainen@gmail.com"));
    }
  }

  private String answer(String kind, String original) {
    return switch (kind) {
      case "GUID" -> pseudonyms.guid(UUID.fromString(original)).toString();
      case "BIRTHDAY" -> pseudonyms.birthday(LocalDate.parse(original)).toString();
      case "SECRET" ->
          HexFormat.of().formatHex(pseudonyms.secret(original.getBytes(StandardCharsets.US_ASCII)));
      default -> pseudonyms.text(Pseudonym.valueOf("PSEUDONYM_" + kind), original);
    };
  }
}

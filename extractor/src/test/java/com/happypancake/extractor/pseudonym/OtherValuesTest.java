package com.happypancake.extractor.pseudonym;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.schemas.options.Pseudonym;
import java.net.InetAddress;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** GUIDs, secrets, birthdays, and addresses of machines and pages. */
class OtherValuesTest {

  private final Pseudonyms pseudonyms = new Pseudonyms(TestKeys.of(1));

  private String ipAddress(String original) {
    return pseudonyms.text(Pseudonym.PSEUDONYM_IP_ADDRESS, original);
  }

  private String url(String original) {
    return pseudonyms.text(Pseudonym.PSEUDONYM_URL, original);
  }

  @Property(tries = 1000)
  void aGuidKeepsItsVersionAndVariant(@ForAll long high, @ForAll long low) {
    UUID original = new UUID(high, low);
    UUID pseudonym = pseudonyms.guid(original);

    assertThat(pseudonym).isNotEqualTo(original);
    assertThat(pseudonym.version()).isEqualTo(original.version());
    assertThat(low >>> 62).isEqualTo(pseudonym.getLeastSignificantBits() >>> 62);
  }

  @Test
  void guidsStayDistinct() {
    Set<UUID> seen = new HashSet<>();
    for (long i = 0; i < 20_000; i++) {
      seen.add(pseudonyms.guid(new UUID(0x4000, 1L << 63 | i)));
      seen.add(pseudonyms.guid(new UUID(i << 16 | 0x4000, 1L << 63)));
    }

    assertThat(seen).hasSize(39_999);
  }

  @Property(tries = 300)
  void aSecretKeepsItsLengthAlone(@ForAll @Size(max = 100) byte[] original) {
    byte[] pseudonym = pseudonyms.secret(original);

    assertThat(pseudonym).hasSameSizeAs(original).isEqualTo(pseudonyms.secret(original));
    if (original.length > 0) {
      assertThat(pseudonym).isNotEqualTo(original);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1753, 1900, 1980, 1999, 2000, 9999})
  void theDaysOfAYearArePermutedAndNoneStays(int year) {
    Set<LocalDate> seen = new HashSet<>();
    LocalDate first = LocalDate.of(year, 1, 1);
    for (LocalDate day = first; day.getYear() == year && seen.size() < 366; day = day.plusDays(1)) {
      LocalDate pseudonym = pseudonyms.birthday(day);
      assertThat(pseudonym).hasYear(year).isNotEqualTo(day);
      seen.add(pseudonym);
      if (day.equals(LocalDate.MAX) || day.getDayOfYear() == day.lengthOfYear()) {
        break;
      }
    }

    assertThat(seen).hasSize(first.lengthOfYear());
  }

  @Property(tries = 1000)
  void anAddressOfVersion4BecomesAnother(@ForAll @Size(4) List<@IntRange(max = 255) Integer> bytes)
      throws Exception {
    String original = bytes.stream().map(String::valueOf).collect(Collectors.joining("."));
    String pseudonym = ipAddress(original);

    assertThat(pseudonym).isNotEqualTo(original).matches("(\\d{1,3}\\.){3}\\d{1,3}");
    assertThat(InetAddress.getByName(pseudonym).getHostAddress()).isEqualTo(pseudonym);
  }

  @ParameterizedTest
  @CsvSource({
    "2001:db8::1, [1-9a-f][0-9a-f]{3}:[1-9a-f][0-9a-f]{2}::[1-9a-f]",
    "::1, ::[1-9a-f]",
    "fe80::, [1-9a-f][0-9a-f]{3}::",
    "2001:0DB8:0:0:8:800:200C:417A,"
        + " [1-9A-F][0-9A-F]{3}:0[0-9A-F]{3}:0:0:[1-9A-F]:[1-9A-F][0-9A-F]{2}(:[1-9A-F][0-9A-F]{3}){2}",
    "::ffff:192.0.2.1, ::ffff:\\d+\\.\\d+\\.\\d+\\.\\d+",
    "fe80::1%eth0, [1-9a-f][0-9a-f]{3}::[1-9a-f]%[a-z]{3}\\d",
    "unknown, [a-z]{7}",
    "1.2.3.4:80, \\d\\.\\d\\.\\d\\.\\d:\\d\\d",
    "010.1.2.300, \\d{3}\\.\\d\\.\\d\\.\\d{3}"
  })
  void anAddressKeepsItsFamilyAndTextForm(String original, String form) {
    assertThat(ipAddress(original)).isNotEqualTo(original).matches(form);
  }

  @Test
  void anAddressStaysWithinItsColumn() {
    String longest = "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255";

    assertThat(longest).hasSize(45);
    assertThat(ipAddress(longest)).hasSizeLessThanOrEqualTo(45);
    assertThat(ipAddress("")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/foto/0a1b2c3d/17.jpg, /[a-z]{4}/\\d[a-z]\\d[a-z]\\d[a-z]\\d[a-z]/\\d\\d\\.jpg",
    "https://img.happypancake.fi:8080/a/b.PNG?w=100#top,"
        + " https://[a-z]{3}\\.[a-z]{12}\\.[a-z]{2}:8080/[a-z]/[a-z]\\.PNG\\?[a-z]=\\d{3}#[a-z]{3}",
    "/%C3%A4iti/anna.maria, /%[0-9A-F]{2}%[0-9A-F]{2}[a-z]{3}/[a-z]{4}\\.[a-z]{5}",
    "//anna@host/x, //[a-z]{4}@[a-z]{4}/[a-z]",
    "anna, [a-z]{4}"
  })
  void anAddressOfAPageKeepsItsStructure(String original, String structure) {
    assertThat(url(original)).hasSameSizeAs(original).matches(structure);
    assertThat(url(original)).doesNotContain("foto", "anna", "happypancake", "img", "iti", "maria");
  }

  @Test
  void aSegmentAndAHostHaveOnePseudonymEverywhere() {
    assertThat(url("/foto/1.jpg").split("/", -1)[1])
        .isEqualTo(url("/foto/2.gif").split("/", -1)[1]);
    assertThat(url("http://gmail.com/").split("/", -1)[2])
        .isEqualTo(pseudonyms.text(Pseudonym.PSEUDONYM_EMAIL, "x@gmail.com").split("@", -1)[1]);
  }
}

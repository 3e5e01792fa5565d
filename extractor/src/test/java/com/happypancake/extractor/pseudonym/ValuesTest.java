package com.happypancake.extractor.pseudonym;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.happypancake.schemas.options.Pseudonym;
import java.net.Inet6Address;
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

/** GUIDs, secrets, birthdays and IP addresses. */
class ValuesTest {

  private final Pseudonyms pseudonyms = new Pseudonyms(TestKeys.of(1));

  private String ip(String original) {
    return pseudonyms.text(Pseudonym.PSEUDONYM_IP_ADDRESS, original);
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
  void guidsStayDistinctAndUseAllOtherBits() {
    Set<UUID> seen = new HashSet<>();
    long ones = 0;
    long lowOnes = 0;
    for (long i = 0; i < 20_000; i++) {
      UUID pseudonym = pseudonyms.guid(new UUID(0x4000, 1L << 63 | i));
      seen.add(pseudonym);
      seen.add(pseudonyms.guid(new UUID(i << 16 | 0x4000, 1L << 63)));
      ones |= pseudonym.getMostSignificantBits();
      lowOnes |= pseudonym.getLeastSignificantBits();
    }

    assertThat(seen).hasSize(39_999);
    assertThat(Long.bitCount(ones)).isEqualTo(61);
    assertThat(Long.bitCount(lowOnes)).isEqualTo(63);
  }

  @Property(tries = 300)
  void aSecretKeepsItsLengthAlone(@ForAll @Size(max = 100) byte[] original) {
    byte[] pseudonym = pseudonyms.secret(original);

    assertThat(pseudonym).hasSameSizeAs(original).isEqualTo(pseudonyms.secret(original));
    if (original.length >= 8) {
      assertThat(pseudonym).isNotEqualTo(original);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1753, 1900, 1980, 1999, 2000, 9999})
  void aBirthdayMovesToAnotherDayOfItsYear(int year) {
    Set<LocalDate> seen = new HashSet<>();
    LocalDate first = LocalDate.of(year, 1, 1);
    for (int day = 1; day <= first.lengthOfYear(); day++) {
      LocalDate original = first.withDayOfYear(day);
      LocalDate pseudonym = pseudonyms.birthday(original);
      assertThat(pseudonym).hasYear(year).isNotEqualTo(original);
      seen.add(pseudonym);
    }

    assertThat(seen).as("days are not all moved alike, so some coincide").hasSizeBetween(200, 264);
  }

  @Property(tries = 1000)
  void anIpv4AddressBecomesOneForDocumentationOrBenchmarks(
      @ForAll @Size(4) List<@IntRange(max = 255) Integer> bytes) throws Exception {
    String original = bytes.stream().map(String::valueOf).collect(Collectors.joining("."));
    String pseudonym = ip(original);

    assertThat(pseudonym)
        .matches("(192\\.0\\.2|198\\.51\\.100|203\\.0\\.113|198\\.1[89]\\.\\d{1,3})\\.\\d{1,3}");
    assertThat(InetAddress.getByName(pseudonym).getHostAddress()).isEqualTo(pseudonym);
    assertThat(ip("::FFFF:" + original)).isEqualTo("::FFFF:" + pseudonym);
  }

  @Test
  void allBlocksOfIpv4AreUsed() {
    Set<String> blocks = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      String pseudonym = ip("10.0." + i / 256 + "." + i % 256);
      blocks.add(
          pseudonym.startsWith("198.1")
              ? pseudonym.substring(0, 6)
              : pseudonym.substring(0, pseudonym.lastIndexOf('.')));
    }

    assertThat(blocks)
        .containsExactlyInAnyOrder("192.0.2", "198.51.100", "203.0.113", "198.18", "198.19");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2001:db8::1",
        "::1",
        "::",
        "fe80::1%eth0",
        "2001:0DB8:0:0:8:800:200C:417A",
        "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255"
      })
  void anIpv6AddressBecomesOneForDocumentation(String original) throws Exception {
    assertThat(ip(original))
        .startsWith("2001:db8:")
        .hasSizeLessThanOrEqualTo(Addresses.MAX_IP_LENGTH)
        .isEqualTo(ip(original.toUpperCase(java.util.Locale.ROOT)));
    assertThat(InetAddress.getByName(ip(original))).isInstanceOf(Inet6Address.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"unknown", "1.2.3.4:80", "010.1.2.300", "1.2.3", " ", "\uD800", "1.2.3.4\n"})
  void whatIsNoIpAddressBecomesAToken(String original) {
    assertThat(ip(original)).matches("[a-z2-7]{20}");
  }

  @ParameterizedTest
  @CsvSource({"NICKNAME", "EMAIL", "IP_ADDRESS", "TEXT", "URL"})
  void anEmptyTextStaysEmpty(String kind) {
    assertThat(pseudonyms.text(Pseudonym.valueOf("PSEUDONYM_" + kind), "")).isEmpty();
  }

  @Test
  void aKindThatIsNotOfTextsIsRefused() {
    assertThatThrownBy(() -> pseudonyms.text(Pseudonym.PSEUDONYM_GUID, "x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("PSEUDONYM_GUID is no kind of text");
  }
}

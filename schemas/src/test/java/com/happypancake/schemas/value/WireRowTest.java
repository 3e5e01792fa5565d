package com.happypancake.schemas.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.happypancake.schemas.legacy.Member;
import com.happypancake.schemas.types.OffsetTime;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireRowTest {

  private static final int NICKNAME = Member.NICKNAME_FIELD_NUMBER;

  private final WireRow row = new WireRow();

  @Test
  void theBytesAreThoseOfTheGeneratedMessage() {
    UUID guid = UUID.fromString("6f9619ff-8b86-d011-b42d-00cf4fc964ff");
    row.start();
    row.putInteger(Member.MEMBER_ID_FIELD_NUMBER, -5);
    row.putGuid(Member.MEMBER_GUID_FIELD_NUMBER, guid);
    row.putText(NICKNAME, "Åsa 🥞 €");
    row.putBytes(Member.PASSWORD_HASH_FIELD_NUMBER, new byte[] {0, -1});
    row.putUnsignedByte(Member.GENDER_FIELD_NUMBER, 255);
    row.putDate(Member.BIRTHDAY_FIELD_NUMBER, LocalDate.of(1953, 1, 2));
    row.putMoney(Member.BALANCE_FIELD_NUMBER, new BigDecimal("-922337203685477.5808"));
    row.putBoolean(Member.IS_PREMIUM_FIELD_NUMBER, false);
    row.putWallClock(
        Member.REGISTERED_AT_FIELD_NUMBER, LocalDateTime.parse("1753-01-01T00:00:00.003"));
    row.putOffsetTime(
        Member.LAST_LOGIN_AT_FIELD_NUMBER,
        OffsetDateTime.parse("9999-12-31T23:59:59.9999999-14:00"));

    Member expected =
        Member.newBuilder()
            .setMemberId(-5)
            .setMemberGuid(ByteString.copyFrom(Guids.toBytes(guid)))
            .setNickname("Åsa 🥞 €")
            .setPasswordHash(ByteString.copyFrom(new byte[] {0, -1}))
            .setGender(255)
            .setBirthday(-6208)
            .setBalance(Long.MIN_VALUE)
            .setIsPremium(false)
            .setRegisteredAt(-68_478_047_999_970_000L)
            .setLastLoginAt(
                OffsetTime.newBuilder().setTicks(2_534_023_511_999_999_999L).setOffsetMinutes(-840))
            .build();
    assertThat(row.toByteArray()).isEqualTo(expected.toByteArray());
  }

  @Test
  void whatIsNotPutIsAbsentAndWhatIsEmptyIsPresent() {
    row.start();
    row.putText(NICKNAME, "");
    assertThat(parse().hasNickname()).isTrue();
    assertThat(parse().hasEmail()).isFalse();
  }

  @Test
  void theNextRowBeginsEmpty() {
    row.start();
    row.putText(NICKNAME, "first");
    row.start();
    assertThat(row.toByteArray()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'A\uD800B', 'A\uFFFDB'",
    "'A\uDC00B', 'A\uFFFDB'",
    "'\uD800', '\uFFFD'",
    "'\uD800\uD83E\uDD5E', '\uFFFD\uD83E\uDD5E'",
    "'\uDC00\uD800', '\uFFFD\uFFFD'",
  })
  void anUnpairedSurrogateIsReplacedAndItsNeighboursStay(String text, String expected) {
    row.start();
    row.putText(NICKNAME, text);
    assertThat(parse().getNickname()).isEqualTo(expected);
    row.start();
    row.putUtf16(NICKNAME, utf16(text));
    assertThat(parse().getNickname()).isEqualTo(expected);
    assertThat(row.repairedTexts()).isEqualTo(2);
  }

  /**
   * ASCII is read four characters at a time, so each place within and around four characters is a
   * case.
   */
  @Test
  void anythingIsTranscodedAlikeAtAnyPlace() {
    for (String odd : List.of("\u007F", "\u0080", "\u07FF", "\u0800", "\uFFFF", "🥞", "\uD800")) {
      for (int before = 0; before < 10; before++) {
        for (int after = 0; after < 10; after++) {
          String text = "a".repeat(before) + odd + "b".repeat(after);
          row.start();
          row.putText(NICKNAME, text);
          byte[] expected = row.toByteArray();
          row.start();
          row.putUtf16(NICKNAME, utf16(text));
          assertThat(row.toByteArray()).isEqualTo(expected);
          row.start();
          row.putUtf16(NICKNAME, utf16("\uFEFF" + text), 2);
          assertThat(row.toByteArray()).isEqualTo(expected);
          assertThat(parse().getNickname()).isEqualTo(text.replace('\uD800', '\uFFFD'));
        }
      }
    }
  }

  /** The size of the length before a text is estimated from its units, and may be too small. */
  @Test
  void theLengthBeforeATextIsRightWhereItGrowsByAByteAndWhereATextIsLong() {
    for (int edge : List.of(0x80, 0x4000, 0x200000)) {
      for (String unit : List.of("a", "ä", "€", "🥞")) {
        int encoded = unit.getBytes(StandardCharsets.UTF_8).length;
        for (int length = edge / encoded - 2; length <= edge / encoded + 2; length++) {
          String text = unit.repeat(length);
          row.start();
          row.putInteger(Member.MEMBER_ID_FIELD_NUMBER, 7);
          row.putUtf16(NICKNAME, utf16(text));
          row.putBoolean(Member.IS_PREMIUM_FIELD_NUMBER, true);
          assertThat(row.toByteArray())
              .isEqualTo(
                  Member.newBuilder()
                      .setMemberId(7)
                      .setNickname(text)
                      .setIsPremium(true)
                      .build()
                      .toByteArray());
        }
      }
    }
  }

  @Test
  void rowsStandBehindOneAnotherUntilItBeginsAnew() {
    row.start();
    row.putInteger(Member.MEMBER_ID_FIELD_NUMBER, 7);
    int first = row.length();
    byte[] one = row.toByteArray();
    row.putInteger(Member.MEMBER_ID_FIELD_NUMBER, 7);
    assertThat(row.length()).isEqualTo(2 * first);
    assertThat(Arrays.copyOfRange(row.array(), first, 2 * first)).isEqualTo(one);
    row.start();
    assertThat(row.length()).isZero();
  }

  @Test
  void theBufferOfALongRowIsGivenBack() {
    row.start();
    row.putBytes(Member.PASSWORD_HASH_FIELD_NUMBER, new byte[4 << 20]);
    assertThat(row.array()).hasSizeGreaterThan(4 << 20);
    row.start();
    assertThat(row.array()).hasSizeLessThan(1 << 20);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "plain", "äö\u0000\u0001", "€", "🥞🥞", "\uFFFD", "\uFFFF\uE000"})
  void wellFormedTextStaysAsItIs(String text) {
    row.start();
    row.putUtf16(NICKNAME, utf16(text));
    assertThat(parse().getNickname()).isEqualTo(text);
    assertThat(row.repairedTexts()).isZero();
  }

  @Test
  void everyCodePointSurvives() {
    StringBuilder all = new StringBuilder();
    for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
      if (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE) {
        all.appendCodePoint(point);
      }
    }
    row.start();
    row.putUtf16(NICKNAME, utf16(all.toString()));
    assertThat(parse().getNickname()).isEqualTo(all.toString());
    assertThat(parse().getNicknameBytes().toByteArray())
        .isEqualTo(all.toString().getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void anOddNumberOfBytesIsNoUtf16() {
    assertThatThrownBy(() -> row.putUtf16(NICKNAME, new byte[5], 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not 3");
  }

  @Test
  void moneyBeyondItsFourDecimalsIsRefused() {
    assertThatThrownBy(() -> row.putMoney(Member.BALANCE_FIELD_NUMBER, new BigDecimal("0.00001")))
        .isInstanceOf(ArithmeticException.class);
  }

  /** Writes the units unchanged; the JDK's encoder would replace unpaired surrogates. */
  private static byte[] utf16(String text) {
    byte[] bytes = new byte[2 * text.length()];
    for (int i = 0; i < text.length(); i++) {
      bytes[2 * i] = (byte) text.charAt(i);
      bytes[2 * i + 1] = (byte) (text.charAt(i) >> 8);
    }
    return bytes;
  }

  private Member parse() {
    try {
      return Member.parseFrom(row.toByteArray());
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }
}

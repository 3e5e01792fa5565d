package com.happypancake.extractor;

import static com.happypancake.extractor.Extractions.has;
import static com.happypancake.extractor.Extractions.value;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.happypancake.extractor.example.Specimen;
import com.happypancake.schemas.types.OffsetTime;
import com.happypancake.schemas.value.Guids;
import com.happypancake.schemas.value.WallClock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/** What a dump of {@link Specimens#ALL} holds, from whichever database. */
final class SpecimenAssertions {

  private static final int KEY_FIELDS = 2;

  /** Where in a specimen its geography stands; its geometry comes next. */
  private static final int SPOT = 24;

  private SpecimenAssertions() {}

  static void assertAll(List<DynamicMessage> rows) throws InvalidProtocolBufferException {
    assertThat(rows).hasSize(4);
    assertThat(rows.get(0).getAllFields().keySet())
        .extracting(field -> field.getName())
        .containsExactly("specimen_id", "slot", "row_version");
    assertLeast(rows.get(1));
    assertMost(Specimen.parseFrom(rows.get(2).toByteString()));
    assertBroken(Specimen.parseFrom(rows.get(3).toByteString()));
    assertThat(rows).allSatisfy(row -> assertThat(rowversion(row).size()).isEqualTo(8));
  }

  private static ByteString rowversion(DynamicMessage row) {
    return (ByteString) value(row, "row_version");
  }

  private static void assertLeast(DynamicMessage row) throws InvalidProtocolBufferException {
    for (String field :
        List.of(
            "flag",
            "tiny",
            "small",
            "narrow",
            "wide",
            "longest",
            "binary",
            "clock",
            "document",
            "place")) {
      assertThat(has(row, field)).as(field).isTrue();
    }
    assertThat(row.getAllFields()).hasSize(KEY_FIELDS + 25);
    Specimen least = Specimen.parseFrom(row.toByteString());
    assertThat(least.getFlag()).isFalse();
    assertThat(least.getTiny()).isZero();
    assertThat(least.getSmall()).isEqualTo(Short.MIN_VALUE);
    assertThat(least.getWhole()).isEqualTo(Integer.MIN_VALUE);
    assertThat(least.getBig()).isEqualTo(Long.MIN_VALUE);
    assertThat(least.getPrice()).isEqualTo(Long.MIN_VALUE);
    assertThat(LocalDate.ofEpochDay(least.getDay())).isEqualTo("0001-01-01");
    assertThat(WallClock.toText(least.getSeenAt())).isEqualTo("1753-01-01T00:00:00.0000000");
    assertThat(WallClock.toText(least.getExactAt())).isEqualTo("0001-01-01T00:00:00.0000000");
    assertThat(least.getOffsetAt()).isEqualTo(offset("0001-01-02T00:00:00-14:00", -840));
    assertThat(least.getCode()).isEqualTo("  ");
    assertThat(least.getNarrow() + least.getWide() + least.getLongest()).isEmpty();
    assertThat(least.getBinary()).isEqualTo(ByteString.EMPTY);
    assertThat(Guids.fromBytes(least.getGuid())).isEqualTo(new UUID(0, 0));
    assertThat(least.getAmount()).isEqualTo("-9999999999999999999999999999.9999999999");
    assertThat(least.getRatio()).isEqualTo(-Float.MAX_VALUE);
    assertThat(least.getMeasure()).isEqualTo(-Double.MAX_VALUE);
    assertThat(least.getClock()).isZero();
    assertThat(least.getDocument()).isEmpty();
    assertThat(least.getPlace()).isEqualTo(ByteString.EMPTY);
    assertThat(least.getSpot()).isEqualTo(bytes(Specimens.LEAST, SPOT));
    assertThat(least.getShape()).isEqualTo(bytes(Specimens.LEAST, SPOT + 1));
  }

  private static ByteString bytes(Object[] specimen, int column) {
    return ByteString.copyFrom((byte[]) specimen[column]);
  }

  private static OffsetTime offset(String text, int minutes) {
    return OffsetTime.newBuilder()
        .setTicks(WallClock.toTicks(OffsetDateTime.parse(text)))
        .setOffsetMinutes(minutes)
        .build();
  }

  private static void assertMost(Specimen most) {
    assertThat(Guids.fromBytes(most.getSpecimenId())).isEqualTo(Specimens.FIRST);
    assertThat(most.getSpecimenId().byteAt(0)).isZero();
    assertThat(most.getSpecimenId().byteAt(1)).isEqualTo((byte) 0x11);
    assertThat(most.getFlag()).isTrue();
    assertThat(most.getTiny()).isEqualTo(255);
    assertThat(most.getSmall()).isEqualTo(Short.MAX_VALUE);
    assertThat(most.getWhole()).isEqualTo(Integer.MAX_VALUE);
    assertThat(most.getBig()).isEqualTo(Long.MAX_VALUE);
    assertThat(most.getPrice()).isEqualTo(Long.MAX_VALUE);
    assertThat(LocalDate.ofEpochDay(most.getDay())).isEqualTo("9999-12-31");
    assertThat(most.getSeenAt())
        .isEqualTo(WallClock.toTicks(LocalDateTime.parse("2021-03-28T03:30:00.997")));
    assertThat(WallClock.toText(most.getExactAt())).isEqualTo("9999-12-31T23:59:59.9999999");
    assertThat(most.getOffsetAt()).isEqualTo(offset("9999-12-30T23:59:59.9999999+14:00", 840));
    assertThat(most.getCode()).isEqualTo("ÅÖ");
    assertThat(most.getNarrow()).isEqualTo("192.0.2.1");
    assertThat(most.getWide())
        .isEqualTo("Älskling 😀 \uD840\uDC00 \uDB40\uDC01 \uDBFF\uDFFD \u0001\t");
    assertThat(most.getLongest()).hasSize(5_001).endsWith("x€");
    assertThat(most.getBinary().toByteArray()).containsExactly(0, -1, 127, -128);
    assertThat(Guids.fromBytes(most.getGuid())).isEqualTo(new UUID(-1, -1));
    assertThat(most.getAmount()).isEqualTo("9999999999999999999999999999.9999999999");
    assertThat(most.getRatio()).isEqualTo(Float.MAX_VALUE);
    assertThat(most.getMeasure()).isEqualTo(Double.MAX_VALUE);
    assertThat(most.getClock()).isEqualTo(863_999_999_999L);
    assertThat(most.getDocument()).isEqualTo("<rad>€ Å 😀</rad>");
    assertThat(most.getPlace().toByteArray()).containsExactly(0x5A, 0xC0);
    assertThat(most.getSpot()).isEqualTo(bytes(Specimens.MOST, SPOT));
    assertThat(most.getShape()).isEqualTo(bytes(Specimens.MOST, SPOT + 1));
  }

  private static void assertBroken(Specimen broken) {
    assertThat(broken.getSlot()).isEqualTo(255);
    assertThat(broken.getTiny()).isEqualTo(128);
    assertThat(broken.getPrice()).isEqualTo(1);
    assertThat(broken.getSeenAt()).isZero();
    assertThat(broken.hasSeenAt()).isTrue();
    assertThat(broken.getExactAt()).isEqualTo(-1);
    assertThat(broken.getOffsetAt()).isEqualTo(offset("1970-01-01T01:00:00.0000001+05:45", 345));
    assertThat(broken.getWide()).isEqualTo("A\uFFFDB");
    assertThat(broken.getLongest()).isEqualTo("\uFFFDx\uFFFD");
    assertThat(broken.getAmount()).isEqualTo("-0.5000000000");
    assertThat(broken.getRatio()).isEqualTo(0.1f);
    assertThat(broken.getMeasure()).isEqualTo(0.1);
    assertThat(broken.getClock()).isEqualTo(90_000_000_001L);
  }
}

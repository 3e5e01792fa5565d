package com.happypancake.extractor;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.sessions.JqwikSession;

/** Any rows of the example's table of every type: edges often, NULL now and then. */
final class AnySpecimens {

  private static final long TICKS_PER_DAY = 864_000_000_000L;
  private static final int THIRDS_PER_DAY = 24 * 60 * 60 * 300;
  private static final double NULLS = 0.1;
  private static final long SEED = 1_753;

  /** Places in a row: of an integer, of the real, and of the first that is not plain. */
  private static final int WHOLE = 5;

  private static final int RATIO = 19;
  private static final int FIRST_SERIALIZED = 22;

  private static final LocalDate YEAR_1 = LocalDate.of(1, 1, 1);
  private static final LocalDate YEAR_1753 = LocalDate.of(1753, 1, 1);
  private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);

  private AnySpecimens() {}

  /** Returns lists of rows, each with a place of its own in the key. */
  static Arbitrary<List<Object[]>> rows(int most) {
    return Combinators.combine(columns())
        .as(AnySpecimens::row)
        .list()
        .ofMinSize(1)
        .ofMaxSize(most)
        .map(AnySpecimens::numbered);
  }

  /**
   * Returns rows, always the same ones, that a SQL Server takes as literals: floating-point numbers
   * of few digits, and neither broken XML nor places that are none.
   */
  static List<Object[]> forSqlServer(int count) throws Exception {
    List<Object[]> rows = new ArrayList<>();
    JqwikSession.run(
        () ->
            Combinators.combine(columns()).as(AnySpecimens::row).generator(count, true).stream(
                    new Random(SEED))
                .limit(count)
                .forEach(row -> rows.add(plain(row.value()))));
    return numbered(rows);
  }

  private static Object[] plain(Object[] row) {
    Object[] plain = row.clone();
    Arrays.fill(plain, FIRST_SERIALIZED, plain.length, null);
    plain[RATIO] = plain[WHOLE] == null ? null : ((Integer) plain[WHOLE] % 1_000) / 8f;
    plain[RATIO + 1] = plain[WHOLE] == null ? null : (Integer) plain[WHOLE] / 8d;
    return plain;
  }

  private static Object[] row(List<Object> values) {
    Object[] row = new Object[values.size() + 2];
    row[0] = Specimens.FIRST;
    for (int i = 0; i < values.size(); i++) {
      row[i + 2] = values.get(i);
    }
    return row;
  }

  private static List<Object[]> numbered(List<Object[]> rows) {
    List<Object[]> numbered = new ArrayList<>();
    for (Object[] row : rows) {
      Object[] copy = row.clone();
      copy[1] = numbered.size();
      numbered.add(copy);
    }
    return numbered;
  }

  private static List<Arbitrary<Object>> columns() {
    return List.of(
        any(Arbitraries.of(true, false)),
        any(Arbitraries.integers().between(0, 255)),
        any(Arbitraries.shorts()),
        any(Arbitraries.integers()),
        any(Arbitraries.longs()),
        any(Arbitraries.longs().map(units -> BigDecimal.valueOf(units, 4))),
        any(days(YEAR_1, LAST_DAY)),
        any(datetimes()),
        any(datetime2s(YEAR_1, LAST_DAY)),
        any(offsetTimes()),
        any(narrow(2, 2)),
        any(narrow(0, 45)),
        any(unicode(100)),
        any(unicode(400)),
        any(bytes(64)),
        any(Combinators.combine(Arbitraries.longs(), Arbitraries.longs()).as(UUID::new)),
        any(decimals(10)),
        any(reals()),
        any(floats()),
        any(times()),
        any(unicode(100)),
        any(bytes(64)),
        any(bytes(64)),
        any(bytes(64)));
  }

  private static Arbitrary<Object> any(Arbitrary<?> values) {
    return values.map(value -> (Object) value).injectNull(NULLS);
  }

  private static Arbitrary<LocalDate> days(LocalDate first, LocalDate last) {
    return Arbitraries.longs()
        .between(first.toEpochDay(), last.toEpochDay())
        .edgeCases(edges -> edges.add(-1L, 0L, YEAR_1753.toEpochDay(), dstDay(3), dstDay(10)))
        .map(LocalDate::ofEpochDay);
  }

  /** The days on which a clock of most of Europe skips an hour, and repeats one. */
  private static long dstDay(int month) {
    return LocalDate.of(2013, month, month == 3 ? 31 : 27).toEpochDay();
  }

  static Arbitrary<LocalTime> times() {
    return Arbitraries.longs()
        .between(0, TICKS_PER_DAY - 1)
        .edgeCases(edges -> edges.add(1L, TICKS_PER_DAY / 12, TICKS_PER_DAY / 8))
        .map(ticks -> LocalTime.ofNanoOfDay(ticks * 100));
  }

  private static Arbitrary<LocalDateTime> datetime2s(LocalDate first, LocalDate last) {
    return Combinators.combine(days(first, last), times()).as(LocalDateTime::of);
  }

  /** Three-hundredths of a second, which SQL Server shows rounded to milliseconds. */
  private static Arbitrary<LocalDateTime> datetimes() {
    Arbitrary<LocalTime> times =
        Arbitraries.integers()
            .between(0, THIRDS_PER_DAY - 1)
            .map(thirds -> LocalTime.ofNanoOfDay(Math.round(thirds * 10 / 3.0) * 1_000_000L));
    return Combinators.combine(days(YEAR_1753, LAST_DAY), times).as(LocalDateTime::of);
  }

  private static Arbitrary<OffsetDateTime> offsetTimes() {
    return Combinators.combine(
            datetime2s(YEAR_1.plusDays(1), LAST_DAY.minusDays(1)),
            Arbitraries.integers().between(-840, 840))
        .as((time, minutes) -> time.atOffset(ZoneOffset.ofTotalSeconds(60 * minutes)));
  }

  /** All 38 digits of a decimal. */
  static Arbitrary<BigDecimal> decimals(int scale) {
    BigInteger most = BigInteger.TEN.pow(38).subtract(BigInteger.ONE);
    return Arbitraries.bigIntegers()
        .between(most.negate(), most)
        .map(digits -> new BigDecimal(digits, scale));
  }

  /** H2 holds no negative zero. */
  private static Arbitrary<Float> reals() {
    return Arbitraries.oneOf(
        Arbitraries.integers().map(bits -> Float.intBitsToFloat(bits) + 0f),
        Arbitraries.of(
            0f,
            Float.MIN_VALUE,
            Float.MIN_NORMAL,
            -Float.MAX_VALUE,
            Float.NaN,
            Float.NEGATIVE_INFINITY));
  }

  private static Arbitrary<Double> floats() {
    return Arbitraries.oneOf(
        Arbitraries.longs().map(bits -> Double.longBitsToDouble(bits) + 0d),
        Arbitraries.of(
            0d,
            Double.MIN_VALUE,
            Double.MIN_NORMAL,
            -Double.MAX_VALUE,
            Double.NaN,
            Double.POSITIVE_INFINITY));
  }

  /** Characters that the tests' code page has. */
  private static Arbitrary<String> narrow(int least, int most) {
    return Arbitraries.strings()
        .withChars("aZ 09~,\\'\u00e5\u00e4\u00f6\u00c5\u00c4\u00d6\u00e9\u20ac")
        .ofMinLength(least)
        .ofMaxLength(most);
  }

  /** Characters of every plane, and unpaired surrogates at all places. */
  private static Arbitrary<String> unicode(int most) {
    Arbitrary<String> units =
        Arbitraries.oneOf(
            Arbitraries.chars().range('\0', '\u007f').map(String::valueOf),
            Arbitraries.chars().range('\u0080', '\u07ff').map(String::valueOf),
            Arbitraries.chars().range('\u0800', '\ud7ff').map(String::valueOf),
            Arbitraries.chars().range('\ue000', '\uffff').map(String::valueOf),
            Arbitraries.integers()
                .between(Character.MIN_SUPPLEMENTARY_CODE_POINT, Character.MAX_CODE_POINT)
                .map(Character::toString),
            Arbitraries.chars().range('\ud800', '\udbff').map(String::valueOf),
            Arbitraries.chars().range('\udc00', '\udfff').map(String::valueOf));
    Arbitrary<String> mixed = units.list().ofMaxSize(most).map(parts -> String.join("", parts));
    Arbitrary<String> plain = Arbitraries.strings().ascii().ofMaxLength(most);
    return Arbitraries.oneOf(mixed, mixed, plain);
  }

  private static Arbitrary<byte[]> bytes(int most) {
    return Arbitraries.bytes().array(byte[].class).ofMaxSize(most);
  }
}

package com.happypancake.transformer.usecase;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import com.happypancake.schemas.catalogue.ColumnType;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.catalogue.LegacyColumn;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.legacy.City;
import com.happypancake.schemas.legacy.Interest;
import com.happypancake.schemas.legacy.Member;
import com.happypancake.schemas.options.OptionsProto;
import com.happypancake.schemas.types.Date;
import com.happypancake.schemas.types.OffsetTime;
import com.happypancake.schemas.value.Guids;
import com.happypancake.schemas.value.WallClock;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Rows and events in words. Names stand beside the numbers of members, cities and interests. */
final class StoryText {

  private static final long TICKS_PER_MINUTE = 60 * WallClock.TICKS_PER_SECOND;
  private static final String YES = "yes";
  private static final String NO = "no";
  private static final LegacyCatalogue TABLES = LegacyCatalogue.hpc();

  /** The names by column and value: {@code Members.MemberId 4}. */
  private final Map<String, String> names = new HashMap<>();

  /** Takes names from rows, in place of earlier names of the same keys. */
  void learn(List<Message> rows) {
    for (Message row : rows) {
      if (row instanceof Member member) {
        names.put("Members.MemberId " + member.getMemberId(), member.getNickname());
      } else if (row instanceof City city) {
        names.put("Cities.CityId " + city.getCityId(), city.getName());
      } else if (row instanceof Interest interest) {
        names.put("Interests.InterestId " + interest.getInterestId(), interest.getName());
      }
    }
  }

  /** Returns a row with its key, whom and what it names, its times, and what is unusual. */
  String row(Message row) {
    LegacyTable table = TABLES.table(UseCase.table(row));
    Message usual = GivenRows.defaults(row);
    List<LegacyColumn> own =
        table.key().stream().filter(column -> reference(column).isEmpty()).toList();
    boolean isNamed = own.size() == 1 && table.key().size() == 1;
    boolean isKeyAlone = row.getAllFields().size() == table.key().size();
    String noun = words(row.getDescriptorForType().getName());
    String head = isNamed ? noun + " " + value(own.get(0), row) : noun;
    List<String> parts = new ArrayList<>();
    for (LegacyColumn column : table.columns()) {
      boolean isShown =
          row.hasField(column.field())
              ? !reference(column).isEmpty()
                  || column.type() == ColumnType.WALL_CLOCK
                  || !usual.hasField(column.field())
                  || !row.getField(column.field()).equals(usual.getField(column.field()))
              : usual.hasField(column.field()) && !isKeyAlone;
      if (isShown && !(isNamed && own.contains(column))) {
        parts.add(part(column, row));
      }
    }
    return parts.isEmpty() ? head : head + ": " + String.join(", ", parts);
  }

  private String part(LegacyColumn column, Message row) {
    String name = words(column.name().replaceFirst("Id$", ""));
    return row.hasField(column.field())
        ? withUnit(name, value(column, row))
        : withUnit("no " + name, "").strip();
  }

  /** Returns a name and a value, with a unit that the name has behind the value. */
  private static String withUnit(String name, String value) {
    if (value.equals(YES) || value.equals(NO)) {
      return (value.equals(YES) ? "" : "not ") + name.replaceFirst("^is ", "");
    }
    String plain = name.replaceFirst("^is ", "").replaceFirst(" (cm|ten thousandths)$", "");
    return plain + " " + value + (name.endsWith(" cm") ? " cm" : "");
  }

  private String value(LegacyColumn column, Message row) {
    Object value = row.getField(column.field());
    return switch (column.type()) {
      case WALL_CLOCK -> minutes(WallClock.toText((Long) value));
      case OFFSET_TIME -> {
        OffsetTime time = (OffsetTime) value;
        long local = time.getTicks() + time.getOffsetMinutes() * TICKS_PER_MINUTE;
        yield minutes(WallClock.toText(local))
            + " "
            + ZoneOffset.ofTotalSeconds(60 * time.getOffsetMinutes());
      }
      case DATE -> LocalDate.ofEpochDay((Integer) value).toString();
      case MONEY -> money((Long) value);
      default -> withName(reference(column), value);
    };
  }

  private static String money(long tenThousandths) {
    return BigDecimal.valueOf(tenThousandths, 4).stripTrailingZeros().toPlainString();
  }

  private static String reference(LegacyColumn column) {
    return column.options().getLookup();
  }

  /** Returns an event with its time, and the values and the stream that the case names. */
  String event(ExpectedEvent event) {
    return time(event.time())
        + "  "
        + words(event.type())
        + ": "
        + fields(event.payload())
        + event.without().stream()
            .map(
                path ->
                    ", no " + words(path.replaceFirst(".*\\.", "").replaceFirst("_(id|at)$", "")))
            .collect(Collectors.joining())
        + event.subject().map(subject -> ", stream " + subject).orElse("");
  }

  private String fields(Message message) {
    return message.getAllFields().entrySet().stream()
        .map(
            field ->
                withUnit(
                    words(field.getKey().getName().replaceFirst("_id$", "")),
                    value(field.getKey(), field.getValue())))
        .collect(Collectors.joining(", "));
  }

  private String value(FieldDescriptor field, Object value) {
    if (value instanceof Timestamp time) {
      return time(Instant.ofEpochSecond(time.getSeconds(), time.getNanos()));
    }
    if (value instanceof Date date) {
      return LocalDate.of(date.getYear(), date.getMonth(), date.getDay()).toString();
    }
    if (value instanceof EnumValueDescriptor constant) {
      return constant.getName().replaceFirst(".*_", "").toLowerCase(Locale.ROOT);
    }
    if (value instanceof Message message) {
      return "with " + fields(message);
    }
    if (field.getName().endsWith("_ten_thousandths")) {
      return money((Long) value);
    }
    return withName(reference(field), value);
  }

  /** Returns the column with the key to which the field's column refers, or is itself. */
  private static String reference(FieldDescriptor field) {
    for (String carried : field.getOptions().getExtension(OptionsProto.carries)) {
      int dot = carried.indexOf('.');
      LegacyTable table = TABLES.table(carried.substring(0, dot));
      LegacyColumn column = table.column(carried.substring(dot + 1));
      if (!reference(column).isEmpty()) {
        return reference(column);
      }
      if (table.key().equals(List.of(column))) {
        return carried;
      }
    }
    return field.getName().endsWith("member_id") ? "Members.MemberId" : "";
  }

  private String withName(String reference, Object value) {
    if (value instanceof String text) {
      return "“" + visible(text) + "”";
    }
    if (value instanceof Boolean flag) {
      return flag ? YES : NO;
    }
    if (value instanceof ByteString bytes) {
      return Guids.fromBytes(bytes).toString();
    }
    String name = names.get(reference + " " + value);
    return name == null ? value.toString() : name + " (" + value + ")";
  }

  /** Returns a rejected fact with its reason. */
  static String reject(ExpectedReject reject) {
    return "rejected: "
        + words(reject.type())
        + " (“"
        + words(reject.column().replaceFirst("^.*\\.", "").replaceFirst("Id$", ""))
        + "”: "
        + words(reject.reason().text())
        + ")";
  }

  static String time(Instant time) {
    return minutes(time.toString().replace("Z", "")) + " UTC";
  }

  private static String minutes(String time) {
    return time.replace('T', ' ').replaceFirst("(:00)?(\\.0+)?$", "");
  }

  /**
   * Returns {@code MemberInterest}, {@code member-interest} or {@code member_interest} as words.
   */
  private static String words(String name) {
    return name.replaceAll("(?<=[a-z])(?=[A-Z])|[-_]", " ").toLowerCase(Locale.ROOT);
  }

  private static String visible(String text) {
    return text.chars()
        .mapToObj(
            unit ->
                unit < ' ' || unit == 0x7F
                    ? String.format(Locale.ROOT, "<character %d>", unit)
                    : Character.toString(unit))
        .collect(Collectors.joining());
  }
}

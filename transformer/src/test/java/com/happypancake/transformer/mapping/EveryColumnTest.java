package com.happypancake.transformer.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.happypancake.schemas.catalogue.EventCatalogue;
import com.happypancake.schemas.catalogue.EventDefinition;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.catalogue.LegacyColumn;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.options.OptionsProto;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares the mappings with the schemas' options of every column. */
class EveryColumnTest {

  private static final LegacyCatalogue TABLES = LegacyCatalogue.hpc();
  private static final Mappings MAPPINGS = Mappings.hpc();

  /** An event, a field of its payload, and a column that the field carries. */
  record Carrying(EventDefinition event, List<FieldDescriptor> field, String column) {

    @Override
    public String toString() {
      return event.type() + "." + field.get(field.size() - 1).getName() + " <- " + column;
    }

    String table() {
      return column.substring(0, column.indexOf('.'));
    }

    LegacyColumn legacyColumn() {
      return TABLES.table(table()).column(column.substring(column.indexOf('.') + 1));
    }
  }

  static Stream<Carrying> carrying() {
    List<Carrying> all = new ArrayList<>();
    for (EventDefinition event : EventCatalogue.hpc().events()) {
      if (!event.timeColumns().isEmpty()) {
        collect(event, event.payload(), List.of(), all);
      }
    }
    return all.stream();
  }

  private static void collect(
      EventDefinition event, Descriptor message, List<FieldDescriptor> path, List<Carrying> all) {
    for (FieldDescriptor field : message.getFields()) {
      List<FieldDescriptor> here = Stream.concat(path.stream(), Stream.of(field)).toList();
      for (String column : field.getOptions().getExtension(OptionsProto.carries)) {
        all.add(new Carrying(event, here, column));
      }
      if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
        collect(event, field.getMessageType(), here, all);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("carrying")
  void aChangedColumnChangesTheFieldsThatCarryIt(Carrying carrying) {
    Message.Builder row = row(carrying.event());
    Object before = fieldOf(carrying, row.build(), new FakeLookups());
    if (carrying.table().equals(carrying.event().table())) {
      LegacyColumn column = carrying.legacyColumn();
      Object old = row.getField(column.field());
      row.setField(
          column.field(), old instanceof Boolean flag ? !flag : LegacyRows.value(column, 1));
      assertThat(fieldOf(carrying, row.build(), new FakeLookups())).isNotEqualTo(before);
    } else if (carrying.column().equals("Cities.CityId")
        || carrying.column().equals("Interests.InterestId")) {
      LegacyColumn column =
          TABLES
              .table(carrying.event().table())
              .column(carrying.column().substring(carrying.column().indexOf('.') + 1));
      row.setField(column.field(), LegacyRows.value(column, 1));
      assertThat(fieldOf(carrying, row.build(), new FakeLookups())).isNotEqualTo(before);
    } else {
      assertThat(fieldOf(carrying, row.build(), new FakeLookups().changed())).isNotEqualTo(before);
    }
  }

  /** Returns a row that records the event. */
  private static Message.Builder row(EventDefinition event) {
    Message.Builder row = LegacyRows.full(event.table());
    if (event.type().equals("message-hidden")) {
      LegacyTable messages = TABLES.table("Messages");
      row.setField(messages.column("DeletedBySender").field(), true);
    }
    return row;
  }

  /** Returns the field's value; null if the row does not record the event. */
  private static Object fieldOf(Carrying carrying, Message row, Lookups lookups) {
    Object value =
        map(carrying.event().table(), row, lookups).stream()
            .filter(outcome -> outcome instanceof Fact fact && isOf(fact, carrying.event()))
            .map(outcome -> ((Fact) outcome).payload())
            .findFirst()
            .orElse(null);
    for (FieldDescriptor field : carrying.field()) {
      value = value == null ? null : ((Message) value).getField(field);
    }
    return value;
  }

  private static boolean isOf(Fact fact, EventDefinition event) {
    return fact.event().type().equals(event.type());
  }

  private static List<Outcome> map(String table, Message row, Lookups lookups) {
    return LegacyRows.map(MAPPINGS.find(table).orElseThrow(), row, lookups);
  }

  @Test
  void everyEventOfAFullTransformIsMadeByItsMapping() {
    for (EventDefinition event : EventCatalogue.hpc().events()) {
      if (!event.timeColumns().isEmpty()) {
        assertThat(map(event.table(), row(event).build(), new FakeLookups()))
            .as(event.type())
            .anyMatch(outcome -> outcome instanceof Fact fact && isOf(fact, event));
      }
    }
  }

  @Test
  void theTablesThatEventsAreFromAreMappedAndNoOthers() {
    Set<String> sources =
        EventCatalogue.hpc().fromRows().stream()
            .map(EventDefinition::table)
            .collect(Collectors.toSet());
    for (LegacyTable table : TABLES.tables()) {
      boolean isSource = sources.contains(table.name());
      assertThat(MAPPINGS.find(table.name()).isPresent()).as(table.name()).isEqualTo(isSource);
      assertThat(isSource && table.lookup()).as(table.name()).isFalse();
    }
  }

  /** An event and a column without which it cannot be made. */
  record Needing(EventDefinition event, LegacyColumn column) {

    @Override
    public String toString() {
      return event.type() + " needs " + column.name();
    }
  }

  static Stream<Needing> needing() {
    Set<Needing> all = new LinkedHashSet<>();
    carrying()
        .filter(carrying -> carrying.table().equals(carrying.event().table()))
        .forEach(carrying -> all.add(new Needing(carrying.event(), carrying.legacyColumn())));
    for (EventDefinition event : EventCatalogue.hpc().fromRows()) {
      LegacyTable table = TABLES.table(event.table());
      event.timeColumns().forEach(time -> all.add(new Needing(event, table.column(time))));
      if (!event.timeColumns().isEmpty()) {
        table.key().forEach(column -> all.add(new Needing(event, column)));
      }
    }
    return all.stream().filter(needing -> !needing.column().nullable());
  }

  @ParameterizedTest
  @MethodSource("needing")
  void aFactWithoutAColumnThatItNeedsIsRejected(Needing needing) {
    Message row = row(needing.event()).clearField(needing.column().field()).build();
    assertThat(map(needing.event().table(), row, new FakeLookups()))
        .contains(rejection(needing.event(), Reason.MISSING_VALUE, needing.column().name(), ""));
  }

  static Stream<Needing> naming() {
    return needing()
        .filter(needing -> needing.column().options().getLookup().equals("Members.MemberId"));
  }

  @ParameterizedTest
  @MethodSource("naming")
  void aFactThatNamesAMemberWhoNeverExistedIsRejected(Needing naming) {
    Message row = row(naming.event()).build();
    int member = (int) row.getField(naming.column().field());
    String value = Integer.toString(member);
    assertThat(map(naming.event().table(), row, new FakeLookups().withoutMember(member)))
        .contains(rejection(naming.event(), Reason.UNKNOWN_MEMBER, naming.column().name(), value))
        .noneMatch(outcome -> outcome instanceof Fact);
  }

  static Stream<Carrying> carryingNullable() {
    return carrying()
        .filter(carrying -> carrying.table().equals(carrying.event().table()))
        .filter(carrying -> carrying.legacyColumn().nullable());
  }

  @ParameterizedTest
  @MethodSource("carryingNullable")
  void anAbsentNullableColumnRejectsNothing(Carrying carrying) {
    Message row = row(carrying.event()).clearField(carrying.legacyColumn().field()).build();
    assertThat(map(carrying.event().table(), row, new FakeLookups()))
        .allMatch(outcome -> outcome instanceof Fact);
    assertThat(fieldOf(carrying, row, new FakeLookups()))
        .isNotEqualTo(fieldOf(carrying, row(carrying.event()).build(), new FakeLookups()));
  }

  private static Rejection rejection(
      EventDefinition event, Reason reason, String column, String value) {
    return new Rejection(event, reason, column, value);
  }
}

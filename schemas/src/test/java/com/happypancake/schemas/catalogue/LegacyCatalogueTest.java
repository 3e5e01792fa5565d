package com.happypancake.schemas.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldOptions;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MessageOptions;
import com.google.protobuf.DescriptorProtos.OneofDescriptorProto;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.happypancake.schemas.options.Column;
import com.happypancake.schemas.options.OptionsProto;
import com.happypancake.schemas.options.Table;
import java.util.List;
import org.junit.jupiter.api.Test;

class LegacyCatalogueTest {

  private static final Table THINGS = Table.newBuilder().setName("Things").addKey("Id").build();
  private static final Column ID = Column.newBuilder().setName("Id").setType("int").build();

  @Test
  void hpcHasTheTablesOfHappyPancake() {
    assertThat(LegacyCatalogue.hpc().tables())
        .extracting(LegacyTable::name)
        .contains(
            "Cities",
            "Members",
            "Messages",
            "Flirts",
            "ProfileVisits",
            "Favorites",
            "Blocks",
            "Albums",
            "Photos",
            "PhotoLikes",
            "Interests",
            "MemberInterests",
            "AbuseReports");
  }

  @Test
  void everyTableHasARowversionOrTellsWhenItsRowsWereAppended() {
    assertThat(LegacyCatalogue.hpc().tables())
        .allSatisfy(
            table ->
                assertThat(table.rowversion().isPresent())
                    .as(table.name())
                    .isNotEqualTo(table.timeColumn().isPresent()));
    assertThat(LegacyCatalogue.hpc().table("ProfileVisits").timeColumn().map(LegacyColumn::name))
        .contains("VisitedAt");
  }

  @Test
  void compositeKeysKeepTheirOrder() {
    assertThat(LegacyCatalogue.hpc().table("ProfileVisits").key())
        .extracting(LegacyColumn::name)
        .containsExactly("VisitorId", "VisitedId", "VisitedAt");
  }

  @Test
  void aTableIsFoundWithAndWithoutItsSchemaAndInAnyCase() {
    LegacyCatalogue catalogue = LegacyCatalogue.hpc();
    assertThat(catalogue.table("dbo.messages")).isEqualTo(catalogue.table("Messages"));
  }

  @Test
  void anUnknownTableIsAnErrorThatListsTheKnownOnes() {
    assertThatThrownBy(() -> LegacyCatalogue.hpc().table("Mesages"))
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("Mesages")
        .hasMessageContaining("Members, Albums");
  }

  @Test
  void twoFieldsOfOneColumnAreRefused() {
    assertThatThrownBy(() -> catalogue(message("A", THINGS, field("a", 1, ID), field("b", 2, ID))))
        .isInstanceOf(SchemaException.class)
        .hasMessage("test.A: two fields hold the column Id");
  }

  @Test
  void twoFieldsOfOneNumberAreRefused() {
    Column other = ID.toBuilder().setName("Other").build();
    assertThatThrownBy(
            () -> catalogue(message("A", THINGS, field("a", 1, ID), field("b", 1, other))))
        .isInstanceOf(DescriptorValidationException.class);
  }

  @Test
  void twoMessagesOfOneTableAreRefused() {
    assertThatThrownBy(
            () ->
                catalogue(
                    message("A", THINGS, field("a", 1, ID)),
                    message("B", THINGS, field("a", 1, ID))))
        .isInstanceOf(SchemaException.class)
        .hasMessage("test.A and test.B both hold the table dbo.Things");
  }

  @Test
  void aNameThatTablesOfTwoSchemasHaveIsRefused() throws Exception {
    Table other = THINGS.toBuilder().setSchema("sales").build();
    LegacyCatalogue catalogue =
        catalogue(message("A", THINGS, field("a", 1, ID)), message("B", other, field("a", 1, ID)));
    assertThat(catalogue.table("sales.Things").descriptor().getName()).isEqualTo("B");
    assertThatThrownBy(() -> catalogue.table("Things"))
        .isInstanceOf(SchemaException.class)
        .hasMessage(
            "several tables have the name Things; expected one of dbo.Things, sales.Things");
  }

  @Test
  void aKeyThatIsNoColumnIsRefused() {
    Table table = THINGS.toBuilder().addKey("Part").build();
    assertThatThrownBy(() -> catalogue(message("A", table, field("a", 1, ID))))
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("names the column Part, but the fields hold only Id");
  }

  @Test
  void aFieldOfTheWrongTypeIsRefused() {
    Column column = ID.toBuilder().setType("nvarchar(9)").build();
    assertThatThrownBy(() -> catalogue(message("A", THINGS, field("a", 1, column))))
        .isInstanceOf(SchemaException.class)
        .hasMessage(
            "test.A.a: a field for the SQL type nvarchar(9) is expected to be string, but is"
                + " int32");
  }

  @Test
  void aSqlTypeThatNoFieldHoldsIsRefused() {
    Column column = ID.toBuilder().setType("sql_variant").build();
    assertThatThrownBy(() -> catalogue(message("A", THINGS, field("a", 1, column))))
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("column Id has the SQL type 'sql_variant', which no field holds");
  }

  @Test
  void aDecimalWithMoreDigitsThanSqlServerHasIsRefused() {
    Column column = ID.toBuilder().setType("decimal(39, 2)").build();
    FieldDescriptorProto field =
        field("a", 1, column).toBuilder().setType(FieldDescriptorProto.Type.TYPE_STRING).build();
    assertThatThrownBy(() -> catalogue(message("A", THINGS, field)))
        .isInstanceOf(SchemaException.class)
        .hasMessage(
            "test.A.a: decimal(39, 2): a decimal has a precision of 1 to 38 and a scale of 0 to the"
                + " precision, not 39 and 2");
  }

  @Test
  void aFieldWithoutPresenceIsRefused() {
    FieldDescriptorProto plain =
        field("a", 1, ID).toBuilder().clearProto3Optional().clearOneofIndex().build();
    DescriptorProto message =
        message("A", THINGS, field("a", 1, ID)).toBuilder()
            .clearOneofDecl()
            .setField(0, plain)
            .build();
    assertThatThrownBy(() -> catalogue(message))
        .isInstanceOf(SchemaException.class)
        .hasMessage("test.A.a: declare it optional, so that absence means NULL");
  }

  @Test
  void aLookupThatLeadsNowhereIsRefused() {
    Column column = ID.toBuilder().setLookup("Others.Id").build();
    assertThatThrownBy(() -> catalogue(message("A", THINGS, field("a", 1, column))))
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("no message holds the table Others");
  }

  @Test
  void theSameTablesAreReadFromADescriptorSet() {
    byte[] set =
        DescriptorSets.of(List.of(LegacyCatalogue.hpc().tables().get(0).descriptor().getFile()))
            .toByteArray();
    LegacyCatalogue read = LegacyCatalogue.of(DescriptorSets.parse(set));
    assertThat(read.tables())
        .extracting(LegacyTable::qualifiedName, table -> table.columns().size())
        .isEqualTo(
            LegacyCatalogue.hpc().tables().stream()
                .map(table -> tuple(table.qualifiedName(), table.columns().size()))
                .toList());
  }

  private static LegacyCatalogue catalogue(DescriptorProto... messages)
      throws DescriptorValidationException {
    FileDescriptorProto file =
        FileDescriptorProto.newBuilder()
            .setName("test.proto")
            .setPackage("test")
            .setSyntax("proto3")
            .addDependency(OptionsProto.getDescriptor().getFullName())
            .addAllMessageType(List.of(messages))
            .build();
    return LegacyCatalogue.of(
        List.of(
            FileDescriptor.buildFrom(file, new FileDescriptor[] {OptionsProto.getDescriptor()})));
  }

  private static DescriptorProto message(String name, Table table, FieldDescriptorProto... fields) {
    DescriptorProto.Builder message =
        DescriptorProto.newBuilder()
            .setName(name)
            .setOptions(MessageOptions.newBuilder().setExtension(OptionsProto.table, table));
    for (FieldDescriptorProto field : fields) {
      message.addField(field.toBuilder().setOneofIndex(message.getOneofDeclCount()));
      message.addOneofDecl(OneofDescriptorProto.newBuilder().setName("_" + field.getName()));
    }
    return message.build();
  }

  private static FieldDescriptorProto field(String name, int number, Column column) {
    return FieldDescriptorProto.newBuilder()
        .setName(name)
        .setNumber(number)
        .setType(FieldDescriptorProto.Type.TYPE_INT32)
        .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL)
        .setProto3Optional(true)
        .setOptions(FieldOptions.newBuilder().setExtension(OptionsProto.column, column))
        .build();
  }
}

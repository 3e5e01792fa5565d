package com.happypancake.schemas.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.DescriptorProto.ReservedRange;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto.EnumReservedRange;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.happypancake.schemas.catalogue.SchemaComparison.Break;
import com.happypancake.schemas.options.Column;
import com.happypancake.schemas.options.EventType;
import com.happypancake.schemas.options.OptionsProto;
import com.happypancake.schemas.options.Subject;
import com.happypancake.schemas.options.Table;
import com.happypancake.schemas.topology.Topology;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Changes the descriptors of today's schemas, and holds what breaks against them. */
class SchemaComparisonTest {

  private static final String MESSAGE_SENT = "hpc.event.MessageSent";

  private static List<Break> breaks(Consumer<FileDescriptorSet.Builder> change) {
    FileDescriptorSet before = DescriptorSets.of(SchemaBaseline.currentSchemas());
    FileDescriptorSet.Builder now = before.toBuilder();
    change.accept(now);
    return SchemaComparison.of(
        DescriptorSets.parse(before.toByteArray()),
        DescriptorSets.parse(now.build().toByteArray()));
  }

  private static FileDescriptorProto.Builder file(FileDescriptorSet.Builder set, String name) {
    return set.getFileBuilderList().stream()
        .filter(file -> file.getName().equals("hpc/" + name + ".proto"))
        .findFirst()
        .orElseThrow();
  }

  private static DescriptorProto.Builder message(
      FileDescriptorSet.Builder set, String file, String name) {
    return file(set, file).getMessageTypeBuilderList().stream()
        .filter(message -> message.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static int index(DescriptorProto.Builder message, String field) {
    for (int i = 0; i < message.getFieldCount(); i++) {
      if (message.getField(i).getName().equals(field)) {
        return i;
      }
    }
    throw new IllegalArgumentException("no field " + field);
  }

  private static FieldDescriptorProto.Builder field(
      FileDescriptorSet.Builder set, String file, String message, String name) {
    DescriptorProto.Builder of = message(set, file, message);
    return of.getFieldBuilder(index(of, name));
  }

  private static EnumDescriptorProto.Builder gender(FileDescriptorSet.Builder set) {
    return file(set, "event").getEnumTypeBuilderList().stream()
        .filter(each -> each.getName().equals("Gender"))
        .findFirst()
        .orElseThrow();
  }

  private static void event(FileDescriptorSet.Builder set, Consumer<EventType.Builder> change) {
    DescriptorProto.Builder message = message(set, "event", "MessageSent");
    EventType.Builder event = message.getOptions().getExtension(OptionsProto.event).toBuilder();
    change.accept(event);
    message.getOptionsBuilder().setExtension(OptionsProto.event, event.build());
  }

  private static void column(
      FileDescriptorSet.Builder set, String field, Consumer<Column.Builder> change) {
    FieldDescriptorProto.Builder of = field(set, "legacy", "Message", field);
    Column.Builder column = of.getOptions().getExtension(OptionsProto.column).toBuilder();
    change.accept(column);
    of.getOptionsBuilder().setExtension(OptionsProto.column, column.build());
  }

  private static void table(FileDescriptorSet.Builder set, Consumer<Table.Builder> change) {
    DescriptorProto.Builder message = message(set, "legacy", "ProfileVisit");
    Table.Builder table = message.getOptions().getExtension(OptionsProto.table).toBuilder();
    change.accept(table);
    message.getOptionsBuilder().setExtension(OptionsProto.table, table.build());
  }

  private static Arguments change(String expected, Consumer<FileDescriptorSet.Builder> change) {
    return arguments(expected, change);
  }

  private static FieldDescriptorProto.Builder id(FileDescriptorSet.Builder set) {
    return field(set, "event", "MessageSent", "message_id");
  }

  private static void removeId(DescriptorProto.Builder message) {
    message.removeField(index(message, "message_id"));
  }

  static Stream<Arguments> changes() {
    return Stream.of(
        change(
            MESSAGE_SENT + ".message_id: it was removed, and its number is free: reserve 1",
            set -> removeId(message(set, "event", "MessageSent"))),
        change(
            MESSAGE_SENT + ".message_id: it was removed",
            set -> {
              DescriptorProto.Builder message = message(set, "event", "MessageSent");
              removeId(message);
              message.addReservedRange(ReservedRange.newBuilder().setStart(1).setEnd(2));
            }),
        change(MESSAGE_SENT + ".message_id: the number was 1, is 99", set -> id(set).setNumber(99)),
        change(
            MESSAGE_SENT + ".message_id: the type was int64, is bytes",
            set -> id(set).setType(FieldDescriptorProto.Type.TYPE_BYTES)),
        change(
            MESSAGE_SENT + ".message_id: the JSON name was messageId, is text",
            set -> id(set).setJsonName("text")),
        change(
            MESSAGE_SENT + ".message_id: the label was implicit, is repeated",
            set -> id(set).setLabel(FieldDescriptorProto.Label.LABEL_REPEATED)),
        change(
            MESSAGE_SENT
                + ".message_id: the option carries was [Messages.MessageId], is [Messages.Subject]",
            set ->
                id(set)
                    .getOptionsBuilder()
                    .setExtension(OptionsProto.carries, List.of("Messages.Subject"))),
        change(
            "hpc.event.Gender.GENDER_FEMALE: it was removed, and its number is free: reserve 1",
            set -> gender(set).removeValue(1)),
        change(
            "hpc.event.Gender.GENDER_FEMALE: it was removed",
            set ->
                gender(set)
                    .removeValue(1)
                    .addReservedRange(EnumReservedRange.newBuilder().setStart(1).setEnd(1))),
        change(
            "hpc.event.Gender.GENDER_FEMALE: the name was GENDER_FEMALE, is GENDER_WOMAN",
            set -> gender(set).getValueBuilder(1).setName("GENDER_WOMAN")),
        change(
            "hpc.event.Gender.GENDER_FEMALE: the number was 1, is 9",
            set -> gender(set).getValueBuilder(1).setNumber(9)),
        change(
            MESSAGE_SENT + ": the option event.type was message-sent, is message-posted",
            set -> event(set, event -> event.setType("message-posted"))),
        change(
            MESSAGE_SENT + ": the option event.routing_key was chat.message-sent, is chat.sent",
            set -> event(set, event -> event.setRoutingKey("chat.sent"))),
        change(
            MESSAGE_SENT + ": the option event.table was Messages, is Flirts",
            set -> event(set, event -> event.setTable("Flirts"))),
        change(
            MESSAGE_SENT + ": the option event.time_columns was [SentAt], is [ReadAt]",
            set -> event(set, event -> event.setTimeColumns(0, "ReadAt"))),
        change(
            MESSAGE_SENT + ": the option event.subject.chat.one was from_member_id, is message_id",
            set ->
                event(
                    set,
                    event ->
                        event.setSubject(
                            Subject.newBuilder()
                                .setChat(
                                    event.getSubject().getChat().toBuilder()
                                        .setOne("message_id"))))),
        change(
            "hpc.legacy.Message.body: the option column.type was nvarchar(2000), is nvarchar(max)",
            set -> column(set, "body", column -> column.setType("nvarchar(max)"))),
        change(
            "hpc.legacy.Message.body: the option column.nullable was not set, is true",
            set -> column(set, "body", column -> column.setNullable(true))),
        change(
            "hpc.legacy.ProfileVisit: the option table.time_column was VisitedAt, is SeenAt",
            set -> table(set, table -> table.setTimeColumn("SeenAt"))),
        change(
            "hpc.legacy.ProfileVisit: the option table.key was [VisitorId, VisitedId, VisitedAt],"
                + " is [VisitorId, VisitedId]",
            set -> table(set, table -> table.clearKey().addKey("VisitorId").addKey("VisitedId"))),
        change(
            "hpc.options.carries: the number was 51701, is 51799",
            set -> file(set, "options").getExtensionBuilderList().get(3).setNumber(51_799)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changes")
  void eachKindOfChangeHasItsMessage(String expected, Consumer<FileDescriptorSet.Builder> change) {
    assertThat(breaks(change)).extracting(Break::text).containsExactly(expected);
  }

  @Test
  void aRenamedFieldHasAnotherNameInJsonToo() {
    assertThat(breaks(set -> id(set).setName("text").clearJsonName()))
        .extracting(Break::text)
        .containsExactly(
            MESSAGE_SENT + ".message_id: the name was message_id, is text",
            MESSAGE_SENT + ".message_id: the JSON name was messageId, is text");
  }

  @Test
  void aRemovedMessageIsOneBreak() {
    List<Break> breaks =
        breaks(
            set -> {
              FileDescriptorProto.Builder manifest = file(set, "manifest");
              List<DescriptorProto> kept =
                  manifest.getMessageTypeList().stream()
                      .filter(message -> !message.getName().equals("Reject"))
                      .toList();
              manifest.clearMessageType().addAllMessageType(kept);
            });
    assertThat(breaks)
        .extracting(Break::text)
        .containsExactly("hpc.manifest.Reject: the message was removed");
  }

  @Test
  void additionsAndProseBreakNothing() {
    assertThat(
            breaks(
                set -> {
                  message(set, "event", "MessageSent")
                      .addField(
                          FieldDescriptorProto.newBuilder()
                              .setName("mood")
                              .setNumber(77)
                              .setType(FieldDescriptorProto.Type.TYPE_STRING)
                              .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL));
                  gender(set)
                      .addValue(
                          EnumValueDescriptorProto.newBuilder()
                              .setName("GENDER_OTHER")
                              .setNumber(9));
                  column(set, "body", column -> column.setNotCarried("for now"));
                }))
        .isEmpty();
  }

  @Test
  void aModuleKeepsItsBindings() {
    Topology before = Topologies.hpc();
    Topology.Builder now = before.toBuilder().setExchange("other").removeModules(0);
    now.getModulesBuilder(0).clearBindings().addBindings("member.registered").addBindings("new.*");
    assertThat(SchemaComparison.of(before, now.build()))
        .extracting(Break::text)
        .contains(
            "topology: the exchange was hpc, is other",
            "topology.profile: the module was removed",
            "topology.register: the binding member.approved was removed")
        .doesNotContain("topology.register: the binding member.registered was removed");
  }

  @Test
  void onlyTheUnreleasedSectionDeclares() {
    String changelog =
        """
        # Changelog

        ## 0.2.0 (unreleased)

        - A feature.
        - **Breaking schema**: hpc.event.MessageSent.body (it is called text now)

        ## 0.1.0

        - **Breaking schema**: hpc.event.FlirtSent (old)
        """;
    assertThat(SchemaBaseline.declarations(changelog)).containsExactly(MESSAGE_SENT + ".body");
    assertThat(SchemaBaseline.declarations("# Changelog\n")).isEmpty();
  }

  @Test
  void aBreakNeedsItsDeclarationAndADeclarationItsBreak() {
    List<Break> breaks =
        List.of(
            new Break("a.B.c", "the number was 1, is 2", true),
            new Break("a.B.d", "it was removed, and its number is free: reserve 4", false));
    assertThat(SchemaBaseline.faults(breaks, Set.of()))
        .containsExactly(
            "a.B.c: the number was 1, is 2; undo it, or declare it in CHANGELOG.md:"
                + " - **Breaking schema**: a.B.c (why)",
            "a.B.d: it was removed, and its number is free: reserve 4");
    assertThat(SchemaBaseline.faults(breaks.subList(0, 1), Set.of("a.B.c"))).isEmpty();
    assertThat(SchemaBaseline.faults(breaks.subList(1, 2), Set.of("a.B.d"))).hasSize(1);
    assertThat(SchemaBaseline.faults(List.of(), Set.of("a.B.e")))
        .containsExactly(
            "a.B.e: CHANGELOG.md declares a break, but there is none; remove the line");
  }
}

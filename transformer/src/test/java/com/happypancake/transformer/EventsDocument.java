package com.happypancake.transformer;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.happypancake.schemas.catalogue.EventCatalogue;
import com.happypancake.schemas.catalogue.EventDefinition;
import com.happypancake.schemas.catalogue.LegacyColumn;
import com.happypancake.schemas.catalogue.Topologies;
import com.happypancake.schemas.event.Event;
import com.happypancake.schemas.event.Profile;
import com.happypancake.schemas.options.OptionsProto;
import com.happypancake.schemas.options.Subject;
import com.happypancake.schemas.topology.Module;
import com.happypancake.transformer.usecase.UseCase;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes docs/events.md from the schemas, the topology and the use cases. */
final class EventsDocument {

  private static final EventCatalogue EVENTS = EventCatalogue.hpc();

  private static final String INTRODUCTION =
      """
      # The events

      What a consumer of each event must know. [wire.md](wire.md) says how events travel and
      [asyncapi.json](asyncapi.json) says the same for programs. Made from the schemas, the topology
      and the use cases (`hpc transform story`): see [CONTRIBUTING.md](../CONTRIBUTING.md), and
      change nothing here.

      ![from tables over events to modules](graph.svg)

      ## For every event

      - **Order.** Within a subject, a queue holds events in the order of their time. Between two
        subjects no order is promised: an event may name a member, a photo or a message that is not
        known yet.
      - **Repeats.** The same fact has the same `id` whenever it is sent. Ignore ids that you know.
      - **Given again.** A delta gives a fact again, with another `id`, where its content changed or
        where it was taken back before. Keep facts by their key and replace what you have. If the
        first fact of a row comes again (`message-sent`, `photo-uploaded`), forget the row's other
        facts: those that still hold follow it. Approved members are the exception: a changed
        profile gives one `profile-changed`.
      - **Taken back.** A removed or deleted member or photo hides every fact that names it, earlier
        or later, until it is given anew. Facts that go with another one of their row end with it.
        History is never taken back.
      - **Uniqueness.** Nicknames and email addresses may for a moment not be unique.
      - **Absence.** A field is absent where the legacy column is NULL.
      """;

  private final StringBuilder page = new StringBuilder(INTRODUCTION);
  private final ProtoComments comments;

  private EventsDocument(ProtoComments comments) {
    this.comments = comments;
  }

  /** Returns the page. */
  static String write(ProtoComments comments, EventExamples examples) {
    EventsDocument document = new EventsDocument(comments);
    document.line("\n## The envelope\n");
    document.fields(Event.getDescriptor());
    document.line("\n## The profile\n");
    document.line(comments.of(Profile.getDescriptor()) + "\n");
    document.fields(Profile.getDescriptor());
    for (EventDefinition event : EVENTS.events()) {
      document.event(event, examples);
    }
    return document.page.toString();
  }

  private void line(String text) {
    page.append(text).append('\n');
  }

  private void event(EventDefinition event, EventExamples examples) {
    line("\n## " + event.type() + "\n");
    line(comments.of(event.payload()) + "\n");
    line("| | |\n|---|---|");
    line("| routing key | `" + event.routingKey() + "` |");
    line("| from | " + source(event) + " |");
    line("| subject | " + subject(event) + " |");
    line("| key | " + key(event) + " |");
    line("| order | " + order(event) + " |");
    line("| taken back by | " + undone(event) + " |");
    line("| heard by | " + String.join(", ", modules(event)) + " |\n");
    fields(event.payload());
    Optional<UseCase> useCase = EventExamples.useCase(event);
    line("\nAn example" + useCase.map(each -> ", from “" + each.name() + "”").orElse("") + ":\n");
    line("```json\n" + examples.json(event.type()) + "\n```");
  }

  private static String source(EventDefinition event) {
    if (!event.comesFromRows()) {
      return "no row: the seeder publishes it";
    }
    if (event.timeColumns().isEmpty()) {
      return "`" + event.table() + "`, by a delta alone, at the delta's instant";
    }
    return "`"
        + event.table()
        + "`, at "
        + event.timeColumns().stream()
            .map(column -> "`" + column + "`")
            .collect(
                Collectors.joining(
                    " or ", "", event.timeColumns().size() > 1 ? ", the later" : ""));
  }

  private static String subject(EventDefinition event) {
    Subject subject = event.options().getSubject();
    return switch (subject.getStreamCase()) {
      case MEMBER -> "`<country>/member/<" + subject.getMember() + ">`";
      case CHAT ->
          "`<country>/chat/<lower>-<higher>` of `"
              + subject.getChat().getOne()
              + "` and `"
              + subject.getChat().getOther()
              + "`";
      case STREAM_NOT_SET -> "`<country>/seed`";
    };
  }

  /** Returns the fields by which a consumer keeps the fact. */
  private static String key(EventDefinition event) {
    if (!event.comesFromRows()) {
      return "`events_digest`";
    }
    List<String> fields = new ArrayList<>();
    for (LegacyColumn column : DumpFixture.TABLES.table(event.table()).key()) {
      String name = event.table() + "." + column.name();
      fields.add(
          event.payload().getFields().stream()
              .filter(field -> carries(field).contains(name))
              .map(field -> "`" + field.getName() + "`")
              .findFirst()
              .orElse("`occurred_at`"));
    }
    return String.join(", ", fields);
  }

  private static String order(EventDefinition event) {
    if (!event.comesFromRows()) {
      return "after all other events of the folder";
    }
    if (event.lastAtInstant()) {
      return "after all other events of its instant";
    }
    List<String> before =
        EVENTS.events().stream()
            .filter(each -> each.table().equals(event.table()) && each.place() < event.place())
            .filter(each -> !each.timeColumns().isEmpty() && !each.lastAtInstant())
            .map(each -> link(each.type()))
            .toList();
    return before.isEmpty()
        ? "the first of its row"
        : "not before " + String.join(", ", before) + " of its row";
  }

  private static String undone(EventDefinition event) {
    Optional<String> undone =
        EVENTS.events().stream()
            .filter(each -> each.undoneBy().equals(Optional.of(event.type())))
            .map(EventDefinition::type)
            .findFirst();
    if (!event.comesFromRows()) {
      return "nothing";
    }
    if (event.undoneBy().isPresent()) {
      return link(event.undoneBy().get());
    }
    if (undone.isPresent()) {
      return "it takes back " + link(undone.get());
    }
    return EVENTS.events().stream()
        .filter(first -> first.table().equals(event.table()))
        .filter(first -> first.place() == 0)
        .flatMap(first -> first.undoneBy().stream())
        .findFirst()
        .map(type -> link(type) + ", with the rest of its row")
        .orElse("nothing: it is history");
  }

  private static String link(String type) {
    return "[" + type + "](#" + type + ")";
  }

  /** Returns the names of the modules whose queues get an event. */
  static List<String> modules(EventDefinition event) {
    return Topologies.hpc().getModulesList().stream()
        .filter(module -> Topologies.hears(module, event.routingKey()))
        .map(Module::getName)
        .toList();
  }

  private static List<String> carries(FieldDescriptor field) {
    return field.getOptions().getExtension(OptionsProto.carries);
  }

  private void fields(Descriptor message) {
    line("| field | type | carries | meaning |\n|---|---|---|---|");
    for (FieldDescriptor field : message.getFields()) {
      if (field.getRealContainingOneof() == null) {
        line(
            String.join(
                " | ",
                "| `" + field.getName() + "`",
                type(field),
                String.join(", ", carries(field)),
                comments.of(field) + " |"));
      }
    }
  }

  private static String type(FieldDescriptor field) {
    String type =
        switch (field.getJavaType()) {
          case MESSAGE -> field.getMessageType().getName();
          case ENUM -> field.getEnumType().getName();
          default -> field.getType().name().toLowerCase(Locale.ROOT);
        };
    String label =
        field.isRepeated() ? "repeated " : field.toProto().getProto3Optional() ? "optional " : "";
    return label + type;
  }
}

package com.happypancake.transformer;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import com.happypancake.schemas.catalogue.EventCatalogue;
import com.happypancake.schemas.catalogue.EventDefinition;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.catalogue.Topologies;
import com.happypancake.schemas.event.Event;
import com.happypancake.schemas.event.MemberRegistered;
import com.happypancake.schemas.event.MessageHidden;
import com.happypancake.schemas.event.PortraitChosen;
import com.happypancake.schemas.event.Profile;
import com.happypancake.schemas.event.ProfileChanged;
import com.happypancake.schemas.event.RegistrationApproved;
import com.happypancake.schemas.options.OptionsProto;
import com.happypancake.schemas.topology.Module;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A consumer as docs/events.md asks for. It applies events in the order of arrival, ignores ids
 * that it knows, keeps facts by the row's key, and hides what names a deleted member or photo until
 * that is given anew.
 */
final class ReferenceConsumer {

  private static final EventCatalogue EVENTS = EventCatalogue.hpc();
  private static final LegacyCatalogue TABLES = LegacyCatalogue.hpc();

  /** The tables whose deleted rows hide what names them. */
  private static final Set<String> HIDING = Set.of("Members", "Photos");

  private static final Set<String> HISTORY = Set.of("Flirts", "ProfileVisits", "AbuseReports");

  /** The module whose queue it reads; empty for one that hears everything. */
  private final Optional<Module> module;

  private final Set<Object> ids = new HashSet<>();
  private final Map<Row, Map<String, Fact>> rows = new HashMap<>();
  private final Set<Row> gone = new HashSet<>();

  private record Row(String table, String key) {}

  private record Fact(EventDefinition event, Message payload, Timestamp time) {}

  ReferenceConsumer(Optional<Module> module) {
    this.module = module;
  }

  void apply(List<Event> events) {
    events.forEach(this::apply);
  }

  private void apply(Event event) {
    FieldDescriptor field =
        event.getOneofFieldDescriptor(
            EVENTS.byType("member-registered").envelopeField().getContainingOneof());
    EventDefinition type = EVENTS.byNumber(field.getNumber()).orElseThrow();
    if (!hears(type) || !ids.add(event.getId())) {
      return;
    }
    Message payload = (Message) event.getField(field);
    Row row = new Row(type.table(), key(type, payload));
    Optional<EventDefinition> undone =
        EVENTS.events().stream()
            .filter(other -> other.undoneBy().equals(Optional.of(type.type())))
            .findFirst();
    if (type.place() == 0) {
      rows.put(row, new HashMap<>());
      gone.remove(row);
    }
    if (undone.isPresent() && undone.get().place() > 0) {
      rows.getOrDefault(row, Map.of()).remove(undone.get().type());
    } else if (undone.isPresent() && type.timeColumns().isEmpty()) {
      rows.remove(row);
      gone.add(row);
    } else {
      rows.computeIfAbsent(row, any -> new HashMap<>())
          .put(type.type(), new Fact(type, payload, event.getOccurredAt()));
      if (type.type().equals("member-deleted")) {
        gone.add(row);
      }
    }
  }

  private boolean hears(EventDefinition type) {
    return module.isEmpty() || Topologies.hears(module.get(), type.routingKey());
  }

  private static String key(EventDefinition type, Message payload) {
    LegacyTable table = TABLES.table(type.table());
    List<String> texts = new ArrayList<>();
    table
        .key()
        .forEach(
            column ->
                carrying(type, table.name() + "." + column.name())
                    .forEach(field -> texts.add(payload.getField(field).toString())));
    return String.join(",", texts);
  }

  private static List<FieldDescriptor> carrying(EventDefinition type, String column) {
    return type.payload().getFields().stream()
        .filter(field -> field.getOptions().getExtension(OptionsProto.carries).contains(column))
        .toList();
  }

  /** Returns what a user sees: a line for each row, without history and last logins. */
  Set<String> view() throws InvalidProtocolBufferException {
    Set<String> view = new TreeSet<>();
    Map<Integer, PortraitFact> portraits = new TreeMap<>();
    for (Map.Entry<Row, Map<String, Fact>> entry : rows.entrySet()) {
      Row row = entry.getKey();
      Map<String, Fact> facts = entry.getValue();
      if (HISTORY.contains(row.table()) || isHidden(row, facts) || lacksFirst(row, facts)) {
        continue;
      }
      String text = text(row, facts);
      if (!text.isEmpty()) {
        view.add(row.table() + " " + row.key() + ": " + text);
      }
      if (facts.containsKey("portrait-chosen")) {
        PortraitFact chosen = PortraitFact.of(facts.get("portrait-chosen"));
        portraits.merge(chosen.member(), chosen, PortraitFact::later);
      }
    }
    portraits
        .values()
        .forEach(
            portrait -> view.add("portrait of " + portrait.member() + ": " + portrait.photo()));
    return view;
  }

  /** Of several portraits the one that was chosen last counts. */
  private record PortraitFact(int member, int photo, Timestamp time) {

    static PortraitFact of(Fact fact) {
      PortraitChosen chosen = (PortraitChosen) fact.payload();
      return new PortraitFact(
          chosen.getMemberId(),
          chosen.getPhotoId(),
          chosen.hasChosenAt() ? chosen.getChosenAt() : fact.time());
    }

    PortraitFact later(PortraitFact other) {
      int byTime = Timestamps.compare(time, other.time);
      return byTime > 0 || (byTime == 0 && photo > other.photo) ? this : other;
    }
  }

  /** Returns whether it lacks the first fact of a row although it would hear it. */
  private boolean lacksFirst(Row row, Map<String, Fact> facts) {
    return EVENTS.events().stream()
        .filter(type -> type.table().equals(row.table()) && type.place() == 0 && hears(type))
        .anyMatch(type -> !facts.containsKey(type.type()));
  }

  private boolean isHidden(Row row, Map<String, Fact> facts) {
    return gone.contains(row) || facts.values().stream().anyMatch(this::namesGone);
  }

  private boolean namesGone(Fact fact) {
    for (FieldDescriptor field : fact.event().payload().getFields()) {
      for (String carried : field.getOptions().getExtension(OptionsProto.carries)) {
        if (HIDING.contains(named(carried))
            && gone.contains(new Row(named(carried), fact.payload().getField(field).toString()))) {
          return true;
        }
      }
    }
    return fact.payload() instanceof MessageHidden hidden
        && gone.contains(new Row("Members", Integer.toString(hidden.getOtherMemberId())));
  }

  /** Returns the table to which a column refers. */
  private static String named(String qualified) {
    String table = qualified.substring(0, qualified.indexOf('.'));
    String column = qualified.substring(qualified.indexOf('.') + 1);
    String lookup = TABLES.table(table).column(column).options().getLookup();
    boolean isOwnKey = column.equals("MemberId") && table.equals("Members");
    return lookup.isEmpty() ? (isOwnKey ? table : "") : lookup.substring(0, lookup.indexOf('.'));
  }

  private String text(Row row, Map<String, Fact> facts) {
    if (row.table().equals("Blocks") && facts.containsKey("member-unblocked")) {
      return "";
    }
    if (row.table().equals("Members")) {
      return member(facts);
    }
    StringBuilder text = new StringBuilder();
    new TreeMap<>(facts)
        .forEach(
            (type, fact) -> {
              Message payload =
                  fact.payload() instanceof PortraitChosen chosen
                      ? chosen.toBuilder().clearChosenAt().build()
                      : fact.payload();
              text.append(type).append(" {").append(payload).append("} ");
            });
    return text.toString();
  }

  /**
   * Returns a member's latest data: those of the registration, and the profile of an approved
   * member if the module hears of the approval. A module that hears of no changes keeps no data.
   */
  private String member(Map<String, Fact> facts) {
    if (!hears(EVENTS.byType("profile-changed"))) {
      return "exists";
    }
    Profile.Builder profile = Profile.newBuilder();
    MemberRegistered registered = (MemberRegistered) facts.get("member-registered").payload();
    profile
        .setNickname(registered.getNickname())
        .setEmail(registered.getEmail())
        .setGender(registered.getGender())
        .setBirthday(registered.getBirthday());
    if (facts.containsKey("registration-approved")) {
      profile = profile(facts.get("registration-approved"));
    }
    if (facts.containsKey("profile-changed")) {
      profile = profile(facts.get("profile-changed"));
    }
    if (!hears(EVENTS.byType("registration-approved"))) {
      profile =
          Profile.newBuilder()
              .setNickname(profile.getNickname())
              .setEmail(profile.getEmail())
              .setGender(profile.getGender())
              .setBirthday(profile.getBirthday());
    }
    return String.format(
        "%s, approved: %s, %s",
        HexFormat.of().formatHex(registered.getMemberGuid().toByteArray()),
        facts.containsKey("registration-approved"),
        profile.clearLastLoginAt().build());
  }

  private static Profile.Builder profile(Fact fact) {
    return fact.payload() instanceof ProfileChanged changed
        ? changed.getProfile().toBuilder()
        : ((RegistrationApproved) fact.payload()).getProfile().toBuilder();
  }
}

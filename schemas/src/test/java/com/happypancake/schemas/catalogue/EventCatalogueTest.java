package com.happypancake.schemas.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.happypancake.schemas.event.Event;
import com.happypancake.schemas.event.MessageSent;
import com.happypancake.schemas.event.PhotoLiked;
import com.happypancake.schemas.event.SeedEnded;
import com.happypancake.schemas.options.EventType;
import com.happypancake.schemas.options.OptionsProto;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventCatalogueTest {

  private static final EventCatalogue HPC = EventCatalogue.hpc();

  @ParameterizedTest
  @CsvSource({
    "member-registered, member.registered, Members, RegisteredAt",
    "registration-approved, member.approved, Members, ApprovedAt",
    "profile-changed, member.profile-changed, Members, ProfileChangedAt",
    "member-deleted, member.deleted, Members, DeletedAt",
    "message-sent, chat.message-sent, Messages, SentAt",
    "thread-read, chat.thread-read, Messages, ReadAt",
    "message-hidden, chat.message-hidden, Messages, SentAt ReadAt",
    "message-removed, chat.message-removed, Messages,",
    "flirt-sent, flirt.sent, Flirts, SentAt",
    "flirt-read, flirt.read, Flirts, ReadAt",
    "profile-visited, visit.visited, ProfileVisits, VisitedAt",
    "favorite-added, favorite.added, Favorites, CreatedAt",
    "favorite-removed, favorite.removed, Favorites,",
    "member-blocked, block.blocked, Blocks, CreatedAt",
    "member-unblocked, block.unblocked, Blocks, RemovedAt",
    "album-created, album.created, Albums, CreatedAt",
    "album-removed, album.removed, Albums,",
    "photo-uploaded, photo.uploaded, Photos, UploadedAt",
    "photo-approved, photo.approved, Photos, ApprovedAt",
    "photo-rejected, photo.rejected, Photos, RejectedAt",
    "portrait-chosen, photo.portrait-chosen, Photos, ApprovedAt",
    "photo-removed, photo.removed, Photos,",
    "photo-liked, photo.liked, PhotoLikes, LikedAt",
    "photo-unliked, photo.unliked, PhotoLikes,",
    "interest-added, interest.added, MemberInterests, AddedAt",
    "interest-removed, interest.removed, MemberInterests,",
    "abuse-reported, abuse.reported, AbuseReports, CreatedAt",
    "abuse-resolved, abuse.resolved, AbuseReports, ResolvedAt",
    "portrait-cleared, photo.portrait-cleared, Photos,",
    "seed-ended, seed.ended, '',",
  })
  void hpcsEventsAreThese(String type, String routingKey, String table, String timeColumns) {
    EventDefinition event = HPC.byType(type);
    assertThat(event.routingKey()).isEqualTo(routingKey);
    assertThat(event.table()).isEqualTo(table);
    assertThat(String.join(" ", event.timeColumns()))
        .isEqualTo(timeColumns == null ? "" : timeColumns);
  }

  @Test
  void thereAreNoOthers() {
    assertThat(HPC.events()).hasSize(30);
  }

  @Test
  void factsOfARowStandInTheOrderOfTheirNumbers() {
    assertThat(HPC.events())
        .filteredOn(event -> event.table().equals("Members"))
        .extracting(EventDefinition::type, EventDefinition::place)
        .containsExactly(
            tuple("member-registered", 0),
            tuple("registration-approved", 1),
            tuple("profile-changed", 2),
            tuple("member-deleted", 3));
  }

  @ParameterizedTest
  @CsvSource({
    "member-registered, member-deleted",
    "message-sent, message-removed",
    "favorite-added, favorite-removed",
    "member-blocked, member-unblocked",
    "album-created, album-removed",
    "photo-uploaded, photo-removed",
    "portrait-chosen, portrait-cleared",
    "photo-liked, photo-unliked",
    "interest-added, interest-removed",
  })
  void theseAreTakenBack(String type, String undoing) {
    assertThat(HPC.byType(type).undoneBy()).contains(undoing);
  }

  @Test
  void noOthersAreTakenBack() {
    assertThat(HPC.events()).filteredOn(event -> event.undoneBy().isPresent()).hasSize(9);
  }

  @Test
  void anEventThatComesFromNoRowHasTheSubjectOfAllSeeds() {
    assertThat(HPC.byType("seed-ended").subject("FI", SeedEnded.getDefaultInstance()))
        .isEqualTo("FI/seed");
  }

  @Test
  void deletionsAndRemovalsComeLastAtTheirInstant() {
    assertThat(HPC.events())
        .filteredOn(EventDefinition::lastAtInstant)
        .extracting(EventDefinition::type)
        .containsExactlyInAnyOrder(
            "member-deleted",
            "message-removed",
            "favorite-removed",
            "photo-unliked",
            "interest-removed",
            "photo-removed",
            "album-removed");
  }

  @Test
  void theSubjectOfAChatHasTheLowerIdFirst() {
    MessageSent sent = MessageSent.newBuilder().setFromMemberId(17).setToMemberId(4).build();
    assertThat(HPC.byType("message-sent").subject("FI", sent)).isEqualTo("FI/chat/4-17");
  }

  @Test
  void theSubjectOfALikeIsThePhotosOwner() {
    PhotoLiked liked = PhotoLiked.newBuilder().setMemberId(4).setOwnerId(17).build();
    assertThat(HPC.byType("photo-liked").subject("FI", liked)).isEqualTo("FI/member/17");
  }

  @Test
  void aRoutingKeyThatClashesIsRefused() {
    assertThatThrownBy(() -> altered("FlirtRead", event -> event.setRoutingKey("flirt.sent")))
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("hpc.event.FlirtRead")
        .hasMessageContaining("flirt.sent");
  }

  @Test
  void aTypeThatClashesIsRefused() {
    assertThatThrownBy(() -> altered("FlirtRead", event -> event.setType("flirt-sent")))
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("flirt-sent");
  }

  @Test
  void aRoutingKeyWithoutAnAreaIsRefused() {
    assertThatThrownBy(() -> altered("FlirtRead", event -> event.setRoutingKey("read")))
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("routing key <area>.<fact>");
  }

  @Test
  void aTimeColumnThatIsNotThereIsRefused() {
    assertThatThrownBy(() -> altered("FlirtRead", event -> event.addTimeColumns("SeenAt")))
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("SeenAt");
  }

  @Test
  void everyColumnIsCarriedOrListedAsNotCarriedWithItsReason() {
    Map<String, String> unaccounted = new HashMap<>();
    for (LegacyTable table : LegacyCatalogue.hpc().tables()) {
      for (LegacyColumn column : table.columns()) {
        String name = table.name() + "." + column.name();
        boolean carried = carried().contains(name) || tells(table.name(), column.name());
        boolean listed = !column.options().getNotCarried().isBlank();
        if (carried == listed) {
          unaccounted.put(name, carried ? "carried, and listed as not" : "neither");
        }
      }
    }
    assertThat(unaccounted).isEmpty();
  }

  @Test
  void whatEventsCarryAreColumnsThatExist() {
    LegacyCatalogue tables = LegacyCatalogue.hpc();
    assertThat(carried())
        .allSatisfy(
            name -> {
              int dot = name.indexOf('.');
              LegacyTable table = tables.table(name.substring(0, dot));
              assertThat(table.column(name.substring(dot + 1))).isNotNull();
            });
  }

  @Test
  void nothingThatPublishesCarriesACredentialOrAnAddress() {
    assertThat(carried())
        .doesNotContain("Members.PasswordHash", "Members.PasswordSalt", "Members.RegisteredIp");
  }

  private static List<String> carried() {
    return Event.getDescriptor().getFile().getMessageTypes().stream()
        .flatMap(message -> message.getFields().stream())
        .flatMap(field -> carries(field).stream())
        .toList();
  }

  private static List<String> carries(FieldDescriptor field) {
    return field.getOptions().getExtension(OptionsProto.carries);
  }

  private static boolean tells(String table, String column) {
    return HPC.events().stream()
        .anyMatch(event -> event.table().equals(table) && event.timeColumns().contains(column));
  }

  private static EventCatalogue altered(String message, UnaryOperator<EventType.Builder> change)
      throws DescriptorValidationException {
    FileDescriptor events = Event.getDescriptor().getFile();
    FileDescriptorProto.Builder file = events.toProto().toBuilder();
    file.getMessageTypeBuilderList().stream()
        .filter(type -> type.getName().equals(message))
        .forEach(
            type -> {
              EventType options = type.getOptions().getExtension(OptionsProto.event);
              type.getOptionsBuilder()
                  .setExtension(OptionsProto.event, change.apply(options.toBuilder()).build());
            });
    OneofDescriptor facts =
        FileDescriptor.buildFrom(
                file.build(), events.getDependencies().toArray(FileDescriptor[]::new))
            .findMessageTypeByName("Event")
            .getOneofs()
            .get(0);
    return EventCatalogue.of(facts, LegacyCatalogue.hpc());
  }
}

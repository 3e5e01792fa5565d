package com.happypancake.transformer;

import static com.happypancake.transformer.mapping.LegacyRows.ticks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import com.google.protobuf.util.Timestamps;
import com.happypancake.dumps.DamagedDumpException;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.DumpWriter;
import com.happypancake.dumps.PartReader;
import com.happypancake.dumps.PartWriter;
import com.happypancake.dumps.RefusedFolderException;
import com.happypancake.schemas.catalogue.EventCatalogue;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.event.Event;
import com.happypancake.schemas.legacy.Flirt;
import com.happypancake.schemas.legacy.Interest;
import com.happypancake.schemas.legacy.LegacyProto;
import com.happypancake.schemas.legacy.MemberInterest;
import com.happypancake.schemas.legacy.Photo;
import com.happypancake.schemas.legacy.PhotoLike;
import com.happypancake.schemas.legacy.ProfileVisit;
import com.happypancake.schemas.manifest.Content;
import com.happypancake.schemas.manifest.Count;
import com.happypancake.schemas.manifest.EventTotals;
import com.happypancake.schemas.manifest.InputPart;
import com.happypancake.schemas.manifest.Kind;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.manifest.Reject;
import com.happypancake.schemas.manifest.RejectCount;
import com.happypancake.schemas.manifest.Rows;
import com.happypancake.schemas.options.Column;
import com.happypancake.schemas.options.OptionsProto;
import com.happypancake.schemas.options.Table;
import com.happypancake.schemas.value.Guids;
import com.happypancake.transformer.TransformEvent.Phase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransformerTest {

  private static final String NOON = "2014-01-15T12:00:00";

  @TempDir Path folder;

  private Path in() {
    return folder.resolve("dump");
  }

  private Path out() {
    return folder.resolve("events");
  }

  private Transformation transformation() {
    return Transformation.of(in(), out(), DumpFixture.CLOCK);
  }

  private static TransformResult run(Transformation transformation) throws Exception {
    return new Transformer(transformation, event -> {}).run();
  }

  private List<Event> events() throws Exception {
    return DumpFixture.read(out(), Event.parser());
  }

  /** Each event as {@code type@instant}. */
  private List<String> texts() throws Exception {
    List<String> texts = new ArrayList<>();
    for (Event event : events()) {
      texts.add(type(event) + "@" + Timestamps.toString(event.getOccurredAt()));
    }
    return texts;
  }

  private static String type(Event event) {
    return EventCatalogue.hpc().byNumber(event.getFactCase().getNumber()).orElseThrow().type();
  }

  private static com.happypancake.schemas.legacy.Message.Builder message(long id, String sentAt) {
    return com.happypancake.schemas.legacy.Message.newBuilder()
        .setMessageId(id)
        .setFromMemberId(17)
        .setToMemberId(4)
        .setBody("hei")
        .setSentAt(ticks(sentAt))
        .setDeletedBySender(false)
        .setDeletedByRecipient(false);
  }

  private static Flirt.Builder flirt(int id, String sentAt) {
    return Flirt.newBuilder()
        .setFlirtId(id)
        .setFromMemberId(4)
        .setToMemberId(17)
        .setFlirtType(3)
        .setSentAt(ticks(sentAt));
  }

  private static ProfileVisit visit(int visitor, int visited, String at) {
    return ProfileVisit.newBuilder()
        .setVisitorId(visitor)
        .setVisitedId(visited)
        .setVisitedAt(ticks(at))
        .build();
  }

  @Test
  void anEventHasItsIdentifierTimeCountrySubjectAndPayload() throws Exception {
    new DumpFixture()
        .members(4, 17)
        .table("Messages", message(99, "2014-03-01T12:34:56.123").build())
        .write(in());
    run(transformation());
    Event event = events().get(2);
    assertThat(Guids.fromBytes(event.getId()))
        .as("uuid5(namespace, 'FI/Messages/99/message-sent/2014-03-01T12:34:56.1230000')")
        .isEqualTo(UUID.fromString("54e3be30-b756-51ad-8e30-6333d8f43889"));
    assertThat(Timestamps.toString(event.getOccurredAt())).isEqualTo("2014-03-01T10:34:56.123Z");
    assertThat(event.getCountry()).isEqualTo("FI");
    assertThat(event.getSubject()).isEqualTo("FI/chat/4-17");
    assertThat(event.getMessageSent().getBody()).isEqualTo("hei");
  }

  @Test
  void eventsAreInTotalOrderAndDeletionsComeLastAtTheirInstant() throws Exception {
    Message member = DumpFixture.member(4).setDeletedAt(ticks(NOON)).build();
    new DumpFixture()
        .table("ProfileVisits", visit(4, 17, NOON), visit(17, 4, "2014-01-15T11:59:59.997"))
        .table("Flirts", flirt(2, NOON).setReadAt(ticks(NOON)).build(), flirt(1, NOON).build())
        .table("Cities")
        .table("Members", member, DumpFixture.member(17).build())
        .write(in());
    run(transformation());
    assertThat(texts())
        .containsExactly(
            "member-registered@2012-12-31T22:00:00Z",
            "member-registered@2012-12-31T22:00:00Z",
            "profile-visited@2014-01-15T09:59:59.997Z",
            "flirt-sent@2014-01-15T10:00:00Z",
            "flirt-sent@2014-01-15T10:00:00Z",
            "flirt-read@2014-01-15T10:00:00Z",
            "profile-visited@2014-01-15T10:00:00Z",
            "member-deleted@2014-01-15T10:00:00Z");
    assertThat(events().get(3).getFlirtSent().getFlirtId()).isEqualTo(1);
  }

  @Test
  void aFactBeforeTheOneBeforeItInItsRowIsMovedAndCountedAndKeepsItsIdentifier() throws Exception {
    var early = message(1, NOON).setReadAt(ticks("2014-01-15T11:00:00")).setDeletedBySender(true);
    new DumpFixture().members(4, 17).table("Messages", early.build()).write(in());
    TransformResult result = run(transformation());
    assertThat(texts().subList(2, 5))
        .containsExactly(
            "message-sent@2014-01-15T10:00:00Z",
            "thread-read@2014-01-15T10:00:00Z",
            "message-hidden@2014-01-15T10:00:00Z");
    assertThat(result.events().getEvents().getClamped()).isEqualTo(1);
    assertThat(Guids.fromBytes(events().get(3).getId()))
        .as("uuid5(namespace, 'FI/Messages/1/thread-read/2014-01-15T11:00:00.0000000')")
        .isEqualTo(UUID.fromString("785d48df-d066-57ce-a8e8-9a24d5d7bc4d"));
  }

  @Test
  void aFactBeforeTheRegistrationOfAMemberThatItNamesIsKeptAndCounted() throws Exception {
    new DumpFixture()
        .members(4)
        .table("Members", DumpFixture.member(17).setRegisteredAt(ticks(NOON)).build())
        .table(
            "ProfileVisits",
            visit(4, 17, "2014-01-15T11:59:59"),
            visit(17, 4, "2014-01-15T11:59:58"),
            visit(17, 17, "2012-01-15T11:59:58"),
            visit(4, 17, NOON))
        .write(in());
    EventTotals totals = run(transformation()).events().getEvents();
    assertThat(totals.getBeforeRegistration()).isEqualTo(3);
    assertThat(events()).hasSize(6);
  }

  @Test
  void skippedAndRepeatedHoursAreCountedOnceForEachFact() throws Exception {
    new DumpFixture()
        .members(4, 17)
        .table(
            "Flirts",
            flirt(1, "2014-03-30T03:30:00").setReadAt(ticks("2014-03-30T03:45:00")).build(),
            flirt(2, "2014-10-26T03:30:00").setReadAt(ticks("2014-10-26T04:00:00")).build())
        .write(in());
    EventTotals totals = run(transformation()).events().getEvents();
    assertThat(texts().subList(2, 6))
        .containsExactly(
            "flirt-sent@2014-03-30T01:30:00Z",
            "flirt-read@2014-03-30T01:45:00Z",
            "flirt-sent@2014-10-26T00:30:00Z",
            "flirt-read@2014-10-26T02:00:00Z");
    assertThat(totals.getSkippedHour()).isEqualTo(2);
    assertThat(totals.getRepeatedHour()).isEqualTo(1);
  }

  @Test
  void theManifestTellsWhereEventsCameFromAndHowRowsCounted() throws Exception {
    Manifest dump = mixedDump().write(in());
    TransformResult result = run(transformation().withMaxRejects(4).withCountry("fi"));
    Manifest events = result.events();
    assertThat(events.getContent()).isEqualTo(Content.CONTENT_EVENTS);
    assertThat(events.getKind()).isEqualTo(Kind.KIND_FULL);
    for (Manifest manifest : List.of(events, result.rejects())) {
      assertThat(manifest.getCountry()).isEqualTo("FI");
      assertThat(manifest.getTimeZone()).isEqualTo("Europe/Helsinki");
      assertThat(manifest.getInputDigest()).isEqualTo(dump.getContentDigest()).isNotEmpty();
      assertThat(manifest.getSource()).isEqualTo(dump.getSource());
      assertThat(manifest.getConsistency()).isEqualTo(dump.getConsistency());
      assertThat(manifest.getSourceTime()).isEqualTo(dump.getSourceTime());
      assertThat(manifest.getMarksList()).isEqualTo(dump.getMarksList());
      assertThat(manifest.getPseudonymKeyFingerprint()).isEqualTo("fingerprint");
      assertThat(manifest.getPseudonymMappingVersion()).isEqualTo(1);
    }
    EventTotals totals = events.getEvents();
    assertThat(totals.getByTypeList())
        .containsExactly(
            count("member-registered", 2),
            count("message-sent", 1),
            count("thread-read", 2),
            count("interest-added", 1));
    assertThat(totals.getInputsList())
        .containsExactly(
            input("Cities", 1).setLookup(1).build(),
            input("Members", 2).setMapped(2).setEvents(2).build(),
            input("Messages", 4)
                .setMapped(1)
                .setPartlyRejected(1)
                .setRejected(1)
                .setWithoutFact(1)
                .setEvents(3)
                .build(),
            input("Interests", 1).setLookup(1).build(),
            input("MemberInterests", 2).setMapped(1).setRejected(1).setEvents(1).build());
    assertThat(totals.getRejectsList())
        .containsExactly(
            rejects("MemberInterests", "unknown-interest", 1),
            rejects("Messages", "impossible-time", 1),
            rejects("Messages", "unknown-member", 2));
    assertThat(totals.getDeletedByBoth()).isEqualTo(1);
    assertThat(totals.getRejectsDigest()).isEqualTo(result.rejects().getContentDigest());
    assertThat(Dump.open(out()).manifest()).isEqualTo(events);
    assertThat(events.getParts(0).getKeyRange().getFirst())
        .isEqualTo("2012-12-31T22:00:00.0000000Z");
    assertThat(events.getParts(0).getKeyRange().getLast())
        .isEqualTo("2014-01-15T11:00:00.0000000Z");
  }

  /** A row of each way to count, and four rejects. */
  private static DumpFixture mixedDump() {
    var read = ticks("2014-01-15T13:00:00");
    return new DumpFixture()
        .members(4, 17)
        .table(
            "Messages",
            message(1, NOON).setReadAt(read).build(),
            message(2, "1753-01-01T00:00:00").setReadAt(read).build(),
            message(3, NOON).setFromMemberId(666).setReadAt(read).build(),
            message(4, NOON).setDeletedBySender(true).setDeletedByRecipient(true).build())
        .table("Interests", Interest.newBuilder().setInterestId(5).setName("sauna").build())
        .table(
            "MemberInterests",
            MemberInterest.newBuilder()
                .setMemberId(4)
                .setInterestId(5)
                .setAddedAt(ticks(NOON))
                .build(),
            MemberInterest.newBuilder()
                .setMemberId(4)
                .setInterestId(6)
                .setAddedAt(ticks(NOON))
                .build());
  }

  private static Count count(String type, long events) {
    return Count.newBuilder().setType(type).setEvents(events).build();
  }

  private static InputPart.Builder input(String table, long records) {
    return InputPart.newBuilder()
        .setPath(table + "/part-00000.pb.gz")
        .setTable("dbo." + table)
        .setRecords(records);
  }

  private static RejectCount rejects(String table, String reason, long facts) {
    return RejectCount.newBuilder().setTable(table).setReason(reason).setFacts(facts).build();
  }

  @Test
  void rejectsAreADumpOfTheirOwnWithKeyReasonColumnAndValue() throws Exception {
    mixedDump().write(in());
    TransformResult result = run(transformation().withMaxRejects(4));
    assertThat(result.rejectsFolder()).isEqualTo(out().resolve("rejects"));
    assertThat(result.rejects().getContent()).isEqualTo(Content.CONTENT_REJECTS);
    assertThat(DumpFixture.read(result.rejectsFolder(), Reject.parser()))
        .containsExactly(
            reject("Messages", "2", "message-sent", "impossible-time", "SentAt")
                .setValue("1753-01-01T00:00:00.0000000")
                .build(),
            reject("Messages", "3", "message-sent", "unknown-member", "FromMemberId")
                .setValue("666")
                .build(),
            reject("Messages", "3", "thread-read", "unknown-member", "FromMemberId")
                .setValue("666")
                .build(),
            reject("MemberInterests", "4,6", "interest-added", "unknown-interest", "InterestId")
                .setValue("6")
                .build());
  }

  private static Reject.Builder reject(
      String table, String key, String type, String reason, String column) {
    return Reject.newBuilder()
        .setTable(table)
        .setKey(key)
        .setType(type)
        .setReason(reason)
        .setColumn(column);
  }

  @Test
  void moreRejectsThanAllowedLeaveTheRejectsWholeAndTheEventsToBeRunAgain() throws Exception {
    mixedDump().write(in());
    assertThatExceptionOfType(TooManyRejectsException.class)
        .isThrownBy(() -> run(transformation().withMaxRejects(3)))
        .withMessage(
            "4 facts were rejected, more than the 3 allowed: MemberInterests unknown-interest 1,"
                + " Messages impossible-time 1, Messages unknown-member 2; look at them with"
                + " 'hpc dumps head "
                + out().resolve("rejects")
                + "', then run again with --max-rejects 4")
        .satisfies(
            e -> {
              assertThat(e.counts()).hasSize(3);
              assertThat(DumpFixture.read(e.rejectsFolder(), Reject.parser())).hasSize(4);
            });
    assertThatExceptionOfType(RefusedFolderException.class)
        .isThrownBy(() -> Dump.open(out()))
        .withMessageContaining("is unfinished");
    run(transformation().withMaxRejects(4));
    assertThat(events()).hasSize(6);
  }

  @Test
  void rejectsAreWrittenAlsoWhenThereAreNone() throws Exception {
    new DumpFixture().members(4).write(in());
    TransformResult result = run(transformation());
    assertThat(Dump.open(result.rejectsFolder()).parts()).hasSize(1);
    assertThat(DumpFixture.read(result.rejectsFolder(), Reject.parser())).isEmpty();
  }

  @Test
  void aDumpWithoutRowsGivesOneEmptyPart() throws Exception {
    new DumpFixture().table("Cities").table("Members").write(in());
    TransformResult result = run(transformation());
    assertThat(result.events().getPartsList()).hasSize(1);
    assertThat(result.events().getParts(0).hasKeyRange()).isFalse();
    assertThat(events()).isEmpty();
  }

  @Test
  void partsHoldAsManyEventsAsAskedAndTellTheirFirstAndLastInstant() throws Exception {
    new DumpFixture()
        .members(4, 17)
        .table("ProfileVisits", visit(4, 17, NOON), visit(4, 17, "2014-01-15T12:00:01"))
        .write(in());
    Manifest manifest = run(transformation().withEventsPerPart(3)).events();
    assertThat(manifest.getPartsList()).extracting(Part::getRecords).containsExactly(3L, 1L);
    assertThat(manifest.getPartsList())
        .extracting(part -> part.getPath() + " " + part.getKeyRange().getFirst())
        .containsExactly(
            "events/part-00000.pb.gz 2012-12-31T22:00:00.0000000Z",
            "events/part-00001.pb.gz 2014-01-15T10:00:01.0000000Z");
    assertThat(manifest.getParts(0).getKeyRange().getLast())
        .isEqualTo("2014-01-15T10:00:00.0000000Z");
  }

  @Test
  void theSameDumpGivesTheSameFilesWhateverTheMemory() throws Exception {
    bigDump(20_000).write(in());
    Transformation once = transformation().withEventsPerPart(7000);
    TransformResult ample = run(once.withMemoryBytes(64 << 20));
    Path other = folder.resolve("other");
    TransformResult tight =
        run(
            Transformation.of(in(), other, DumpFixture.CLOCK)
                .withEventsPerPart(7000)
                .withMemoryBytes(Transformation.MIN_MEMORY_BYTES));
    assertThat(ample.spilledBytes()).isZero();
    assertThat(tight.spilledBytes()).isPositive();
    assertThat(tight.events()).isEqualTo(ample.events());
    assertThat(tight.events().getPartsCount()).isEqualTo(6);
    for (Part part : ample.events().getPartsList()) {
      assertThat(other.resolve(part.getPath()))
          .hasSameBinaryContentAs(out().resolve(part.getPath()));
    }
    assertThat(other.resolve(".scratch")).doesNotExist();
  }

  private static DumpFixture bigDump(int messages) {
    DumpFixture dump = new DumpFixture().members(4, 17);
    for (int i = 0; i < messages; i++) {
      String sent = String.format(Locale.ROOT, "2014-02-%02dT%02d:00:00", i * 7 % 28 + 1, i % 24);
      dump.table("Messages", message(i, sent).setReadAt(ticks("2014-03-02T00:00:00")).build());
    }
    return dump;
  }

  @Test
  void aRowThatIsThereTwiceIsAnErrorThatNamesIt() throws Exception {
    new DumpFixture()
        .members(4, 17)
        .table("Messages", message(8, NOON).build(), message(9, NOON).build())
        .table("Messages", message(8, NOON).build())
        .write(in());
    assertThatExceptionOfType(RefusedDumpException.class)
        .isThrownBy(() -> run(transformation()))
        .withMessageContaining("holds the row Messages 8 twice; extract it again");
    assertThat(out().resolve("manifest.json")).doesNotExist();
    assertThat(out().resolve("events"))
        .satisfiesAnyOf(
            path -> assertThat(path).doesNotExist(), path -> assertThat(path).isEmptyDirectory());
  }

  @Test
  void aMemberThatIsThereTwiceIsAnErrorThatNamesIt() throws Exception {
    new DumpFixture().members(4, 17, 4).write(in());
    assertThatExceptionOfType(RefusedDumpException.class)
        .isThrownBy(() -> run(transformation()))
        .withMessageContaining("holds the row Members 4 twice");
  }

  @Test
  void aDumpWithoutTheTablesThatAreLookedUpIsRefused() throws Exception {
    new DumpFixture()
        .table("Messages")
        .table("PhotoLikes", PhotoLike.getDefaultInstance())
        .write(in());
    assertThatExceptionOfType(RefusedDumpException.class)
        .isThrownBy(() -> run(transformation()))
        .withMessage(
            in()
                + ": lacks Members, Photos, in which rows of Messages, PhotoLikes are looked up;"
                + " extract the dump with it");
    assertThat(out()).as("nothing was begun").doesNotExist();
  }

  @Test
  void aDumpOfSomeTablesIsTransformedAndWhatIsAbsentIsReported() throws Exception {
    new DumpFixture()
        .members(4, 17)
        .table(
            "Photos", DumpFixture.full("Photos", Photo.parser()).toBuilder().setMemberId(4).build())
        .write(in());
    List<TransformEvent> heard = new ArrayList<>();
    new Transformer(transformation(), heard::add).run();
    assertThat(heard.get(0))
        .isEqualTo(
            new TransformEvent.AbsentTables(
                List.of(
                    "Albums",
                    "AbuseReports",
                    "Blocks",
                    "Favorites",
                    "Flirts",
                    "MemberInterests",
                    "Messages",
                    "PhotoLikes",
                    "ProfileVisits")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "KIND_DELTA: is a delta, which this hpc cannot transform yet; merge it with its base by"
            + " 'hpc dumps merge', or extract a full dump",
        "KIND_UNSPECIFIED: does not say whether it is full or a delta; extract it again",
        "CONTENT_EVENTS: holds events; expected the rows of a dump that 'hpc extract' wrote",
        "CONTENT_REJECTS: holds rejects; expected the rows of a dump that 'hpc extract' wrote",
      })
  void aDumpOfAnotherKindIsRefused(String what) throws Exception {
    String value = what.substring(0, what.indexOf(':'));
    DumpFixture dump = new DumpFixture().members(4);
    if (value.startsWith("KIND")) {
      dump.manifest.setKind(Kind.valueOf(value));
    } else {
      dump.manifest.setContent(Content.valueOf(value));
    }
    dump.write(in());
    assertRefused(transformation(), what.substring(what.indexOf(':') + 2));
  }

  private void assertRefused(Transformation transformation, String message) {
    assertThatExceptionOfType(RefusedDumpException.class)
        .isThrownBy(() -> run(transformation))
        .withMessage(in() + ": " + message);
    assertThat(out()).as("nothing was begun").doesNotExist();
  }

  @Test
  void anotherCountryThanTheDumpsIsRefused() throws Exception {
    new DumpFixture().members(4).write(in());
    assertRefused(
        transformation().withCountry("SE"),
        "is of the country FI, not SE; leave the option out, or give another dump");
  }

  @Test
  void aManifestWhoseCountryAndZoneDoNotFitIsRefused() throws Exception {
    DumpFixture dump = new DumpFixture().members(4);
    dump.manifest.setCountry("SE");
    dump.write(in());
    assertRefused(
        transformation(),
        "its manifest names the country SE, and the time zone Europe/Helsinki, which is not that"
            + " country's; extract it again");
    dump.manifest.setCountry("ZZ");
    Path other = folder.resolve("other");
    dump.write(other);
    assertThatExceptionOfType(RefusedDumpException.class)
        .isThrownBy(() -> run(Transformation.of(other, out(), DumpFixture.CLOCK)))
        .withMessageContaining("its manifest is not as it was written: country 'ZZ' is not known");
  }

  @Test
  void aDumpThatNamesNoCountryOrAnUnknownZoneIsRefused() throws Exception {
    DumpFixture dump = new DumpFixture().members(4);
    dump.manifest.setTimeZone("Europe/Atlantis");
    dump.write(in());
    assertRefused(
        transformation(),
        "its manifest names the time zone 'Europe/Atlantis', which this Java does not know;"
            + " expected one of IANA's, like Europe/Helsinki");
    dump.manifest.clearCountry();
    Path other = folder.resolve("other");
    dump.write(other);
    assertThatExceptionOfType(RefusedDumpException.class)
        .isThrownBy(() -> run(Transformation.of(other, out(), DumpFixture.CLOCK)))
        .withMessageContaining("its manifest names no country but ''");
  }

  @Test
  void aDamagedDumpIsReportedAndLeavesNoEvents() throws Exception {
    bigDump(500).write(in());
    Path part = in().resolve("Messages/part-00000.pb.gz");
    byte[] bytes = Files.readAllBytes(part);
    bytes[bytes.length / 2] ^= 1;
    Files.write(part, bytes);
    assertThatExceptionOfType(DamagedDumpException.class)
        .isThrownBy(() -> run(transformation()))
        .withMessageContaining("Messages/part-00000.pb.gz: ");
    assertThat(out().resolve("manifest.json")).doesNotExist();
    assertThat(out().resolve("rejects/manifest.json")).doesNotExist();
  }

  @Test
  void aRecordThatIsNoRowIsDamageWithItsPlace() throws Exception {
    // The writer reads the keys of the first and the last.
    writeRaw("dbo.Flirts", Rows.ROWS_WHOLE, rawFlirt(1), new byte[] {(byte) 0xFF}, rawFlirt(2));
    assertThatExceptionOfType(DamagedDumpException.class)
        .isThrownBy(() -> run(transformation()))
        .withMessageStartingWith(
            "Flirts/part-00000.pb.gz: record 2 at virtual offset 0:"
                + (rawFlirt(1).length + 1)
                + ": not a row: ");
  }

  private static byte[] rawFlirt(int id) {
    return Flirt.newBuilder().setFlirtId(id).build().toByteArray();
  }

  @Test
  void aTableThatIsNotInTheSchemasIsRefused() throws Exception {
    writeRaw("dbo.Guestbook", Rows.ROWS_WHOLE, new byte[0]);
    assertRefused(
        transformation(),
        "Flirts/part-00000.pb.gz: holds the table 'dbo.Guestbook', which this hpc does not"
            + " know; extract the dump without it");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void rowsOfATableThatNoEventIsFromAreReadAndCountedAsWithoutFact(boolean lookup)
      throws Exception {
    LegacyCatalogue tables = withPostcards(lookup);
    Descriptor postcard = tables.table("Postcards").descriptor();
    try (DumpWriter dump =
        DumpWriter.create(in(), List.of(postcard.getFile()), DumpFixture.CLOCK)) {
      try (PartWriter writer = dump.part("Postcards", postcard.getFullName())) {
        writer.entry().setTable("dbo.Postcards");
        writer.write(DynamicMessage.newBuilder(postcard).build());
        writer.write(DynamicMessage.newBuilder(postcard).build());
        writer.finish();
      }
      dump.finish(new DumpFixture().manifest);
    }
    TransformResult result = new Transformer(transformation(), event -> {}, tables).run();
    assertThat(result.events().getEvents().getInputsList())
        .singleElement()
        .satisfies(
            input -> {
              assertThat(input.getTable()).isEqualTo("dbo.Postcards");
              assertThat(input.getRecords()).isEqualTo(2);
              assertThat(input.getWithoutFact()).isEqualTo(2);
            });
  }

  /** Returns the legacy tables with one more, as someone would add it to the schemas. */
  private static LegacyCatalogue withPostcards(boolean lookup) throws Exception {
    FileDescriptor legacy = LegacyProto.getDescriptor();
    FileDescriptorProto.Builder file = legacy.toProto().toBuilder();
    DescriptorProto.Builder postcard = file.addMessageTypeBuilder().setName("Postcard");
    postcard
        .getOptionsBuilder()
        .setExtension(
            OptionsProto.table,
            Table.newBuilder().setName("Postcards").addKey("PostcardId").setLookup(lookup).build());
    FieldDescriptorProto.Builder id =
        postcard
            .addFieldBuilder()
            .setName("postcard_id")
            .setNumber(1)
            .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL)
            .setType(FieldDescriptorProto.Type.TYPE_INT32)
            .setProto3Optional(true)
            .setOneofIndex(0);
    id.getOptionsBuilder()
        .setExtension(
            OptionsProto.column, Column.newBuilder().setName("PostcardId").setType("int").build());
    postcard.addOneofDeclBuilder().setName("_postcard_id");
    return LegacyCatalogue.of(
        List.of(
            FileDescriptor.buildFrom(
                file.build(), legacy.getDependencies().toArray(FileDescriptor[]::new))));
  }

  @Test
  void deletedKeysInAFullDumpAreRefused() throws Exception {
    writeRaw("dbo.Flirts", Rows.ROWS_DELETED_KEYS, new byte[0]);
    assertRefused(
        transformation(),
        "Flirts/part-00000.pb.gz: holds no whole rows, but the dump is full; extract it again");
  }

  /** Writes a dump of members, and of records that are said to be flirts. */
  private void writeRaw(String table, Rows rows, byte[]... records) throws Exception {
    Path whole = folder.resolve("whole");
    new DumpFixture().members(4, 17).write(whole);
    Dump source = Dump.open(whole);
    try (DumpWriter dump =
        DumpWriter.create(in(), List.of(LegacyProto.getDescriptor()), DumpFixture.CLOCK)) {
      for (Part part : source.parts()) {
        String series = part.getPath().substring(0, part.getPath().indexOf('/'));
        try (PartReader reader = source.read(part);
            PartWriter writer = dump.part(series, part.getMessage())) {
          writer.entry().setTable(part.getTable());
          while (reader.advance()) {
            writer.write(reader.record());
          }
          writer.finish();
        }
      }
      try (PartWriter writer = dump.part("Flirts", "hpc.legacy.Flirt")) {
        writer.entry().setTable(table).setRows(rows);
        for (byte[] record : records) {
          writer.write(record);
        }
        writer.finish();
      }
      dump.finish(source.manifest().toBuilder());
    }
  }

  @Test
  void aGuidOfAnotherLengthIsDamage() throws Exception {
    new DumpFixture()
        .members()
        .table(
            "Members",
            DumpFixture.member(4).setMemberGuid(ByteString.copyFromUtf8("short")).build())
        .write(in());
    assertThatExceptionOfType(DamagedDumpException.class)
        .isThrownBy(() -> run(transformation()))
        .withMessageContaining("record 1 at virtual offset")
        .withMessageContaining("column MemberGuid has 5 bytes; a GUID has 16");
  }

  @Test
  void anInterruptedRunCanBeRunAgain() throws Exception {
    bigDump(20_000).write(in());
    Consumer<TransformEvent> interrupting =
        event -> {
          if (event instanceof TransformEvent.Progress now
              && now.phase() == Phase.WRITING
              && now.done() > 0) {
            Thread.currentThread().interrupt();
          }
        };
    assertThatExceptionOfType(InterruptedException.class)
        .isThrownBy(() -> new Transformer(transformation(), interrupting).run());
    assertThat(Thread.interrupted()).as("the flag is cleared").isFalse();
    assertThat(out().resolve("manifest.json")).doesNotExist();
    run(transformation());
    assertThat(events()).hasSize(40_002);
  }

  @Test
  void everyPhaseIsReportedToItsEnd() throws Exception {
    bigDump(5000).write(in());
    List<TransformEvent> heard = new ArrayList<>();
    new Transformer(transformation(), heard::add).run();
    assertThat(heard)
        .contains(
            new TransformEvent.Progress(Phase.LOOKUP, "Members/part-00000.pb.gz", 3, 3),
            new TransformEvent.Progress(Phase.MAPPING, "Messages/part-00000.pb.gz", 2, 5002),
            new TransformEvent.Progress(Phase.MAPPING, "Messages/part-00000.pb.gz", 4096, 5002),
            new TransformEvent.Progress(Phase.MAPPING, "Messages/part-00000.pb.gz", 5002, 5002),
            new TransformEvent.Progress(Phase.WRITING, "events/part-00000.pb.gz", 0, 10002),
            new TransformEvent.Progress(Phase.WRITING, "events/part-00000.pb.gz", 8192, 10002))
        .endsWith(
            new TransformEvent.Progress(Phase.WRITING, "events/part-00000.pb.gz", 10002, 10002));
  }

  @Test
  void anOutFolderThatHoldsSomethingElseIsRefused() throws Exception {
    new DumpFixture().members(4).write(in());
    Files.createDirectories(out());
    Files.writeString(out().resolve("diary.txt"), "mine", StandardCharsets.UTF_8);
    assertThatExceptionOfType(RefusedFolderException.class)
        .isThrownBy(() -> run(transformation()))
        .withMessageContaining("is not empty");
  }

  @Test
  void numbersOutOfRangeAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> transformation().withMemoryBytes(1000))
        .withMessage("the sort's memory in bytes is at least 1048576, not 1000");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> transformation().withMaxRejects(-1))
        .withMessage("the number of rejects allowed is at least 0, not -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> transformation().withEventsPerPart(0))
        .withMessage("the number of events in a part is at least 1, not 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> transformation().withMemoryBytes(1L << 50))
        .withMessageStartingWith("the sort's memory of 1125899906842624 bytes leaves too little");
    assertThat(Transformation.defaultMemoryBytes(1_000_000_000)).isEqualTo(400_000_000);
  }
}

package com.happypancake.transformer;

import static com.happypancake.transformer.mapping.LegacyRows.ticks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.DumpWriter;
import com.happypancake.dumps.PartWriter;
import com.happypancake.dumps.RefusedFolderException;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.legacy.Interest;
import com.happypancake.schemas.legacy.LegacyProto;
import com.happypancake.schemas.legacy.MemberInterest;
import com.happypancake.schemas.manifest.Content;
import com.happypancake.schemas.manifest.Count;
import com.happypancake.schemas.manifest.EventTotals;
import com.happypancake.schemas.manifest.InputPart;
import com.happypancake.schemas.manifest.Kind;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Reject;
import com.happypancake.schemas.manifest.RejectCount;
import com.happypancake.schemas.options.Column;
import com.happypancake.schemas.options.OptionsProto;
import com.happypancake.schemas.options.Table;
import com.happypancake.transformer.Transformer.TransformResult;
import com.happypancake.transformer.choice.TooManyRejectsException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a transform counts and rejects. */
class TransformCountsTest extends TransformFixture {

  @Test
  void theManifestTellsWhereEventsCameFromAndHowRowsCounted() throws Exception {
    Manifest dump = mixedDump().write(in());
    TransformResult result = run(builder().maxRejects(4).country("fi").build());
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

  /** A row for each kind of count, and four rejects. */
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
    TransformResult result = run(builder().maxRejects(4).build());
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
        .isThrownBy(() -> run(builder().maxRejects(3).build()))
        .withMessage(
            "4 facts were rejected, more than the 3 allowed: MemberInterests unknown-interest 1,"
                + " Messages impossible-time 1, Messages unknown-member 2; look at them with"
                + " 'hpc dumps head "
                + out().resolve("rejects")
                + "', then mend the rows, or run again with --max-rejects 4")
        .satisfies(
            e -> {
              assertThat(e.counts()).hasSize(3);
              assertThat(DumpFixture.read(out().resolve("rejects"), Reject.parser())).hasSize(4);
            });
    assertThatExceptionOfType(RefusedFolderException.class)
        .isThrownBy(() -> Dump.open(out()))
        .withMessageContaining("is unfinished");
    run(builder().maxRejects(4).build());
    assertThat(events()).hasSize(6);
  }

  @Test
  void rejectsAreWrittenAlsoWhenThereAreNone() throws Exception {
    new DumpFixture().members(4).write(in());
    TransformResult result = run(transformation());
    assertThat(Dump.open(result.rejectsFolder()).parts()).hasSize(1);
    assertThat(DumpFixture.read(result.rejectsFolder(), Reject.parser())).isEmpty();
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
    TransformResult result =
        new Transformer(transformation(), event -> {}, tables, RowSplit.ROWS).run();
    assertThat(result.events().getEvents().getInputsList())
        .singleElement()
        .satisfies(
            input -> {
              assertThat(input.getTable()).isEqualTo("dbo.Postcards");
              assertThat(input.getRecords()).isEqualTo(2);
              assertThat(input.getWithoutFact()).isEqualTo(2);
            });
  }

  /** Returns the legacy tables with one more table. */
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
}

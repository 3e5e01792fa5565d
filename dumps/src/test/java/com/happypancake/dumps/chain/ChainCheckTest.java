package com.happypancake.dumps.chain;

import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_INT64;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_STRING;
import static com.happypancake.dumps.Dumps.city;
import static com.happypancake.dumps.chain.Chains.deleted;
import static com.happypancake.dumps.chain.Chains.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.happypancake.dumps.DamagedDumpException;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.Dumps;
import com.happypancake.dumps.chain.Chains.TestPart;
import com.happypancake.schemas.legacy.City;
import com.happypancake.schemas.legacy.Interest;
import com.happypancake.schemas.legacy.LegacyProto;
import com.happypancake.schemas.manifest.Content;
import com.happypancake.schemas.manifest.Kind;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Repair;
import com.happypancake.schemas.manifest.Source;
import com.happypancake.schemas.options.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What can't be merged, and that nothing is written then. */
class ChainCheckTest {

  @TempDir private Path temporary;
  private Dump base;

  @BeforeEach
  void writeABase() throws IOException {
    base = Chains.full(temporary.resolve("base"), cities());
  }

  private static TestPart cities() {
    return rows("Cities", City.getDescriptor(), List.of(city(1)));
  }

  private Path folder(String name) {
    return temporary.resolve(name);
  }

  private void refused(String message, Dump first, Dump... deltas) {
    Path target = folder("full");
    assertThatThrownBy(
            () ->
                new DumpMerge(
                        first, List.of(deltas), target, Dumps.CLOCK, (path, done, total) -> {})
                    .run())
        .isInstanceOf(MismatchedDumpException.class)
        .hasMessage(message);
    assertThat(target).doesNotExist();
  }

  static Stream<Arguments> otherSources() {
    return Stream.of(
        manifest("the country SE", "FI", (manifest, source) -> manifest.setCountry("SE")),
        manifest(
            "the time zone Europe/Oslo",
            "Europe/Helsinki",
            (manifest, source) -> manifest.setTimeZone("Europe/Oslo")),
        manifest(
            "the database product H2",
            "Microsoft SQL Server",
            (manifest, source) -> source.setProduct("H2")),
        manifest(
            "the database HPC_SE", "HPC_FI", (manifest, source) -> source.setDatabase("HPC_SE")),
        manifest(
            "the recovery fork fork-2",
            "fork-1",
            (manifest, source) -> source.setRecoveryFork("fork-2")),
        manifest(
            "the pseudonym key abc",
            "none",
            (manifest, source) -> manifest.setPseudonymKeyFingerprint("abc")),
        manifest(
            "the pseudonym mapping's version 2",
            "0",
            (manifest, source) -> manifest.setPseudonymMappingVersion(2)));
  }

  private static Arguments manifest(
      String actual, String expected, BiConsumer<Manifest.Builder, Source.Builder> change) {
    return arguments(actual, expected, change);
  }

  @ParameterizedTest
  @MethodSource("otherSources")
  void aDeltaOfAnotherSourceIsRefused(
      String actual, String expected, BiConsumer<Manifest.Builder, Source.Builder> change)
      throws IOException {
    Dump one = Chains.delta(folder("one"), base);
    Manifest.Builder manifest = Chains.deltaManifest(one);
    change.accept(manifest, manifest.getSourceBuilder());
    Dump two = Chains.write(folder("two"), manifest, Chains.schemas(), cities());
    refused(
        two.folder()
            + ": has "
            + actual
            + "; "
            + base.folder()
            + " has "
            + expected
            + "; only dumps of one source, made alike, can be merged: extract a full dump",
        base,
        one,
        two);
  }

  @Test
  void aChainThatBeginsWithADeltaIsRefused() throws IOException {
    Dump one = Chains.delta(folder("one"), base);
    Dump two = Chains.delta(folder("two"), one);
    refused(
        one.folder()
            + ": is a delta; expected the full dump that the chain begins with, before "
            + two.folder(),
        one,
        two);
  }

  @Test
  void aDeltaOfSomethingElseIsRefused() throws IOException {
    Dump one =
        Chains.delta(folder("one"), base, rows("Cities", City.getDescriptor(), List.of(city(2))));
    Dump two = Chains.delta(folder("two"), one);
    refused(
        two.folder()
            + ": is a delta of the content "
            + one.manifest().getContentDigest()
            + "; "
            + base.folder()
            + ", which stands before it, has the content "
            + base.manifest().getContentDigest()
            + "; give all dumps of the chain in their order",
        base,
        two);
  }

  @Test
  void aFullDumpInPlaceOfADeltaIsRefused() throws IOException {
    refused(
        base.folder()
            + ": is a full dump; expected a delta of "
            + base.folder()
            + ", after which it stands",
        base,
        base);
  }

  @Test
  void aRepairedDumpIsRefused() throws IOException {
    Manifest.Builder manifest = Chains.fullManifest();
    manifest.setRepair(Repair.newBuilder().setContentDigest("d1").setLostRecords(3));
    Dump repaired = Chains.write(folder("repaired"), manifest, Chains.schemas(), cities());
    refused(
        repaired.folder()
            + ": is a repaired dump and lacks 3 records of d1, which no delta brings back; extract"
            + " a full dump",
        repaired,
        Chains.delta(folder("one"), repaired));
  }

  @Test
  void eventsAreRefused() throws IOException {
    Manifest.Builder manifest = Chains.fullManifest().setContent(Content.CONTENT_EVENTS);
    Dump events = Chains.write(folder("events"), manifest, Chains.schemas());
    refused(
        events.folder() + ": holds events; only dumps of rows can be merged",
        events,
        Chains.delta(folder("one"), events));
  }

  @Test
  void changesOfATableThatTheBaseDoesNotHoldAreRefused() throws IOException {
    Dump one =
        Chains.delta(
            folder("one"),
            base,
            rows(
                "Interests",
                Interest.getDescriptor(),
                List.of(Interest.newBuilder().setInterestId(1).build())));
    refused(
        one.folder()
            + ": has changes of dbo.Interests, a table that "
            + base.folder()
            + " does not hold; extract a full dump with it",
        base,
        one);
  }

  @Test
  void changesOfATableWithNeitherKeyNorTimeAreRefused() throws IOException {
    Dump first =
        Chains.full(folder("notes"), rows("Notes", Chains.NOTE, List.of(Chains.note("a"))));
    Dump one =
        Chains.delta(folder("one"), first, rows("Notes", Chains.NOTE, List.of(Chains.note("b"))));
    refused(
        one.folder()
            + ": Notes/part-00000.pb.gz has changed rows of dbo.Notes, a table without a primary"
            + " key and without a time column, so they can't be found in "
            + first.folder()
            + "; extract a full dump",
        first,
        one);
  }

  @Test
  void deletedKeysOfATableWithoutAKeyAreRefused() throws IOException {
    Dump first =
        Chains.full(folder("lines"), rows("Lines", Chains.LINE, List.of(Chains.line("a", 1))));
    Dump one =
        Chains.delta(
            folder("one"), first, deleted("Lines", Chains.LINE, List.of(Chains.line("a", 1))));
    refused(
        one.folder()
            + ": Lines.deleted/part-00000.pb.gz has deleted keys of dbo.Lines, a table without a"
            + " primary key, so they can't be found in "
            + first.folder()
            + "; extract a full dump",
        first,
        one);
  }

  @Test
  void aFullDumpWithDeletedKeysIsDamaged() throws IOException {
    Dump first =
        Chains.full(
            folder("odd"), cities(), deleted("Cities", City.getDescriptor(), List.of(city(2))));
    Dump one = Chains.delta(folder("one"), first);
    assertThatThrownBy(() -> DumpChain.of(first, List.of(one)))
        .isInstanceOf(DamagedDumpException.class)
        .hasMessage(
            first.folder()
                + "/Cities.deleted/part-00000.pb.gz: holds ROWS_DELETED_KEYS of the table"
                + " 'dbo.Cities'; no full dump has such a part");
  }

  @Test
  void aForkThatTheLoginMayNotSeeContradictsNothing() throws IOException {
    Manifest.Builder manifest = Chains.deltaManifest(base);
    manifest.getSourceBuilder().clearRecoveryFork();
    Dump one = Chains.write(folder("one"), manifest, Chains.schemas());
    assertThat(DumpChain.of(base, List.of(one)).last()).isSameAs(one);
    Manifest.Builder next = Chains.deltaManifest(one);
    next.getSourceBuilder().setRecoveryFork("fork-2");
    Dump two = Chains.write(folder("two"), next, Chains.schemas(), cities());
    assertThatThrownBy(() -> DumpChain.of(base, List.of(one, two))).hasMessageContaining("fork-2");
  }

  private static FileDescriptor schema(DescriptorProto message) {
    return Chains.schema(
        FileDescriptorProto.newBuilder().setName("other.proto").addMessageType(message));
  }

  private static FileDescriptor words(FieldDescriptorProto.Type typeOfMore, String... key) {
    Table.Builder table = Table.newBuilder().setName("Words").addAllKey(List.of(key));
    return schema(Chains.message("Word", table, Chains.field(3, "more", "More", typeOfMore)));
  }

  private Dump words(String name, Manifest.Builder manifest, FileDescriptor schema)
      throws IOException {
    TestPart part =
        rows("Words", schema.findMessageTypeByName("Word"), List.of(Chains.word("a", 1)));
    return Chains.write(folder(name), manifest, List.of(schema), part);
  }

  /** A full dump whose words have a field more than those of {@link Chains}. */
  private Dump words() throws IOException {
    return words("words", Chains.fullManifest(), words(TYPE_INT64, "Text"));
  }

  private Dump words(Dump before, FileDescriptor schema) throws IOException {
    return words("one", Chains.deltaManifest(before), schema);
  }

  @Test
  void aSchemaWithAFieldMoreReadsTheBasesRows() throws Exception {
    FileDescriptor before = schema(Chains.WORD.toProto());
    Dump first = words("words", Chains.fullManifest(), before);
    Dump one = words(first, words(TYPE_INT64, "Text"));
    DumpMerge merge =
        new DumpMerge(first, List.of(one), folder("full"), Dumps.CLOCK, (path, done, total) -> {});
    assertThat(merge.run().dump().manifest().getSchemaSha256())
        .isEqualTo(one.manifest().getSchemaSha256());
  }

  @Test
  void aSchemaThatLacksAFieldIsRefused() throws IOException {
    Dump first = words();
    Dump one = words(first, schema(Chains.WORD.toProto()));
    refused(
        schemaMessage(one, first, "the field other.Word.more = 3 of the type int64", "has it not"),
        first,
        one);
  }

  @Test
  void aFieldOfAnotherTypeIsRefused() throws IOException {
    Dump first = words();
    Dump one = words(first, words(TYPE_STRING, "Text"));
    refused(
        schemaMessage(
            one,
            first,
            "the field other.Word.more = 3 of the type int64",
            "has the field other.Word.more = 3 of the type string"),
        first,
        one);
  }

  @Test
  void anotherKeyIsRefused() throws IOException {
    Dump first = words();
    Dump one = words(first, words(TYPE_INT64, "Text", "Number"));
    refused(
        schemaMessage(
            one,
            first,
            "other.Word with the key [Text unicode_text]",
            "has the key [Text unicode_text, Number long]"),
        first,
        one);
  }

  @Test
  void aSchemaThatLacksTheMessageIsRefused() throws IOException {
    Dump first = words();
    Dump one =
        Chains.write(
            folder("one"), Chains.deltaManifest(first), List.of(LegacyProto.getDescriptor()));
    refused(schemaMessage(one, first, "the message other.Word", "has it not"), first, one);
  }

  private static String schemaMessage(Dump last, Dump first, String expected, String actual) {
    return last.folder()
        + ": the schema of "
        + first.folder()
        + " has "
        + expected
        + "; this one "
        + actual
        + "; extract a full dump with the new schema";
  }

  @Test
  void aDumpThatIsNeitherFullNorADeltaIsRefused() throws IOException {
    Manifest.Builder manifest = Chains.fullManifest().setKind(Kind.KIND_UNSPECIFIED);
    Dump odd = Chains.write(folder("odd"), manifest, Chains.schemas(), cities());
    Dump one = Chains.delta(folder("one"), odd);
    refused(
        odd.folder()
            + ": is neither a full dump nor a delta; expected the full dump that the chain begins"
            + " with, before "
            + one.folder(),
        odd,
        one);
  }
}

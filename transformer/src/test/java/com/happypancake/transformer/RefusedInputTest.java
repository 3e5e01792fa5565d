package com.happypancake.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.ByteString;
import com.happypancake.dumps.DamagedDumpException;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.DumpWriter;
import com.happypancake.dumps.PartReader;
import com.happypancake.dumps.PartWriter;
import com.happypancake.schemas.legacy.Flirt;
import com.happypancake.schemas.legacy.LegacyProto;
import com.happypancake.schemas.legacy.PhotoLike;
import com.happypancake.schemas.manifest.Content;
import com.happypancake.schemas.manifest.Kind;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.manifest.Rows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which dumps a transform refuses, and what it says of them. */
class RefusedInputTest extends TransformFixture {

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
                + ": lacks Members, Photos, to which rows of Messages, PhotoLikes refer;"
                + " extract the dump with it");
    assertThat(out()).as("nothing was begun").doesNotExist();
  }

  @Test
  void whatAnImportedDumpLacksOrHoldsTwiceIsToBeImportedAgain() throws Exception {
    DumpFixture twice = new DumpFixture().members(4, 17, 4);
    twice.manifest.clearSource().addImportedFilesBuilder().setName("old.gz");
    twice.write(in());
    assertThatExceptionOfType(RefusedDumpException.class)
        .isThrownBy(() -> run(transformation()))
        .withMessage(
            in()
                + ": holds the row Members 4 twice; leave one of them out of the files, and"
                + " import them again");
  }

  @Test
  void anImportedDumpWithoutTheTablesThatAreLookedUpIsToBeImportedWithThem() throws Exception {
    DumpFixture messages = new DumpFixture().table("Messages");
    messages.manifest.clearSource().addImportedFilesBuilder().setName("old.gz");
    messages.write(in());
    assertThatExceptionOfType(RefusedDumpException.class)
        .isThrownBy(() -> run(transformation()))
        .withMessageEndingWith("to which rows of Messages refer; import the dump with it");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "KIND_DELTA: is a delta; name the dump that it follows, with --base, or give a full dump",
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
        builder().country("SE").build(),
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
        .isThrownBy(
            () -> run(Transformation.builder(other, out(), DumpFixture.CLOCK, HEAP_BYTES).build()))
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
        .isThrownBy(
            () -> run(Transformation.builder(other, out(), DumpFixture.CLOCK, HEAP_BYTES).build()))
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
        .withMessageContaining("Messages/part-00000.pb.gz: virtual offset ");
    assertThat(out().resolve("manifest.json")).doesNotExist();
    assertThat(out().resolve("rejects/manifest.json")).doesNotExist();
  }

  @Test
  void aSoundFileOfAnotherDumpIsFoundByItsSha256() throws Exception {
    Path other = folder.resolve("other");
    new DumpFixture().members(4, 17).table("Messages", message(1, NOON).build()).write(in());
    new DumpFixture().members(4, 17).table("Messages", message(2, NOON).build()).write(other);
    Path part = in().resolve("Messages/part-00000.pb.gz");
    long bytes = Files.size(part);
    Files.copy(
        other.resolve("Messages/part-00000.pb.gz"), part, StandardCopyOption.REPLACE_EXISTING);
    assertThat(part).hasSize(bytes);
    assertThatExceptionOfType(DamagedDumpException.class)
        .isThrownBy(() -> run(transformation()))
        .withMessageContaining("Messages/part-00000.pb.gz: the file's SHA-256 is ");
    assertThat(out().resolve("manifest.json")).doesNotExist();
  }

  @Test
  void aRecordThatIsNoRowIsDamageWithItsPlace() throws Exception {
    // The writer reads the keys of the first and the last record.
    writeRaw("dbo.Flirts", Rows.ROWS_WHOLE, rawFlirt(1), new byte[] {(byte) 0xFF}, rawFlirt(2));
    assertThatExceptionOfType(DamagedDumpException.class)
        .isThrownBy(() -> run(transformation()))
        .withMessageStartingWith(
            "Flirts/part-00000.pb.gz: record 2 at virtual offset 0:"
                + (rawFlirt(1).length + 1)
                + ": not a hpc.legacy.Flirt: ");
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

  @Test
  void deletedKeysInAFullDumpAreRefused() throws Exception {
    writeRaw("dbo.Flirts", Rows.ROWS_DELETED_KEYS, new byte[0]);
    assertRefused(
        transformation(),
        "Flirts/part-00000.pb.gz: holds ROWS_DELETED_KEYS; no full dump has such a part; extract it"
            + " again");
  }

  /** Writes a dump of members, and of any bytes as flirts. */
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
}

package com.happypancake.cli.folder;

import static com.happypancake.cli.folder.TestFolders.rows;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.UnknownFieldSet;
import com.happypancake.cli.TestSession;
import com.happypancake.cli.folder.TestFolders.TestPart;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.PartReader;
import com.happypancake.inspect.delimited.Compression;
import com.happypancake.schemas.catalogue.DescriptorSets;
import com.happypancake.schemas.legacy.AbuseReport;
import com.happypancake.schemas.legacy.City;
import com.happypancake.schemas.legacy.Message;
import com.happypancake.schemas.manifest.Consistency;
import com.happypancake.schemas.manifest.Kind;
import com.happypancake.schemas.manifest.Manifest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Import of other programs' files, and the reverse: export in protobuf's delimited form. */
class ImportCommandTest {

  @TempDir private Path temporary;
  private Path out;

  @BeforeEach
  void chooseFolder() {
    out = temporary.resolve("dumps/old");
  }

  private static Message message(int id) {
    return Message.newBuilder()
        .setMessageId(id)
        .setFromMemberId(17)
        .setBody("text".repeat(id))
        .build();
  }

  private static byte[] delimited(com.google.protobuf.Message... records) throws IOException {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    for (com.google.protobuf.Message each : records) {
      each.writeDelimitedTo(stream);
    }
    return stream.toByteArray();
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    }
    return bytes.toByteArray();
  }

  private String file(String name, byte[] content) throws IOException {
    return Files.write(temporary.resolve(name), content).toString();
  }

  private TestSession run(int code, String... more) {
    return TestSession.ended(
        code,
        List.of("dumps", "import"),
        Stream.concat(
                Stream.of(more), Stream.of("--country", "FI", "--out", out.toString(), "--quiet"))
            .toArray(String[]::new));
  }

  private static List<ByteString> records(Dump dump) throws IOException {
    List<ByteString> records = new ArrayList<>();
    for (var part : dump.parts()) {
      try (PartReader reader = dump.read(part)) {
        while (reader.advance()) {
          records.add(ByteString.copyFrom(reader.record()));
        }
      }
    }
    return records;
  }

  @Test
  void filesOfOneTableBecomeItsPartsInOrder() throws IOException {
    String first = file("b.gz", gzip(delimited(message(3), message(1))));
    String second = file("a", delimited(message(2)));
    TestSession session =
        run(0, "--message", "hpc.legacy.Message", "--table", "Messages", first, second);
    assertThat(session.out().lines().toList())
        .satisfies(
            lines -> {
              assertThat(lines.get(0)).matches("FILE +TABLE +COMPRESSION +PREFIX +RECORDS");
              assertThat(lines.get(1)).matches(".*/b.gz +dbo.Messages +gzip +varint .recogn.* 2");
              assertThat(lines.get(2)).matches(".*/a +dbo.Messages +none +varint .recogn.* 1");
              assertThat(lines.get(3)).matches("total +3");
              assertThat(lines.get(4)).contains("dumps/old: 3 rows in 2 parts, content ");
            });
    Dump dump = Dump.open(out);
    assertThat(records(dump))
        .containsExactly(
            message(3).toByteString(), message(1).toByteString(), message(2).toByteString());
    TestSession.ended(0, List.of("dumps", "verify", out.toString()));
    assertThat(
            TestSession.ended(0, List.of("dumps", "find", out.toString(), "Messages", "1")).out())
        .contains("\"messageId\":1");
  }

  @Test
  void theManifestClaimsNoMoreThanIsKnown() throws IOException {
    run(0, "--table", "messages", file("a", delimited(message(2))));
    Manifest manifest = Dump.open(out).manifest();
    assertThat(manifest.getKind()).isEqualTo(Kind.KIND_FULL);
    assertThat(manifest.getCountry()).isEqualTo("FI");
    assertThat(manifest.getTimeZone()).isEqualTo("Europe/Helsinki");
    assertThat(manifest.getConsistency()).isEqualTo(Consistency.CONSISTENCY_UNSPECIFIED);
    assertThat(manifest.hasSource()).isFalse();
    assertThat(manifest.hasSourceTime()).isFalse();
    assertThat(manifest.getMarksList()).isEmpty();
    assertThat(manifest.getParts(0).getTable()).isEqualTo("dbo.Messages");
    assertThat(manifest.getImportedFiles(0).getName()).isEqualTo("a");
    assertThat(manifest.getImportedFiles(0).getPath()).isEqualTo("Messages/part-00000.pb.gz");
    assertThat(manifest.getImportedFiles(0).getRecords()).isEqualTo(1);
    assertThat(TestSession.ended(0, List.of("dumps", "ls", out.toString())).out())
        .contains("imported     from 1 file of another program\n");
  }

  @ParameterizedTest
  @EnumSource(Compression.class)
  void whatIsExportedIsImportedEqual(Compression compression) throws IOException {
    Path dump = temporary.resolve("dump");
    Message unknown =
        message(4).toBuilder()
            .setUnknownFields(
                UnknownFieldSet.newBuilder()
                    .addField(
                        2000,
                        UnknownFieldSet.Field.newBuilder()
                            .addLengthDelimited(ByteString.copyFromUtf8("kept"))
                            .build())
                    .build())
            .build();
    rows(
        dump,
        TestPart.of("Messages", message(1), unknown, message(40_000)),
        TestPart.of("Messages", message(2)),
        TestPart.of("Cities", City.newBuilder().setCityId(5).build()));
    Path plain = temporary.resolve("plain");
    TestSession.ended(
        0,
        List.of("dumps", "export", dump.toString(), "--format", "delimited"),
        "--compression",
        compression.name().toLowerCase(Locale.ROOT),
        "--out",
        plain.toString());
    String suffix = ".pb" + compression.suffix();
    assertThat(plain.resolve("Cities" + suffix)).exists();
    TestSession session =
        run(
            0,
            "Messages=" + plain.resolve("Messages" + suffix),
            "Cities=" + plain.resolve("Cities" + suffix));
    assertThat(session.out())
        .contains("1 record with fields that hpc.legacy.Message does not have; they are kept");
    assertThat(
            TestSession.ended(0, List.of("dumps", "diff", dump.toString(), out.toString())).out())
        .containsPattern("total +0 +0 +0 +5");
    assertThat(records(Dump.open(out))).contains(unknown.toByteString());
  }

  @Test
  void theProtobufLibraryReadsWhatIsExported() throws IOException {
    Path dump = temporary.resolve("dump");
    rows(dump, TestPart.of("Messages", message(1), message(9_000)));
    TestSession.ended(
        0,
        List.of("dumps", "export", dump.toString()),
        "--format",
        "delimited",
        "--out",
        out.toString());
    assertThat(out.resolve("Messages.pb")).hasBinaryContent(delimited(message(1), message(9_000)));
  }

  @Test
  void delimitedIsForExportOfWholeRecordsAlone() throws IOException {
    Path dump = temporary.resolve("dump");
    rows(dump, TestPart.of("Messages", message(1)));
    assertThat(
            TestSession.ended(2, List.of("dumps", "cat", dump.toString()), "--format", "delimited")
                .err())
        .contains("--format delimited: is only for export");
    assertThat(
            TestSession.ended(
                    2,
                    List.of("dumps", "export", dump.toString(), "--out", out.toString()),
                    "--format",
                    "delimited",
                    "--fields",
                    "body")
                .err())
        .contains("--format delimited: holds whole records; leave out --fields");
  }

  @Test
  void anImportedCountryGivesTheSameEvents() {
    String dump = temporary.resolve("dump").toString();
    TestSession.ended(
        0, List.of("sample", "create", "--country", "FI", "--scale", "0.001", "--to", dump));
    Path plain = temporary.resolve("plain");
    TestSession.ended(
        0, List.of("dumps", "export", dump, "--format", "delimited", "--out", plain.toString()));
    String[] files =
        Stream.of(plain.toFile().list())
            .sorted()
            .map(name -> name.replace(".pb", "") + "=" + plain.resolve(name))
            .toArray(String[]::new);
    assertThat(files).hasSize(13);
    run(0, files);
    assertThat(events(out.toString(), "events-imported"))
        .isEqualTo(events(dump, "events"))
        .isNotEmpty();
  }

  private String events(String dump, String name) {
    String folder = temporary.resolve(name).toString();
    TestSession.ended(
        0, List.of("transform", "--in", dump, "--out", folder, "--max-rejects", "1000"));
    return TestSession.ended(0, List.of("events", "ls", folder))
        .out()
        .lines()
        .filter(line -> line.startsWith("digest"))
        .findFirst()
        .orElse("");
  }

  @Test
  void damageStopsWithTheFileTheRecordAndTheOffset() throws IOException {
    byte[] sound = delimited(message(1), message(2), message(3));
    String cut = file("cut.gz", gzip(Arrays.copyOf(sound, sound.length - 1)));
    TestSession session = run(3, "--table", "Messages", cut);
    assertThat(session.err())
        .contains("cut.gz: record 3 at offset 26: the stream ends after 17 of its 18 bytes");
    assertThat(out.resolve("manifest.json")).doesNotExist();
    run(0, "--table", "Messages", file("sound", sound));
  }

  @Test
  void keepIntactTakesWhatCameBeforeADamageAndSaysWhatIsMissing() throws IOException {
    byte[] sound = delimited(message(1), message(2), message(3));
    byte[] bad = sound.clone();
    bad[27] = 0;
    TestSession session =
        run(
            3,
            "--table",
            "Messages",
            "--keep-intact",
            file("bad", bad),
            file("text", "<html>".getBytes(StandardCharsets.UTF_8)),
            file("sound", delimited(message(4))));
    assertThat(session.out())
        .contains("bad: record 3 at offset 26: not a hpc.legacy.Message: ")
        .contains("(zero); all records from there on")
        .contains("text: record 1 at offset 0: it is not a")
        .contains("3 rows in 3 parts");
    assertThat(session.err()).contains("lacks records of 2 damaged files, listed above");
    TestSession.ended(0, List.of("dumps", "verify", out.toString()));
    Dump dump = Dump.open(out);
    assertThat(records(dump))
        .containsExactly(
            message(1).toByteString(), message(2).toByteString(), message(4).toByteString());
    assertThat(dump.manifest().getImportedFiles(0).getDamage()).startsWith("record 3 at offset 26");
    assertThat(dump.manifest().getImportedFiles(2).getDamage()).isEmpty();
    assertThat(TestSession.ended(0, List.of("dumps", "ls", out.toString())).out())
        .contains("from 3 files of another program; lacks records of 2 damaged files");
    TestSession transform = new TestSession();
    transform.run("transform", "--in", out.toString(), "--out", temporary.resolve("e").toString());
    assertThat(transform.err())
        .contains("was imported, and lacks records of bad, which was damaged");
  }

  @Test
  void aRecordWhoseKeyItsColumnCannotHoldIsDamage() throws IOException {
    AbuseReport sound =
        AbuseReport.newBuilder().setReportId(ByteString.copyFrom(new byte[16])).build();
    AbuseReport bad =
        AbuseReport.newBuilder().setReportId(ByteString.copyFrom(new byte[3])).build();
    assertThat(run(3, "--table", "AbuseReports", file("a", delimited(sound, bad))).err())
        .contains("record 2 at offset 19: not a hpc.legacy.AbuseReport: a key column holds");
  }

  @Test
  void recordsWithoutAKeyAndFieldsOfAnotherTypeAreNoted() throws IOException {
    String odd = file("odd", new byte[] {2, 8, 1, 0, 0, 5, 10, 3, 'h', 'e', 'j'});
    assertThat(run(0, "--table", "Messages", odd).out())
        .contains(
            "odd: 3 records with no value in the key of dbo.Messages; they are kept",
            "odd: 1 record with fields of another type than in hpc.legacy.Message (message_id);"
                + " they are kept, and read as NULL");
    assertThat(records(Dump.open(out))).hasSize(4);
  }

  @Test
  void aFileThatCannotBeReadIsFoundBeforeAnythingIsWritten() throws IOException {
    String sound = file("sound", delimited(message(1)));
    String cities = file("zeros", new byte[4]);
    assertThat(run(7, "Messages=" + sound, "Cities=" + temporary.resolve("typo")).err())
        .contains("typo: there is no such file");
    assertThat(run(2, "Messages=" + sound, "Cities=" + cities).err())
        .contains("zeros: several prefixes fit its first records");
    run(
        3,
        "Messages=" + sound,
        "Cities=" + file("text", "<html>".getBytes(StandardCharsets.UTF_8)));
    assertThat(out).doesNotExist();
  }

  @Test
  void aForeignSchemasTableIsImported() throws IOException {
    var schema =
        TestFolders.foreignSchema(
            TestFolders.column(
                4, "given_on", FieldDescriptorProto.Type.TYPE_INT32, "GivenOn", "date"));
    String set = file("shop.desc", DescriptorSets.of(List.of(schema)).toByteArray());
    var gift = schema.findMessageTypeByName("Gift");
    String gifts =
        file(
            "gifts",
            delimited(
                DynamicMessage.newBuilder(gift)
                    .setField(gift.findFieldByName("gift_id"), 7)
                    .build()));
    run(0, "--descriptors", set, "Gifts=" + gifts);
    assertThat(TestSession.ended(0, List.of("dumps", "head", out.toString(), "Gifts")).out())
        .contains("\"giftId\":7");
    Path loose = temporary.resolve("loose");
    out = loose;
    String text =
        file(
            "loose.pb",
            delimited(
                DynamicMessage.newBuilder(schema.findMessageTypeByName("Loose"))
                    .setField(schema.findMessageTypeByName("Loose").findFieldByName("ratio"), 0.5)
                    .build()));
    assertThat(run(2, "--descriptors", set, "--message", "foreign.Loose", text).err())
        .contains("foreign.Loose does not name its table; give --table");
    run(0, "--descriptors", set, "--message", "foreign.Loose", "--table", "Loose", text);
    assertThat(Dump.open(loose).parts().get(0).getTable()).isEqualTo("dbo.Loose");
    out = temporary.resolve("slash");
    run(0, "--descriptors", set, "--message", "foreign.Loose", "--table", "shop.A/B", text);
    assertThat(Dump.open(out).parts().get(0).getPath()).startsWith("shop.A%2FB/");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "FILE | 2 | ? Give --table, or TABLE=FILE",
        "Photo=FILE | 2 | --table: no message holds the table Photo; the schemas hold Cities",
        "--table Cities --message hpc.legacy.Message FILE | 2 | --table is Cities, but"
            + " hpc.legacy.Message holds the rows of dbo.Messages",
        "--message hpc.Message FILE | 2 | --message: the descriptor set has no message hpc.Message",
        "--table Messages --prefix wide FILE | 2 | expected one of [VARINT, TAGGED, LITTLE, BIG]",
        "--table Messages --country XX FILE | 2 | country",
        "--table Messages FILE.no | 7 | there is no such file",
        "--table Messages FOLDER | 7 | is a folder; expected a file"
      })
  void whatCannotBeMeantIsRefused(String line, int code, String message) throws IOException {
    String file = file("a", delimited(message(1)));
    String words = line.replace("FILE", file).replace("FOLDER", temporary.toString());
    TestSession session =
        line.contains("--country")
            ? TestSession.ended(
                code, List.of("dumps", "import", "--out", out.toString()), words.split(" ", -1))
            : run(code, words.split(" ", -1));
    assertThat(session.err()).contains(message);
    assertThat(out.resolve("manifest.json")).doesNotExist();
  }

  @Test
  @Timeout(60)
  void anInterruptedImportLeavesAFolderThatTheSameCommandBeginsAnew() throws IOException {
    String file = file("a", delimited(message(1)));
    Thread.currentThread().interrupt();
    run(130, "--table", "Messages", file);
    assertThat(Thread.interrupted()).isFalse();
    run(0, "--table", "Messages", file);
  }
}

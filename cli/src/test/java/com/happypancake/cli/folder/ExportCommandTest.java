package com.happypancake.cli.folder;

import static com.happypancake.cli.folder.TestFolders.event;
import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.cli.TestSession;
import com.happypancake.cli.folder.TestFolders.TestPart;
import com.happypancake.schemas.event.FlirtSent;
import com.happypancake.schemas.event.MemberDeleted;
import com.happypancake.schemas.legacy.City;
import com.happypancake.schemas.legacy.Interest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportCommandTest {

  @TempDir private Path temporary;
  private Path dump;
  private Path out;
  private final TestSession session = new TestSession();

  @BeforeEach
  void writeDump() throws IOException {
    dump = temporary.resolve("dump");
    out = temporary.resolve("out/plain");
    TestFolders.rows(
        dump,
        TestPart.of("Cities", city(1, "Åbo"), city(2, "")),
        TestPart.of("Cities", city(3, "Esbo")),
        TestPart.of("Interests", Interest.newBuilder().setInterestId(7).setName("skiing").build()));
  }

  private static City city(int id, String name) {
    return City.newBuilder().setCityId(id).setName(name).build();
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void eachTableIsAFileOfProtoJson() throws IOException {
    assertThat(
            session.run(
                "dumps", "export", dump.toString(), "--format", "json", "--out", out.toString()))
        .isZero();
    assertThat(names(out)).containsExactly("Cities.jsonl", "Interests.jsonl");
    assertThat(out.resolve("Cities.jsonl"))
        .hasContent(
            """
            {"cityId":1,"name":"Åbo"}
            {"cityId":2,"name":""}
            {"cityId":3,"name":"Esbo"}\
            """);
    assertThat(session.out().lines().toList())
        .satisfies(
            lines -> {
              assertThat(lines.get(0)).matches("FILE +RECORDS");
              assertThat(lines.get(1)).matches(".*/out/plain/Cities.jsonl +3");
              assertThat(lines.get(2)).matches(".*/out/plain/Interests.jsonl +1");
              assertThat(lines.get(3)).matches("total +4");
            });
  }

  @Test
  void whatAKilledExportLeftIsBegunAnew() throws IOException {
    Files.createDirectories(out);
    for (String left : List.of(".unfinished", "Cities.jsonl", "Photos.csv.tmp")) {
      Files.writeString(out.resolve(left), "half");
    }
    assertThat(session.run("dumps", "export", dump.toString(), "--out", out.toString())).isZero();
    assertThat(names(out)).containsExactly("Cities.jsonl", "Interests.jsonl");
    assertThat(out.resolve("Interests.jsonl"))
        .hasContent("{\"interestId\":7,\"name\":\"skiing\",\"rowVersion\":null}");
  }

  @Test
  void aForeignFileInWhatAKilledExportLeftIsNotRemoved() throws IOException {
    Files.createDirectories(out);
    Files.writeString(out.resolve(".unfinished"), "");
    Files.writeString(out.resolve("mine.doc"), "");
    assertThat(session.run("dumps", "export", dump.toString(), "--out", out.toString()))
        .isEqualTo(5);
    assertThat(session.err()).contains("mine.doc: is not of an unfinished dump; move it away");
    assertThat(names(out)).contains("mine.doc");
  }

  @Test
  void onlyTheOwnerCanReadWhatIsExported() throws IOException {
    assertThat(session.run("dumps", "export", dump.toString(), "--out", out.toString())).isZero();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(out)))
        .isEqualTo("rwx------");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(out.resolve("Cities.jsonl"))))
        .isEqualTo("rw-------");
  }

  @Test
  void aTableWithoutRecordsThatMatchIsAFileToo() throws IOException {
    assertThat(
            session.run(
                "dumps",
                "export",
                dump.toString(),
                "Cities",
                "--where",
                "name=none",
                "--format",
                "csv",
                "--fields",
                "cityId,name",
                "--out",
                out.toString()))
        .isZero();
    assertThat(names(out)).containsExactly("Cities.csv");
    assertThat(Files.readString(out.resolve("Cities.csv"))).isEqualTo("cityId,name\r\n");
  }

  @Test
  void csvIsOneFileForEachTable() throws IOException {
    assertThat(
            session.run(
                "dumps", "export", dump.toString(), "--format", "csv", "--out", out.toString()))
        .isZero();
    assertThat(Files.readString(out.resolve("Cities.csv")))
        .isEqualTo(
            "cityId,name,region,countryCode,rowVersion\r\n1,Åbo,,,\r\n2,\"\",,,\r\n3,Esbo,,,\r\n");
    assertThat(Files.readString(out.resolve("Interests.csv"))).endsWith("7,skiing,\r\n");
  }

  @Test
  void readableIsJsonForPeople() throws IOException {
    assertThat(
            session.run(
                "dumps",
                "export",
                dump.toString(),
                "--format",
                "readable",
                "--range",
                "1-1",
                "--out",
                out.toString()))
        .isZero();
    assertThat(Files.readString(out.resolve("Cities.jsonl"))).contains("\"region\":null");
  }

  @Test
  void eachTypeOfEventsIsAFileWithItsOwnColumns() throws IOException {
    Path events = temporary.resolve("events");
    TestFolders.events(
        events,
        List.of(
            event(1, "2014-01-01T00:00:00Z")
                .setFlirtSent(FlirtSent.newBuilder().setFlirtId(5))
                .build(),
            event(2, "2014-01-02T00:00:00Z")
                .setMemberDeleted(MemberDeleted.newBuilder().setMemberId(6))
                .build(),
            event(3, "2014-01-03T00:00:00Z").build()));
    assertThat(
            session.run(
                "events", "export", events.toString(), "--format", "csv", "--out", out.toString()))
        .isZero();
    assertThat(names(out)).containsExactly("flirt-sent.csv", "member-deleted.csv", "unknown.csv");
    assertThat(Files.readString(out.resolve("member-deleted.csv")))
        .isEqualTo(
            """
            id,occurredAt,country,subject,memberDeleted.memberId\r
            00000000-0000-0000-0000-000000000002,2014-01-02T00:00:00.0000000Z,FI,"",6\r
            """);
  }

  @Test
  void aFolderThatIsNotEmptyIsRefused() throws IOException {
    Files.createDirectories(out);
    assertThat(session.run("dumps", "export", dump.toString(), "--out", out.toString())).isZero();
    assertThat(session.run("dumps", "export", dump.toString(), "--out", out.toString()))
        .isEqualTo(5);
    assertThat(session.err())
        .endsWith(out + ": is not empty; choose another folder, or empty it first\n");
    Path file = Files.createFile(temporary.resolve("file"));
    assertThat(session.run("dumps", "export", dump.toString(), "--out", file.toString()))
        .isEqualTo(5);
    assertThat(session.err()).endsWith(file + ": is a file; choose another folder\n");
  }

  @Test
  void aRunThatFailsLeavesNothing() throws IOException {
    Files.delete(dump.resolve("Interests/part-00000.pb.gz"));
    assertThat(session.run("dumps", "export", dump.toString(), "--out", out.toString()))
        .isEqualTo(3);
    assertThat(out).doesNotExist();
    Files.createDirectories(out);
    assertThat(session.run("dumps", "export", dump.toString(), "--out", out.toString()))
        .isEqualTo(3);
    assertThat(out).isEmptyDirectory();
  }

  @Test
  void anErrorOfUsageMakesNoFolder() {
    assertThat(
            session.run(
                "dumps",
                "export",
                dump.toString(),
                "--fields",
                "name,region",
                "--out",
                out.toString()))
        .isEqualTo(2);
    assertThat(session.err()).contains("hpc.legacy.Interest has no field 'region'");
    assertThat(out).doesNotExist();
  }

  @Test
  void anInterruptedRunLeavesNothing() {
    Thread.currentThread().interrupt();
    assertThat(session.run("dumps", "export", dump.toString(), "--out", out.toString()))
        .isEqualTo(130);
    assertThat(session.err()).contains("interrupted; nothing was changed");
    assertThat(Thread.interrupted()).isFalse();
    assertThat(out).doesNotExist();
  }
}

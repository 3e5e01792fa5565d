package com.happypancake.cli.stage;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.cli.TestSession;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that do their work and can't print their report. */
class FullOutputTest {

  @TempDir private Path folder;

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private static void ended(int code, String... words) {
    TestSession.ended(code, List.of(words));
  }

  private static String onAFullDisk(String... words) {
    TestSession session = new TestSession().onAFullDisk();
    assertThat(session.run(words)).as(session.err()).isEqualTo(7);
    return session.err().lines().reduce((first, last) -> last).orElse("");
  }

  private void assertFinishedWithoutItsReport(String name, String... words) {
    assertThat(onAFullDisk(words))
        .endsWith(
            path(name)
                + " is finished; only its report can't be printed: standard output: No space left"
                + " on device");
  }

  @Test
  void aFolderThatIsFinishedIsToldToBeSo() {
    String url = "jdbc:h2:mem:full;MODE=MSSQLServer;DB_CLOSE_DELAY=-1";
    ended(0, "sample", "create", "--country", "FI", "--scale", "0.0001", "--to", url);
    assertFinishedWithoutItsReport(
        "sample",
        "sample",
        "create",
        "--country",
        "FI",
        "--scale",
        "0.0001",
        "--to",
        path("sample"));
    assertFinishedWithoutItsReport(
        "dump", "extract", "--source", url, "--country", "FI", "--out", path("dump"));
    ended(0, "dumps", "verify", path("dump"));
    assertFinishedWithoutItsReport(
        "delta",
        "extract",
        "--source",
        url,
        "--country",
        "FI",
        "--since",
        path("dump"),
        "--out",
        path("delta"));
    assertFinishedWithoutItsReport(
        "merged", "dumps", "merge", path("dump"), path("delta"), "--out", path("merged"));
    ended(0, "dumps", "verify", path("merged"));
    assertFinishedWithoutItsReport(
        "events",
        "transform",
        "--in",
        path("dump"),
        "--out",
        path("events"),
        "--max-rejects",
        "9999");
    assertFinishedWithoutItsReport(
        "csv", "dumps", "export", path("dump"), "--format", "csv", "--out", path("csv"));
    assertFinishedWithoutItsReport(
        "repaired", "dumps", "repair", path("dump"), "--out", path("repaired"));
  }

  @Test
  void aTableThatIsFilledIsToldToBeSo() {
    assertThat(
            onAFullDisk(
                "sample",
                "create",
                "--country",
                "FI",
                "--scale",
                "0.0001",
                "--to",
                "jdbc:h2:mem:filled;MODE=MSSQLServer"))
        .contains("the database is filled; only its report can't be printed");
  }

  @Test
  void whatIsNothingButItsResultIsNotTakenForDone() {
    ended(0, "sample", "create", "--country", "FI", "--scale", "0.0001", "--to", path("sample"));
    assertThat(onAFullDisk("dumps", "ls", path("sample")))
        .contains("standard output: No space left on device")
        .doesNotContain("finished");
  }
}

package com.happypancake.dumps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.happypancake.dumps.block.Codec;
import com.happypancake.schemas.manifest.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DumpWriterTest {

  @TempDir Path temporary;

  @Test
  void aFinishedDumpHoldsItsPartsAndWhatReadsThemAndNothingElse() throws IOException {
    Path folder = temporary.resolve("dump");
    Dumps.cities(folder, 2, 1);
    assertThat(files(folder))
        .containsExactlyInAnyOrder(
            "Cities/part-00000.pb.gz",
            "Cities/part-00000.index.pb.gz",
            "Cities/part-00001.pb.gz",
            "Cities/part-00001.index.pb.gz",
            "manifest.json",
            "run.json",
            "schema.desc");
  }

  @Test
  void factsOfTheRunStandInRunJsonAlone() throws IOException {
    Path folder = temporary.resolve("dump");
    Dumps.cities(folder, 1);
    assertThat(Files.readString(folder.resolve("run.json")))
        .contains("2026-01-02T03:04:05Z")
        .contains("\"codec\": \"" + Codec.preferred().description() + "\"");
    assertThat(Files.readString(folder.resolve("manifest.json"))).doesNotContain("2026");
  }

  @Test
  void theContentsNameDoesNotDependOnTheOrderInWhichPartsWereWritten() throws IOException {
    assertThat(digest("one", "Cities", "Albums", "Cities"))
        .isEqualTo(digest("two", "Cities", "Cities", "Albums"))
        .isNotEqualTo(digest("three", "Cities", "Albums"));
  }

  private String digest(String name, String... series) throws IOException {
    try (DumpWriter dump = Dumps.create(temporary.resolve(name))) {
      for (String each : series) {
        try (PartWriter part = dump.part(each, "hpc.legacy.City")) {
          part.finish();
        }
      }
      dump.finish(Dumps.rows());
    }
    return Dump.open(temporary.resolve(name)).manifest().getContentDigest();
  }

  @Test
  void aPartThatIsNotFinishedLeavesNoFile() throws IOException {
    Path folder = temporary.resolve("dump");
    try (DumpWriter dump = Dumps.create(folder)) {
      try (PartWriter part = dump.part("Cities", "hpc.legacy.City")) {
        part.write(Dumps.city(1));
        assertThat(files(folder)).contains("Cities/part-00000.pb.gz.tmp");
      }
      assertThat(files(folder)).containsExactlyInAnyOrder(".unfinished", "schema.desc");
    }
  }

  @Test
  void aDumpWithoutManifestIsUnfinishedAndSaysSo() throws IOException {
    Path folder = temporary.resolve("dump");
    Dumps.create(folder).close();
    assertThatThrownBy(() -> Dump.open(folder))
        .isInstanceOf(RefusedFolderException.class)
        .hasMessageContaining("is unfinished");
  }

  @Test
  void aFileInPlaceOfAFolderIsRefused() throws IOException {
    Path file = Files.writeString(temporary.resolve("notes.txt"), "mine");
    assertThatThrownBy(() -> Dump.open(file))
        .isInstanceOf(RefusedFolderException.class)
        .hasMessage(file + ": is a file, not a folder");
  }

  @Test
  void whatAKilledWriterLeftIsBegunAnew() throws IOException {
    Path folder = temporary.resolve("dump");
    try (DumpWriter dump = Dumps.create(folder)) {
      try (PartWriter part = dump.part("Cities", "hpc.legacy.City")) {
        part.write(Dumps.city(1));
        part.finish();
      }
      Files.writeString(dump.scratch().resolve("run"), "spilled");
      try (DumpWriter within = Dumps.create(folder.resolve("rejects"))) {
        within.finish(Dumps.rows());
      }
      Files.writeString(folder.resolve("Cities/part-00001.pb.gz.tmp"), "half");
    }
    Dump dump = Dumps.cities(folder, 2);
    assertThat(Dumps.read(dump, dump.parts().get(0))).hasSize(2);
    assertThat(files(folder))
        .containsExactlyInAnyOrder(
            "Cities/part-00000.pb.gz",
            "Cities/part-00000.index.pb.gz",
            "manifest.json",
            "run.json",
            "schema.desc");
  }

  @Test
  void anUnfinishedFolderThatHoldsSomethingElseIsRefusedAndNothingIsRemoved() throws IOException {
    Path folder = temporary.resolve("dump");
    Dumps.create(folder).close();
    Files.writeString(folder.resolve("notes.txt"), "mine");
    assertThatThrownBy(() -> Dumps.create(folder))
        .isInstanceOf(RefusedFolderException.class)
        .hasMessageContaining("notes.txt: is not of an unfinished dump");
    assertThat(files(folder)).contains("notes.txt", "schema.desc");
  }

  @Test
  void aFinishedDumpWithinAnUnfinishedFolderIsNotRemoved() throws IOException {
    Path folder = temporary.resolve("dumps");
    Dumps.create(folder).close();
    Dumps.cities(folder.resolve("fi"), 3);
    assertThatThrownBy(() -> Dumps.create(folder))
        .isInstanceOf(RefusedFolderException.class)
        .hasMessageContaining("is not of an unfinished dump; move it away");
    assertThat(Dump.open(folder.resolve("fi")).parts()).hasSize(1);
  }

  @Test
  void aMarkerThatIsNoFileIsRefused() throws IOException {
    Path marker = Files.createDirectories(temporary.resolve("dump/.unfinished"));
    assertThatThrownBy(() -> Dumps.create(temporary.resolve("dump")))
        .isInstanceOf(RefusedFolderException.class)
        .hasMessage(marker + ": is no file of an unfinished dump; choose another folder");
  }

  @Test
  void aFolderThatIsNotEmptyIsRefused() throws IOException {
    Files.writeString(temporary.resolve("notes.txt"), "mine");
    assertThatThrownBy(() -> Dumps.create(temporary))
        .isInstanceOf(RefusedFolderException.class)
        .hasMessage(temporary + ": is not empty; choose another folder, or empty it first");
    assertThat(files(temporary)).containsExactly("notes.txt");
  }

  @Test
  void aFinishedDumpIsNotWrittenOver() throws IOException {
    Path folder = temporary.resolve("dump");
    Dumps.cities(folder, 1);
    assertThatThrownBy(() -> Dumps.create(folder))
        .isInstanceOf(RefusedFolderException.class)
        .hasMessageContaining("holds a finished dump already");
  }

  @Test
  void aDumpWhoseWriterWasKilledAtItsVeryEndIsFinished() throws IOException {
    Path folder = temporary.resolve("dump");
    Dumps.cities(folder, 1);
    Files.createFile(folder.resolve(".unfinished"));
    assertThatThrownBy(() -> Dumps.create(folder))
        .isInstanceOf(RefusedFolderException.class)
        .hasMessageContaining("holds a finished dump already");
    assertThat(files(folder))
        .containsExactlyInAnyOrder(
            "Cities/part-00000.pb.gz",
            "Cities/part-00000.index.pb.gz",
            "manifest.json",
            "run.json",
            "schema.desc");
  }

  @Test
  @Timeout(60)
  void aWriterThatComesAsAnotherFinishesDestroysNothing() throws Exception {
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      for (int round = 0; round < 200; round++) {
        Path folder = temporary.resolve("dump-" + round);
        DumpWriter first = Dumps.create(folder);
        Future<String> refusal = other.submit(() -> refusalOfFinished(folder));
        try (first) {
          first.finish(Dumps.rows());
        }
        assertThat(refusal.get()).contains("holds a finished dump already");
        assertThat(files(folder))
            .as("round %d", round)
            .containsExactlyInAnyOrder("manifest.json", "run.json", "schema.desc");
      }
    } finally {
      other.shutdownNow();
    }
  }

  /** Claims a folder until the answer is another than that somebody is writing to it. */
  private static String refusalOfFinished(Path folder) throws IOException {
    while (true) {
      try {
        Dumps.create(folder).close();
        return "claimed";
      } catch (RefusedFolderException e) {
        String refusal = String.valueOf(e.getMessage());
        if (!refusal.contains("another run is writing")) {
          return refusal;
        }
      }
    }
  }

  @Test
  void aCheckLooksBesideTheMarkerAsTheWriterDoes() throws IOException {
    Path folder = temporary.resolve("dump");
    try (DumpWriter writer = Dumps.create(folder)) {
      assertThat(writer.parts()).isEmpty();
      assertThatThrownBy(() -> UnfinishedFolder.check(folder))
          .isInstanceOf(RefusedFolderException.class)
          .hasMessageContaining("another run is writing to it");
    }
    UnfinishedFolder.check(folder);
    Files.writeString(folder.resolve("notes.txt"), "mine");
    assertThatThrownBy(() -> UnfinishedFolder.check(folder))
        .isInstanceOf(RefusedFolderException.class)
        .hasMessageContaining("notes.txt: is not of an unfinished dump");
  }

  @Test
  void aLinkedFolderIsClearedOfWhatAKilledRunLeft() throws IOException {
    Path folder = temporary.resolve("dump");
    Dumps.create(folder).close();
    Files.createDirectory(folder.resolve("Cities"));
    Files.writeString(folder.resolve("Cities/part-00000.pb.gz"), "half");
    Files.writeString(folder.resolve("Cities/part-00001.pb.gz.tmp"), "half");
    Files.writeString(folder.resolve("manifest.json.0123456789abcdef.tmp"), "half");
    Path link = Files.createSymbolicLink(temporary.resolve("link"), folder);
    UnfinishedFolder.check(link);
    Dumps.create(link).close();
    assertThat(files(folder)).containsExactlyInAnyOrder(".unfinished", "schema.desc");
  }

  @Test
  void aFolderThatHoldsFinishedEventsIsCalledThat() throws IOException {
    Path folder = temporary.resolve("events");
    try (DumpWriter writer = Dumps.create(folder)) {
      writer.finish(Dumps.rows().setContent(Content.CONTENT_EVENTS));
    }
    assertThatThrownBy(() -> Dumps.create(folder))
        .isInstanceOf(RefusedFolderException.class)
        .hasMessage(
            folder + ": holds finished events already; choose another folder, or remove it first");
  }

  @Test
  void aFolderLiesInAnotherAlsoByWayOfALink() throws IOException {
    Path folder = Files.createDirectory(temporary.resolve("dump"));
    Path link = Files.createSymbolicLink(temporary.resolve("link"), folder);
    assertThat(UnfinishedFolder.liesIn(link.resolve("new/folder"), folder)).isTrue();
    assertThat(UnfinishedFolder.liesIn(folder, link)).isTrue();
    assertThat(UnfinishedFolder.liesIn(temporary.resolve("dump-2"), folder)).isFalse();
  }

  @Test
  void aFileIsNoFolder() throws IOException {
    Path file = Files.createFile(temporary.resolve("file"));
    assertThatThrownBy(() -> Dumps.create(file))
        .isInstanceOf(RefusedFolderException.class)
        .hasMessageContaining("is a file");
  }

  @Test
  void twoWritersOfOneFolderAreRefused() throws IOException {
    Path folder = temporary.resolve("dump");
    DumpWriter first = Dumps.create(folder);
    assertThatThrownBy(() -> Dumps.create(folder))
        .isInstanceOf(RefusedFolderException.class)
        .hasMessageContaining("another run is writing");
    first.close();
    Dumps.create(folder).close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".hidden", "a/b", "..", "a\\b", "a\nb"})
  void aSeriesHasAPlainFileName(String series) throws IOException {
    try (DumpWriter dump = Dumps.create(temporary.resolve("dump"))) {
      assertThatThrownBy(() -> dump.part(series, "hpc.legacy.City"))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aPartThatCannotBeFinishedLeavesNothingUnderItsFinalName() throws IOException {
    Path folder = temporary.resolve("dump");
    try (DumpWriter dump = Dumps.create(folder)) {
      try (PartWriter part = dump.part("Cities", "hpc.legacy.City")) {
        part.write(Dumps.city(1));
        // The file goes away under the writer, as a volume may.
        Files.delete(folder.resolve("Cities/part-00000.pb.gz.tmp"));
        assertThatThrownBy(part::finish).isInstanceOf(IOException.class);
      }
      assertThat(files(folder)).doesNotContain("Cities/part-00000.pb.gz");
      assertThat(dump.parts()).isEmpty();
    }
  }

  @Test
  void aPartWhoseIndexCannotBeWrittenHasNoFinalName() throws IOException {
    Path folder = temporary.resolve("dump");
    try (DumpWriter dump = Dumps.create(folder)) {
      try (PartWriter part = dump.part("Cities", "hpc.legacy.City")) {
        part.write(Dumps.city(1));
        Files.createDirectories(folder.resolve("Cities/part-00000.index.pb.gz/in the way"));
        assertThatThrownBy(part::finish).isInstanceOf(IOException.class);
      }
      assertThat(files(folder)).containsExactlyInAnyOrder(".unfinished", "schema.desc");
      assertThat(dump.parts()).isEmpty();
    }
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile)
          .map(path -> folder.relativize(path).toString())
          .toList();
    }
  }
}

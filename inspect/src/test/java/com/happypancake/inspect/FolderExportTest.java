package com.happypancake.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.happypancake.dumps.UnfinishedFolder;
import com.happypancake.inspect.QueryLines.RecordLines;
import com.happypancake.inspect.delimited.Compression;
import com.happypancake.schemas.legacy.City;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderExportTest {

  private static final RecordLines LINES = new RecordLines(Optional.empty(), record -> "{}");

  @TempDir private Path temporary;

  @Test
  void whereOneFileCannotHaveItsNameNoneHas() throws IOException {
    Path out = temporary.resolve("out");
    try (FolderExport folder = new FolderExport(out, Compression.NONE)) {
      folder.add("Cities.jsonl", LINES).write(City.getDefaultInstance());
      folder.add("Interests.jsonl", LINES).write(City.getDefaultInstance());
      Files.delete(out.resolve("Interests.jsonl.tmp"));
      assertThatThrownBy(folder::publish).isInstanceOf(NoSuchFileException.class);
      assertThat(out.resolve("Cities.jsonl")).exists();
    }
    assertThat(out).doesNotExist();
  }

  @Test
  void oneFileThatCannotBeDeletedKeepsNoOtherOnTheDisk() throws IOException {
    Path out = temporary.resolve("out");
    FolderExport folder = new FolderExport(out, Compression.NONE);
    folder.add("Cities.jsonl", LINES).write(City.getDefaultInstance());
    folder.add("Interests.jsonl", LINES).write(City.getDefaultInstance());
    Files.delete(out.resolve("Cities.jsonl.tmp"));
    Files.createDirectories(out.resolve("Cities.jsonl.tmp/in the way"));
    assertThatThrownBy(folder::close).isInstanceOf(DirectoryNotEmptyException.class);
    assertThat(out.resolve("Interests.jsonl.tmp")).doesNotExist();
    assertThat(out.resolve(".unfinished")).doesNotExist();
    assertThat(UnfinishedFolder.isBeingWritten(out)).isFalse();
  }
}

package com.happypancake.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.happypancake.inspect.QueryLines.RecordLines;
import com.happypancake.inspect.delimited.Compression;
import com.happypancake.schemas.legacy.City;
import java.io.IOException;
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
}

package com.happypancake.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.CodedOutputStream;
import com.happypancake.benchmarks.WriteDump.RawReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RawReaderTest {

  private final Path file;

  RawReaderTest(@TempDir Path folder) {
    this.file = folder.resolve("messages.raw");
  }

  private static byte[] filled(int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) length);
    return bytes;
  }

  private void write(int... lengths) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      CodedOutputStream coded = CodedOutputStream.newInstance(out);
      for (int length : lengths) {
        coded.writeByteArrayNoTag(filled(length));
      }
      coded.flush();
    }
  }

  private List<byte[]> read() throws IOException {
    List<byte[]> records = new ArrayList<>();
    try (RawReader reader = new RawReader(file)) {
      while (reader.advance()) {
        records.add(
            Arrays.copyOfRange(reader.bytes(), reader.offset(), reader.offset() + reader.length()));
      }
    }
    return records;
  }

  @Test
  void recordsComeAsTheyWereWrittenAlsoThoseLongerThanTheBuffer() throws IOException {
    int[] lengths = {0, 1, 127, 128, 300, 1 << 20, 0, (1 << 21) + 5, 16_384, 1};
    write(lengths);
    List<byte[]> records = read();
    assertThat(records).hasSize(lengths.length);
    for (int i = 0; i < lengths.length; i++) {
      assertThat(records.get(i)).isEqualTo(filled(lengths[i]));
    }
  }

  @Test
  void anEmptyFileHasNoRecord() throws IOException {
    write();
    assertThat(read()).isEmpty();
  }

  @Test
  void aFileThatWasCutInsideARecordIsReported() throws IOException {
    write(3, 200, 5);
    byte[] whole = Files.readAllBytes(file);
    List<Integer> boundaries = List.of(0, 4, 206, whole.length);
    for (int cut = 0; cut < whole.length; cut++) {
      Files.write(file, Arrays.copyOf(whole, cut));
      if (boundaries.contains(cut)) {
        assertThat(read()).hasSize(boundaries.indexOf(cut));
      } else {
        assertThatThrownBy(this::read)
            .isInstanceOf(EOFException.class)
            .hasMessage(
                "%s: ends inside a record, at byte %d; was it changed during the run?", file, cut);
      }
    }
  }

  @Test
  void aLengthWithoutEndIsReported() throws IOException {
    Files.write(file, filled(0xFF));
    assertThatThrownBy(this::read)
        .isInstanceOf(IOException.class)
        .hasMessage("%s: no length of a record before 255", file);
  }
}

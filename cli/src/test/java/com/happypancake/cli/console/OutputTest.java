package com.happypancake.cli.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OutputTest {

  @Test
  void linesAreUtf8AndEndInALineFeed() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Output output = new Output(bytes);
    output.line("Åland 💙");
    output.flush();
    assertThat(bytes.toByteArray()).isEqualTo("Åland 💙\n".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aFullDiskIsAnError() throws IOException {
    Path full = Path.of("/dev/full");
    assumeThat(Files.exists(full)).as("this system has /dev/full").isTrue();
    try (OutputStream stream = new FileOutputStream(full.toFile())) {
      Output output = new Output(stream);
      output.line("lost");
      assertThatThrownBy(output::flush)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("standard output: No space left on device");
    }
  }

  @Test
  void aClosedPipeIsNoError() {
    Output output =
        new Output(
            new OutputStream() {
              @Override
              public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
              }
            });
    assertThatThrownBy(
            () -> {
              output.line("unread");
              output.flush();
            })
        .isInstanceOf(Output.ClosedException.class);
  }
}

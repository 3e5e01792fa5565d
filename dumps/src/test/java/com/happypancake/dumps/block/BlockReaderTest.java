package com.happypancake.dumps.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class BlockReaderTest {

  @Test
  void aFileThatEndsBeforeTheBlockIsReportedAsCutAndIsClosed() {
    AtomicBoolean closed = new AtomicBoolean();
    ByteArrayInputStream file =
        new ByteArrayInputStream(BlockDeflater.compress(new byte[100])) {
          @Override
          public void close() {
            closed.set(true);
          }
        };
    assertThatExceptionOfType(BlockException.class)
        .isThrownBy(() -> new BlockReader(file, 5000, Codec.preferred(), Workers.caller()))
        .satisfies(
            e -> {
              assertThat(e.kind()).isEqualTo(BlockException.Kind.CUT);
              assertThat(e.block()).hasValue(5000);
            })
        .withMessage("the file ends before this block: it was cut");
    assertThat(closed).isTrue();
  }
}
